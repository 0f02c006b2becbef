// Corrections (rules §11): adjustments to lots, and voids of usage whose month was closed when they were told.

import type { Instant } from '../../src-shared/calendar.ts';
import { addDays } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { WalletFacts } from './book.ts';
import type { LotState } from './lot-state.ts';
import { NO_BREAKAGE, takeOut } from './lot-state.ts';
import type { Beginning } from './lots-start.ts';
import type { PastUsage, Wallet } from './wallet.ts';
import { addLot, blankPosting, endOf, makeUsable, noticeTimer, post, takeOffSpendable } from './wallet.ts';

/** Takes back what the event posted, at the void's instant. @returns the lots it brings back, for step 1's order. */
export function reverseUsage(wallet: Wallet, eventId: string, at: Instant): Beginning[] {
  const past = wallet.past.get(eventId);
  if (!past) return [];
  wallet.past.delete(eventId);
  if (past.overage > 0n) takeBackOverage(wallet, eventId, past, at);
  const back: Beginning[] = [];
  for (const [lotId, draws] of [...past.draws].sort(([a], [b]) => compareText(a, b))) {
    const source = wallet.lots.get(lotId);
    if (source) {
      const id = `void:${eventId}:${lotId}`;
      const begin = (): void => reinstate(wallet, id, source, draws, past, eventId, at);
      back.push({ id, makesLot: true, begin });
    } else if (draws.usage !== 0n) {
      const line = blankPosting(wallet, at, 'reversal');
      Object.assign(line, {
        lot: lotId,
        event: past.event,
        eventId,
        meter: past.meter,
        currency: draws.currency,
      });
      line.usage = -draws.usage;
      line.breakage = draws.usage;
      post(wallet, line);
    }
  }
  return back;
}

function takeBackOverage(wallet: Wallet, eventId: string, past: PastUsage, at: Instant): void {
  const line = blankPosting(wallet, at, past.deficit ? 'deficit' : 'overage');
  Object.assign(line, { event: past.event, eventId, meter: past.meter, currency: past.currency });
  if (past.deficit) {
    const index = wallet.deficits.findIndex((deficit) => deficit.eventId === eventId);
    if (index < 0) return;
    line.overage = -wallet.deficits[index]!.rest;
    wallet.deficits.splice(index, 1);
    post(wallet, line);
    return;
  }
  line.overage = -past.overage;
  line.overageRevenue = -past.overageRevenue;
  line.receivable = -past.overageRevenue;
  post(wallet, line);
  if (past.currency === null) return;
  const credit = blankPosting(wallet, at, 'charge');
  Object.assign(credit, { event: past.event, eventId, meter: past.meter, currency: past.currency });
  credit.credits = -past.overage;
  credit.amount = -past.overageRevenue;
  credit.charge = `void:${eventId}`;
  credit.chargeKind = 'credit';
  post(wallet, credit);
}

function reinstate(
  wallet: Wallet,
  id: string,
  source: LotState,
  draws: { credits: bigint; usage: bigint },
  past: PastUsage,
  eventId: string,
  at: Instant,
): void {
  const { expiresAt, currency, priority, subscription, meters } = source;
  const { credits, usage: price } = draws;
  addLot(wallet, at, {
    lot: {
      id,
      kind: 'reinstatement',
      startsAt: at,
      expiresAt,
      credits,
      price,
      currency,
      priority,
      source: source.id,
      subscription,
      meters,
    },
    burnExpiresAt: source.burnExpiresAt,
    periodEnd: source.periodEnd,
    rolls: source.rolls,
    breakage: NO_BREAKAGE,
  });
  const line = blankPosting(wallet, at, 'reinstatement');
  Object.assign(line, { lot: id, event: past.event, eventId, meter: past.meter, currency });
  line.credits = credits;
  line.basis = price;
  line.usage = -price;
  post(wallet, line);
}

/** Refunds, voids or extends a lot. What does not fit any more takes what is left; the close names it (shortfallOf). */
export function adjust(
  wallet: Wallet,
  { fact, credits: told }: WalletFacts['adjustments'][number],
  at: Instant,
): void {
  const lot = wallet.lots.get(fact.lot);
  if (!lot || lot.startsAt > at) return;
  if (fact.type === 'extend') {
    extend(wallet, lot, fact.expires!);
    return;
  }
  const credits = told === null || told > lot.remaining ? lot.remaining : told;
  const amount = fact.type === 'refund' ? moneyOf(wallet, fact.amount, lot.currency) : 0n;
  const moved = takeOut(lot, credits);
  if (lot.remaining === 0n) takeOffSpendable(wallet, lot);
  if (credits === 0n && amount === 0n) return;
  const line = blankPosting(wallet, at, fact.type);
  line.lot = lot.id;
  line.credits = -credits;
  line.currency = lot.currency;
  line.basis = -moved;
  line.receivable = -amount;
  line.breakage = moved - amount;
  post(wallet, line);
}

function moneyOf(wallet: Wallet, amount: string | null, currency: string): bigint {
  return amount === null ? 0n : wallet.book.money(amount, currency);
}

function extend(wallet: Wallet, lot: LotState, lastDay: string): void {
  const expiresAt = wallet.book.zone.startOf(addDays(lastDay, 1));
  if (lot.expiresAt === null || expiresAt <= lot.expiresAt) return;
  takeOffSpendable(wallet, lot);
  if (lot.periodEnd) lot.periodEndsAt = lot.burnExpiresAt;
  lot.expiresAt = expiresAt;
  lot.burnExpiresAt = expiresAt;
  lot.periodEnd = false;
  makeUsable(wallet, lot);
  wallet.sink.expiry(lot.id, expiresAt, true);
  noticeTimer(wallet, endOf(lot));
}
