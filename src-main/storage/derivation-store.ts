// Where derived data is written and gone on from: postings, lots, unrated usage and snapshots of one customer at a time.
// Bulk path: prepared statements only. Must not: decide anything; what is derived comes from the engine.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { UsageEvent } from '../engine/facts.ts';
import { POSTING_KINDS } from '../engine/postings.ts';
import type { RunSink } from '../engine/run.ts';
import type { PastLine } from '../engine/snapshot.ts';
import {
  DRAWDOWN_MARKS,
  drawdownRow,
  INSERT_DRAWDOWN,
  INSERT_POSTING,
  lotRow,
  postingRow,
} from './derived-rows.ts';
import type { OpenBook } from './open.ts';
import { openSumClearer, openSumWriter } from './sums/month-sums.ts';
import { openManyRows } from './writing/many-rows.ts';
import { openStandingLots, type StandingLots } from './writing/standing-lots.ts';
import { openStanding, type StandingPostings } from './writing/standing-postings.ts';

/** How many usage rows are in memory at once. */
const PAGE = 5000;

/** A usage row as deriving reads it: seq, event_id, meter, quantity, occurred_at, posted_at, batch. */
type UsageRow = [number, string, number, string, number, number, number];

/**
 * Writes what one customer's run derives, from `writeFrom` on; what lies before is there already, and what stood there from an earlier
 * derivation gives way to it.
 */
export interface CustomerWriter extends RunSink {
  /** The last of it has been written. */
  finish(): void;
}

export interface DerivationStore {
  /** Usage rows of a customer posted after `after` and not after `until`, by posting instant, then id; batches undone left out. */
  usage(customer: number, after: Instant, until: Instant, undone: ReadonlySet<number>): Iterable<UsageEvent>;
  /** Posting instants of the customer's usage, latest first. */
  latestUsage(customer: number): Iterable<{ batch: number; eventId: string; postedAt: Instant }>;
  /** Posting instant of each customer's latest usage row, whether it counts or not; the latest first. */
  latestOfEach(): { customer: number; postedAt: Instant }[];
  /** The latest snapshot taken before `before`. */
  snapshotBefore(customer: number, before: Instant): { at: Instant; state: string } | null;
  saveSnapshot(customer: number, at: Instant, state: string): void;
  /** Forgets snapshots of the customer later than `after`, or between the two instants (both excluded). */
  dropSnapshots(customer: number, after: Instant, before?: Instant): void;
  /** What the events posted up to and including `until`, for voids to take back. */
  past(customer: number, eventIds: readonly string[], until: Instant): PastLine[];
  writer(customer: number, writeFrom: Instant): CustomerWriter;
}

export function openDerivationStore(book: OpenBook): DerivationStore {
  const { db, codes } = book;
  const usagePage = db
    .prepare(
      `SELECT seq, event_id, meter, quantity, occurred_at, posted_at, batch FROM usage_event
       WHERE customer = ? AND (posted_at, seq) > (?, ?) AND posted_at <= ? ORDER BY posted_at, seq LIMIT ${PAGE}`,
    )
    .raw();
  const snapshot = db.prepare(
    'SELECT at, state FROM snapshot WHERE customer = ? AND at < ? ORDER BY at DESC LIMIT 1',
  );
  const saveSnapshot = db.prepare('INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)');
  const dropSnapshots = db.prepare('DELETE FROM snapshot WHERE customer = ? AND at > ? AND at < ?');

  // The index gives rows by instant; those of one instant, which are few, are put in order of id here.
  function* usage(
    customer: number,
    after: Instant,
    until: Instant,
    undone: ReadonlySet<number>,
  ): Iterable<UsageEvent> {
    let [at, seq] = [after, Number.MAX_SAFE_INTEGER];
    let together: UsageEvent[] = [];
    for (;;) {
      const rows = usagePage.all(customer, at, seq, until) as UsageRow[];
      for (const [ref, eventId, meter, quantity, occurredAt, postedAt, batch] of rows) {
        if (undone.size > 0 && undone.has(batch)) continue;
        const event = { ref, eventId, meter: codes.codeOf(meter), quantity, occurredAt, postedAt };
        if (together.length > 0 && together[0]!.postedAt !== postedAt) {
          yield* inIdOrder(together);
          together = [];
        }
        together.push(event);
      }
      const last = rows[rows.length - 1];
      if (rows.length < PAGE || !last) break;
      [at, seq] = [last[5], last[0]];
    }
    yield* inIdOrder(together);
  }

  return {
    usage,
    ...latestReader(book),
    snapshotBefore: (customer, before) =>
      (snapshot.get(customer, before) as { at: Instant; state: string } | undefined) ?? null,
    saveSnapshot: (customer, at, state) => void saveSnapshot.run(customer, at, state),
    dropSnapshots: (customer, after, before = Number.MAX_SAFE_INTEGER) =>
      void dropSnapshots.run(customer, after, before),
    past: pastReader(book),
    writer: writers(book),
  };
}

/** Usage of one instant is posted by event id (rules §7.4). */
function inIdOrder(events: UsageEvent[]): UsageEvent[] {
  return events.length < 2 ? events : events.sort((a, b) => compareText(a.eventId, b.eventId));
}

