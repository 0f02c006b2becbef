// Lots that come from the catalogue: a subscription's allocations and grants (rules §5), with the expiry of each, and
// how a lot that is made is written down.
import type { Grant, Subscription } from './catalogue.ts';
import type { Facts } from './history.ts';
import { type Lot, newLot } from './lots.ts';
import { type Period, periodsOf } from './periods.ts';
import { addDuration, type Calendar, type Instant, nextDay } from './time.ts';
import { move, post, type Wallet } from './wallet.ts';

/** `never`, a duration from a date, or a last valid day. */
export function expiryOf(expires: string, from: string, calendar: Calendar): Instant | null {
  if (expires === 'never') return null;
  if (expires.startsWith('P')) return calendar.start(addDuration(from, expires));
  return calendar.start(nextDay(expires));
}

function allocation(subscription: Subscription, period: Period, calendar: Calendar): Lot {
  const { plan, ref } = subscription;
  const endsWithPeriod = plan.expires === 'period_end';
  const fixed = endsWithPeriod ? null : expiryOf(plan.expires, period.firstDay, calendar);
  return newLot({
    id: `${ref}:${period.firstDay}`,
    kind: 'allocation',
    subscription: ref,
    credits: subscription.credits,
    price: subscription.price,
    currency: plan.currency,
    breakage: plan.breakage,
    priority: plan.priority,
    meters: [],
    startsAt: period.startsAt,
    expiresAt: endsWithPeriod ? period.endsAt : fixed,
    burnExpiry: endsWithPeriod ? period.grantedUntil : fixed,
    endsWithPeriod,
    rolls: 0,
  });
}

function grantLot(grant: Grant, calendar: Calendar): Lot {
  const expiresAt = expiryOf(grant.expires, grant.date, calendar);
  return newLot({
    id: grant.ref,
    kind: grant.kind,
    subscription: '',
    credits: grant.credits,
    price: grant.price,
    currency: grant.currency,
    breakage: grant.breakage,
    priority: grant.priority,
    meters: grant.meters,
    startsAt: calendar.start(grant.date),
    expiresAt,
    burnExpiry: expiresAt,
    endsWithPeriod: false,
    rolls: 0,
  });
}

/** Every lot of one wallet that the catalogue makes before `until`. A period that ran before the book makes none. */
export function catalogueLots(facts: Facts, customer: string, creditType: string, until: Instant): Lot[] {
  const { catalogue, calendar } = facts;
  const bookStart = calendar.startOfMonth(catalogue.firstMonth);
  const allocations = catalogue.subscriptions
    .filter((subscription) => subscription.customer === customer)
    .filter((subscription) => subscription.plan.creditType === creditType)
    .flatMap((subscription) =>
      periodsOf(subscription, calendar, until)
        .filter((period) => period.startsAt >= bookStart)
        .map((period) => allocation(subscription, period, calendar)),
    );
  const granted = catalogue.grants
    .filter((grant) => grant.customer === customer && grant.creditType === creditType)
    .map((grant) => grantLot(grant, calendar))
    .filter((lot) => lot.startsAt < until);
  return [...allocations, ...granted].filter((lot) => lot.credits.isPositive());
}

const chargeKinds = { allocation: 'plan', top_up: 'top_up', auto_top_up: 'auto_top_up' } as const;

/** A lot that was paid for or brought along comes into the wallet. */
export function receive(wallet: Wallet, lot: Lot, at: Instant): void {
  wallet.lots.push(lot);
  post(wallet, { at, entry: 'grant', lot: lot.id, credits: lot.credits });
  const { price, currency } = lot;
  if (lot.kind === 'opening') {
    const lines = { migration_clearing: price, deferred_revenue: price.negative() };
    move(wallet, { at, cause: 'migrated', currency, lines });
  }
  if (lot.kind === 'allocation' || lot.kind === 'top_up' || lot.kind === 'auto_top_up') {
    if (price.isZero()) return;
    const kind = chargeKinds[lot.kind];
    wallet.charges.push({ at, id: lot.id, kind, meter: '', credits: lot.credits, amount: price, currency });
    move(wallet, {
      at,
      cause: 'billed',
      currency,
      lines: { receivable: price, deferred_revenue: price.negative() },
    });
  }
}
