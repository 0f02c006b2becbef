// Any window of the ledger without reading what lies before it. Lines in order of time: a window is found by the stretch of time it
// begins in and read from there, along the index by time or, for one customer, along the key of the postings. Few enough lines come in
// any other order, too: their keys are put in order once. Must not: derive, or skip more rows than a stretch has.
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
  type LedgerPagesFilter,
  LOT,
  type Span,
  scanOf,
  WALLET,
  within,
} from './paging/ledger-scan.ts';
import { readerOf, stretchAt, stretchesOf } from './paging/stretches.ts';

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
  const stretches = stretchesOf(open, filter);
  const { list, total } = stretches;
  if (total <= few) {
    const keys = keysInOrder(open, filter, order).slice(start, start + limit);
    return { rows: readKeys(open, keys), total, sorts: true };
  }
  // Last first is the same window counted from the end, turned around.
  const from = order.descending ? Math.max(0, total - start - limit) : start;
  const count = order.descending ? Math.max(0, Math.min(limit, total - start)) : limit;
  const first = list[stretchAt(stretches, from)];
  if (!first || count === 0) return { rows: [], total, sorts: false };
  const last = list[stretchAt(stretches, from + count - 1)] ?? list.at(-1)!;
  const rows = readSpan(open, filter, { at: first.at, end: last.end }, from - first.before, count);
  return { rows: order.descending ? rows.reverse() : rows, total, sorts: false };
}

/** `count` lines, from the one that `skip` others of the span come before. */
function readSpan(open: OpenBook, filter: LedgerPagesFilter, span: Span, skip: number, count: number): Rows {
  const reader = readerOf(open, filter);
  // Where the first line stands within its instant: only lines of one instant have to be put in order.
  const first = reader.instantAt(span, skip)!;
  const earlier = reader.count({ at: span.at, end: first });
  const { from, whose, where, at, parameters } = scanOf(open, filter);
  const rows = prepared(
    open,
    `SELECT p.wallet, p.ord, ${LEDGER_COLUMNS} ${from} ${whose} ${LOT} ${EVENT} ${where}
     ORDER BY ${at}, c.code, w.credit_type, p.ord LIMIT @count OFFSET @skip`,
  )
    .safeIntegers()
    .all({ ...parameters, at: first, end: span.end, count, skip: skip - earlier }) as Row[];
  return rows.map((row) => readRow(open, row));
}

type Key = [wallet: number, at: Instant, ord: number];

/** The keys of all lines that fit, in order: there are few. */
export function keysInOrder(open: OpenBook, filter: LedgerPagesFilter, order: LedgerOrder): readonly Key[] {
  return keptFor(open, { keys: filter, order }, () => {
    const { from, whose, where, parameters } = scanOf(open, filter);
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
      .all({ ...parameters, ...within(filter, EVER) }) as Key[];
  });
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
