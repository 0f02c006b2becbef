// The tables as drizzle knows them: what the rows of queries are typed by. The tables are made by the migrations, not from here; a
// test holds both equal. Must not: be imported but for its types, as loading drizzle takes longer than opening a book; or be used to
// change the shape of a book.
import { sql } from 'drizzle-orm';
import {
  blob,
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** 64-bit integers: credits, money. A driver in its usual mode gives doubles; one that is not exact must not pass. */
const int64 = customType<{ data: bigint; driverData: number | bigint }>({
  dataType: () => 'integer',
  fromDriver(value) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError('read through a statement in safe-integer mode: a number here exceeds 2^53');
    }
    return BigInt(value);
  },
});

/** Milliseconds since 1970, ids, kinds and counts: always safe integers. */
const small = integer;

export const migration = sqliteTable('migration', {
  version: small().primaryKey(),
  name: text().notNull(),
  sha256: text().notNull(),
  appliedAt: small('applied_at').notNull(),
});

export const fact = sqliteTable(
  'fact',
  {
    seq: small().primaryKey(),
    kind: text().notNull(),
    key: text().notNull(),
    body: text().notNull(),
    source: text().notNull(),
    author: text().notNull(),
    recordedAt: small('recorded_at').notNull(),
    hash: text().notNull(),
  },
  (table) => [index('fact_by_key').on(table.kind, table.key)],
);

export const code = sqliteTable(
  'code',
  { id: small().primaryKey(), kind: text().notNull(), code: text().notNull() },
  (table) => [unique().on(table.kind, table.code)],
);

export const usageEvent = sqliteTable(
  'usage_event',
  {
    seq: small().primaryKey(),
    eventId: text('event_id').notNull(),
    attempt: small().notNull(),
    batch: small().notNull(),
    line: small().notNull(),
    customer: small().notNull(),
    meter: small().notNull(),
    quantity: text().notNull(),
    occurredAt: small('occurred_at').notNull(),
    postedAt: small('posted_at').notNull(),
    extra: text(),
    crc: small().notNull(),
  },
  (table) => [
    uniqueIndex('usage_by_id').on(sql`${table.seq} >> 16`, table.eventId, table.attempt),
    index('usage_by_time').on(table.customer, table.postedAt),
  ],
);

export const idFilter = sqliteTable('id_filter', {
  bucket: small().primaryKey(),
  ids: small().notNull(),
  bits: blob({ mode: 'buffer' }).notNull(),
  crc: small().notNull(),
});

export const rejectedRow = sqliteTable(
  'rejected_row',
  {
    batch: small().notNull(),
    line: small().notNull(),
    code: text().notNull(),
    columnName: text('column_name'),
    message: text().notNull(),
    cells: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.batch, table.line] })],
);

export const bookState = sqliteTable('book_state', {
  id: small().primaryKey(),
  facts: small().notNull(),
  factsHash: text('facts_hash').notNull(),
  /** −2^63 before the first close. */
  sealedUntil: int64('sealed_until').notNull(),
  derivedUntil: int64('derived_until').notNull(),
});

export const wallet = sqliteTable(
  'wallet',
  { id: small().primaryKey(), customer: small().notNull(), creditType: text('credit_type').notNull() },
  (table) => [unique().on(table.customer, table.creditType)],
);

export const lot = sqliteTable(
  'lot',
  {
    id: small().primaryKey(),
    wallet: small().notNull(),
    lotId: text('lot_id').notNull().unique(),
    kind: small().notNull(),
    madeAt: small('made_at').notNull(),
    startsAt: small('starts_at').notNull(),
    expiresAt: small('expires_at'),
    baseExpiresAt: small('base_expires_at'),
    credits: int64().notNull(),
    price: int64().notNull(),
    currency: text().notNull(),
    priority: small().notNull(),
    source: text(),
    subscription: text(),
    meters: text(),
  },
  (table) => [index('lot_by_wallet').on(table.wallet, table.madeAt)],
);

export const posting = sqliteTable(
  'posting',
  {
    wallet: small().notNull(),
    at: small().notNull(),
    ord: small().notNull(),
    month: small().notNull(),
    kind: small().notNull(),
    lot: small(),
    event: small(),
    meter: small(),
    credits: int64().notNull(),
    overage: int64().notNull(),
    currency: text(),
    basis: int64().notNull(),
    usage: int64().notNull(),
    breakage: int64().notNull(),
    overageRevenue: int64('overage_revenue').notNull(),
    receivable: int64().notNull(),
    unbilled: int64().notNull(),
    amount: int64().notNull(),
    charge: text(),
    chargeKind: small('charge_kind'),
  },
  (table) => [
    primaryKey({ columns: [table.wallet, table.at, table.ord] }),
    index('posting_few').on(table.kind),
    index('posting_by_time').on(sql`${table.at} + 0`, table.kind),
  ],
);

export const monthSum = sqliteTable(
  'month_sum',
  {
    wallet: small().notNull(),
    month: small().notNull(),
    kind: small().notNull(),
    /** −1 where the postings are no charges. */
    chargeKind: small('charge_kind').notNull(),
    /** 0 where they concern no lot. */
    lot: small().notNull(),
    /** Empty where they move no money. */
    currency: text().notNull(),
    credits: int64().notNull(),
    overage: int64().notNull(),
    basisUp: int64('basis_up').notNull(),
    basisDown: int64('basis_down').notNull(),
    usageUp: int64('usage_up').notNull(),
    usageDown: int64('usage_down').notNull(),
    breakageUp: int64('breakage_up').notNull(),
    breakageDown: int64('breakage_down').notNull(),
    overageUp: int64('overage_up').notNull(),
    overageDown: int64('overage_down').notNull(),
    receivableUp: int64('receivable_up').notNull(),
    receivableDown: int64('receivable_down').notNull(),
    unbilledUp: int64('unbilled_up').notNull(),
    unbilledDown: int64('unbilled_down').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.wallet, table.month, table.kind, table.chargeKind, table.lot, table.currency],
    }),
  ],
);

export const unrated = sqliteTable(
  'unrated',
  { customer: small().notNull(), postedAt: small('posted_at').notNull(), event: small().notNull() },
  (table) => [primaryKey({ columns: [table.customer, table.postedAt, table.event] })],
);

export const snapshot = sqliteTable(
  'snapshot',
  { customer: small().notNull(), at: small().notNull(), state: text().notNull() },
  (table) => [primaryKey({ columns: [table.customer, table.at] })],
);

export const document = sqliteTable('document', {
  seq: small().primaryKey(),
  sha256: text().notNull().unique(),
  bytes: blob({ mode: 'buffer' }).notNull(),
});

export const outsideRow = sqliteTable(
  'outside_row',
  { source: small().notNull(), line: small().notNull(), items: text().notNull(), cells: text().notNull() },
  (table) => [primaryKey({ columns: [table.source, table.line] })],
);

export const matchSet = sqliteTable(
  'match_set',
  { run: small().notNull(), place: small().notNull(), body: text().notNull() },
  (table) => [primaryKey({ columns: [table.run, table.place] })],
);
