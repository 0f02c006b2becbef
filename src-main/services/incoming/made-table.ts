// A setup table that the program makes itself, as a file would bring it: so that there is one way to tell it.
// Must not: know a table.
import type { RawTable } from '../../import/setup/existing.ts';

/** The line below the header. */
export const FIRST_ROW = 2;

export function madeTable(
  name: string,
  place: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): RawTable {
  return { name, place, header, rows: rows.map((cells, index) => ({ row: index + FIRST_ROW, cells })) };
}
