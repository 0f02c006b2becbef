// Usage a page at a time, by key and never by OFFSET, and what postings say of it. Every scan goes along an index, in its order;
// test/backend asserts the plans. Must not: read a whole table for one page, or derive.
import type { Instant, Month } from '../../src-shared/calendar.ts';
import { POSTING_KINDS, type PostingKind } from '../engine/postings.ts';
import { kindNumber, monthNumber } from './derived-rows.ts';
import { NOT_IN_LEDGER } from './ledger-source.ts';
import type { OpenBook } from './open.ts';
import { keptFor, prepared } from './paging/kept.ts';
import { HAS_ID, hasId } from './usage/by-id.ts';
import { bucketOf } from './usage/id-bits.ts';
import type { StoredEvent } from './usage-store.ts';

/** Along which index: rows as they came in (a range of them), one customer's by time, ids that begin so (bucket by bucket), those without a rate. */
export type UsageScan =
  | { readonly by: 'seq'; readonly from: number; readonly to: number }
  | { readonly by: 'customer'; readonly customer: string }
  | { readonly by: 'id'; readonly prefix: string }
  | { readonly by: 'unrated' };

const COLUMNS = `u.seq AS ref, u.event_id AS eventId, u.customer, u.meter, u.quantity, u.occurred_at AS occurredAt,
  u.posted_at AS postedAt, u.batch, u.line, u.extra`;

type Row = Omit<StoredEvent, 'customer' | 'meter'> & { customer: number; meter: number };

