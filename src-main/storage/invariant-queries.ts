// The invariants of rules §14 as questions to the derived tables: each query returns what breaks it, nothing when it holds.
// Must not: mend anything.
import type { Instant } from '../../src-shared/calendar.ts';
import type { PostingKind } from '../engine/postings.ts';
import { MAKES_LOT, POSTING_KINDS } from '../engine/postings.ts';
import { chargeNumber, kindNumber, kindNumbers } from './derived-rows.ts';
import type { OpenBook } from './open.ts';

const kind = kindNumber;
const charge = chargeNumber;
const kinds = (...words: PostingKind[]): string => kindNumbers(words);

/** Sums of a lot's postings before the cut-off. */
export interface LotTotal {
  lot: string;
  credits: bigint;
  price: bigint;
  remaining: bigint;
  deferred: bigint;
  made: bigint;
  madeBasis: bigint;
  ended: boolean;
}

/** What is looked at: postings from an instant on and before another. Of months before, which are sealed, their sums are taken. */
export interface Unsealed {
  readonly from: Instant;
  readonly until: Instant;
  /** The month that begins there; 0 where nothing is sealed. */
  readonly month: number;
}

/** 1 and 4: a reader of all lots of a customer made before the cut-off, with their totals. */
export function openLotTotals(
  { db }: Pick<OpenBook, 'db'>,
  unsealed: Unsealed,
): (customer: number) => LotTotal[] {
  const made = `kind IN (${kindNumbers(MAKES_LOT)})`;
  const select = db
    .prepare(
      // Added up before lots are looked for, and each kind of posting for itself: there are few of either to a wallet.
      `SELECT l.lot_id AS lot, l.credits, l.price, s.remaining, s.deferred, s.made, s.madeBasis,
              coalesce(l.expires_at <= @until, 0) AS ended
       FROM (SELECT lot, sum(credits) AS remaining, sum(basis) AS deferred,
                    sum(CASE WHEN ${made} THEN credits ELSE 0 END) AS made,
                    sum(CASE WHEN ${made} THEN basis ELSE 0 END) AS madeBasis
             FROM (SELECT m.lot, m.kind, m.credits, m.basis_up - m.basis_down AS basis
                   FROM wallet w JOIN month_sum m ON m.wallet = w.id WHERE w.customer = @customer AND m.month < @month
                   UNION ALL
                   SELECT p.lot, p.kind, sum(p.credits), sum(p.basis)
                   FROM wallet w JOIN posting p ON p.wallet = w.id
                   WHERE w.customer = @customer AND p.at >= @from AND p.at < @until GROUP BY p.lot, p.kind)
             WHERE kind NOT IN (${kinds('charge', 'reversal')}) GROUP BY lot) s JOIN lot l ON l.id = s.lot`,
    )
    .safeIntegers();
  return (customer) =>
    (select.all({ ...unsealed, customer }) as (Omit<LotTotal, 'ended'> & { ended: bigint })[]).map((row) => ({
      ...row,
      ended: row.ended === 1n,
    }));
}

export interface BrokenEntry {
  customer: number;
  creditType: string;
  at: number;
  kind: PostingKind;
}

