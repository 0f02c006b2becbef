// Accepted rows as they cross from the reading thread to the one that writes: in columns, since a million small objects take
// longer to hand over than to read. Must not: leave out of a row anything that an import keeps.

import type { RawCell } from '../../../import/raw-row.ts';
import type { Code } from '../../../import/usage-codes.ts';
import type { AcceptedRow } from '../../../import/usage-reading.ts';
import type { SeenReject } from '../import-watch.ts';

/** Row n of a block is made of the n-th of each column. */
export interface RowBlock {
  readonly eventIds: string[];
  readonly lines: number[];
  readonly customers: number[];
  readonly meters: number[];
  readonly quantities: string[];
  readonly occurredAt: number[];
  readonly extras: (string | null)[];
  /** The cells of rows whose id may have come before, by n; all others are new for certain. */
  readonly met: Map<number, readonly RawCell[]>;
  /** The cells of other rows that whoever looks on asked for, by n. */
  readonly shown: Map<number, readonly RawCell[]>;
  readonly rejects: SeenReject[];
}

export function emptyBlock(): RowBlock {
  return {
    eventIds: [],
    lines: [],
    customers: [],
    meters: [],
    quantities: [],
    occurredAt: [],
    extras: [],
    met: new Map(),
    shown: new Map(),
    rejects: [],
  };
}

export function addToBlock(block: RowBlock, row: AcceptedRow): void {
  block.eventIds.push(row.eventId);
  block.lines.push(row.line);
  block.customers.push(row.customer.id);
  block.meters.push(row.meter.id);
  block.quantities.push(row.quantity);
  block.occurredAt.push(row.occurredAt);
  block.extras.push(row.extra);
}

/** Row n, with the codes that the book's integers stand for. */
export function rowOfBlock(
  block: RowBlock,
  n: number,
  customers: ReadonlyMap<number, Code>,
  meters: ReadonlyMap<number, Code>,
): AcceptedRow {
  return {
    kind: 'row',
    line: block.lines[n]!,
    eventId: block.eventIds[n]!,
    customer: customers.get(block.customers[n]!)!,
    meter: meters.get(block.meters[n]!)!,
    quantity: block.quantities[n]!,
    occurredAt: block.occurredAt[n]!,
    extra: block.extras[n]!,
  };
}
