// Usage rows, told once and never changed, and rejected rows: finds them again. Batches are written in usage/batch.ts, and proven
// to be as they were told in usage/digests.ts. Must not: judge a row (src-main/import does) or derive from it.
import type { Instant } from '../../src-shared/calendar.ts';
import type { BookTables, OpenBook } from './open.ts';
import { BY_ID, HAS_ID } from './usage/by-id.ts';

export interface KeptReject {
  line: number;
  code: string;
  column: string | null;
  message: string;
  cells: readonly string[];
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

const EVENT = `u.seq AS ref, u.event_id AS eventId, u.customer, u.meter, u.quantity, u.occurred_at AS occurredAt,
  u.posted_at AS postedAt, u.batch, u.line, u.extra`;

type EventRow = Omit<StoredEvent, 'customer' | 'meter'> & { customer: number; meter: number };

function toEvent({ codes }: OpenBook, row: EventRow): StoredEvent {
  return { ...row, customer: codes.codeOf(row.customer), meter: codes.codeOf(row.meter) };
}

/** How many usage rows were ever told. */
export function usageRows({ db }: Pick<BookTables, 'db'>): number {
  return db.prepare('SELECT ifnull(max(seq), 0) FROM usage_event').pluck().get() as number;
}

/** The event of this id that stands (its batch not undone), or null. */
export function findEvent(open: OpenBook, eventId: string, undone: ReadonlySet<number>): StoredEvent | null {
  const rows = open.db
    .prepare(`SELECT ${EVENT} FROM usage_event u WHERE ${HAS_ID} = ? ORDER BY u.attempt DESC`)
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

/** Whether any row that stands is posted from an instant on and before another: asked of one customer after the other. */
export function hasUsage(
  { db }: OpenBook,
  from: Instant,
  until: Instant,
  undone: ReadonlySet<number>,
): boolean {
  const found = db
    .prepare(
      `SELECT 1 FROM code c WHERE EXISTS (
         SELECT 1 FROM usage_event u WHERE u.customer = c.id AND u.posted_at >= ? AND u.posted_at < ?
         AND u.batch NOT IN (SELECT value FROM json_each(?))) LIMIT 1`,
    )
    .get(from, until, JSON.stringify([...undone]));
  return found !== undefined;
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
  const belongs = db.prepare(`SELECT 1 FROM usage_event ${BY_ID} WHERE ${HAS_ID} = ? AND batch = ?`).pluck();
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
