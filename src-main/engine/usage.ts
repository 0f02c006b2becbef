// Usage at work (rules §7.4, §9): draw in burn order, lot by lot; what no lot can pay is overage, a deficit, or bought for.

import type { Instant } from '../../src-shared/calendar.ts';
import { addDays } from '../../src-shared/calendar.ts';
import { AMOUNT_LIMIT, divideMoney } from '../../src-shared/decimal.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { Plan } from './book.ts';
import type { UsageEvent } from './facts.ts';
import type { LotState } from './lot-state.ts';
import { drawFrom, mayPay } from './lot-state.ts';
import { beginCharged, offered } from './lots-start.ts';
import type { Periods } from './periods.ts';
import type { OpenCharge, PastUsage, Wallet } from './wallet.ts';
import { activeBase, blankPosting, noticeTimer, post } from './wallet.ts';

/** The part of an event that drawing needs; deficits stand for their event. */
export type Cause = Pick<UsageEvent, 'ref' | 'eventId' | 'meter'>;

/** Thrown for usage that needs, or costs, more than a book can count; the services tell it as a refusal. */
export class BeyondCount extends RangeError {
  readonly eventId: string;
  constructor(eventId: string) {
    super(`event ${eventId} needs or costs more than a book can count`);
    this.eventId = eventId;
  }
}

/** Posts a usage event that needs credits. Need 0 posts nothing. */
export function postUsage(wallet: Wallet, event: Cause, at: Instant, need: bigint): void {
  if (need === 0n) return;
  if (need >= AMOUNT_LIMIT) throw new BeyondCount(event.eventId);
  const base = activeBase(wallet, at);
  const buys = base !== null && base.subscription.plan.fact.overage === 'auto_top_up';
  if (buys) topUp(wallet, base, at, available(wallet, event.meter), need);
  const missing = draw(wallet, event, at, need);
  if (missing > 0n) postMissing(wallet, event, at, missing, base);
  if (buys) topUp(wallet, base, at, available(wallet, null), base.subscription.plan.topUpBelow);
}

/** Draws up to `need` from what is usable now. @returns what is missing. */
export function draw(wallet: Wallet, cause: Cause, at: Instant, need: bigint): bigint {
  const { spendable } = wallet;
  let missing = need;
  for (let i = 0; missing > 0n && i < spendable.length; ) {
    const lot = spendable[i]!;
    if (!mayPay(lot, cause.meter)) {
      i++;
      continue;
    }
    const credits = lot.remaining < missing ? lot.remaining : missing;
    missing -= credits;
    postDrawdown(wallet, cause, at, lot, credits);
    if (lot.remaining === 0n) spendable.splice(i, 1);
  }
  return missing;
}

function postDrawdown(wallet: Wallet, cause: Cause, at: Instant, lot: LotState, credits: bigint): void {
  const { recognized, usage } = drawFrom(lot, credits);
  const line = blankPosting(wallet, at, 'drawdown');
  line.lot = lot.id;
  line.event = cause.ref;
  line.eventId = cause.eventId;
  line.meter = cause.meter;
  line.credits = -credits;
  line.currency = lot.currency;
  line.basis = -recognized;
  line.usage = usage;
  line.breakage = recognized - usage;
  post(wallet, line);
  if (!wallet.reversedIds.has(cause.eventId)) return;
  const { draws } = pastOf(wallet, cause);
  const before = draws.get(lot.id);
  draws.set(lot.id, {
    credits: (before?.credits ?? 0n) + credits,
    usage: (before?.usage ?? 0n) + usage,
    currency: lot.currency,
  });
}

export function pastOf(wallet: Wallet, cause: Cause): PastUsage {
  const standing = wallet.past.get(cause.eventId);
  if (standing) return standing;
  const made: PastUsage = {
    event: cause.ref,
    meter: cause.meter,
    draws: new Map(),
    overage: 0n,
    overageRevenue: 0n,
    currency: null,
    deficit: false,
  };
  wallet.past.set(cause.eventId, made);
  return made;
}

function available(wallet: Wallet, meter: string | null): bigint {
  let sum = 0n;
  for (const lot of wallet.spendable) if (meter === null || mayPay(lot, meter)) sum += lot.remaining;
  return sum;
}

