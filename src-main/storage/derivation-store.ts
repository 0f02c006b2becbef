// Where derived data is written and gone on from: postings, lots, unrated usage and snapshots of one customer at a time.
// Bulk path: prepared statements only. Must not: decide anything; what is derived comes from the engine.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import { POSTING_KINDS } from '../engine/postings.ts';
import type { PastLine } from '../engine/snapshot.ts';
import type { OpenBook } from './open.ts';
import { BY_ID, HAS_ID } from './usage/by-id.ts';
import { type CustomerWriter, INSERT_SNAPSHOT, openCustomerWriters } from './writing/customer-writer.ts';

/** How many usage rows are in memory at once, and derived without a look around. */
const PAGE = 2000;

/** A usage row as deriving reads it: seq, event_id, meter, quantity, occurred_at, posted_at, batch. */
export type UsageRow = [number, string, number, string, number, number, number];

/** Some usage of a customer, by posting instant, then id. All of an instant are together. */
export interface UsagePage {
  readonly rows: readonly UsageRow[];
  /** No more follow. */
  readonly last: boolean;
}

export interface DerivationStore {
  /** Usage rows of a customer posted after `after` and not after `until`; batches undone left out. At least one page. */
  usage(customer: number, after: Instant, until: Instant, undone: ReadonlySet<number>): Iterable<UsagePage>;
  /** Posting instants of the customer's usage, latest first. */
  latestUsage(customer: number): Iterable<{ batch: number; eventId: string; postedAt: Instant }>;
  /** Posting instant of each customer's latest usage row, whether it counts or not; the latest first. */
  latestOfEach(): { customer: number; postedAt: Instant }[];
  /** The latest snapshot taken before `before`. */
  snapshotBefore(customer: number, before: Instant): { at: Instant; state: string } | null;
  saveSnapshot(customer: number, at: Instant, state: string): void;
  /** Forgets snapshots of the customer later than `after`, or between the two instants (both excluded). */
  dropSnapshots(customer: number, after: Instant, before?: Instant): void;
  /** Forgets everyone's earlier snapshots. */
  dropSnapshotsBefore(at: Instant): void;
  /** What the events posted up to and including `until`, for voids to take back. */
  past(customer: number, eventIds: readonly string[], until: Instant): PastLine[];
  writer(customer: number, writeFrom: Instant): CustomerWriter;
}

export function openDerivationStore(book: OpenBook): DerivationStore {
  const { db } = book;
  const usagePage = db
    .prepare(
      `SELECT seq, event_id, meter, quantity, occurred_at, posted_at, batch FROM usage_event
       WHERE customer = ? AND (posted_at, seq) > (?, ?) AND posted_at <= ? ORDER BY posted_at, seq LIMIT ${PAGE}`,
    )
    .raw();
  const snapshot = db.prepare(
    'SELECT at, state FROM snapshot WHERE customer = ? AND at < ? ORDER BY at DESC LIMIT 1',
  );
  const saveSnapshot = db.prepare(INSERT_SNAPSHOT);
  const dropSnapshots = db.prepare('DELETE FROM snapshot WHERE customer = ? AND at > ? AND at < ?');
  const dropSnapshotsBefore = db.prepare('DELETE FROM snapshot WHERE at < ?');

  function* usage(
    customer: number,
    after: Instant,
    until: Instant,
    undone: ReadonlySet<number>,
  ): Iterable<UsagePage> {
    let [at, seq] = [after, Number.MAX_SAFE_INTEGER];
    let held: UsageRow[] = [];
    for (;;) {
      const read = usagePage.all(customer, at, seq, until) as UsageRow[];
      const last = read.length < PAGE;
      const end = read.at(-1);
      const live = undone.size > 0 ? read.filter(([, , , , , , batch]) => !undone.has(batch)) : read;
      const rows = held.length > 0 ? [...held, ...live] : live;
      held = last ? [] : rows.splice(beginOfLastInstant(rows));
      inIdOrder(rows);
      if (last || rows.length > 0) yield { rows, last };
      if (last || !end) return;
      [at, seq] = [end[POSTED_AT], end[0]];
    }
  }

  return {
    usage,
    ...latestReader(book),
    snapshotBefore: (customer, before) =>
      (snapshot.get(customer, before) as { at: Instant; state: string } | undefined) ?? null,
    saveSnapshot: (customer, at, state) => void saveSnapshot.run(customer, at, state),
    dropSnapshots: (customer, after, before = Number.MAX_SAFE_INTEGER) =>
      void dropSnapshots.run(customer, after, before),
    dropSnapshotsBefore: (at) => void dropSnapshotsBefore.run(at),
    past: pastReader(book),
    writer: openCustomerWriters(book),
  };
}

