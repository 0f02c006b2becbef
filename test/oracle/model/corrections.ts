// Adjustments, and voids of usage whose month is closed (rules §11).

import type { Adjustment } from './catalogue.ts';
import { type Fraction, smaller, ZERO } from './fraction.ts';
import { hasEnded, type Lot, newLot, remaining, takeOut } from './lots.ts';
import { type Instant, nextDay } from './time.ts';
import { type Drawdown, move, post, type RatedEvent, type Wallet } from './wallet.ts';

/** What a voided event drew, added up for each lot it drew from. */
function drawnByLot(drawdowns: Drawdown[]): Map<Lot, { credits: Fraction; usage: Fraction }> {
  const byLot = new Map<Lot, { credits: Fraction; usage: Fraction }>();
  for (const { lot, credits, usage } of drawdowns) {
    const before = byLot.get(lot) ?? { credits: ZERO, usage: ZERO };
    byLot.set(lot, { credits: before.credits.plus(credits), usage: before.usage.plus(usage) });
  }
  return byLot;
}

function reinstated(source: Lot, event: RatedEvent, credits: Fraction, price: Fraction, at: Instant): Lot {
  return newLot({
    ...source,
    id: `void:${event.id}:${source.id}`,
    kind: 'reinstatement',
    credits,
    price,
    breakage: ZERO,
    startsAt: at,
  });
}

/** Credits of a source that has ended do not come back: their revenue was not usage but breakage. */
function forfeit(wallet: Wallet, currency: string, usage: Fraction, at: Instant): void {
  const lines = { usage_revenue: usage, breakage_revenue: usage.negative() };
  move(wallet, { at, cause: 'forfeited', currency, lines });
}

function takeBackShortfall(wallet: Wallet, event: RatedEvent, at: Instant): void {
  const shortfall = wallet.shortfalls.get(event.id);
  if (!shortfall) return;
  const { id, meter } = event;
  const { kind, credits, revenue, currency } = shortfall;
  const line = { at, eventId: id, meter };
  if (kind === 'deficit') {
    const open = wallet.deficits.find((deficit) => deficit.event.id === id);
    if (!open) return;
    wallet.deficits = wallet.deficits.filter((deficit) => deficit !== open);
    post(wallet, { ...line, entry: 'deficit', overage: open.rest.negative() });
    return;
  }
  if (kind === 'unfunded') {
    post(wallet, { ...line, entry: 'overage', overage: credits.negative() });
    return;
  }
  const back = revenue.negative();
  post(wallet, { ...line, entry: 'overage', overage: credits.negative(), revenue: back, currency });
  const charge = { at, id: `void:${id}`, kind: 'credit' as const, meter, currency };
  wallet.charges.push({ ...charge, credits: credits.negative(), amount: back });
  move(wallet, { at, cause: 'overage', currency, lines: { overage_revenue: revenue, receivable: back } });
}

/** Takes a void into effect; gives the lots that come back by it. */
export function reverse(wallet: Wallet, event: RatedEvent, at: Instant): Lot[] {
  takeBackShortfall(wallet, event, at);
  const lots: Lot[] = [];
  const drawdowns = wallet.drawdowns.filter((drawdown) => drawdown.eventId === event.id);
  for (const [source, { credits, usage }] of drawnByLot(drawdowns)) {
    if (hasEnded(source, at)) forfeit(wallet, source.currency, usage, at);
    else lots.push(reinstated(source, event, credits, usage, at));
  }
  return lots;
}

/** A reinstated lot comes into the wallet. */
export function reinstate(wallet: Wallet, lot: Lot, event: RatedEvent, at: Instant): void {
  const { price, currency, credits } = lot;
  wallet.lots.push(lot);
  const line = { at, lot: lot.id, eventId: event.id, meter: event.meter, credits };
  post(wallet, { ...line, entry: 'reinstatement', revenue: price.negative(), currency });
  const lines = { usage_revenue: price, deferred_revenue: price.negative() };
  move(wallet, { at, cause: 'reinstated', currency, lines });
}

function extend(wallet: Wallet, lot: Lot, expires: string): void {
  const later = wallet.facts.calendar.start(nextDay(expires));
  if (lot.expiresAt === null || later <= lot.expiresAt) return;
  lot.expiresAt = later;
  lot.burnExpiry = later;
  lot.endsWithPeriod = false;
}

/** Step 3 for one adjustment. One that no longer fits does what it still can. */
export function adjust(wallet: Wallet, adjustment: Adjustment, at: Instant): void {
  const lot = wallet.lots.find((candidate) => candidate.id === adjustment.lot);
  if (!lot || lot.startsAt > at || hasEnded(lot, at)) return;
  if (adjustment.type === 'extend') {
    extend(wallet, lot, adjustment.expires);
    return;
  }
  const isRefund = adjustment.type === 'refund';
  const credits = smaller(adjustment.credits ?? remaining(lot), remaining(lot));
  const amount = isRefund ? adjustment.amount : ZERO;
  if (credits.isZero() && amount.isZero()) return;
  const { currency } = lot;
  const taken = takeOut(lot, credits, isRefund ? 'refunded' : 'voided');
  const breakage = taken.minus(amount);
  post(wallet, {
    at,
    entry: isRefund ? 'refund' : 'void',
    lot: lot.id,
    credits: credits.negative(),
    revenue: breakage,
    currency,
  });
  const lines = {
    deferred_revenue: taken,
    receivable: amount.negative(),
    breakage_revenue: breakage.negative(),
  };
  move(wallet, { at, cause: 'refunded', currency, lines });
}
