// Usage rows: told once, never changed. Writes a batch row by row (the hot path of every import), finds rows again, and
// says whether rows are as they were told. Must not: judge a row (src-main/import does) or derive from it.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Instant } from '../../src-shared/calendar.ts';
import type { Code } from '../import/usage-codes.ts';
import type { OpenBook } from './open.ts';
import { IdsSeen } from './usage/ids-seen.ts';

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

export interface KeptReject {
  line: number;
  code: string;
  column: string | null;
  message: string;
  cells: readonly string[];
}

/** What became of a row: `same` is a duplicate; `conflict` has the id of another event, which stands (rules §12). */
export type Outcome = 'added' | 'same' | 'conflict';

export interface BatchWriter {
  readonly batch: number;
  /** `doubted`: whether its id came before is not known yet; nothing was written. Add it again once `indexIds` has run. */
  add(row: UsageRow): Outcome | 'doubted';
  reject(row: KeptReject): void;
  /** From now on no row is doubted. */
  indexIds(): void;
  /** When all rows are in. @returns SHA-256 over what was added, as it was, and over what was rejected, by line. */
  finish(): { rowsSha256: string; rejectsSha256: string };
}

export interface StoredEvent {
  ref: number;
  eventId: string;
  customer: string;
  meter: string;
  quantity: string;
  occurredAt: Instant;
  postedAt: Instant;
  batch: number;
  line: number;
  extra: string | null;
}

/** Hashes text in pieces: a call for each row would cost more than the hash. */
class Digest {
  readonly #hash = createHash('sha256');
  #piece = '';

  add(text: string): void {
    this.#piece += text;
    if (this.#piece.length > 64_000) {
      this.#hash.update(this.#piece);
      this.#piece = '';
    }
  }

  hex(): string {
    return this.#hash.update(this.#piece).digest('hex');
  }
}

/**
 * One row as text: what its checksum and its batch's digest go over. Codes, not their ids, so that the code table is held to
 * account, too. Ids and JSON hold no control characters.
 */
function rowText(
  r: Omit<UsageRow, 'customer' | 'meter'> & { customer: { code: string }; meter: { code: string } },
  attempt: number,
  batch: number,
): string {
  return `${r.eventId}\u001f${attempt}\u001f${batch}\u001f${r.line}\u001f${r.customer.code}\u001f${r.meter.code}\u001f${r.quantity}\u001f${r.occurredAt}\u001f${r.postedAt}\u001f${r.extra ?? ''}\n`;
}