interface Planned {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

/** The row a page goes on from. */
interface Key {
  seq: number;
  customer: number;
  posted: Instant;
  id: string;
  attempt: number;
}

/** The query of a scan, for running and for looking at its plan. */
export function usageQuery(open: OpenBook, scan: UsageScan, newest: boolean, after: number | null): Planned {
  const key = after === null ? null : keyOf(open, after);
  const [beyond, down] = newest ? ['<', ' DESC'] : ['>', ''];
  const select = `SELECT ${COLUMNS} FROM`;
  if (scan.by === 'seq') {
    const [from, to] = key
      ? newest
        ? [scan.from, key.seq - 1]
        : [key.seq + 1, scan.to]
      : [scan.from, scan.to];
    return {
      sql: `${select} usage_event u WHERE u.seq >= ? AND u.seq <= ? ORDER BY u.seq${down}`,
      parameters: [from, to],
    };
  }
  if (scan.by === 'customer') {
    const on = key ? `AND (u.posted_at, u.seq) ${beyond} (?, ?)` : '';
    return {
      sql: `${select} usage_event u WHERE u.customer = ? ${on} ORDER BY u.posted_at${down}, u.seq${down}`,
      parameters: [open.codes.find('customer', scan.customer) ?? 0, ...(key ? [key.posted, key.seq] : [])],
    };
  }
  if (scan.by === 'id') {
    const order = ['u.seq >> 16', 'u.event_id', 'u.attempt'];
    const within = key ? `WHERE bucket ${beyond}= ?` : '';
    const on = key ? `AND (${order.join(', ')}) ${beyond} (?, ?, ?)` : '';
    const bucket = key ? [bucketOf(key.seq)] : [];
    return {
      sql: `${select} usage_event u WHERE ${hasId(within)} >= ? AND u.event_id < ? ${on} ORDER BY ${order.map((column) => column + down).join(', ')}`,
      parameters: [
        ...bucket,
        scan.prefix,
        `${scan.prefix}\u{10ffff}`,
        ...bucket,
        ...(key ? [key.id, key.attempt] : []),
      ],
    };
  }
  const on = key ? `WHERE (x.customer, x.posted_at, x.event) ${beyond} (?, ?, ?)` : '';
  return {
    sql: `${select} unrated x CROSS JOIN usage_event u ON u.seq = x.event ${on} ORDER BY x.customer${down}, x.posted_at${down}, x.event${down}`,
    parameters: key ? [key.customer, key.posted, key.seq] : [],
  };
}

/** Rows looked at for one answer. */
const MOST_SEARCHED = 500_000;

/**
 * The next row beyond `after`, in no undone batch, that has the text (in lower case) in its id, customer, meter or quantity, among as many as one answer
 * looks at. @returns its number, or where to go on; both null: there is none up to `last`.
 */
export function findUsage(
  { db, codes }: OpenBook,
  text: string,
  undone: readonly number[],
  after: number,
  last: number,
): { found: number | null; next: number | null } {
  const upward = last > after;
  const end = upward ? Math.min(last, after + MOST_SEARCHED) : Math.max(last, after - MOST_SEARCHED);
  const ids = codes.all().flatMap(({ kind, code }) => {
    const id = code.toLowerCase().includes(text) ? codes.find(kind, code) : undefined;
    return id === undefined ? [] : [{ kind, id }];
  });
  const among = (kind: string): string =>
    ids.flatMap((one) => (one.kind === kind ? [one.id] : [])).join(', ');
  const found = db
    .prepare(
      `SELECT seq FROM usage_event
       WHERE ${upward ? 'seq > @after AND seq <= @end' : 'seq < @after AND seq >= @end'}
         AND batch NOT IN (${undone.join(', ')})
         AND (instr(lower(event_id), @text) > 0 OR customer IN (${among('customer')}) OR meter IN (${among('meter')})
              OR instr(quantity, @text) > 0)
       ORDER BY seq ${upward ? 'ASC' : 'DESC'} LIMIT 1`,
    )
    .pluck()
    .get({ text, after, end });
  if (typeof found === 'number') return { found, next: found };
  return { found: null, next: end === last ? null : end };
}

/** What the rows of a scan are among: for counting and adding up without going through them. */
function rangeOf(open: OpenBook, scan: UsageScan): Planned {
  if (scan.by === 'seq')
    return { sql: 'usage_event u WHERE u.seq >= ? AND u.seq <= ?', parameters: [scan.from, scan.to] };
  if (scan.by === 'customer')
    return {
      sql: 'usage_event u WHERE u.customer = ?',
      parameters: [open.codes.find('customer', scan.customer) ?? 0],
    };
  if (scan.by === 'id')
    return {
      sql: `usage_event u WHERE ${HAS_ID} >= ? AND u.event_id < ?`,
      parameters: [scan.prefix, `${scan.prefix}\u{10ffff}`],
    };
  return { sql: 'unrated x CROSS JOIN usage_event u ON u.seq = x.event WHERE true', parameters: [] };
}

/** Are there no more rows in the scan? Looks at no more than that, and once for a state of the book. */
export function isAtMost(open: OpenBook, scan: UsageScan, most: number): boolean {
  if (scan.by === 'seq') return scan.to - scan.from < most;
  return keptFor(open, { most, scan }, () => {
    const { sql, parameters } = rangeOf(open, scan);
    const count = open.db.prepare(`SELECT count(*) FROM (SELECT 1 FROM ${sql} LIMIT ${most + 1})`).pluck();
    return (count.get(...parameters) as number) <= most;
  });
}

/** A customer's rows by time, without those of undone batches: how many, and the number of the one at a place. Goes along their index. */
export function rowsOfCustomer(
  open: OpenBook,
  customer: string,
  undone: readonly number[],
): { total: number; seqAt(place: number): number } {
  const id = open.codes.find('customer', customer) ?? 0;
  const counted = undone.length === 0 ? '' : `AND u.batch NOT IN (${undone.join(', ')})`;
  const from = `FROM usage_event u WHERE u.customer = ? ${counted}`;
  return {
    total: keptFor(open, { rowsOf: customer }, () =>
      prepared(open, `SELECT count(*) ${from}`).pluck().get(id),
    ) as number,
    seqAt: (place) =>
      prepared(open, `SELECT u.seq ${from} ORDER BY u.posted_at, u.seq LIMIT 1 OFFSET ?`)
        .pluck()
        .get(id, place) as number,
  };
}

/** Rows by their numbers, in that order: one statement for all of them. */
export function usageRowsOf(open: OpenBook, seqs: readonly number[]): StoredEvent[] {
  const { codes } = open;
  const rows = prepared(
    open,
    `SELECT ${COLUMNS} FROM json_each(?) k CROSS JOIN usage_event u ON u.seq = k.value`,
  ).all(JSON.stringify(seqs)) as Row[];
  return rows.map((row) => ({
    ...row,
    customer: codes.codeOf(row.customer),
    meter: codes.codeOf(row.meter),
  }));
}

export interface UsageSums {
  readonly credits: readonly { creditType: string; drawn: bigint; overage: bigint }[];
  readonly revenue: readonly { currency: string; revenue: bigint }[];
}

export interface SummedFilter {
  readonly customer: string | null;
  readonly meter: string | null;
  readonly batch: number | null;
  readonly late: boolean;
}

/** The rows u of a scan that fit, without those of undone batches, and what they posted when they came, p. */
export function summedUsage(
  open: OpenBook,
  scan: UsageScan,
  { customer, meter, batch, late }: SummedFilter,
  undone: readonly number[],
) {
  const { sql, parameters } = rangeOf(open, scan);
  const code = (kind: 'customer' | 'meter', of: string): number => open.codes.find(kind, of) ?? 0;
  const fits = [
    `u.batch NOT IN (${undone.join(', ')})`,
    customer === null ? 'true' : `u.customer = ${code('customer', customer)}`,
    meter === null ? 'true' : `u.meter = ${code('meter', meter)}`,
    batch === null ? 'true' : `u.batch = ${batch}`,
    late ? 'u.posted_at <> u.occurred_at' : 'true',
  ];
  const [among, within] = sql.split(' WHERE ');
  const where = `WHERE ${within} AND ${fits.join(' AND ')}`;
  const drawn = `CASE WHEN p.kind = ${kindNumber('drawdown')} THEN -p.credits ELSE 0 END`;
  return {
    rows: `FROM ${among} ${where}`,
    from: `FROM ${among} CROSS JOIN wallet w ON w.customer = u.customer
      CROSS JOIN posting p ON p.wallet = w.id AND p.at = u.posted_at AND p.event = u.seq ${where}`,
    amounts: {
      drawn,
      overage: 'p.overage',
      need: `${drawn} + p.overage`,
      revenue: 'p.usage + p.breakage + p.overage_revenue',
    },
    parameters,
  };
}

/** What the rows of a scan posted when they came, without those of undone batches. */
export function sumUsage(
  open: OpenBook,
  scan: UsageScan,
  filter: SummedFilter,
  undone: readonly number[],
): UsageSums {
  const { from, amounts, parameters } = summedUsage(open, scan, filter, undone);
  const all = (select: string): unknown[] =>
    open.db
      .prepare(select)
      .safeIntegers()
      .all(...parameters);
  return {
    credits: all(
      `SELECT w.credit_type AS creditType, sum(${amounts.drawn}) AS drawn, sum(${amounts.overage}) AS overage
       ${from} GROUP BY w.credit_type ORDER BY w.credit_type`,
    ),
    revenue: all(
      `SELECT p.currency, sum(${amounts.revenue}) AS revenue ${from} AND p.currency IS NOT NULL
       GROUP BY p.currency ORDER BY p.currency`,
    ),
  } as UsageSums;
}

function keyOf(open: OpenBook, seq: number): Key {
  const row = prepared(
    open,
    'SELECT seq, customer, posted_at AS posted, event_id AS id, attempt FROM usage_event WHERE seq = ?',
  ).get(seq) as Key | undefined;
  // A row that is no more: from the beginning would repeat rows, so nothing follows it.
  return row ?? { seq: 0, customer: 0, posted: 0, id: '', attempt: 0 };
}

/** Rows in the order of the scan, read as they are asked for. */
export function* scanUsage(
  open: OpenBook,
  scan: UsageScan,
  newest: boolean,
  after: number | null,
): Generator<StoredEvent> {
  const { sql, parameters } = usageQuery(open, scan, newest, after);
  for (const row of open.db.prepare(sql).iterate(...parameters) as Iterable<Row>) {
    yield { ...row, customer: open.codes.codeOf(row.customer), meter: open.codes.codeOf(row.meter) };
  }
}

/** What an event did when it was posted. Credits and money are scaled integers. */
export interface EventPosting {
  kind: PostingKind;
  creditType: string;
  lot: string | null;
  credits: bigint;
  overage: bigint;
  revenue: bigint;
  currency: string | null;
}

/** The postings of events, by the key of the ledger: wallet and instant. One statement for all of them; by the event's number. */
export function postingsOfEvents(
  open: OpenBook,
  events: readonly StoredEvent[],
): ReadonlyMap<number, EventPosting[]> {
  const rows = prepared(
    open,
    `SELECT p.event, p.kind, w.credit_type, l.lot_id, p.credits, p.overage, p.usage + p.breakage + p.overage_revenue, p.currency
     FROM json_each(?) k CROSS JOIN usage_event u ON u.seq = k.value CROSS JOIN wallet w ON w.customer = u.customer
     CROSS JOIN posting p ON p.wallet = w.id AND p.at = u.posted_at AND p.event = u.seq
     LEFT JOIN lot l ON l.id = p.lot ORDER BY k.key, p.wallet, p.ord`,
  )
    .raw()
    .safeIntegers()
    .all(JSON.stringify(events.map(({ ref }) => ref)));
  type Cells = [bigint, bigint, string, string | null, bigint, bigint, bigint, string | null];
  const found = new Map<number, EventPosting[]>(events.map(({ ref }) => [ref, []]));
  for (const [event, kind, creditType, lot, credits, overage, revenue, currency] of rows as Cells[]) {
    const posting = {
      kind: POSTING_KINDS[Number(kind)]!,
      creditType,
      lot,
      credits,
      overage,
      revenue,
      currency,
    };
    found.get(Number(event))!.push(posting);
  }
  return found;
}

export interface WalletSums {
  creditType: string;
  drawn: bigint;
  overage: bigint;
  balance: bigint;
}

/** How far the book was derived and its last usage row: what came before them was there before an import. */
export interface Horizon {
  derivedUntil: bigint;
  /** The month that begins there, as its number; 0 where nothing was derived. */
  month: number;
  lastSeq: bigint;
}

/** @param monthAt the local month of an instant. */
export function horizonOf({ db }: OpenBook, monthAt: (at: Instant) => Month): Horizon {
  const select =
    'SELECT derived_until AS derivedUntil, (SELECT ifnull(max(seq), 0) FROM usage_event) AS lastSeq FROM book_state';
  const read = db.prepare(select).safeIntegers().get() as Omit<Horizon, 'month'>;
  const began = read.derivedUntil > BigInt(Number.MIN_SAFE_INTEGER);
  return { ...read, month: began ? monthNumber(monthAt(Number(read.derivedUntil))) : 0 };
}

/**
 * The wallets of a customer. Usage draws and falls short up to the horizon, and beyond it by rows that came later: a book that is
 * derived further than before (allocations, deficits paid back) does not count as what those rows did.
 */
export function walletSums({ db, codes }: OpenBook, customer: string, horizon: Horizon): WalletSums[] {
  const drawdown = kindNumber('drawdown');
  const rows = db
    .prepare(
      `SELECT creditType,
              ifnull(-sum(credits) FILTER (WHERE counts AND kind = ${drawdown}), 0) AS drawn,
              ifnull(sum(overage) FILTER (WHERE counts), 0) AS overage,
              ifnull(sum(credits) FILTER (WHERE stands), 0) AS balance
       FROM (
         SELECT w.credit_type AS creditType, m.kind, m.credits, m.overage, m.month < @month AS counts, 1 AS stands
         FROM wallet w CROSS JOIN month_sum m ON m.wallet = w.id WHERE w.customer = @customer
         UNION ALL
         SELECT w.credit_type, p.kind, p.credits, p.overage, 1, 0
         FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= @derivedUntil
         WHERE w.customer = @customer AND p.event > @lastSeq)
       WHERE kind NOT IN (${NOT_IN_LEDGER}) GROUP BY creditType ORDER BY creditType`,
    )
    .safeIntegers()
    .all({ ...horizon, customer: codes.find('customer', customer) ?? 0 });
  return rows as WalletSums[];
}

/** Rows of a batch that no rate covers, by meter. */
export function unratedByMeter({ db, codes }: OpenBook, batch: number): { meter: string; rows: number }[] {
  const rows = db
    .prepare(
      `SELECT u.meter, count(*) AS rows FROM unrated x CROSS JOIN usage_event u ON u.seq = x.event
       WHERE u.batch = ? GROUP BY u.meter ORDER BY rows DESC`,
    )
    .all(batch) as { meter: number; rows: number }[];
  return rows.map(({ meter, rows: count }) => ({ meter: codes.codeOf(meter), rows: count }));
}
