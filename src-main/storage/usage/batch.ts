// Tells a batch of usage rows: the hot path of every import. Must not: judge a row (src-main/import does) or derive from it.
import { crc32 } from 'node:zlib';
import type { OpenBook } from '../open.ts';
import { type KeptReject, usageRows } from '../usage-store.ts';
import { openManyRows, type Value } from '../writing/many-rows.ts';
import { setAside } from '../writing/set-aside.ts';
import { Digest, rejectsDigest, rowText } from './digests.ts';
import { hashOf, type IdFilter, type IdFilters, IdsSeen } from './id-bits.ts';
import { readFilters, writeFilters } from './id-filters.ts';
import { checksOf, ROWS_A_BLOCK, type RowBlock, RowCollector, type UsageRow } from './row-block.ts';

/** What became of a row: `same` is a duplicate; `conflict` has the id of another event, which stands (rules §12). */
export type Outcome = 'added' | 'same' | 'conflict';

export interface BatchWriter {
  readonly batch: number;
  /** While there is no index on ids: those that the book has, for whoever makes the blocks. */
  readonly ids: IdsSeen | null;
  /** Where there is one: the filters of them, for the same. */
  readonly earlier: readonly IdFilter[];
  /** `doubted`: whether its id came before is not known yet; nothing was written. Add it again once `indexIds` has run. */
  add(row: UsageRow): Outcome | 'doubted';
  /** The rows of a block whose ids are new for certain, to the file and to the book. */
  addNew(block: RowBlock): void;
  reject(row: KeptReject): void;
  /** From now on no row is doubted. */
  indexIds(): void;
  /** When all rows are in. @returns SHA-256 over what was added, as it was, and over what was rejected, by line. */
  finish(): { rowsSha256: string; rejectsSha256: string };
  /** When all is derived from them. */
  derived(): void;
}

/**
 * Begins a batch from a file of so many bytes. `undone` are the batches whose ids are free again. Inside a transaction.
 */
export function beginBatch(
  open: OpenBook,
  batch: number,
  undone: ReadonlySet<number>,
  bytes: number,
): BatchWriter {
  const reject = open.db.prepare('INSERT INTO rejected_row VALUES (?, ?, ?, ?, ?, ?)');
  const filters = readFilters(open);
  const rows = { batch, digest: new Digest(), filters, last: usageRows(open) };
  const bulk = isMostlyNew(open, bytes) ? withoutIndexes(open) : null;
  const addNew = openBlocks(open, rows);
  const waiting = new RowCollector();
  const flush = (): void => {
    if (waiting.size > 0) addNew(waiting.take());
  };
  const addOne = openOneByOne(open, rows, undone);
  return {
    batch,
    earlier: bulk ? [] : filters.all,
    get ids() {
      return bulk?.ids() ?? null;
    },
    add(row) {
      const ids = bulk?.ids() ?? null;
      if (!ids) return addOne(row);
      const hash = hashOf(row.eventId);
      if (ids.meets(hash)) return 'doubted';
      waiting.add(row, hash, true);
      if (waiting.size === ROWS_A_BLOCK) flush();
      return 'added';
    },
    addNew,
    reject(row) {
      reject.run(batch, row.line, row.code, row.column, row.message, JSON.stringify(row.cells));
    },
    indexIds() {
      flush();
      bulk?.indexIds();
    },
    finish() {
      flush();
      writeFilters(open, filters);
      bulk?.indexAll();
      return { rowsSha256: rows.digest.hex(), rejectsSha256: rejectsDigest(open, batch) };
    },
    derived: () => bulk?.indexPostings(),
  };
}

/** What is made of a batch's rows as they are written. */
interface BatchRows {
  readonly batch: number;
  readonly digest: Digest;
  /** Of all rows of the book. */
  readonly filters: IdFilters;
  /** The number of the row that was written last. */
  last: number;
}

