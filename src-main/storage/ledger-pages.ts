// Any window of the ledger without reading what lies before it. Lines in order of time: a window is found by the stretch of time it
// begins in and read from there, along the index by time or, for one customer, along the key of the postings. Few enough lines come in
// any other order, too: their keys are put in order once. The top of more is read before all are counted. Must not: derive, or, below
// the top, skip more rows than a stretch has.
import type { Instant } from '../../src-shared/calendar.ts';
import type { LedgerSort } from '../../src-shared/contract/ledger.ts';
import type { LedgerLine } from '../reports/source.ts';
import { LEDGER_COLUMNS, ledgerLine } from './ledger-source.ts';
import type { OpenBook } from './open.ts';
import { keptFor, MOST_SORTED, prepared } from './paging/kept.ts';
import {
  CODE,
  EVENT,
  EVER,
  isOne,
  type LedgerPagesFilter,
  LOT,
  type Span,
  scanOf,
  WALLET,
  within,
} from './paging/ledger-scan.ts';
import { countingOf, readerOf, stretchAt, stretchesOf, topInstants } from './paging/stretches.ts';

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

const BY_TIME: LedgerOrder = { by: null, descending: false };

export interface LedgerWindow {
  readonly rows: readonly { id: string; line: LedgerLine }[];
  /** null: not counted yet. */
  readonly total: number | null;
  /** They are few enough to be put in other orders than that of time. */
  readonly sorts: boolean;
}

type Row = Record<string, bigint | string | null>;
type Rows = { id: string; line: LedgerLine }[];

/**
 * A window of the lines that fit. Its top is read before all of them are counted: `countLines` goes on with that.
 * @param few as many lines are put in any order.
 */
export function ledgerWindow(
  open: OpenBook,
  filter: LedgerPagesFilter,
  start: number,
  limit: number,
  order: LedgerOrder,
  few = MOST_SORTED,
): LedgerWindow {
  const atTop = order.by === null && start + limit <= few;
  const stretches = countingOf(open, filter).upTo(atTop ? few : Number.POSITIVE_INFINITY);
  if (!stretches) return { rows: readTop(open, filter, start, limit, order), total: null, sorts: false };
  const { list, total } = stretches;
  const sorts = total <= few;
  // The top alone is read from where it lies: whoever looks on is served by the order of all.
  if (sorts && (order.by !== null || isOne(filter) || start > 0)) {
    const keys = keysInOrder(open, filter, order).slice(start, start + limit);
    return { rows: readKeys(open, keys), total, sorts };
  }
  // Last first is the same window counted from the end, turned around.
  const from = order.descending ? Math.max(0, total - start - limit) : start;
  const count = order.descending ? Math.max(0, Math.min(limit, total - start)) : limit;
  const near = list.slice(stretchAt(stretches, from), stretchAt(stretches, from + count - 1) + 1);
  const [first, last] = [near[0], near.at(-1)];
  if (!first || !last || count === 0) return { rows: [], total, sorts };
  const skip = from - first.before;
  // Few lines lie far apart, or many of them at one instant: they are put in order, and nothing between them is read.
  const isApart = last.passed - first.passed > last.before + last.rows - first.before;
  const rows =
    sorts || isApart
      ? readKeys(open, keysIn(open, filter, near, BY_TIME, skip, count))
      : readSpan(open, filter, { at: first.at, end: last.end }, skip, count);
  return { rows: order.descending ? rows.reverse() : rows, total, sorts };
}

/** Postings looked at for one answer: some hundredths of a second. */
const MOST_COUNTED = 500_000;

/** How many lines fit: goes on counting from where it, or a window, left off. Null: there are more to count. */
export function countLines(
  open: OpenBook,
  filter: LedgerPagesFilter,
  most = MOST_COUNTED,
): Pick<LedgerWindow, 'total' | 'sorts'> {
  const { looked, upTo } = countingOf(open, filter);
  const total = upTo(looked + most)?.total ?? null;
  return { total, sorts: total !== null && total <= MOST_SORTED };
}

/** Lines from the top, where it is not known how many there are. */
function readTop(
  open: OpenBook,
  filter: LedgerPagesFilter,
  start: number,
  limit: number,
  order: LedgerOrder,
): Rows {
  const instants = topInstants(open, filter, start + limit, order.descending);
  const first = instants[start];
  if (first === undefined) return [];
  // Only what an instant has is put in order, and nothing between them is read twice: the next may be months on.
  const spans = [...new Set(instants.slice(start))].map((at) => ({ at, end: at + 1 }));
  return readKeys(open, keysIn(open, filter, spans, order, start - instants.indexOf(first), limit));
}

/** `count` lines, from the one that `skip` others of the span come before. */
function readSpan(open: OpenBook, filter: LedgerPagesFilter, span: Span, skip: number, count: number): Rows {
  const reader = readerOf(open, filter);
  // Where the first line stands within its instant: only lines of one instant have to be put in order.
  const first = reader.instantAt(span, skip)!;
  const earlier = reader.count({ at: span.at, end: first });
  const { among, whose, where, at, parameters } = scanOf(open, filter);
  const rows = prepared(
    open,
    `SELECT p.wallet, p.ord, ${LEDGER_COLUMNS} FROM ${among} ${whose} ${LOT} ${EVENT} ${where}
     ORDER BY ${at}, c.code, w.credit_type, p.ord LIMIT @count OFFSET @skip`,
  )
    .safeIntegers()
    .all({ ...parameters, at: first, end: span.end, count, skip: skip - earlier }) as Row[];
  return rows.map((row) => readRow(open, row));
}

type Key = [wallet: number, at: Instant, ord: number];

const IN_SPANS = { at: 's.value ->> 0', end: 's.value ->> 1' };

/** The keys of all lines that fit, in order: there are few. */
export function keysInOrder(open: OpenBook, filter: LedgerPagesFilter, order: LedgerOrder): readonly Key[] {
  return keptFor(open, { keys: filter, order }, () => {
    const spans = isOne(filter) ? [within(filter, EVER)] : stretchesOf(open, filter).list;
    return keysIn(open, filter, spans, order);
  });
}

/** The keys of what fits in spans, in order: nothing between them is read, where the few may lie far apart. */
function keysIn(
  open: OpenBook,
  filter: LedgerPagesFilter,
  spans: readonly Span[],
  order: LedgerOrder,
  skip = 0,
  limit = -1,
): Key[] {
  const { among, whose, where, parameters } = scanOf(open, filter, IN_SPANS);
  // No more than the order needs.
  const names = `${whose} ${order.by === 'lot' ? LOT : order.by === 'event_id' ? EVENT : ''}`;
  const down = order.descending ? ' DESC' : '';
  const inOrder =
    order.by === null
      ? `p.at${down}, c.code${down}, w.credit_type${down}, p.ord${down}`
      : `${ORDERS[order.by]}${down}, p.at, c.code, w.credit_type, p.ord`;
  const asked = { spans: JSON.stringify(spans.map(({ at, end }) => [at, end])), skip, limit };
  return prepared(
    open,
    `SELECT p.wallet, p.at, p.ord FROM json_each(@spans) s CROSS JOIN ${among} ${names} ${where}
     ORDER BY ${inOrder} LIMIT @limit OFFSET @skip`,
  )
    .raw()
    .all({ ...parameters, ...asked }) as Key[];
}

/** Lines by their keys, in that order: a statement for all of them, as each run of one costs more than a line. */
export function readKeys(open: OpenBook, keys: readonly Key[]): Rows {
  const rows = prepared(
    open,
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