/** Where the posting instant is in a usage row. */
export const POSTED_AT = 5;

/** More of its rows may follow. */
function beginOfLastInstant(rows: readonly UsageRow[]): number {
  let begin = rows.length;
  while (begin > 0 && rows[begin - 1]![POSTED_AT] === rows[rows.length - 1]![POSTED_AT]) begin--;
  return begin;
}

/** The index gives rows by instant; those of one instant, which are few, are put in order of id here (rules §7.4). */
function inIdOrder(rows: UsageRow[]): void {
  for (let from = 0, to = 1; to <= rows.length; to++) {
    if (to < rows.length && rows[to]![POSTED_AT] === rows[from]![POSTED_AT]) continue;
    if (to - from > 1) {
      const together = rows.slice(from, to).sort(([, a], [, b]) => compareText(a, b));
      for (const [place, row] of together.entries()) rows[from + place] = row;
    }
    from = to;
  }
}

function pastReader(book: OpenBook): DerivationStore['past'] {
  const { db, codes } = book;
  const lines = db
    .prepare(
      `SELECT w.credit_type AS creditType, p.kind, l.lot_id AS lot, p.event, p.meter, p.credits, p.usage, p.overage,
              p.overage_revenue AS overageRevenue, p.currency
       FROM usage_event u ${BY_ID} JOIN wallet w ON w.customer = u.customer
       JOIN posting p ON p.wallet = w.id AND p.event = u.seq AND p.at >= u.posted_at AND p.at <= ?
       LEFT JOIN lot l ON l.id = p.lot
       WHERE ${HAS_ID} = ? AND u.customer = ? ORDER BY p.wallet, p.at, p.ord`,
    )
    .safeIntegers();
  return (customer, eventIds, until) => {
    const found: PastLine[] = [];
    for (const eventId of eventIds) {
      for (const row of lines.all(until, eventId, customer) as Record<string, unknown>[]) {
        const kind = POSTING_KINDS[Number(row.kind)];
        if (kind !== 'drawdown' && kind !== 'overage' && kind !== 'deficit') continue;
        const { event, meter, ...line } = row as unknown as PastLine & { event: bigint; meter: bigint };
        found.push({ ...line, kind, eventId, event: Number(event), meter: codes.codeOf(Number(meter)) });
      }
    }
    return found;
  };
}

function latestReader({ db }: OpenBook): Pick<DerivationStore, 'latestUsage' | 'latestOfEach'> {
  const latest = db.prepare(
    'SELECT batch, event_id AS eventId, posted_at AS postedAt FROM usage_event WHERE customer = ? ORDER BY posted_at DESC LIMIT ? OFFSET ?',
  );
  // A look for each customer into the index: grouping would read all of it.
  const latestOfEach = db.prepare(
    `SELECT id AS customer, (SELECT max(posted_at) FROM usage_event WHERE customer = code.id) AS postedAt FROM code
     WHERE kind = 'customer' AND postedAt IS NOT NULL ORDER BY postedAt DESC`,
  );

  function* latestUsage(customer: number): Iterable<{ batch: number; eventId: string; postedAt: Instant }> {
    for (let offset = 0, limit = 1; ; offset += limit, limit = 1000) {
      const rows = latest.all(customer, limit, offset) as {
        batch: number;
        eventId: string;
        postedAt: Instant;
      }[];
      yield* rows;
      if (rows.length < limit) return;
    }
  }

  return {
    latestUsage,
    latestOfEach: () => latestOfEach.all() as { customer: number; postedAt: Instant }[],
  };
}
