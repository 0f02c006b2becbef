// Blocks of accepted rows as they cross from the reading thread to the one that writes. Must not: leave out of a row anything that
// an import keeps or whoever looks on asked for.
import type { RawCell, RawRow } from '../../../import/raw-row.ts';
import type { Code } from '../../../import/usage-codes.ts';
import type { RowBlock } from '../../../storage/usage/row-block.ts';
import type { SeenReject } from '../import-watch.ts';
import type { PlacedRow } from '../placing.ts';

/**
 * Where the two threads share how many blocks were sent and not taken yet (who takes one counts it down, and wakes the thread).
 */
export const AHEAD = 0;
/** In the place of AHEAD: nothing more is taken, and whoever reads ends. Far enough from 0 for a block that was under way. */
export const ENDED = -1000;

export interface ReadBlock {
  readonly rows: RowBlock;
  /** Rows whose ids may have come before, in the file or in the book; all others are in the order of writing. */
  readonly met: number[];
  /** Cells as they came, as JSON: of rows whose ids may have come before, and of others that whoever looks on asked for. */
  readonly cells: (string | null)[];
  readonly rejects: SeenReject[];
}

/** Row n, with the codes that the book's integers stand for. */
export function rowOfBlock(
  { rows }: ReadBlock,
  n: number,
  customers: ReadonlyMap<number, Code>,
  meters: ReadonlyMap<number, Code>,
): PlacedRow {
  return {
    kind: 'row',
    line: rows.lines[n]!,
    eventId: rows.eventIds[n]!,
    customer: customers.get(rows.customers[n]!)!,
    meter: meters.get(rows.meters[n]!)!,
    quantity: rows.quantities[n]!,
    occurredAt: rows.occurredAt[n]!,
    postedAt: rows.postedAt[n]!,
    extra: rows.extras[n]!,
  };
}

/** A row as it came; its cells are read when they are asked for, which is seldom. None where none were sent. */
export class SentRow implements RawRow {
  readonly line: number;
  readonly #cells: string | null;

  constructor(line: number, cells: string | null) {
    this.line = line;
    this.#cells = cells;
  }

  get cells(): readonly RawCell[] {
    return JSON.parse(this.#cells ?? '[]') as RawCell[];
  }
}
