// Derived rows read back whole, for the replay to compare: lots, exceptions and snapshots of one customer.
// Must not: leave a column out that could be altered unseen.
import type { Instant } from '../../src-shared/calendar.ts';
import type { Lot } from '../engine/postings.ts';
import { lotKind } from './derived-rows.ts';
import type { OpenBook } from './open.ts';

export interface StoredLot {
  lot: Lot;
  madeAt: Instant;
  baseExpiresAt: Instant | null;
  creditType: string;
}

interface LotRow {
  lot_id: string;
  kind: bigint;
  made_at: bigint;
  starts_at: bigint;
  expires_at: bigint | null;
  base_expires_at: bigint | null;
  credits: bigint;
  price: bigint;
  currency: string;
  priority: bigint;
  source: string | null;
  subscription: string | null;
  meters: string | null;
  credit_type: string;
}

const instant = (value: bigint | null): Instant | null => (value === null ? null : Number(value));

export function storedLots({ db }: OpenBook, customer: number): StoredLot[] {
  const rows = db
    .prepare('SELECT l.*, w.credit_type FROM lot l JOIN wallet w ON w.id = l.wallet WHERE w.customer = ?')
    .safeIntegers()
    .all(customer) as LotRow[];
  return rows.map((row) => ({
    lot: {
      id: row.lot_id,
      kind: lotKind(Number(row.kind)),
      startsAt: Number(row.starts_at),
      expiresAt: instant(row.expires_at),
      credits: row.credits,
      price: row.price,
      currency: row.currency,
      priority: Number(row.priority),
      source: row.source,
      subscription: row.subscription,
      meters: row.meters === null ? null : (JSON.parse(row.meters) as string[]),
    },
    madeAt: Number(row.made_at),
    baseExpiresAt: instant(row.base_expires_at),
    creditType: row.credit_type,
  }));
}

/** Usage rows of the customer marked as without a rate. */
export function storedUnrated({ db }: OpenBook, customer: number): number[] {
  return db
    .prepare(
      'SELECT x.event FROM unrated x JOIN usage_event u ON u.seq = x.event AND u.posted_at = x.posted_at WHERE x.customer = ?',
    )
    .pluck()
    .all(customer) as number[];
}

/** Snapshots of the customer, oldest first. */
export function storedSnapshots({ db }: OpenBook, customer: number): { at: Instant; state: string }[] {
  return db.prepare('SELECT at, state FROM snapshot WHERE customer = ? ORDER BY at').all(customer) as {
    at: Instant;
    state: string;
  }[];
}