function pastReader(book: OpenBook): DerivationStore['past'] {
  const { db, codes } = book;
  const lines = db
    .prepare(
      `SELECT w.credit_type AS creditType, p.kind, l.lot_id AS lot, p.event, p.meter, p.credits, p.usage, p.overage,
              p.overage_revenue AS overageRevenue, p.currency
       FROM usage_event u JOIN wallet w ON w.customer = u.customer
       JOIN posting p ON p.wallet = w.id AND p.event = u.seq AND p.at >= u.posted_at AND p.at <= ?
       LEFT JOIN lot l ON l.id = p.lot
       WHERE u.event_id = ? AND u.customer = ? ORDER BY p.wallet, p.at, p.ord`,
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

/** A wallet's number, what stands of it, and where its latest posting is among those of its instant. */
interface WalletPlace {
  readonly id: number;
  /** null: it is new. */
  readonly standing: StandingPostings | null;
  at: Instant;
  ord: number;
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

function writers(book: OpenBook): DerivationStore['writer'] {
  const { db, codes } = book;
  const addWallet = db.prepare('INSERT INTO wallet (customer, credit_type) VALUES (?, ?)');
  const findLot = db.prepare('SELECT id FROM lot WHERE lot_id = ?').pluck();
  const extendLot = db.prepare('UPDATE lot SET expires_at = ? WHERE lot_id = ?');
  const cutLot = db.prepare('UPDATE lot SET expires_at = ?, base_expires_at = ? WHERE lot_id = ?');
  const addPosting = db.prepare(INSERT_POSTING);
  const newDrawdowns = openManyRows(db, INSERT_DRAWDOWN, DRAWDOWN_MARKS);
  const addUnrated = db.prepare('INSERT INTO unrated VALUES (?, ?, ?)');
  const newSums = openSumWriter(db);
  const stand = openStood(book);

  return (customer, writeFrom) => {
    const { wallets, lots: standingLots, finish } = stand(customer, writeFrom);
    const lots = new Map<string, number>();
    const sums = newSums();
    const drawdowns = newDrawdowns();
    const walletOf = (creditType: string): WalletPlace =>
      remembered(wallets, creditType, () => {
        const id = Number(addWallet.run(customer, creditType).lastInsertRowid);
        return { id, standing: null, at: Number.NaN, ord: 0 };
      });
    const lotNumber = (lotId: string): number => remembered(lots, lotId, () => findLot.get(lotId) as number);
    return {
      posting(creditType, p) {
        if (p.at < writeFrom) return;
        const wallet = walletOf(creditType);
        wallet.ord = p.at === wallet.at ? wallet.ord + 1 : 0;
        wallet.at = p.at;
        const lot = p.lot === null ? null : lotNumber(p.lot);
        const meter = p.meter === null ? null : codes.idOf('meter', p.meter);
        sums.add(wallet.id, p, lot);
        const place = { wallet: wallet.id, ord: wallet.ord, lot, meter };
        if (wallet.standing?.keeps(p.at, place.ord, () => postingRow(p, place))) return;
        if (p.kind === 'drawdown') {
          drawdowns.add(drawdownRow(p, place));
          return;
        }
        // In order, so that the table only grows at its end.
        drawdowns.flush();
        addPosting.run(postingRow(p, place));
      },
      lot(creditType, at, lot) {
        if (at < writeFrom) return;
        const place = { wallet: walletOf(creditType).id, madeAt: at, baseExpiresAt: lot.expiresAt };
        lots.set(lot.id, standingLots.put(lot.id, lotRow(lot, place)));
      },
      expiry(lotId, expiresAt, extended) {
        if (extended) extendLot.run(expiresAt, lotId);
        else cutLot.run(expiresAt, expiresAt, lotId);
      },
      unrated(event) {
        if (event.postedAt >= writeFrom) addUnrated.run(customer, event.postedAt, event.ref);
      },
      finish() {
        drawdowns.flush();
        finish();
        sums.finish();
      },
    };
  };
}

interface Stood {
  /** By credit type. */
  readonly wallets: Map<string, WalletPlace>;
  readonly lots: StandingLots;
  /** Removes what was not derived again. */
  finish(): void;
}

/** What stands of a customer from an instant on, to be held against what is derived now; what is kept beside it is cleared. */
function openStood({ db }: OpenBook): (customer: number, from: Instant) => Stood {
  const walletsOf = db.prepare('SELECT credit_type, id FROM wallet WHERE customer = ?').raw();
  const clearUnrated = db.prepare('DELETE FROM unrated WHERE customer = ? AND posted_at >= ?');
  const clearSums = openSumClearer(db);
  const standing = openStanding(db);
  const standingLots = openStandingLots(db);
  return (customer, from) => {
    const known = walletsOf.all(customer) as [string, number][];
    const wallets = new Map<string, WalletPlace>();
    for (const [creditType, id] of known) {
      clearSums(id, from);
      wallets.set(creditType, { id, standing: standing(id, from), at: Number.NaN, ord: 0 });
    }
    clearUnrated.run(customer, from);
    const lots = standingLots(
      known.map(([, id]) => id),
      from,
    );
    return {
      wallets,
      lots,
      finish() {
        for (const { standing: left } of wallets.values()) left?.finish();
        lots.finish();
      },
    };
  };
}
