// A window of the ledger as the report shows its lines: the same cells, for a grid that asks for them as it scrolls.
import type { LedgerFilter } from '../../../src-shared/contract/ledger.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { kindsOfEntry, ledgerRow } from '../../reports/ledger.ts';
import { ledgerWindow } from '../../storage/ledger-pages.ts';
import { reportBook } from '../report.ts';
import type { Session } from '../session.ts';

export interface LedgerRows {
  rows: { id: string; cells: Cell[] }[];
  total: number;
}

/** @param window.newest the last line first. */
export function readLedger(
  session: Session,
  { entry, ...filter }: LedgerFilter,
  window: { start: number; limit: number; newest: boolean },
): Result<LedgerRows> {
  const kinds = entry === null ? null : kindsOfEntry(entry);
  if (kinds?.length === 0) {
    return refused({
      code: 'unknown_entry',
      message: `The ledger has no entries called ${entry}`,
      hint: 'Choose one of the list',
    });
  }
  // Read as it stands, without a transaction to roll back: a grid asks often.
  const book = reportBook(session.book());
  const { start, limit, newest } = window;
  const { rows, total } = ledgerWindow(session.open, { ...filter, kinds }, start, limit, newest);
  return done({ rows: rows.map(({ id, line }) => ({ id, cells: ledgerRow(book, line) })), total });
}
