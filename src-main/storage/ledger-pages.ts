// Any window of the ledger without reading what lies before it: how many postings each day has is counted once for a filter and a
// state of the book; a window is then found by its day and read from there, wallet by wallet along the key of the postings.
// Must not: derive, or skip more rows than a day has.
import type { Month } from '../../src-shared/calendar.ts';
import type { PostingKind } from '../engine/postings.ts';
import type { LedgerLine } from '../reports/source.ts';
import { kindNumbers, monthNumber } from './derived-rows.ts';
import { LEDGER_COLUMNS, ledgerLine, NOT_IN_LEDGER } from './ledger-source.ts';
import type { OpenBook } from './open.ts';

export interface LedgerPagesFilter {
  readonly customer: string | null;
  readonly lot: string | null;
  readonly event: string | null;
  readonly kinds: readonly PostingKind[] | null;
  readonly month: Month | null;
}

export interface LedgerWindow {
  readonly rows: readonly { id: string; line: LedgerLine }[];
  readonly total: number;
}

export const DAY_MS = 86_400_000;

/** Postings of a day, days in order. */
interface Days {
  readonly key: string;
  readonly days: readonly { day: number; rows: number }[];
  readonly total: number;
}

/** The last few filters' days, by book. */
const KEPT = 4;
const kept = new WeakMap<OpenBook, Days[]>();

export function ledgerWindow(
  open: OpenBook,
  filter: LedgerPagesFilter,
  start: number,
  limit: number,
  newest: boolean,
): LedgerWindow {
  const { days, total } = daysOf(open, filter);
  // Newest first is the same window counted from the end, turned around.
  const from = newest ? Math.max(0, total - start - limit) : start;
  const count = newest ? Math.max(0, Math.min(limit, total - start)) : limit;
  let [before, first] = [0, 0];
  while (first < days.length && before + days[first]!.rows <= from) before += days[first++]!.rows;
  let [last, upTo] = [first, before];
  while (last < days.length && upTo < from + count) upTo += days[last++]!.rows;
  if (first >= days.length || count === 0) return { rows: [], total };
  const span = { at: days[first]!.day * DAY_MS, end: (days[last - 1]!.day + 1) * DAY_MS };
  const rows = readSpan(open, filter, span, from - before, count);
  return { rows: newest ? rows.reverse() : rows, total };
}

function readSpan(
  open: OpenBook,
  filter: LedgerPagesFilter,
  { at, end }: { at: number; end: number },
  skip: number,
  count: number,
): { id: string; line: LedgerLine }[] {
  const { conditions, parameters } = conditionsOf(open, filter);
  const rows = open.db
    .prepare(
      `SELECT p.wallet, p.ord, ${LEDGER_COLUMNS}
       FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= @at AND p.at < @end
       JOIN code c ON c.id = w.customer
       LEFT JOIN lot l ON l.id = p.lot LEFT JOIN usage_event e ON e.seq = p.event
       WHERE ${conditions} ORDER BY p.at, c.code, w.credit_type, p.ord LIMIT @count OFFSET @skip`,
    )
    .safeIntegers()
    .all({ ...parameters, at, end, count, skip }) as Record<string, bigint | string | null>[];
  return rows.map((row) => ({
    id: `${row.wallet}|${row.at}|${row.ord}`,
    line: ledgerLine(row, (id) => open.codes.codeOf(Number(id))),
  }));
}

export function daysOf(open: OpenBook, filter: LedgerPagesFilter): Days {
  const state = open.db.prepare('SELECT facts_hash, derived_until FROM book_state').raw().get() as unknown[];
  const key = JSON.stringify([state, filter]);
  const known = kept.get(open) ?? [];
  const found = known.find((one) => one.key === key);
  if (found) return found;
  const { conditions, parameters } = conditionsOf(open, filter);
  const days = open.db
    .prepare(
      `SELECT p.at / ${DAY_MS} AS day, count(*) AS rows FROM wallet w CROSS JOIN posting p ON p.wallet = w.id
       WHERE ${conditions} GROUP BY day ORDER BY day`,
    )
    .all(parameters) as { day: number; rows: number }[];
  const made = { key, days, total: days.reduce((sum, { rows }) => sum + rows, 0) };
  kept.set(open, [made, ...known].slice(0, KEPT));
  return made;
}

export function conditionsOf(
  { db, codes }: OpenBook,
  { customer, lot, event, kinds, month }: LedgerPagesFilter,
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
  if (month !== null) conditions.push(`p.month = ${monthNumber(month)}`);
  return { conditions: conditions.join(' AND '), parameters };
}
