// Which postings fit what the ledger is narrowed to, and along what they are found: those of everyone along the index by time, those
// of one customer along their key. Must not: read a posting.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import type { PostingKind } from '../../engine/postings.ts';
import { kindNumber, kindNumbers, monthNumber } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import { HAS_ID } from '../usage/by-id.ts';
import { prepared } from './kept.ts';

export interface LedgerPagesFilter {
  readonly customer: string | null;
  readonly lot: string | null;
  readonly event: string | null;
  /** Of those that have a line in the ledger; null: all of them. */
  readonly kinds: readonly PostingKind[] | null;
  /** With its first instant, and the first one after it. */
  readonly month: { readonly month: Month; readonly from: Instant; readonly to: Instant } | null;
}

/** Instants from `at` up to, and without, `end`. */
export interface Span {
  readonly at: Instant;
  readonly end: Instant;
}

export const EVER: Span = { at: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

/** What of a span the filter's month leaves. */
export function within({ month }: LedgerPagesFilter, { at, end }: Span): Span {
  return month ? { at: Math.max(at, month.from), end: Math.min(end, month.to) } : { at, end };
}

export interface Scan {
  readonly among: string;
  /** The code of its customer, and its wallet where it is not there yet. */
  readonly whose: string;
  /** With @at and @end, or what stands for them. */
  readonly inSpan: string;
  readonly where: string;
  /** The time of posting p, as the index has it. */
  readonly at: string;
  readonly parameters: Record<string, number>;
}

const ASKED = { at: '@at', end: '@end' };

/**
 * Postings p: those of one customer, with their wallets w, along their key; those of everyone along the index by time.
 * @param span its instants, as SQL.
 */
export function scanOf(open: OpenBook, filter: LedgerPagesFilter, span = ASKED): Scan {
  const { conditions, parameters } = conditionsOf(open, filter);
  const time = isOne(filter) ? 'p.at' : 'p.at + 0';
  const inSpan = `${time} >= ${span.at} AND ${time} < ${span.end}`;
  return {
    among: isOne(filter)
      ? 'wallet w CROSS JOIN posting p ON p.wallet = w.id'
      : 'posting p INDEXED BY posting_by_time',
    whose: `${isOne(filter) ? '' : WALLET} ${CODE}`,
    inSpan,
    where: `WHERE ${inSpan} AND ${conditions}`,
    at: time,
    parameters,
  };
}

/** Is it narrowed to a customer? */
export const isOne = ({ customer, lot, event }: LedgerPagesFilter): boolean =>
  customer !== null || lot !== null || event !== null;

export const WALLET = 'CROSS JOIN wallet w ON w.id = p.wallet';
export const CODE = 'CROSS JOIN code c ON c.id = w.customer';
export const LOT = 'LEFT JOIN lot l ON l.id = p.lot';
export const EVENT = 'LEFT JOIN usage_event e ON e.seq = p.event';

/** Charges and reversals, which have no line, are the last kinds there are: one comparison for each of millions, not two. */
const IN_LEDGER = `p.kind < ${kindNumber('charge')}`;

/** Can any fit? Months know of their kinds, without a look at millions of postings. */
export function hasKinds({ db }: OpenBook, { kinds, month }: LedgerPagesFilter): boolean {
  if (kinds === null) return true;
  const inMonth = month ? `AND month = ${monthNumber(month.month)}` : '';
  const found = `SELECT 1 FROM month_sum WHERE kind IN (${kindNumbers(kinds)}) ${inMonth} LIMIT 1`;
  return db.prepare(found).get() !== undefined;
}

/** What fits, but for its time. */
export function conditionsOf(
  open: OpenBook,
  { customer, lot, event, kinds }: LedgerPagesFilter,
): { conditions: string; parameters: Record<string, number> } {
  const conditions = [kinds === null ? IN_LEDGER : `p.kind IN (${kindNumbers(kinds)})`];
  const parameters: Record<string, number> = {};
  if (customer !== null) {
    conditions.push('w.customer = @customer');
    parameters.customer = open.codes.find('customer', customer) ?? 0;
  }
  if (lot !== null) {
    const row = prepared(open, 'SELECT id, wallet FROM lot WHERE lot_id = ?').get(lot) as
      | { id: number; wallet: number }
      | undefined;
    conditions.push('p.lot = @lot AND w.id = @wallet');
    Object.assign(parameters, { lot: row?.id ?? 0, wallet: row?.wallet ?? 0 });
  }
  if (event !== null) {
    const row = prepared(open, `SELECT max(seq) AS seq, customer FROM usage_event WHERE ${HAS_ID} = ?`).get(
      event,
    ) as { seq: number | null; customer: number | null };
    conditions.push('p.event = @event AND w.customer = @of');
    Object.assign(parameters, { event: row.seq ?? 0, of: row.customer ?? 0 });
  }
  return { conditions: conditions.join(' AND '), parameters };
}
