// What each figure counts of postings: one function a figure, used for sums of many postings and for a single one alike, so that a
// figure and what it is made of cannot differ. Pure. Must not: read anything, or know of lots that stand (those are lots' sums).
import type { CreditFigure, MoneyFigure } from '../../src-shared/explain/subject.ts';
import type { Posting, PostingKind } from '../engine/postings.ts';
import { journalOf } from './journal.ts';
import { movementOf } from './revenue.ts';
import type { MoneySums } from './source.ts';

export type MoneyMeasure = (sums: MoneySums) => bigint;
export type CreditMeasure = (sums: Pick<Posting, 'kind' | 'credits' | 'overage'>) => bigint;

/** What leaves a lot's basis with postings of these kinds (rules §14.4). */
const leaving =
  (...kinds: PostingKind[]): MoneyMeasure =>
  ({ kind, basisUp, basisDown }) =>
    kinds.includes(kind) ? basisDown - basisUp : 0n;

const MONEY: Partial<Record<MoneyFigure, MoneyMeasure>> = {
  billed: (sums) => movementOf(sums).billed,
  migrated: (sums) => movementOf(sums).migrated,
  usage_revenue: (sums) => movementOf(sums).usage,
  breakage_revenue: (sums) => movementOf(sums).breakage,
  refunded: (sums) => movementOf(sums).refunded,
  reinstated: (sums) => movementOf(sums).reinstated,
  overage_revenue: (sums) => movementOf(sums).overage,
  added: (sums) => {
    const { billed, migrated, reinstated } = movementOf(sums);
    return billed + migrated + reinstated;
  },
  unbilled: ({ unbilledUp, unbilledDown }) => unbilledUp - unbilledDown,
  recognized: leaving('drawdown', 'expiry'),
  moved: leaving('rollover_out'),
  returned: leaving('refund', 'void'),
};

/** Credits of postings of these kinds, without their sign. */
const counting =
  (sign: 1n | -1n, ...kinds: PostingKind[]): CreditMeasure =>
  ({ kind, credits }) =>
    kinds.includes(kind) ? sign * credits : 0n;

const CREDITS: Partial<Record<CreditFigure, CreditMeasure>> = {
  granted: counting(1n, 'grant', 'opening'),
  rolled_in: counting(1n, 'rollover_in'),
  credits_reinstated: counting(1n, 'reinstatement'),
  drawn: counting(-1n, 'drawdown'),
  expired: counting(-1n, 'expiry'),
  rolled_out: counting(-1n, 'rollover_out'),
  credits_refunded: counting(-1n, 'refund'),
  voided: counting(-1n, 'void'),
  other: counting(1n, 'rollover_in', 'reinstatement', 'rollover_out', 'refund', 'void'),
  overage: ({ kind, overage }) => (kind === 'overage' || kind === 'deficit' ? overage : 0n),
};

/** Null: not a figure of what moved; it stands, and is what lots hold. `account` is for debits and credits of the journal. */
export function moneyMeasure(figure: MoneyFigure, account: string | null): MoneyMeasure | null {
  if (figure !== 'debit' && figure !== 'credit') return MONEY[figure] ?? null;
  return (sums) =>
    journalOf(sums)
      .filter((line) => line.account === account)
      .reduce((sum, line) => sum + line[figure], 0n);
}

export function creditMeasure(figure: CreditFigure): CreditMeasure | null {
  return CREDITS[figure] ?? null;
}

const up = (value: bigint): bigint => (value > 0n ? value : 0n);

/** One posting as sums of postings; null where it moves no money. */
export function sumsOf(posting: Posting, customer: string): MoneySums | null {
  const { month, currency, kind, chargeKind, basis, usage, breakage, overageRevenue, receivable, unbilled } =
    posting;
  if (currency === null) return null;
  return {
    month,
    customer,
    currency,
    kind,
    chargeKind,
    basisUp: up(basis),
    basisDown: up(-basis),
    usageUp: up(usage),
    usageDown: up(-usage),
    breakageUp: up(breakage),
    breakageDown: up(-breakage),
    overageUp: up(overageRevenue),
    overageDown: up(-overageRevenue),
    receivableUp: up(receivable),
    receivableDown: up(-receivable),
    unbilledUp: up(unbilled),
    unbilledDown: up(-unbilled),
  };
}
