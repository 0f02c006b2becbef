// Rows on their way into the book, many at a time and in columns: a million small objects take longer to hand from thread to thread than
// to read. What their checksums go over is made by the thread that has time. Must not: write, or leave out anything that is told
// of a row.
import { crc32 } from 'node:zlib';
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Code } from '../../import/usage-codes.ts';
import { rowText } from './digests.ts';
import type { IdHash } from './id-bits.ts';

/** A row to be told. */
export interface UsageRow {
  eventId: string;
  line: number;
  customer: Code;
  meter: Code;
  quantity: string;
  occurredAt: Instant;
  postedAt: Instant;
  extra: string | null;
}

/** Row n is made of the n-th of each column, as they were added. */
export interface RowBlock {
  readonly eventIds: string[];
  readonly lines: number[];
  readonly customers: number[];
  readonly meters: number[];
  readonly quantities: string[];
  readonly occurredAt: Instant[];
  readonly postedAt: Instant[];
  readonly extras: (string | null)[];
  /**
   * The rows whose ids are new for certain, to their file and to the book, in the order in which they are written: a customer's together, as
   * deriving reads them so, and a row that has a page of the file to itself costs it twice as much.
   */
  readonly order: number[];
  /** Of the ids of those, two numbers each: an IdHash. */
  readonly hashes: Int32Array;
  /** Null: left to whoever writes the rows. */
  readonly checks: Checks | null;
}

/** What such rows are held to, in the order in which they are written. */
export interface Checks {
  /** The checksum of each. */
  readonly crcs: number[];
  /** What the batch's digest goes over. */
  readonly text: string;
}

/** `codeOf` tells the code that an integer of the book stands for. */
export function checksOf(block: RowBlock, batch: number, codeOf: (id: number) => string): Checks {
  const { eventIds, lines, customers, meters, quantities, occurredAt, postedAt, extras, order } = block;
  const crcs: number[] = [];
  let text = '';
  for (const n of order) {
    const row = rowText(
      {
        eventId: eventIds[n]!,
        line: lines[n]!,
        customer: { code: codeOf(customers[n]!) },
        meter: { code: codeOf(meters[n]!) },
        quantity: quantities[n]!,
        occurredAt: occurredAt[n]!,
        postedAt: postedAt[n]!,
        extra: extras[n]!,
      },
      0,
      batch,
    );
    crcs.push(crc32(row));
    text += row;
  }
  return { crcs, text };
}

/** Few enough that rows are still young when they are written: those that grow old cost the heap more than the gain. */
export const ROWS_A_BLOCK = 1 << 12;

/** Collects rows into blocks. */
export class RowCollector {
  #rows: UsageRow[] = [];
  #hashes: IdHash[] = [];
  #byCustomer = new Map<Code, number[]>();

  /** How many rows were added since the last block. */
  get size(): number {
    return this.#rows.length;
  }

  /** @param isNew its id never came before, for certain. */
  add(row: UsageRow, hash: IdHash, isNew: boolean): void {
    const place = this.#rows.push(row) - 1;
    this.#hashes.push(hash);
    if (!isNew) return;
    const places = this.#byCustomer.get(row.customer);
    if (places) places.push(place);
    else this.#byCustomer.set(row.customer, [place]);
  }

  /** What was added since the last block, its checks left open. */
  take(): RowBlock {
    const rows = this.#rows;
    const order = [...this.#byCustomer.values()].flat();
    const hashes = new Int32Array(2 * order.length);
    for (const [at, n] of order.entries()) {
      const { first, step } = this.#hashes[n]!;
      hashes[2 * at] = first;
      hashes[2 * at + 1] = step;
    }
    this.#rows = [];
    this.#hashes = [];
    this.#byCustomer = new Map();
    return {
      eventIds: rows.map((row) => row.eventId),
      lines: rows.map((row) => row.line),
      customers: rows.map((row) => row.customer.id),
      meters: rows.map((row) => row.meter.id),
      quantities: rows.map((row) => row.quantity),
      occurredAt: rows.map((row) => row.occurredAt),
      postedAt: rows.map((row) => row.postedAt),
      extras: rows.map((row) => row.extra),
      order,
      hashes,
      checks: null,
    };
  }
}
