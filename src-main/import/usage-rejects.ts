// The file of rejected rows: as they came, and why. Mended, it can be imported like the file they came from, with the same
// profile; its own three columns are then read past.
// Must not: change what was in a cell.
import type { Cell, Column, ReportTable } from '../../src-shared/report-table.ts';
import { REJECT_COLUMNS } from './usage-header.ts';

/** What storage keeps of a rejected row. */
export interface RejectedRow {
  readonly line: number;
  readonly code: string;
  readonly column: string | null;
  readonly message: string;
  readonly hint?: string | null;
  readonly cells: readonly string[];
}

const own = new Set<string>(REJECT_COLUMNS);

/**
 * @param header of the file they came from. Cells beyond it stand after `_error`, where no column has a name: such a row
 * is rejected again until it is mended.
 */
export function rejectsTable(header: readonly string[], rejects: Iterable<RejectedRow>): ReportTable {
  const kept = header
    .map((_, index) => index)
    .filter((index) => !own.has((header[index] ?? '').trim().toLowerCase()));
  const columns: Column[] = [...kept.map((index) => header[index] ?? ''), ...REJECT_COLUMNS].map((name) => ({
    key: name,
    title: name,
    type: 'text',
  }));
  function* rows(): Generator<readonly Cell[]> {
    for (const reject of rejects) {
      const cells = kept.map((index) => reject.cells[index] ?? '');
      const beyond = reject.cells.slice(header.length);
      yield [...cells, String(reject.line), reject.code, inWords(reject), ...beyond];
    }
  }
  return { name: 'rejects', title: 'Rejected rows', columns, rows: rows() };
}

function inWords({ column, message, hint }: RejectedRow): string {
  const what = column === null ? message : `${column}: ${message}`;
  return hint ? `${what}. ${hint}` : what;
}
