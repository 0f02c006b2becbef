// What each usage event needs, by the rate in force and one rounding an event, or as a variation has it: another rate, or one
// rounding for all that is summed up. Must not: draw anything.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { absolute, divideRounded, parseScaled, QUANTITY_SCALE } from '../../../src-shared/decimal.ts';
import type { Book, Fraction } from '../../engine/book.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import type { Rate } from '../../engine/rating.ts';
import { needOf, rateInForce } from '../../engine/rating.ts';
import { monthFinder } from '../../engine/run.ts';
import type { RoundingPer, Variation } from './causes/variation.ts';
import { isIn } from './causes/variation.ts';

export interface Need {
  readonly event: UsageEvent;
  readonly month: Month;
  readonly creditType: string;
  /** Scaled credits. */
  readonly need: bigint;
  /** Place of the row in force among the candidates of the meter, and the row that was used. */
  readonly inForce: number;
  readonly rate: Rate;
}

/** What events need by the rates in force, which no variation changes: worked out once for an event. */
export type Rated = WeakMap<UsageEvent, Need>;

/** In the order of the events; those that no rate covers are left out. */
export function needsOf(
  book: Book,
  customer: string,
  events: readonly UsageEvent[],
  variations: readonly Variation[],
  rated: Rated,
): Need[] {
  const monthAt = monthFinder(book);
  const byRule = events.flatMap((event): Need[] => {
    const known = rated.get(event) ?? needByRule(book, customer, event, monthAt(event.postedAt));
    if (known) rated.set(event, known);
    return known ? [known] : [];
  });
  const rounding = variations.find((one) => one.kind === 'rounding');
  const otherRates = variations.filter((one) => one.kind === 'rate');
  if (!rounding && otherRates.length === 0) return byRule;
  const rows = byRule.map((one): Need => {
    const other = otherRates.find(
      ({ meter, instead, scope }) =>
        meter === one.event.meter && instead === one.inForce && isIn(scope, one.month),
    );
    const rate = other && book.rates.candidates(one.event.meter, customer)[other.used];
    return rate
      ? { ...one, rate, creditType: rate.creditType.code, need: needOf(one.event.quantity, rate) }
      : one;
  });
  return rounding ? rounded(book, rows, rounding) : rows;
}

/** One rounding for each sum: each event takes what it adds to it, or the last one all of it. */
function rounded(
  book: Book,
  rows: readonly Need[],
  { per, scope, atEnd, lateApart }: Extract<Variation, { kind: 'rounding' }>,
): Need[] {
  const groups = rows.map((one) => {
    if (!isIn(scope, one.month)) return null;
    const isApart = lateApart && one.event.postedAt !== one.event.occurredAt;
    return `${groupOf(book, per, one)}|${isApart ? 'late' : ''}`;
  });
  const sums = new Map<string, Fraction>();
  const before = new Map<string, bigint>();
  const last = new Map(groups.map((group, index) => [group, index]));
  return rows.map((one, index) => {
    const group = groups[index]!;
    if (group === null) return one;
    const step = stepOf(sums, group, one.event, one.rate);
    const all = (before.get(group) ?? 0n) + step;
    before.set(group, all);
    if (!atEnd) return { ...one, need: step };
    return { ...one, need: last.get(group) === index ? all : 0n };
  });
}

function needByRule(book: Book, customer: string, event: UsageEvent, month: Month): Need | null {
  const candidates = book.rates.candidates(event.meter, customer);
  const rate = rateInForce(candidates, event.occurredAt);
  return (
    rate && {
      event,
      month,
      creditType: rate.creditType.code,
      need: needOf(event.quantity, rate),
      inForce: candidates.indexOf(rate),
      rate,
    }
  );
}

/** What an event would need if it were of instant `at`: as it is where no rate, or one of another credit type, is in force then. */
export function needAsOf(
  book: Book,
  customer: string,
  { event, need, creditType }: Need,
  at: Instant,
): bigint {
  const rate = rateInForce(book.rates.candidates(event.meter, customer), at);
  return rate?.creditType.code === creditType ? needOf(event.quantity, rate) : need;
}

function groupOf(book: Book, per: RoundingPer, { event, month, inForce, creditType }: Need): string {
  if (per === 'nothing') return creditType;
  if (per === 'month') return `${creditType}|${month}`;
  // A sum of a meter is taken times one rate.
  return `${creditType}|${event.meter}|${inForce}|${per === 'meter and month' ? month : book.zone.dateAt(event.postedAt)}`;
}

/** The sum is rounded, and the event takes what that adds: so the events of a group add up to one rounding. */
function stepOf(sums: Map<string, Fraction>, group: string, event: UsageEvent, rate: Rate): bigint {
  const before = sums.get(group) ?? { numerator: 0n, denominator: 1n };
  const numerator = parseScaled(event.quantity, QUANTITY_SCALE)! * rate.numerator;
  const after = plus(before, { numerator, denominator: rate.denominator });
  sums.set(group, after);
  const { rounding } = rate.creditType;
  return (
    divideRounded(after.numerator, after.denominator, rounding) -
    divideRounded(before.numerator, before.denominator, rounding)
  );
}

function plus(a: Fraction, b: Fraction): Fraction {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  const denominator = a.denominator * b.denominator;
  const common = greatestCommon(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
