// Any window of the ledger without reading what lies before it. Lines in order of time: how many there are on each day is counted once
// for a filter and a state of the book; a window is found by its day and read from there, along the index by time or, for one
// customer, along the key of the postings. Few enough lines come in any other order, too: their keys are put in order once.
// Must not: derive, or skip more rows than a day has.
import type { Instant, Month } from '../../src-shared/calendar.ts';
import type { LedgerSort } from '../../src-shared/contract/ledger.ts';
import type { PostingKind } from '../engine/postings.ts';
import type { LedgerLine } from '../reports/source.ts';
import { kindNumbers } from './derived-rows.ts';
import { LEDGER_COLUMNS, ledgerLine, NOT_IN_LEDGER } from './ledger-source.ts';
import type { OpenBook } from './open.ts';
import { keptFor, MOST_SORTED } from './paging/kept.ts';

export interface LedgerPagesFilter {
  readonly customer: string | null;
  readonly lot: string | null;
  readonly event: string | null;
  readonly kinds: readonly PostingKind[] | null;
  /** With its first instant, and the first one after it. */
  readonly month: { readonly month: Month; readonly from: Instant; readonly to: Instant } | null;
}

/** What lines can be ordered by beside time: amounts within their credit type or currency. */
const ORDERS = {
  customer: 'c.code',
  lot: 'l.lot_id',
  event_id: 'e.event_id',
  credits: 'w.credit_type, p.credits',
  overage: 'w.credit_type, p.overage',
  revenue: 'p.currency, p.usage + p.breakage + p.overage_revenue',
} as const satisfies Record<NonNullable<LedgerSort>, string>;

export interface LedgerOrder {
  /** null: time. */
  readonly by: LedgerSort;
  readonly descending: boolean;
}

export interface LedgerWindow {
  readonly rows: readonly { id: string; line: LedgerLine }[];
  readonly total: number;
  /** They are few enough to be put in other orders than that of time. */
  readonly sorts: boolean;
}

export const DAY_MS = 86_400_000;

type Row = Record<string, bigint | string | null>;
type Rows = { id: string; line: LedgerLine }[];

/** @param few as many lines are put in any order. */
export function ledgerWindow(
  open: OpenBook,
  filter: LedgerPagesFilter,
  start: number,
  limit: number,
  order: LedgerOrder,
  few = MOST_SORTED,
): LedgerWindow {
  const { days, total } = daysOf(open, filter);
  if (total <= few) {
    const keys = keysInOrder(open, filter, order).slice(start, start + limit);
    return { rows: readKeys(open, keys), total, sorts: true };
  }
  // Last first is the same window counted from the end, turned around.
  const from = order.descending ? Math.max(0, total - start - limit) : start;
  const count = order.descending ? Math.max(0, Math.min(limit, total - start)) : limit;
  let [before, first] = [0, 0];
  while (first < days.length && before + days[first]!.rows <= from) before += days[first++]!.rows;
  let [last, upTo] = [first, before];
  while (last < days.length && upTo < from + count) upTo += days[last++]!.rows;
  if (first >= days.length || count === 0) return { rows: [], total, sorts: false };
  const span = within(filter, days[first]!.day * DAY_MS, (days[last - 1]!.day + 1) * DAY_MS);
  const rows = readSpan(open, filter, span, from - before, count);
  return { rows: order.descending ? rows.reverse() : rows, total, sorts: false };
}

