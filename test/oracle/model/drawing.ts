// Usage at an instant: drawing in burn order, automatic top-ups, and what becomes of credits that no lot could pay
// (rules §7 steps 2 and 4, rules §9).
import { inBurnOrder } from './burn-order.ts';
import type { Subscription } from './catalogue.ts';
import { type Fraction, roundMoney, smaller, sum, ZERO } from './fraction.ts';
import { expiryOf, receive } from './granting.ts';
import { canPay, draw, newLot, pays, remaining } from './lots.ts';
import type { Period } from './periods.ts';
import { type Instant, nextDay } from './time.ts';
import { activeBase, move, post, type RatedEvent, type Wallet } from './wallet.ts';

/** Draws up to `need` from the lots that may pay; gives what is missing. */
function drawFor(wallet: Wallet, event: RatedEvent, need: Fraction, at: Instant): Fraction {
  let missing = need;
  const able = wallet.lots.filter((lot) => canPay(lot, at) && pays(lot, event.meter));
  for (const lot of inBurnOrder(able, wallet.burnOrder)) {
    if (missing.isZero()) break;
    const credits = smaller(missing, remaining(lot));
    const { usage, breakage } = draw(lot, credits);
    const revenue = usage.plus(breakage);
    const { currency } = lot;
    missing = missing.minus(credits);
    wallet.drawdowns.push({ eventId: event.id, lot, credits, usage });
    const line = { at, lot: lot.id, eventId: event.id, meter: event.meter, credits: credits.negative() };
    post(wallet, { ...line, entry: 'drawdown', revenue, currency });
    const lines = {
      deferred_revenue: revenue,
      usage_revenue: usage.negative(),
      breakage_revenue: breakage.negative(),
    };
    move(wallet, { at, cause: 'recognised', currency, lines });
  }
  return missing;
}

/** Step 2: what was missing before is drawn from what there is now, oldest first. */
export function payDeficits(wallet: Wallet, at: Instant): void {
  for (const deficit of wallet.deficits) deficit.rest = drawFor(wallet, deficit.event, deficit.rest, at);
  wallet.deficits = wallet.deficits.filter((deficit) => deficit.rest.isPositive());
}

function available(wallet: Wallet, at: Instant, meter: string | null): Fraction {
  const lots = wallet.lots.filter((lot) => canPay(lot, at) && (meter === null || pays(lot, meter)));
  return sum(lots.map(remaining));
}

function buyPack(wallet: Wallet, subscription: Subscription, period: Period, at: Instant): void {
  const { catalogue, calendar } = wallet.facts;
  const pack = catalogue.packs.get(subscription.plan.autoTopUpPack)!;
  const count = (wallet.bought.get(subscription.ref) ?? 0) + 1;
  const inPeriod = `${subscription.ref}:${period.firstDay}`;
  wallet.bought.set(subscription.ref, count);
  wallet.bought.set(inPeriod, (wallet.bought.get(inPeriod) ?? 0) + 1);
  const expiresAt = expiryOf(pack.expires, calendar.date(at), calendar);
  const lot = newLot({
    ...pack,
    id: `${subscription.ref}:auto:${count}`,
    kind: 'auto_top_up',
    subscription: '',
    meters: [],
    startsAt: at,
    expiresAt,
    burnExpiry: expiresAt,
    endsWithPeriod: false,
    rolls: 0,
  });
  receive(wallet, lot, at);
}

/** Buys packs while `isShort`, as often as the period's limit allows. */
function buyWhile(wallet: Wallet, at: Instant, isShort: (subscription: Subscription) => boolean): void {
  const active = activeBase(wallet, at);
  if (active === null || active.subscription.plan.overage !== 'auto_top_up') return;
  const { subscription, period } = active;
  const key = `${subscription.ref}:${period.firstDay}`;
  const limit = subscription.plan.autoTopUpLimit;
  while (isShort(subscription) && (wallet.bought.get(key) ?? 0) < limit) {
    buyPack(wallet, subscription, period, at);
  }
}

/** Adds to a charge of overage and recognises the step up to its new, rounded amount. */
function bill(
  wallet: Wallet,
  event: RatedEvent,
  credits: Fraction,
  at: Instant,
  { subscription, period }: { subscription: Subscription; period: Period },
): void {
  const { plan, ref } = subscription;
  const { calendar } = wallet.facts;
  const { currency } = plan;
  const unbilled = plan.overage !== 'charge_now';
  const day = calendar.date(at);
  const id = `${ref}:${unbilled ? period.firstDay : day}:${event.meter}`;
  const chargedAt = unbilled ? period.endsAt : calendar.start(nextDay(day)) - 1;
  const fresh = { at: chargedAt, id, kind: 'overage' as const, meter: event.meter, currency, unbilled };
  const charge = wallet.overageCharges.get(id) ?? { ...fresh, credits: ZERO, amount: ZERO };
  wallet.overageCharges.set(id, charge);
  charge.credits = charge.credits.plus(credits);
  const amount = roundMoney(charge.credits.times(plan.overagePrice), currency);
  const revenue = amount.minus(charge.amount);
  charge.amount = amount;
  wallet.shortfalls.set(event.id, { kind: 'billed', credits, revenue, currency });
  const line = { at, eventId: event.id, meter: event.meter, overage: credits };
  post(wallet, { ...line, entry: 'overage', revenue, currency });
  const account = unbilled ? 'unbilled_receivable' : 'receivable';
  const lines = { [account]: revenue, overage_revenue: revenue.negative() };
  move(wallet, { at, cause: 'overage', currency, lines });
}

function fallShort(wallet: Wallet, event: RatedEvent, credits: Fraction, at: Instant): void {
  const active = activeBase(wallet, at);
  const rule = active?.subscription.plan.overage ?? 'block';
  const line = { at, eventId: event.id, meter: event.meter, overage: credits };
  if (active && rule !== 'block' && rule !== 'carry_forward') {
    bill(wallet, event, credits, at, active);
    return;
  }
  const kind = rule === 'carry_forward' ? 'deficit' : 'unfunded';
  wallet.shortfalls.set(event.id, { kind, credits, revenue: ZERO, currency: '' });
  post(wallet, { ...line, entry: kind === 'deficit' ? 'deficit' : 'overage' });
  if (kind === 'deficit') wallet.deficits.push({ event, rest: credits });
}

/** Step 4 for one event. An event that needs nothing does nothing. */
export function meetNeed(wallet: Wallet, event: RatedEvent, at: Instant): void {
  const { need, meter } = event;
  if (need.isZero()) return;
  buyWhile(wallet, at, () => available(wallet, at, meter).lessThan(need));
  const missing = drawFor(wallet, event, need, at);
  if (missing.isPositive()) fallShort(wallet, event, missing, at);
  buyWhile(wallet, at, ({ plan }) => available(wallet, at, null).lessThan(plan.autoTopUpBelow));
}
