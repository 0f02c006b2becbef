// A window of the ledger as the report shows its lines: the same cells, for a grid that asks for them as it scrolls.
import type { LedgerFilter } from '../../../src-shared/contract/ledger.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
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
  return session.peek(() => {
    const kinds = entry === null ? null : kindsOfEntry(entry);
    if (kinds?.length === 0) {
      throw new Refusal({
        code: 'unknown_entry',
        message: `The ledger has no entries called ${entry}`,
        hint: 'Choose one of the list',
      });
    }
    const { start, limit, newest } = window;
    const { rows, total } = ledgerWindow(session.open, { ...filter, kinds }, start, limit, newest);
    const book = reportBook(session.book());
    return { rows: rows.map(({ id, line }) => ({ id, cells: ledgerRow(book, line) })), total };
  });
}
