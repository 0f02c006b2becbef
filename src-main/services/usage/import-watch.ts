// What a person's review adds to an import: cells mended by hand, lines left out, and someone who looks on row by row.
// Must not: decide what an import keeps; it only hands rows on, changed as the person said.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { RawRow } from '../../import/raw-row.ts';
import type { AcceptedRow } from '../../import/usage-reading.ts';
import { cellText } from '../../import/usage-row.ts';
import type { KeptReject } from '../../storage/usage-store.ts';

/** By line of the file. */
export interface ByHand {
  /** Place of the column, from 0, to the text that stands there instead. */
  readonly mends: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Lines that are left out, each with why. */
  readonly excluded: ReadonlyMap<number, string>;
}

/** A row that is not taken in, as whoever looks on gets it. */
export type SeenReject = KeptReject & { readonly hint?: string };

export interface ImportWatch {
  /** Of so many accepted rows it gets the cells, on time and late each, and of all that were mended; further rows may come without. */
  readonly shows?: number;
  /** Gives the header as text; by the time a row comes it has been found. */
  begin?(header: () => readonly string[]): void;
  accepted?(row: AcceptedRow, raw: RawRow, late: boolean): void;
  duplicate?(row: AcceptedRow, raw: RawRow): void;
  rejected?(row: SeenReject): void;
  /** The file was read to its end. May throw a Refusal: nothing is kept then. */
  read?(sha256: string): void;
  /** The rows are in, and nothing is derived from them yet. */
  deriving?(changed: ReadonlyMap<string, Instant>): void;
  derived?(changed: ReadonlyMap<string, Instant>, batch: number): void;
}

/** The rows as the person left them. Lines left out are kept with the batch's rejected rows, with the reason given. */
export function takeByHand(
  rows: readonly RawRow[],
  byHand: ByHand | undefined,
  reject: (row: KeptReject) => void,
): readonly RawRow[] {
  if (!byHand || (byHand.mends.size === 0 && byHand.excluded.size === 0)) return rows;
  const left: RawRow[] = [];
  for (const row of rows) {
    const reason = byHand.excluded.get(row.line);
    if (reason === undefined) left.push(mended(row, byHand.mends.get(row.line)));
    else
      reject({
        line: row.line,
        code: 'left_out',
        column: null,
        message: `Left out by hand: ${reason}`,
        cells: row.cells.map(cellText),
      });
  }
  return left;
}

/** Cells that nobody touched stay as they are, typed where the file has types. */
function mended(row: RawRow, cells: ReadonlyMap<number, string> | undefined): RawRow {
  if (!cells || cells.size === 0) return row;
  const width = Math.max(row.cells.length, ...[...cells.keys()].map((place) => place + 1));
  return {
    line: row.line,
    cells: Array.from({ length: width }, (_, place) => cells.get(place) ?? row.cells[place] ?? null),
  };
}

/** That a row was mended by hand stays on record with it. */
export function noteMend(
  extra: string | null,
  cells: ReadonlyMap<number, string> | undefined,
): string | null {
  if (!cells || cells.size === 0) return extra;
  const places = [...cells.keys()].sort((a, b) => a - b).map((place) => `column ${place + 1}`);
  return JSON.stringify({
    ...(extra === null ? {} : (JSON.parse(extra) as Record<string, string>)),
    _mended: places.join(', '),
  });
}

/** For the record of the batch: " (2 rows mended, 1 left out)". */
export function byHandInWords(byHand: ByHand | undefined): string {
  const parts = [
    byHand && byHand.mends.size > 0 ? `${byHand.mends.size} mended by hand` : '',
    byHand && byHand.excluded.size > 0 ? `${byHand.excluded.size} left out` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
