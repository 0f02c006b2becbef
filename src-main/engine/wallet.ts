// The state of one wallet between two instants, and the few moves every rule is made of: post a line, let a lot become
// usable, take a lot off. What happens when is in run.ts; the rules themselves are in the files named after them.
import type { Instant } from '../../src-shared/calendar.ts';
import type { Book, WalletFacts } from './book.ts';
import { burnOrder, insertInOrder } from './burn-order.ts';
import type { LotState, LotTerms } from './lot-state.ts';
import { openLot } from './lot-state.ts';
import { Periods } from './periods.ts';
import type { Lot, Posting, PostingKind } from './postings.ts';

/** Takes what is derived, in order. */
export interface Sink {
  posting(creditType: string, posting: Posting): void;
  /** A lot was made; `at` is the instant of its first posting. */
  lot(creditType: string, at: Instant, lot: Lot): void;
  /** A lot that was made earlier now expires at another instant: extended by an adjustment, or cut by a cancellation. */
  expiry(lotId: string, expiresAt: Instant | null, extended: boolean): void;
}

/** A shortfall that the next lots pay (rules §9, `carry_forward`). */
export interface Deficit {
  event: number;
  eventId: string;
  meter: string;
  rest: bigint;
}

/** Overage that is being added up to one charge. */
export interface OpenCharge {
  id: string;
  subscription: string;
  meter: string;
  currency: string;
  /** `charge_now` is due at the end of its day; the next cycle's at the end of the period with this index. */
  day: boolean;
  period: number;
  dueAt: Instant;
  credits: bigint;
  amount: bigint;
}

/** Automatic top-ups bought so far: in all, and in the period with this index. */
export interface TopUpCount {
  total: number;
  period: number;
  inPeriod: number;
}

/** What an event that will be reversed has posted so far (rules §11). */
export interface PastUsage {
  event: number;
  meter: string;
  draws: Map<string, { credits: bigint; usage: bigint; currency: string }>;
  overage: bigint;
  overageRevenue: bigint;
  /** Null where the overage was not billed. */
  currency: string | null;
  deficit: boolean;
}

export interface Wallet {
  readonly book: Book;
  readonly customer: string;
  readonly facts: WalletFacts;
  readonly creditType: string;
  readonly sink: Sink;
  readonly periods: Map<string, Periods>;
  readonly order: (a: LotState, b: LotState) => number;
  readonly monthAt: (instant: Instant) => string;
  /** Lots that have not ended, usable or not yet; those usable with credits left, in burn order; those that start later. */
  readonly lots: Map<string, LotState>;
  readonly spendable: LotState[];
  readonly pending: LotState[];
  readonly deficits: Deficit[];
  readonly charges: Map<string, OpenCharge>;
  readonly nextPeriod: Map<string, number>;
  readonly topUps: Map<string, TopUpCount>;
  /** Events to be reversed, by id, as far as they have been posted. */
  readonly past: Map<string, PastUsage>;
  readonly reversedIds: ReadonlySet<string>;
  /** Dated facts still to come, soonest last. */
  readonly agenda: AgendaItem[];
  /** Nothing but usage happens before this instant. */
  nextTimer: Instant;
  /** The last instant at which deficits were tried: once an instant, before its usage (rules §7). */
  deficitsTriedAt: Instant;
}

export type AgendaItem =
  | { at: Instant; kind: 'grant'; index: number }
  | { at: Instant; kind: 'adjustment'; index: number }
  | { at: Instant; kind: 'reversal'; eventId: string };

export function makeWallet(
  book: Book,
  customer: string,
  facts: WalletFacts,
  reversedIds: ReadonlySet<string>,
  monthAt: (instant: Instant) => string,
  sink: Sink,
): Wallet {
  return {
    book,
    customer,
    facts,
    creditType: facts.creditType.code,
    sink,
    periods: new Map(
      facts.subscriptions.map((subscription) => [subscription.ref, new Periods(subscription, book.zone)]),
    ),
    order: burnOrder(facts.burnOrder),
    monthAt,
    lots: new Map(),
    spendable: [],
    pending: [],
    deficits: [],
    charges: new Map(),
    nextPeriod: new Map(),
    topUps: new Map(),
    past: new Map(),
    reversedIds,
    agenda: [],
    nextTimer: Number.NEGATIVE_INFINITY,
    deficitsTriedAt: Number.NEGATIVE_INFINITY,
  };
}

/** A posting of this kind with nothing in it; the rule that posts it fills in what it moves. */
export function blankPosting(wallet: Wallet, at: Instant, kind: PostingKind): Posting {
  return {
    at,
    month: wallet.monthAt(at),
    kind,
    lot: null,
    event: null,
    eventId: null,
    meter: null,
    credits: 0n,
    overage: 0n,
    currency: null,
    basis: 0n,
    usage: 0n,
    breakage: 0n,
    overageRevenue: 0n,
    receivable: 0n,
    unbilled: 0n,
    amount: 0n,
    charge: null,
    chargeKind: null,
  };
}

export function post(wallet: Wallet, posting: Posting): void {
  wallet.sink.posting(wallet.creditType, posting);
}

/** Makes a lot known; it can pay at once or from its start. */
export function addLot(wallet: Wallet, at: Instant, terms: LotTerms): LotState {
  const lot = openLot(terms);
  wallet.lots.set(lot.id, lot);
  wallet.sink.lot(wallet.creditType, at, terms.lot);
  if (lot.startsAt <= at) makeUsable(wallet, lot);
  else wallet.pending.push(lot);
  noticeTimer(wallet, lot.startsAt > at ? lot.startsAt : endOf(lot));
  return lot;
}

export function makeUsable(wallet: Wallet, lot: LotState): void {
  if (lot.remaining > 0n) insertInOrder(wallet.spendable, lot, wallet.order);
}

export function takeOffSpendable(wallet: Wallet, lot: LotState): void {
  const index = wallet.spendable.indexOf(lot);
  if (index >= 0) wallet.spendable.splice(index, 1);
}

/** The last millisecond of a lot: when its expiry or rollover is posted (rules §2). */
export function endOf(lot: LotState): Instant {
  return lot.expiresAt === null ? Number.POSITIVE_INFINITY : lot.expiresAt - 1;
}

export function noticeTimer(wallet: Wallet, at: Instant): void {
  if (at < wallet.nextTimer) wallet.nextTimer = at;
}

/** Works out anew when the next thing other than usage happens. */
export function resetTimer(wallet: Wallet): void {
  let next =
    wallet.agenda.length > 0 ? wallet.agenda[wallet.agenda.length - 1]!.at : Number.POSITIVE_INFINITY;
  for (const lot of wallet.lots.values()) {
    const end = endOf(lot);
    if (end < next) next = end;
  }
  for (const lot of wallet.pending) if (lot.startsAt < next) next = lot.startsAt;
  for (const charge of wallet.charges.values()) if (charge.dueAt < next) next = charge.dueAt;
  for (const periods of wallet.periods.values()) {
    const start = periods.startIfReached(wallet.nextPeriod.get(periods.subscription.ref) ?? 0);
    if (start !== null && start < next) next = start;
  }
  wallet.nextTimer = next;
}

/** The base subscription that decides over overage at this instant (rules §9). */
export function activeBase(wallet: Wallet, at: Instant): Periods | null {
  for (const periods of wallet.periods.values()) {
    if (periods.subscription.base && periods.isActive(at)) return periods;
  }
  return null;
}