/** Tells rows whose ids the index looks up. */
function openOneByOne(
  { db }: OpenBook,
  rows: BatchRows,
  undone: ReadonlySet<number>,
): (row: UsageRow) => Outcome {
  const { batch, digest, filters } = rows;
  const insert = db.prepare(
    `INSERT INTO usage_event (${COLUMNS}) VALUES (?, ?, ${batch}, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // One number a row, as reading several columns costs three times as much: twice the batch, one more where the rows are equal. In no
  // order and not the largest: SQLite would prepare such a statement anew each time.
  const rowsIn = db
    .prepare(
      `SELECT batch * 2 + (customer = ? AND meter = ? AND quantity = ? AND occurred_at = ?)
       FROM usage_event WHERE seq >> 16 = ? AND event_id = ?`,
    )
    .pluck();
  return (row) => {
    const { eventId, customer, meter, quantity, occurredAt } = row;
    const id = hashOf(eventId);
    let attempt = 0;
    let last = 0;
    for (const bucket of filters.bucketsOf(id)) {
      const came = rowsIn.all(customer.id, meter.id, quantity, occurredAt, bucket, eventId) as number[];
      attempt += came.length;
      last = Math.max(last, ...came);
    }
    if (attempt > 0 && !undone.has(Math.floor(last / 2))) return last % 2 === 1 ? 'same' : 'conflict';
    const text = rowText(row, attempt, batch);
    insert.run(eventId, attempt, ...restOf(row, text));
    digest.add(text);
    filters.add(++rows.last, id);
    return 'added';
  };
}

/** The columns after the batch, the last of them the checksum of the row's text. */
const restOf = (r: UsageRow, text: string): Value[] => [
  r.line,
  r.customer.id,
  r.meter.id,
  r.quantity,
  r.occurredAt,
  r.postedAt,
  r.extra,
  crc32(text),
];

const COLUMNS =
  'event_id, attempt, batch, line, customer, meter, quantity, occurred_at, posted_at, extra, crc';

/** Tells the rows of blocks, several to a statement. */
function openBlocks({ db, codes }: OpenBook, rows: BatchRows): (block: RowBlock) => void {
  const { batch, digest, filters } = rows;
  // A statement that never takes back what it did needs no record of the pages it changes, which is a third of its time.
  const insert = `INSERT OR FAIL INTO usage_event (${COLUMNS}) VALUES`;
  const open = openManyRows(db, insert, `(?, 0, ${batch}, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (block) => {
    const { eventIds, lines, customers, meters, quantities, occurredAt, postedAt, extras, order, hashes } =
      block;
    const { crcs, text } = block.checks ?? checksOf(block, batch, codes.codeOf);
    const written = open();
    for (const [at, n] of order.entries()) {
      const row = written.row();
      row.push(
        eventIds[n]!,
        lines[n]!,
        customers[n]!,
        meters[n]!,
        quantities[n]!,
        occurredAt[n]!,
        postedAt[n]!,
        extras[n]!,
        crcs[at]!,
      );
      filters.add(++rows.last, { first: hashes[2 * at]!, step: hashes[2 * at + 1]! });
    }
    written.flush();
    digest.add(text);
  };
}

/** Whether most rows of the book will have come with a file of so many bytes. */
export function isMostlyNew(open: OpenBook, bytes: number): boolean {
  return bytes >= LARGE_FILE && bytes >= 2 * usageRows(open) * BYTES_A_ROW;
}

/** About what a row of a usage file takes. */
const BYTES_A_ROW = 80;
/** From so many bytes on it matters how a file is read and written. */
export const LARGE_FILE = 5_000_000;

/** Takes the indexes that a large file would fill away until most rows are in. */
function withoutIndexes({ db }: OpenBook): {
  /** The ids met so far; null once the index knows them. */
  ids(): IdsSeen | null;
  indexIds(): void;
  indexAll(): void;
  indexPostings(): void;
} {
  let seen: IdsSeen | null = new IdsSeen();
  for (const id of db.prepare('SELECT event_id FROM usage_event').pluck().iterate() as Iterable<string>)
    seen.meets(hashOf(id));
  const buildIds = setAside(db, 'usage_by_id');
  const buildTimes = setAside(db, 'usage_by_time');
  const indexPostings = setAside(db, 'posting_by_time');
  // Tables only grow at their end now: more would be memory for nothing.
  db.pragma('cache_size = -32000');
  const indexIds = (): void => {
    seen = null;
    buildIds();
  };
  return {
    ids: () => seen,
    indexIds,
    indexAll() {
      indexIds();
      buildTimes();
    },
    indexPostings,
  };
}