/** Buys packs while what is there is less than what is wanted and the period's limit is not reached. */
function topUp(wallet: Wallet, base: Periods, at: Instant, there: bigint, wanted: bigint): void {
  const { subscription } = base;
  const { topUpPack, topUpLimit } = subscription.plan;
  if (!topUpPack || there >= wanted) return;
  const period = base.containing(at).index;
  const count = wallet.topUps.get(subscription.ref) ?? { total: 0, period, inPeriod: 0 };
  if (count.period !== period) Object.assign(count, { period, inPeriod: 0 });
  wallet.topUps.set(subscription.ref, count);
  const date = wallet.book.zone.dateAt(at);
  for (let have = there; count.inPeriod < topUpLimit && have < wanted; have += topUpPack.credits) {
    count.inPeriod++;
    count.total++;
    const lot = {
      id: `${subscription.ref}:auto:${count.total}`,
      kind: 'auto_top_up' as const,
      subscription: subscription.ref,
      meters: null,
    };
    beginCharged(wallet, at, offered(wallet, at, date, topUpPack, lot), 'auto_top_up');
  }
}

function postMissing(wallet: Wallet, event: Cause, at: Instant, missing: bigint, base: Periods | null): void {
  const rule = base?.subscription.plan.fact.overage ?? 'block';
  const line = blankPosting(wallet, at, rule === 'carry_forward' ? 'deficit' : 'overage');
  line.event = event.ref;
  line.eventId = event.eventId;
  line.meter = event.meter;
  line.overage = missing;
  if (rule === 'carry_forward') {
    wallet.deficits.push({ event: event.ref, eventId: event.eventId, meter: event.meter, rest: missing });
  } else if (base && rule !== 'block') {
    const charge = openCharge(wallet, base, event.meter, at, rule === 'charge_now');
    const due = priceOf(charge.credits + missing, base.subscription.plan);
    if (due >= AMOUNT_LIMIT) throw new BeyondCount(event.eventId);
    const added = due - charge.amount;
    charge.credits += missing;
    charge.amount = due;
    line.currency = charge.currency;
    line.charge = charge.id;
    line.overageRevenue = added;
    if (charge.day) line.receivable = added;
    else line.unbilled = added;
  }
  post(wallet, line);
  if (!wallet.reversedIds.has(event.eventId)) return;
  const past = pastOf(wallet, event);
  past.overage += missing;
  past.overageRevenue += line.overageRevenue;
  past.currency = line.currency;
  past.deficit = rule === 'carry_forward';
}

function priceOf(credits: bigint, plan: Plan): bigint {
  return divideMoney(credits * plan.overagePrice.numerator, plan.overagePrice.denominator);
}

/** The charge that overage of this meter adds to: one a meter and period, or one a meter and day (rules §9). */
function openCharge(wallet: Wallet, base: Periods, meter: string, at: Instant, day: boolean): OpenCharge {
  const { subscription } = base;
  const { zone } = wallet.book;
  const period = base.containing(at);
  const firstDay = day ? zone.dateAt(at) : period.firstDay;
  const id = `${subscription.ref}:${firstDay}:${meter}`;
  const key = day ? `${id}:day` : id;
  const standing = wallet.charges.get(key);
  if (standing) return standing;
  const dueAt = day ? zone.startOf(addDays(firstDay, 1)) - 1 : period.endsAt;
  const { currency } = subscription.plan;
  const made = {
    id,
    subscription: subscription.ref,
    meter,
    currency,
    day,
    period: period.index,
    dueAt,
    credits: 0n,
    amount: 0n,
  };
  wallet.charges.set(key, made);
  noticeTimer(wallet, dueAt);
  return made;
}

/** Posts the charges due at `at`: those of the day (last thing of it) or those of the cycle. */
export function postCharges(wallet: Wallet, at: Instant, day: boolean): void {
  const due = [...wallet.charges].filter(([, charge]) => charge.day === day && charge.dueAt <= at);
  due.sort(([, a], [, b]) => compareText(a.id, b.id));
  for (const [key, charge] of due) {
    wallet.charges.delete(key);
    const line = blankPosting(wallet, charge.dueAt, 'charge');
    line.meter = charge.meter;
    line.credits = charge.credits;
    line.currency = charge.currency;
    line.amount = charge.amount;
    line.charge = charge.id;
    line.chargeKind = 'overage';
    if (!charge.day) {
      line.receivable = charge.amount;
      line.unbilled = -charge.amount;
    }
    post(wallet, line);
  }
}

/** Draws open deficits, oldest first, from what is usable now (rules §7.2). */
export function payDeficits(wallet: Wallet, at: Instant): void {
  if (wallet.deficitsTriedAt === at) return;
  wallet.deficitsTriedAt = at;
  for (let i = 0; i < wallet.deficits.length; ) {
    const deficit = wallet.deficits[i]!;
    deficit.rest = draw(
      wallet,
      { ref: deficit.event, eventId: deficit.eventId, meter: deficit.meter },
      at,
      deficit.rest,
    );
    if (deficit.rest === 0n) wallet.deficits.splice(i, 1);
    else i++;
  }
}
