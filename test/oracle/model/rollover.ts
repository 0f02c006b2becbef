// What happens with the last millisecond of lots: what may roll rolls, the rest expires (rules §8, §7 step 5).

import { byId, inBurnOrder } from './burn-order.ts';
import type { Subscription } from './catalogue.ts';
import { type Fraction, parseDecimal, parsePercent, round, smaller, sum, ZERO } from './fraction.ts';
import { expiryOf } from './granting.ts';
import { expire, type Lot, newLot, remaining, shareOfDeferred } from './lots.ts';
import { periodAt } from './periods.ts';
import type { Instant } from './time.ts';
import { move, post, type Wallet } from './wallet.ts';

function cap(subscription: Subscription, unused: Fraction, scale: number): Fraction | null {
  const text = subscription.plan.rolloverCap;
  if (text === '') return null;
  const [amount, of] = text.split(/\s+/);
  if (of === undefined) return parseDecimal(text);
  const whole = of === 'allocation' ? subscription.credits : unused;
  return round(parsePercent(amount!).times(whole), scale, 'down');
}

/** How many of the unused credits may roll. */
function mayRoll(subscription: Subscription, unused: Fraction, scale: number): Fraction {
  const { rollover, rolloverThreshold: threshold } = subscription.plan;
  let allowed = ZERO;
  if (rollover === 'all') allowed = unused;
  if (rollover === 'if_at_least' && !unused.lessThan(threshold)) allowed = unused;
  if (rollover === 'excess_over' && threshold.lessThan(unused)) allowed = unused.minus(threshold);
  const limit = cap(subscription, unused, scale);
  return limit === null ? allowed : smaller(allowed, limit);
}

/** Newest start first, then lot id descending. */
function newestFirst(a: Lot, b: Lot): number {
  return b.startsAt - a.startsAt || byId(b, a);
}

/** Which of one subscription's lots that end now roll how much. */
function shares(wallet: Wallet, subscription: Subscription, lots: Lot[], end: Instant): Map<Lot, Fraction> {
  const { plan } = subscription;
  const rolls = new Map<Lot, Fraction>();
  const next = periodAt(subscription, wallet.facts.calendar, end);
  if (next?.startsAt !== end) return rolls;
  const able = lots.filter((lot) => plan.rolloverTimes === null || lot.rolls < plan.rolloverTimes);
  let left = mayRoll(subscription, sum(able.map(remaining)), wallet.creditType.scale);
  for (const lot of [...able].sort(newestFirst)) {
    const part = smaller(left, remaining(lot));
    if (part.isPositive()) rolls.set(lot, part);
    left = left.minus(part);
  }
  return rolls;
}

function rolledLot(wallet: Wallet, subscription: Subscription, source: Lot, part: Fraction): Lot {
  const { calendar } = wallet.facts;
  const { plan } = subscription;
  const startsAt = source.expiresAt!;
  const day = calendar.date(startsAt);
  const endsWithPeriod = plan.rolloverExpires === 'period_end';
  const period = periodAt(subscription, calendar, startsAt)!;
  const fixed = endsWithPeriod ? null : expiryOf(plan.rolloverExpires, day, calendar);
  return newLot({
    id: `${source.id}+${day}`,
    kind: 'rollover',
    subscription: source.subscription,
    credits: part,
    price: shareOfDeferred(source, part),
    currency: source.currency,
    breakage: source.breakage,
    priority: plan.rolloverPriority ?? source.priority,
    meters: source.meters,
    startsAt,
    expiresAt: endsWithPeriod ? period.endsAt : fixed,
    burnExpiry: endsWithPeriod ? period.grantedUntil : fixed,
    endsWithPeriod,
    rolls: source.rolls + 1,
  });
}

function rollOver(
  wallet: Wallet,
  subscription: Subscription,
  source: Lot,
  part: Fraction,
  at: Instant,
): void {
  const lot = rolledLot(wallet, subscription, source, part);
  source.rolledOver = source.rolledOver.plus(part);
  source.moved = source.moved.plus(lot.price);
  wallet.lots.push(lot);
  post(wallet, { at, entry: 'rollover_out', lot: source.id, credits: part.negative() });
  post(wallet, { at, entry: 'rollover_in', lot: lot.id, credits: part });
}

function expireRest(wallet: Wallet, lot: Lot, at: Instant): void {
  const credits = remaining(lot);
  const { currency } = lot;
  const revenue = expire(lot);
  post(wallet, { at, entry: 'expiry', lot: lot.id, credits: credits.negative(), revenue, currency });
  const lines = { deferred_revenue: revenue, breakage_revenue: revenue.negative() };
  move(wallet, { at, cause: 'recognised', currency, lines });
}

/** Ends every lot whose last millisecond is `at`. */
export function endLots(wallet: Wallet, at: Instant): void {
  const end = at + 1;
  const ending = wallet.lots.filter((lot) => lot.expiresAt === end && remaining(lot).isPositive());
  const rolls = new Map<Lot, Fraction>();
  const { subscriptions } = wallet.facts.catalogue;
  for (const subscription of subscriptions) {
    const lots = ending.filter((lot) => lot.endsWithPeriod && lot.subscription === subscription.ref);
    for (const [lot, part] of shares(wallet, subscription, lots, end)) rolls.set(lot, part);
  }
  for (const lot of inBurnOrder(ending, wallet.burnOrder)) {
    const part = rolls.get(lot);
    const subscription = subscriptions.find((candidate) => candidate.ref === lot.subscription);
    if (part && subscription) rollOver(wallet, subscription, lot, part, at);
    if (remaining(lot).isPositive()) expireRest(wallet, lot, at);
  }
}