/** `count` lines, from the one that `skip` others of the span come before. */
function readSpan(open: OpenBook, filter: LedgerPagesFilter, span: Span, skip: number, count: number): Rows {
  const { from, whose, where, at, parameters } = scanOf(open, filter, span);
  // Where the first line stands within its instant: only lines of one instant have to be put in order.
  const first = open.db
    .prepare(`SELECT p.at ${from} ${where} ORDER BY ${at} LIMIT 1 OFFSET @skip`)
    .pluck()
    .get({ ...parameters, skip }) as Instant;
  const earlier = open.db
    .prepare(`SELECT count(*) ${from} ${where}`)
    .pluck()
    .get({ ...parameters, end: first }) as number;
  const rows = open.db
    .prepare(
      `SELECT p.wallet, p.ord, ${LEDGER_COLUMNS} ${from} ${whose} ${LOT} ${EVENT} ${where}
       ORDER BY ${at}, c.code, w.credit_type, p.ord LIMIT @count OFFSET @skip`,
    )
    .safeIntegers()
    .all({ ...parameters, at: first, count, skip: skip - earlier }) as Row[];
  return rows.map((row) => readRow(open, row));
}

/** Instants from `at` up to, and without, `end`. */
export interface Span {
  readonly at: Instant;
  readonly end: Instant;
}

