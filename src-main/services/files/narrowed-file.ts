// Usage and the ledger as files: the rows a person has narrowed down to, as the screens show them. Must not: hold them in memory.

import type { LedgerFilter, LedgerSort } from '../../../src-shared/contract/ledger.ts';
import type { UsageSort } from '../../../src-shared/contract/usage.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { LEDGER_COLUMNS } from '../../../src-shared/ledger-columns.ts';
import { USAGE_COLUMNS } from '../../../src-shared/usage-columns.ts';
import { ledgerRows } from '../screens/ledger-window.ts';
import type { Progress, Session } from '../session.ts';
import type { UsageFilter } from '../usage/narrowing.ts';
import { usageRows } from '../usage/pages.ts';
import type { TableFormat } from './table-file.ts';
import { writeTable } from './table-file.ts';

/** @returns how many rows were written. */
export function saveUsage(
  session: Session,
  filter: UsageFilter & { newest: boolean; sort: UsageSort },
  format: TableFormat,
  path: string,
  progress?: Progress,
): Promise<Result<number>> {
  const table = { title: 'Usage', columns: USAGE_COLUMNS, rows: usageRows(session, filter) };
  return writeTable(session, table, format, path, progress);
}

/** @returns how many rows were written. Refused: an entry that the ledger does not have. */
export async function saveLedger(
  session: Session,
  { sort, newest, ...filter }: LedgerFilter & { sort: LedgerSort; newest: boolean },
  format: TableFormat,
  path: string,
  progress?: Progress,
): Promise<Result<number>> {
  const rows = ledgerRows(session, filter, { by: sort, descending: newest });
  if (!rows.ok) return rows;
  return writeTable(
    session,
    { title: 'Ledger', columns: LEDGER_COLUMNS, rows: rows.value },
    format,
    path,
    progress,
  );
}
