// Derived rows read back whole, for the replay to compare: lots, exceptions and snapshots of one customer.
// Must not: leave a column out that could be altered unseen.
import type { Instant } from '../../src-shared/calendar.ts';
import type { Lot } from '../engine/postings.ts';
import { lotKind } from './derived-rows.ts';
import { damagedRow } from './failures.ts';
import type { snapshot, unrated } from './migrations/schema.ts';
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

function metersOf({ lot_id, meters }: LotRow): string[] | null {
  if (meters === null) return null;
  try {
    return JSON.parse(meters) as string[];
  } catch {
    throw damagedRow(`the meters of lot ${lot_id} cannot be read`);
  }
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
      meters: metersOf(row),
    },
    madeAt: Number(row.made_at),
    baseExpiresAt: instant(row.base_expires_at),
    creditType: row.credit_type,
  }));
}

/** Usage rows of the customer marked as without a rate, with the instant they are marked at. */
export function storedUnrated({ db }: OpenBook, customer: number): (typeof unrated.$inferSelect)[] {
  return db
    .prepare(
      'SELECT customer, event, posted_at AS postedAt FROM unrated WHERE customer = ? ORDER BY posted_at, event',
    )
    .all(customer) as (typeof unrated.$inferSelect)[];
}

/** Tables that hold derived rows of a customer. */
const OF_CUSTOMERS = ['wallet', 'unrated', 'snapshot'] as const;

/** Ids that stand as a customer in derived rows, and where. */
export function storedCustomers({ db }: OpenBook): { table: string; customer: number }[] {
  const selects = OF_CUSTOMERS.map(
    (table) => `SELECT DISTINCT '${table}' AS "table", customer FROM ${table}`,
  );
  return db.prepare(selects.join(' UNION ALL ')).all() as { table: string; customer: number }[];
}

/** Snapshots of the customer, oldest first. */
export function storedSnapshots({ db }: OpenBook, customer: number): (typeof snapshot.$inferSelect)[] {
  return db
    .prepare('SELECT * FROM snapshot WHERE customer = ? ORDER BY at')
    .all(customer) as (typeof snapshot.$inferSelect)[];
}
