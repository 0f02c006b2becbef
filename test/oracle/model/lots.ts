// A lot, what has happened to its credits and its price, and the sums every movement must keep (rules §5, §10, §11).
import { type Fraction, ONE, roundMoney, smaller, ZERO } from './fraction.ts';
import type { Instant } from './time.ts';

export type LotKind =
  | 'allocation'
  | 'top_up'
  | 'auto_top_up'
  | 'promo'
  | 'opening'
  | 'rollover'
  | 'reinstatement';

export interface LotTerms {
  id: string;
  kind: LotKind;
  subscription: string;
  credits: Fraction;
  price: Fraction;
  currency: string;
  breakage: Fraction;
  priority: number;
  meters: string[];
  startsAt: Instant;
  /** Null: never. */
  expiresAt: Instant | null;
  /** What the burn order takes for the expiry: a cancellation does not change it. */
  burnExpiry: Instant | null;
  /** Ends with a period of its subscription, and may then roll over. */
  endsWithPeriod: boolean;
  rolls: number;
}

export interface Lot extends LotTerms {
  drawn: Fraction;
  expired: Fraction;
  rolledOver: Fraction;
  refunded: Fraction;
  voided: Fraction;
  recognised: Fraction;
  moved: Fraction;
  returned: Fraction;
  /** What revenue is counted from: the lot as it was granted, or as the last refund or void left it. */
  basis: { price: Fraction; credits: Fraction; drawn: Fraction; usage: Fraction; total: Fraction };
}

export interface Recognised {
  usage: Fraction;
  breakage: Fraction;
}

export function newLot(terms: LotTerms): Lot {
  const none = { drawn: ZERO, expired: ZERO, rolledOver: ZERO, refunded: ZERO, voided: ZERO };
  const money = { recognised: ZERO, moved: ZERO, returned: ZERO };
  const basis = { price: terms.price, credits: terms.credits, drawn: ZERO, usage: ZERO, total: ZERO };
  return { ...terms, ...none, ...money, basis };
}

export function remaining(lot: Lot): Fraction {
  const gone = lot.drawn.plus(lot.expired).plus(lot.rolledOver).plus(lot.refunded).plus(lot.voided);
  return lot.credits.minus(gone);
}

export function deferred(lot: Lot): Fraction {
  return lot.price.minus(lot.recognised).minus(lot.moved).minus(lot.returned);
}

export function hasEnded(lot: Lot, at: Instant): boolean {
  return lot.expiresAt !== null && lot.expiresAt <= at;
}

export function canPay(lot: Lot, at: Instant): boolean {
  return lot.startsAt <= at && !hasEnded(lot, at) && remaining(lot).isPositive();
}

export function pays(lot: Lot, meter: string): boolean {
  return lot.meters.length === 0 || lot.meters.includes(meter);
}

/** Draws credits and recognises the step from the revenue up to now to the revenue up to then. */
export function draw(lot: Lot, credits: Fraction): Recognised {
  const { basis, currency } = lot;
  basis.drawn = basis.drawn.plus(credits);
  lot.drawn = lot.drawn.plus(credits);
  const used = basis.price.times(basis.drawn).over(basis.credits);
  const expected = used.over(ONE.minus(lot.breakage));
  const usageSoFar = roundMoney(used, currency);
  const totalSoFar = roundMoney(smaller(basis.price, expected), currency);
  const usage = usageSoFar.minus(basis.usage);
  const total = totalSoFar.minus(basis.total);
  basis.usage = usageSoFar;
  basis.total = totalSoFar;
  lot.recognised = lot.recognised.plus(total);
  return { usage, breakage: total.minus(usage) };
}

/** The part of the deferred revenue that belongs to some of the remaining credits. */
export function shareOfDeferred(lot: Lot, credits: Fraction): Fraction {
  return roundMoney(deferred(lot).times(credits).over(remaining(lot)), lot.currency);
}

/** Takes credits back out by a refund or a void; what is left is the new basis. Gives the basis they took along. */
export function takeOut(lot: Lot, credits: Fraction, column: 'refunded' | 'voided'): Fraction {
  if (credits.isZero()) return ZERO;
  const taken = shareOfDeferred(lot, credits);
  lot[column] = lot[column].plus(credits);
  lot.returned = lot.returned.plus(taken);
  lot.basis = { price: deferred(lot), credits: remaining(lot), drawn: ZERO, usage: ZERO, total: ZERO };
  return taken;
}

/** All that is left expires, and all that is deferred is recognised. */
export function expire(lot: Lot): Fraction {
  const revenue = deferred(lot);
  lot.expired = lot.expired.plus(remaining(lot));
  lot.recognised = lot.recognised.plus(revenue);
  return revenue;
}
