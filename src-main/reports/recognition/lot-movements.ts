// What each lot did in a period: its money and its credits from opening to closing, the month it was booked in, and whether what it
// defers was there when the period began. A rollover is no sale and a reinstatement is no sale either: both belong to the month in
// which the lot was sold that they come from. Must not: add up over lots (workbooks and reports do).
import type { Month } from '../../../src-shared/calendar.ts';
import type { PostingKind } from '../../engine/postings.ts';
import { MAKES_LOT } from '../../engine/postings.ts';
import { entryOf } from '../cells.ts';
import { movementOf } from '../revenue.ts';
import type { LotMonthSums, LotSums } from '../source.ts';
import type { Period } from './period.ts';
import { isWithin } from './period.ts';

/** Minor units, each with the sign with which it adds up: opening and all movements come to closing. */
export const MONEY_FIELDS = [
  'billed',
  'migrated',
  'reinstated',
  'rolledIn',
  'rolledOut',
  'usage',
  'breakage',
  'refunded',
] as const;
/** The same in credits, at the scale of the credit type. */
export const CREDIT_FIELDS = [
  'granted',
  'rolledIn',
  'reinstated',
  'used',
  'expired',
  'rolledOut',
  'refunded',
  'voided',
] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];
export type CreditField = (typeof CREDIT_FIELDS)[number];
type Moved<F extends string> = Record<F | 'opening' | 'closing', bigint>;

export interface Booked {
  /** The lot that was sold: where a rollover or a reinstatement comes from, itself for all others. */
  readonly root: string;
  /** The month in which that was sold, given or brought. */
  readonly booked: Month;
  /** The month in which its deferred revenue came: a rollover's is that of its source, a reinstatement's is its own. */
  readonly came: Month;
}

export interface LotMovement extends Booked {
  readonly lot: LotSums;
  /** What it defers was deferred when the period began. */
  readonly before: boolean;
  readonly money: Readonly<Moved<MoneyField>>;
  readonly credits: Readonly<Moved<CreditField>>;
}

/** Where every lot comes from, and when. */
export function bookedOf(
  lots: readonly LotSums[],
  lotMonths: Iterable<LotMonthSums>,
): ReadonlyMap<string, Booked> {
  const made = new Map<string, Month>();
  for (const { lot, kind, month } of lotMonths)
    if (lot !== null && MAKES_LOT.includes(kind)) made.set(lot, month);
  const byId = new Map(lots.map((lot) => [lot.lot, lot]));
  const found = new Map<string, Booked>();
  for (const lot of lots) {
    const chain: LotSums[] = [];
    let at: LotSums | undefined = lot;
    while (at && !found.has(at.lot)) {
      chain.push(at);
      at = at.source === null ? undefined : byId.get(at.source);
    }
    for (const one of chain.reverse()) {
      const month = made.get(one.lot)!;
      const from = one.source === null ? undefined : found.get(one.source);
      const came = one.kind === 'rollover' && from ? from.came : month;
      found.set(one.lot, { root: from?.root ?? one.lot, booked: from?.booked ?? month, came });
    }
  }
  // Lots that have postings and are not told of still count: checks must see them.
  for (const [lot, month] of made)
    if (!found.has(lot)) found.set(lot, { root: lot, booked: month, came: month });
  return found;
}

/** Lots that stood when the period began, moved in it, or stand at its end; in the order of `lots`. */
export function lotMovements(
  lots: readonly LotSums[],
  lotMonths: readonly LotMonthSums[],
  period: Period,
): LotMovement[] {
  const booked = bookedOf(lots, lotMonths);
  const months = new Map<string, LotMonthSums[]>();
  for (const sums of lotMonths) if (sums.lot !== null) entryOf(months, sums.lot, () => []).push(sums);
  return lots.flatMap((lot) => {
    const { money, credits, touched } = movedOf(months.get(lot.lot) ?? [], period);
    const stands = [money.opening, money.closing, credits.opening, credits.closing].some((one) => one !== 0n);
    if (!touched && !stands) return [];
    const where = booked.get(lot.lot)!;
    return [{ lot, ...where, before: where.came < period.from, money, credits }];
  });
}

function movedOf(sums: readonly LotMonthSums[], period: Period) {
  const money = still<MoneyField>(MONEY_FIELDS);
  const credits = still<CreditField>(CREDIT_FIELDS);
  let touched = false;
  for (const one of sums) {
    if (one.month > period.to) continue;
    const within = isWithin(period, one.month);
    touched ||= within;
    for (const [field, value] of Object.entries(moneyMoved(one)))
      add(money, within ? (field as MoneyField) : 'opening', value);
    const field = CREDIT_FIELD[one.kind];
    if (field) add(credits, within ? field : 'opening', one.credits);
  }
  return { money, credits, touched };
}

function still<F extends string>(fields: readonly F[]): Moved<F> {
  return Object.fromEntries(['opening', ...fields, 'closing'].map((field) => [field, 0n])) as Moved<F>;
}

function add<F extends string>(moved: Moved<F>, field: keyof Moved<F>, value: bigint): void {
  moved[field] += value;
  moved.closing += value;
}

/** What sums of postings add to each column of a lot's money. */
export function moneyMoved(sums: LotMonthSums): Record<MoneyField, bigint> {
  const { billed, migrated, reinstated, usage, breakage, refunded } = movementOf(sums);
  const basis = sums.basisUp - sums.basisDown;
  return {
    billed,
    migrated,
    reinstated,
    rolledIn: sums.kind === 'rollover_in' ? basis : 0n,
    rolledOut: sums.kind === 'rollover_out' ? basis : 0n,
    usage: -usage,
    breakage: -breakage,
    refunded: -refunded,
  };
}

const CREDIT_FIELD: Partial<Record<PostingKind, CreditField>> = {
  grant: 'granted',
  opening: 'granted',
  rollover_in: 'rolledIn',
  reinstatement: 'reinstated',
  drawdown: 'used',
  expiry: 'expired',
  rollover_out: 'rolledOut',
  refund: 'refunded',
  void: 'voided',
};
