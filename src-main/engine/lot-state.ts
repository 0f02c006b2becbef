// One lot at work: what remains, what it has recognised and still defers (rules §3, §5, §10, §11).
// Cumulative amounts are rounded and differences posted, so a lot drawn empty has recognised exactly its price.
import type { Instant } from '../../src-shared/calendar.ts';
import { divideMoney } from '../../src-shared/decimal.ts';
import type { Fraction } from './book.ts';
import type { Lot } from './postings.ts';

export interface LotState extends Lot {
  /** The expiry that burn order goes by: cancellations do not change it (rules §2). */
  burnExpiresAt: Instant | null;
  /** Ends with its subscription's period, so it may roll over and a cancellation cuts it. */
  periodEnd: boolean;
  /** When an extended lot would have ended with its period; null for all others. */
  periodEndsAt: Instant | null;
  /** How often its credits have rolled over already. */
  rolls: number;
  breakage: Fraction;
  remaining: bigint;
  /** Basis: price and credits since the last refund or void, what has been drawn and recognised of it since. */
  basisPrice: bigint;
  basisCredits: bigint;
  drawn: bigint;
  recognized: bigint;
  usage: bigint;
}

export interface LotTerms {
  lot: Lot;
  burnExpiresAt: Instant | null;
  periodEnd: boolean;
  rolls: number;
  breakage: Fraction;
}

export const NO_BREAKAGE: Fraction = { numerator: 0n, denominator: 1n };

export function openLot({ lot, ...terms }: LotTerms): LotState {
  return {
    ...lot,
    ...terms,
    periodEndsAt: null,
    remaining: lot.credits,
    basisPrice: lot.price,
    basisCredits: lot.credits,
    drawn: 0n,
    recognized: 0n,
    usage: 0n,
  };
}

export function deferredOf(lot: LotState): bigint {
  return lot.basisPrice - lot.recognized;
}

export function mayPay(lot: LotState, meter: string): boolean {
  return lot.meters === null || lot.meters.includes(meter);
}

/**
 * Draws credits (at most what remains) and recognises their revenue cumulatively.
 * @returns the change of what is recognised in all, and of which usage; the rest is breakage (negative at times).
 */
export function drawFrom(lot: LotState, credits: bigint): { recognized: bigint; usage: bigint } {
  lot.remaining -= credits;
  lot.drawn += credits;
  if (lot.basisPrice === 0n) return { recognized: 0n, usage: 0n };
  const usage = divideMoney(lot.basisPrice * lot.drawn, lot.basisCredits);
  const recognized = lot.breakage.numerator === 0n ? usage : proportional(lot);
  const change = { recognized: recognized - lot.recognized, usage: usage - lot.usage };
  lot.recognized = recognized;
  lot.usage = usage;
  return change;
}

/** round(min(P, P × c ÷ (q × (1 − b)))). */
function proportional(lot: LotState): bigint {
  const { numerator, denominator } = lot.breakage;
  const due = divideMoney(
    lot.basisPrice * lot.drawn * denominator,
    lot.basisCredits * (denominator - numerator),
  );
  return due < lot.basisPrice ? due : lot.basisPrice;
}

/** Takes credits out unused (refund, void, roll): the basis that leaves with them. What stays starts afresh (rules §11). */
export function takeOut(lot: LotState, credits: bigint): bigint {
  const deferred = deferredOf(lot);
  const moved = credits === 0n ? 0n : divideMoney(deferred * credits, lot.remaining);
  lot.remaining -= credits;
  lot.basisPrice = deferred - moved;
  lot.basisCredits = lot.remaining;
  lot.drawn = 0n;
  lot.recognized = 0n;
  lot.usage = 0n;
  return moved;
}