function rejectText(r: Omit<KeptReject, 'cells'>, cells: string): string {
  return `${r.line}\u001f${r.code}\u001f${JSON.stringify(r.column)}\u001f${r.message}\u001f${cells}\n`;
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
  const { db } = open;
  const bulk = mostlyNew(open, bytes) ? withoutIndexes(open) : null;
  const insert = db.prepare(
    `INSERT INTO usage_event (event_id, attempt, batch, line, customer, meter, quantity, occurred_at, posted_at, extra, crc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  // One number, as reading a row of several columns costs three times as much: twice the batch, one more where the rows are equal.
  const standing = db
    .prepare(
      `SELECT batch * 2 + (customer = ? AND meter = ? AND quantity = ? AND occurred_at = ?)
       FROM usage_event WHERE event_id = ? ORDER BY attempt DESC LIMIT 1`,
    )
    .pluck();
  const attempts = db.prepare('SELECT count(*) FROM usage_event WHERE event_id = ?').pluck();
  const reject = db.prepare('INSERT INTO rejected_row VALUES (?, ?, ?, ?, ?, ?)');
  const rows = new Digest();
  // Ids met before come in runs: after one of them the next is looked for before it is tried.
  let metLast = false;
  const put = (r: UsageRow, attempt: number): boolean => {
    const text = rowText(r, attempt, batch);
    const { changes } = insert.run(
      r.eventId,
      attempt,
      batch,
      r.line,
      r.customer.id,
      r.meter.id,
      r.quantity,
      r.occurredAt,
      r.postedAt,
      r.extra,
      crc32(text),
    );
    if (changes === 1) rows.add(text);
    return changes === 1;
  };
  return {
    batch,
    add(row) {
      if (bulk?.doubts(row.eventId)) return 'doubted';
      const { eventId, customer, meter, quantity, occurredAt } = row;
      if (!metLast && put(row, 0)) return 'added';
      const there = standing.get(customer.id, meter.id, quantity, occurredAt, eventId) as number | undefined;
      metLast = there !== undefined;
      if (there === undefined || undone.has(Math.floor(there / 2))) {
        put(row, attempts.get(eventId) as number);
        return 'added';
      }
      return there % 2 === 1 ? 'same' : 'conflict';
    },
    reject(row) {
      reject.run(batch, row.line, row.code, row.column, row.message, JSON.stringify(row.cells));
    },
    indexIds: () => bulk?.indexIds(),
    finish() {
      bulk?.indexAll();
      return { rowsSha256: rows.hex(), rejectsSha256: rejectsDigest(open, batch) };
    },
  };
}

function rejectsDigest({ db }: OpenBook, batch: number): string {
  const digest = new Digest();
  const rows = db.prepare(
    'SELECT line, code, column_name AS "column", message, cells FROM rejected_row WHERE batch = ? ORDER BY line',
  );
  for (const row of rows.iterate(batch) as Iterable<Omit<KeptReject, 'cells'> & { cells: string }>)
    digest.add(rejectText(row, row.cells));
  return digest.hex();
}

/** Whether most rows of the book will have come with a file of so many bytes. */
function mostlyNew({ db }: OpenBook, bytes: number): boolean {
  const rows = db.prepare('SELECT coalesce(max(seq), 0) FROM usage_event').pluck().get() as number;
  return bytes >= SMALL_FILE && bytes >= 2 * rows * BYTES_A_ROW;
}

/** About what a row of a usage file takes; and a file too small for the question to matter. */
const BYTES_A_ROW = 80;
const SMALL_FILE = 5_000_000;

/** Takes the indexes of usage away until most rows are in: building them once costs a third of keeping them. */
function withoutIndexes({ db }: OpenBook): {
  doubts(eventId: string): boolean;
  indexIds(): void;
  indexAll(): void;
} {
  let seen: IdsSeen | null = new IdsSeen();
  for (const id of db.prepare('SELECT event_id FROM usage_event').pluck().iterate() as Iterable<string>)
    seen.meets(id);
  const declared = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name IN ('usage_by_id', 'usage_by_time')")
    .all() as { name: string; sql: string }[];
  for (const { name } of declared) db.exec(`DROP INDEX ${name}`);
  const missing = new Map(declared.map(({ name, sql }) => [name, sql]));
  const build = (name: string): void => {
    const sql = missing.get(name);
    if (sql !== undefined) db.exec(sql);
    missing.delete(name);
  };
  const indexIds = (): void => {
    seen = null;
    build('usage_by_id');
  };
  return {
    doubts: (eventId) => seen?.meets(eventId) ?? false,
    indexIds,
    indexAll() {
      indexIds();
      build('usage_by_time');
    },
  };
}

const EVENT = `u.seq AS ref, u.event_id AS eventId, u.customer, u.meter, u.quantity, u.occurred_at AS occurredAt,
  u.posted_at AS postedAt, u.batch, u.line, u.extra`;

type EventRow = Omit<StoredEvent, 'customer' | 'meter'> & { customer: number; meter: number };

function toEvent({ codes }: OpenBook, row: EventRow): StoredEvent {
  return { ...row, customer: codes.codeOf(row.customer), meter: codes.codeOf(row.meter) };
}

/** The event of this id that stands (its batch not undone), or null. */
export function findEvent(open: OpenBook, eventId: string, undone: ReadonlySet<number>): StoredEvent | null {
  const rows = open.db
    .prepare(`SELECT ${EVENT} FROM usage_event u WHERE u.event_id = ? ORDER BY u.attempt DESC`)
    .all(eventId) as EventRow[];
  const live = rows.find(({ batch }) => !undone.has(batch));
  return live ? toEvent(open, live) : null;
}

/** Usage that no rate covers or that is excluded, posted before `until`, by event id. */
export function unratedUsage(open: OpenBook, until: Instant): StoredEvent[] {
  const rows = open.db
    .prepare(
      `SELECT ${EVENT} FROM unrated x JOIN usage_event u ON u.seq = x.event WHERE x.posted_at < ? ORDER BY u.event_id`,
    )
    .all(until) as EventRow[];
  return rows.map((row) => toEvent(open, row));
}

/** How many rows of a batch no rate covers. */
export function unratedOfBatch({ db }: OpenBook, batch: number): number {
  return db
    .prepare('SELECT count(*) FROM unrated x JOIN usage_event u ON u.seq = x.event WHERE u.batch = ?')
    .pluck()
    .get(batch) as number;
}

/** The customers of a batch, each with the earliest posting instant of its rows there. */
export function customersOfBatch({ db, codes }: OpenBook, batch: number): Map<string, Instant> {
  const rows = db
    .prepare(
      'SELECT customer, min(posted_at) AS earliest, max(posted_at) AS latest FROM usage_event WHERE batch = ? GROUP BY customer',
    )
    .all(batch) as { customer: number; earliest: Instant }[];
  return new Map(rows.map(({ customer, earliest }) => [codes.codeOf(customer), earliest]));
}

/** How many of each batch's rows are posted from an instant on and before another; undone batches included. */
export function postedByBatch({ db }: OpenBook, from: Instant, until: Instant): Map<number, number> {
  const rows = db
    .prepare('SELECT batch, count(*) FROM usage_event WHERE posted_at >= ? AND posted_at < ? GROUP BY batch')
    .raw()
    .all(from, until) as [number, number][];
  return new Map(rows);
}

/** Event ids of a batch that are in the given set. */
export function eventsOfBatch({ db }: OpenBook, batch: number, among: ReadonlySet<string>): string[] {
  const belongs = db.prepare('SELECT 1 FROM usage_event WHERE event_id = ? AND batch = ?').pluck();
  return [...among].filter((eventId) => belongs.get(eventId, batch) === 1);
}

/** Rejected rows of a batch, in order; read as they are asked for, as a file of a million may have been for another book. */
export function* rejectedRows({ db }: OpenBook, batch: number): Generator<KeptReject> {
  const rows = db
    .prepare(
      'SELECT line, code, column_name AS "column", message, cells FROM rejected_row WHERE batch = ? ORDER BY line',
    )
    .iterate(batch) as Iterable<Omit<KeptReject, 'cells'> & { cells: string }>;
  for (const row of rows) yield { ...row, cells: JSON.parse(row.cells) as string[] };
}

export interface BatchDigests {
  rows: number;
  rowsSha256: string;
  rejectsSha256: string;
}

/** The digests of a batch of which the book holds nothing. */
export function emptyDigests(): BatchDigests {
  return { rows: 0, rowsSha256: new Digest().hex(), rejectsSha256: new Digest().hex() };
}

/** A usage row with all that its checksum is made of. */
type DigestedRow = [
  number,
  string,
  number,
  number,
  number,
  number,
  number,
  string,
  number,
  number,
  string | null,
  number,
];

/**
 * Reads every usage row and rejected row again. @returns the digests of each batch, and rows whose checksum is not theirs.
 */
export function readDigests(
  { db, codes }: OpenBook,
  onRows?: (rows: number) => void,
): {
  batches: Map<number, BatchDigests>;
  altered: { seq: number; eventId: string; batch: number }[];
} {
  const digests = new Map<number, { rows: number; added: Digest; rejects: Digest }>();
  const of = (batch: number): { rows: number; added: Digest; rejects: Digest } => {
    const known = digests.get(batch);
    if (known) return known;
    const made = { rows: 0, added: new Digest(), rejects: new Digest() };
    digests.set(batch, made);
    return made;
  };
  const altered: { seq: number; eventId: string; batch: number }[] = [];
  const known = (id: number): { code: string } => ({ code: codes.has(id) ? codes.codeOf(id) : '' });
  const select = db
    .prepare(
      'SELECT seq, event_id, attempt, batch, line, customer, meter, quantity, occurred_at, posted_at, extra, crc FROM usage_event ORDER BY seq',
    )
    .raw();
  let rows = 0;
  for (const cells of select.iterate() as Iterable<DigestedRow>) {
    if (++rows % 10_000 === 0) onRows?.(rows);
    const [seq, eventId, attempt, batch, line, customer, meter, quantity, occurredAt, postedAt, extra, crc] =
      cells;
    const row = {
      eventId,
      line,
      customer: known(customer),
      meter: known(meter),
      quantity,
      occurredAt,
      postedAt,
      extra,
    };
    const text = rowText(row, attempt, batch);
    // The text has an empty `extra` and none alike; the program writes only the latter.
    if (crc32(text) !== crc || extra === '') altered.push({ seq, eventId, batch });
    const digest = of(batch);
    digest.rows++;
    digest.added.add(text);
  }
  const rejects = db.prepare(
    'SELECT batch, line, code, column_name AS "column", message, cells FROM rejected_row ORDER BY batch, line',
  );
  for (const row of rejects.iterate() as Iterable<
    Omit<KeptReject, 'cells'> & { batch: number; cells: string }
  >) {
    of(row.batch).rejects.add(rejectText(row, row.cells));
  }
  const batches = new Map<number, BatchDigests>();
  for (const [batch, { rows, added, rejects: bad }] of digests) {
    batches.set(batch, { rows, rowsSha256: added.hex(), rejectsSha256: bad.hex() });
  }
  return { batches, altered };
}