/** 6: postings whose journal entry does not balance, or that move what their kind must not. */
export function unbalancedEntries({ db }: Pick<OpenBook, 'db'>, { from, until }: Unsealed): BrokenEntry[] {
  const ok = `CASE kind
    WHEN ${kind('drawdown')} THEN credits < 0 AND basis + usage + breakage = 0 AND receivable = 0 AND unbilled = 0
    WHEN ${kind('expiry')} THEN credits < 0 AND basis + breakage = 0 AND usage = 0
    WHEN ${kind('void')} THEN credits < 0 AND basis + breakage = 0 AND usage = 0 AND receivable = 0
    WHEN ${kind('refund')} THEN credits <= 0 AND basis + breakage = receivable AND usage = 0
    WHEN ${kind('reinstatement')} THEN credits > 0 AND basis + usage = 0 AND breakage = 0
    WHEN ${kind('reversal')} THEN credits = 0 AND basis = 0 AND usage + breakage = 0
    WHEN ${kind('overage')} THEN credits = 0 AND basis = 0 AND overage_revenue = receivable + unbilled
    WHEN ${kind('deficit')} THEN credits = 0 AND basis = 0 AND overage_revenue = 0 AND receivable = 0 AND unbilled = 0
    WHEN ${kind('charge')} THEN basis = 0 AND usage = 0 AND breakage = 0 AND (charge_kind <> ${charge('overage')} OR receivable + unbilled = 0)
    WHEN ${kind('rollover_out')} THEN credits < 0 AND basis <= 0 AND usage = 0 AND breakage = 0
    ELSE credits > 0 AND basis >= 0 AND usage = 0 AND breakage = 0 END`;
  const rows = db
    .prepare(
      `SELECT w.customer, w.credit_type AS creditType, p.at, p.kind
       FROM wallet w CROSS JOIN posting p ON p.wallet = w.id AND p.at >= ? AND p.at < ?
       WHERE NOT (${ok}) ORDER BY p.at LIMIT 20`,
    )
    .all(from, until) as { customer: number; creditType: string; at: number; kind: number }[];
  return rows.map((row) => ({ ...row, kind: POSTING_KINDS[row.kind]! }));
}

export interface DeferredGap {
  month: number;
  currency: string;
  journal: bigint;
  lots: bigint;
}

/** 5: months and currencies in which the journal's deferred revenue moves otherwise than what the lots defer; as postings add up. */
export function deferredGaps({ db }: Pick<OpenBook, 'db'>): DeferredGap[] {
  const billed = `(${charge('plan')}, ${charge('top_up')}, ${charge('auto_top_up')})`;
  return db
    .prepare(
      `SELECT month, currency,
              sum(CASE WHEN kind = ${kind('charge')}
                       THEN CASE WHEN charge_kind IN ${billed} THEN receivable_up - receivable_down ELSE 0 END
                       WHEN kind IN (${kinds('grant', 'rollover_in', 'rollover_out')}) THEN 0 ELSE basis_up - basis_down END) AS journal,
              sum(basis_up - basis_down) AS lots
       FROM month_sum WHERE currency <> '' GROUP BY month, currency HAVING journal <> lots`,
    )
    .safeIntegers()
    .all()
    .map((row) => ({ ...(row as DeferredGap), month: Number((row as { month: bigint }).month) }));
}

/** Instants whose postings are not numbered 0, 1, 2 … within their wallet, or that are none: one was slipped in or taken out. */
export function orderGaps({ db }: Pick<OpenBook, 'db'>): { wallet: number; at: number }[] {
  return db
    .prepare(
      'SELECT wallet, at FROM posting GROUP BY wallet, at HAVING min(ord) <> 0 OR max(ord) <> count(*) - 1 OR abs(at) > ? LIMIT 20',
    )
    .all(Number.MAX_SAFE_INTEGER) as { wallet: number; at: number }[];
}

/** 3: wallets in which what rolled out and what rolled in differ. Only where sums say that anything rolled. */
export function rolloverGaps(
  { db }: Pick<OpenBook, 'db'>,
  { from, until }: Unsealed,
): { wallet: number; at: number }[] {
  const rolled = kinds('rollover_in', 'rollover_out');
  return db
    .prepare(
      `SELECT p.wallet, p.at FROM (SELECT DISTINCT wallet FROM month_sum WHERE kind IN (${rolled})) w
         CROSS JOIN posting p ON p.wallet = w.wallet AND p.at >= ? AND p.at < ?
       WHERE p.kind IN (${rolled}) GROUP BY p.wallet, p.at HAVING sum(p.credits) <> 0 OR sum(p.basis) <> 0 LIMIT 20`,
    )
    .all(from, until) as { wallet: number; at: number }[];
}