const EVER: Span = { at: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

/** What of a span the filter's month leaves. */
export function within({ month }: LedgerPagesFilter, at: Instant, end: Instant): Span {
  return month ? { at: Math.max(at, month.from), end: Math.min(end, month.to) } : { at, end };
}

interface Scan {
  readonly from: string;
  /** The code of its customer, and its wallet where it is not there yet. */
  readonly whose: string;
  readonly where: string;
  /** The time of posting p, as the index has it. */
  readonly at: string;
  readonly parameters: Record<string, number>;
}

/** Postings p: those of one customer, with their wallets w, along their key; those of everyone along the index by time. */
function scanOf(open: OpenBook, filter: LedgerPagesFilter, { at, end }: Span): Scan {
  const { conditions, parameters } = conditionsOf(open, filter);
  const time = isOne(filter) ? 'p.at' : 'p.at + 0';
  return {
    from: isOne(filter)
      ? 'FROM wallet w CROSS JOIN posting p ON p.wallet = w.id'
      : 'FROM posting p INDEXED BY posting_by_time',
    whose: `${isOne(filter) ? '' : WALLET} ${CODE}`,
    where: `WHERE ${time} >= @at AND ${time} < @end AND ${conditions}`,
    at: time,
    parameters: { ...parameters, at, end },
  };
}

const isOne = ({ customer, lot, event }: LedgerPagesFilter): boolean =>
  customer !== null || lot !== null || event !== null;

const WALLET = 'CROSS JOIN wallet w ON w.id = p.wallet';
const CODE = 'CROSS JOIN code c ON c.id = w.customer';
const LOT = 'LEFT JOIN lot l ON l.id = p.lot';
const EVENT = 'LEFT JOIN usage_event e ON e.seq = p.event';

type Key = [wallet: number, at: Instant, ord: number];

/** The keys of all lines that fit, in order: there are few. */
export function keysInOrder(open: OpenBook, filter: LedgerPagesFilter, order: LedgerOrder): readonly Key[] {
  return keptFor(open, { keys: filter, order }, () => {
    const { from, whose, where, parameters } = scanOf(open, filter, within(filter, EVER.at, EVER.end));
    // No more than the order needs: by time the index has it all.
    const names = `${whose} ${order.by === 'lot' ? LOT : order.by === 'event_id' ? EVENT : ''}`;
    const down = order.descending ? ' DESC' : '';
    const inOrder =
      order.by === null
        ? `p.at${down}, c.code${down}, w.credit_type${down}, p.ord${down}`
        : `${ORDERS[order.by]}${down}, p.at, c.code, w.credit_type, p.ord`;
    return open.db
      .prepare(`SELECT p.wallet, p.at, p.ord ${from} ${names} ${where} ORDER BY ${inOrder}`)
      .raw()
      .all(parameters) as Key[];
  });
}

/** Lines by their keys, in that order: a statement for all of them, as each run of one costs more than a line. */
export function readKeys(open: OpenBook, keys: readonly Key[]): Rows {
  const rows = open.db
    .prepare(
      `SELECT p.wallet, p.ord, ${LEDGER_COLUMNS} FROM json_each(?) k CROSS JOIN posting p
         ON p.wallet = k.value ->> 0 AND p.at = k.value ->> 1 AND p.ord = k.value ->> 2
       ${WALLET} ${CODE} ${LOT} ${EVENT}`,
    )
    .safeIntegers()
    .all(JSON.stringify(keys)) as Row[];
  return rows.map((row) => readRow(open, row));
}

function readRow({ codes }: OpenBook, row: Row): Rows[number] {
  return {
    id: `${row.wallet}|${row.at}|${row.ord}`,
    line: ledgerLine(row, (id) => codes.codeOf(Number(id))),
  };
}

/** Lines of a day, days in order. */
interface Days {
  readonly days: readonly { day: number; rows: number }[];
  readonly total: number;
}

export function daysOf(open: OpenBook, filter: LedgerPagesFilter): Days {
  return keptFor(open, { days: filter }, () => {
    const days = isOne(filter) ? daysOfOne(open, filter) : daysOfAll(open, filter);
    return { days, total: days.reduce((sum, { rows }) => sum + rows, 0) };
  });
}

function daysOfOne(open: OpenBook, filter: LedgerPagesFilter): Days['days'] {
  const { from, where, parameters } = scanOf(open, filter, within(filter, EVER.at, EVER.end));
  return open.db
    .prepare(`SELECT p.at / ${DAY_MS} AS day, count(*) AS rows ${from} ${where} GROUP BY day ORDER BY day`)
    .all(parameters) as { day: number; rows: number }[];
}

/** A range of the index for each day, as it stands: in groups all of it would be sorted. */
function daysOfAll(open: OpenBook, filter: LedgerPagesFilter): Days['days'] {
  const { from, where, at: time, parameters } = scanOf(open, filter, EVER);
  const first = open.db.prepare(`SELECT p.at ${from} ${where} ORDER BY ${time} LIMIT 1`).pluck();
  const count = open.db.prepare(`SELECT count(*) ${from} ${where}`).pluck();
  const days: { day: number; rows: number }[] = [];
  for (let span = within(filter, EVER.at, EVER.end); ; ) {
    const at = first.get({ ...parameters, ...span }) as Instant | undefined;
    if (at === undefined) return days;
    const day = Math.floor(at / DAY_MS);
    const end = (day + 1) * DAY_MS;
    days.push({ day, rows: count.get({ ...parameters, ...within(filter, at, end) }) as number });
    span = within(filter, end, EVER.end);
  }
}

/** What fits, but for its time. */
export function conditionsOf(
  { db, codes }: OpenBook,
  { customer, lot, event, kinds }: LedgerPagesFilter,
): { conditions: string; parameters: Record<string, number> } {
  const conditions = [`p.kind NOT IN (${NOT_IN_LEDGER})`];
  const parameters: Record<string, number> = {};
  if (customer !== null) {
    conditions.push('w.customer = @customer');
    parameters.customer = codes.find('customer', customer) ?? 0;
  }
  if (lot !== null) {
    const row = db.prepare('SELECT id, wallet FROM lot WHERE lot_id = ?').get(lot) as
      | { id: number; wallet: number }
      | undefined;
    conditions.push('p.lot = @lot AND w.id = @wallet');
    Object.assign(parameters, { lot: row?.id ?? 0, wallet: row?.wallet ?? 0 });
  }
  if (event !== null) {
    const row = db
      .prepare('SELECT max(seq) AS seq, customer FROM usage_event WHERE event_id = ?')
      .get(event) as { seq: number | null; customer: number | null };
    conditions.push('p.event = @event AND w.customer = @of');
    Object.assign(parameters, { event: row.seq ?? 0, of: row.customer ?? 0 });
  }
  if (kinds !== null) conditions.push(`p.kind IN (${kindNumbers(kinds)})`);
  return { conditions: conditions.join(' AND '), parameters };
}
