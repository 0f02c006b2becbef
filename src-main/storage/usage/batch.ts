// Tells a batch of usage rows: the hot path of every import. Must not: judge a row (src-main/import does) or derive from it.
import { crc32 } from 'node:zlib';
import type { OpenBook } from '../open.ts';
import { type KeptReject, usageRows } from '../usage-store.ts';
import { openManyRows, type Value } from '../writing/many-rows.ts';
import { setAside } from '../writing/set-aside.ts';
import { Digest, rejectsDigest, rowText } from './digests.ts';
import { IdsSeen } from './ids-seen.ts';
import { checksOf, ROWS_A_BLOCK, type RowBlock, RowCollector, type UsageRow } from './row-block.ts';

/** What became of a row: `same` is a duplicate; `conflict` has the id of another event, which stands (rules §12). */
export type Outcome = 'added' | 'same' | 'conflict';

export interface BatchWriter {
  readonly batch: number;
  /** While there is no index on ids: those that the book has, for whoever makes the blocks. */
  readonly ids: IdsSeen | null;
  /** `doubted`: whether its id came before is not known yet; nothing was written. Add it again once `indexIds` has run. */
  add(row: UsageRow): Outcome | 'doubted';
  /**
   * The rows of a block that are new to its file for certain, and to the book unless an index knows better. @returns those that it
   * did not write, as their ids came before; add them one by one.
   */
  addNew(block: RowBlock): number[];
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
  const rows = new Digest();
  const bulk = isMostlyNew(open, bytes) ? withoutIndexes(open) : null;
  const addNew = openBlocks(open, batch, rows);
  const waiting = new RowCollector();
  const flush = (): void => {
    if (waiting.size > 0) addNew(waiting.take());
  };
  const addOne = openOneByOne(open, batch, undone, rows);
  return {
    batch,
    get ids() {
      return bulk?.ids() ?? null;
    },
    add(row) {
      const ids = bulk?.ids() ?? null;
      if (!ids) return addOne(row);
      if (ids.meets(row.eventId)) return 'doubted';
      waiting.add(row, true);
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
      bulk?.indexAll();
      return { rowsSha256: rows.hex(), rejectsSha256: rejectsDigest(open, batch) };
    },
    derived: () => bulk?.indexPostings(),
  };
}

/** Tells rows whose ids the index looks up. */
function openOneByOne(
  { db }: OpenBook,
  batch: number,
  undone: ReadonlySet<number>,
  digest: Digest,
): (row: UsageRow) => Outcome {
  const insert = db.prepare(
    `INSERT INTO usage_event (${COLUMNS}) VALUES (?, ?, ${batch}, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  // One number, as reading a row of several columns costs three times as much: twice the batch, one more where the rows are equal.
  const standing = db
    .prepare(
      `SELECT batch * 2 + (customer = ? AND meter = ? AND quantity = ? AND occurred_at = ?)
       FROM usage_event WHERE event_id = ? ORDER BY attempt DESC LIMIT 1`,
    )
    .pluck();
  const attempts = db.prepare('SELECT count(*) FROM usage_event WHERE event_id = ?').pluck();
  // Ids met before come in runs: after one of them the next is looked for before it is tried.
  let metLast = false;
  const put = (row: UsageRow, attempt: number): boolean => {
    const text = rowText(row, attempt, batch);
    const { changes } = insert.run(row.eventId, attempt, ...restOf(row, text));
    if (changes === 1) digest.add(text);
    return changes === 1;
  };
  return (row) => {
    const { eventId, customer, meter, quantity, occurredAt } = row;
    if (!metLast && put(row, 0)) return 'added';
    const there = standing.get(customer.id, meter.id, quantity, occurredAt, eventId) as number | undefined;
    metLast = there !== undefined;
    if (there === undefined || undone.has(Math.floor(there / 2))) {
      put(row, attempts.get(eventId) as number);
      return 'added';
    }
    return there % 2 === 1 ? 'same' : 'conflict';
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

/** Tells the rows of blocks, several to a statement. @returns those whose ids the index knows. */
function openBlocks({ db, codes }: OpenBook, batch: number, digest: Digest): (block: RowBlock) => number[] {
  // A statement that never takes back what it did needs no record of the pages it changes, which is a third of its time.
  const insert = `INSERT OR IGNORE INTO usage_event (${COLUMNS}) VALUES`;
  const open = openManyRows(db, insert, `(?, 0, ${batch}, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const idsAfter = db.prepare('SELECT event_id FROM usage_event WHERE seq > ?').pluck();
  return (block) => {
    const { eventIds, lines, customers, meters, quantities, occurredAt, postedAt, extras, order } = block;
    const { crcs, text } = block.checks ?? checksOf(block, batch, codes.codeOf);
    const known = new Set<number>();
    let done = 0;
    let allKnown = false;
    const written = open((rows, changes, last) => {
      const tried = order.slice(done, done + rows);
      done += rows;
      allKnown = changes === 0;
      if (changes === rows) return;
      const added = new Set(allKnown ? [] : (idsAfter.all(last - changes) as string[]));
      for (const n of tried) if (!added.has(eventIds[n]!)) known.add(n);
    });
    for (const [at, n] of order.entries()) {
      const row = written.row();
      // Ids met before come in runs: what follows is tried one by one, which tells at once what stands.
      if (allKnown) break;
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
    }
    if (!allKnown) written.flush();
    for (const n of order.slice(done)) known.add(n);
    digest.add(known.size === 0 ? text : textOf(block, text, (n) => !known.has(n)));
    return [...known];
  };
}

/** Of the text of a block the lines of some of its rows. */
function textOf({ order }: RowBlock, text: string, isOf: (n: number) => boolean): string {
  return text
    .split(/(?<=\n)/)
    .filter((_, at) => isOf(order[at]!))
    .join('');
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
    seen.meets(id);
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
