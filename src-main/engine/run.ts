// What happens at an instant, in the order of rules §7, for all wallets of one customer. The stage list is `processInstant`;
// each stage is in the file of its rule. Time only moves forward; usage comes in by posting instant, then event id.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { Book } from './book.ts';
import { walletFacts } from './book.ts';
import { adjust, reverseUsage } from './corrections.ts';
import { endLots } from './endings.ts';
import type { UsageEvent } from './facts.ts';
import { begin, beginningsAt } from './lots-start.ts';
import type { Rate } from './rating.ts';
import { needOf, rateInForce } from './rating.ts';
import { payDeficits, postCharges, postUsage } from './usage.ts';
import type { AgendaItem, Sink, Wallet } from './wallet.ts';
import { makeWallet, resetTimer } from './wallet.ts';

/** A derivation in progress for one customer. */
export interface CustomerRun {
  readonly book: Book;
  readonly customer: string;
  readonly wallets: Map<string, Wallet>;
  readonly sink: RunSink;
  readonly reversedIds: ReadonlySet<string>;
  readonly monthAt: (instant: Instant) => string;
  readonly rates: Map<string, readonly Rate[]>;
}

export interface RunSink extends Sink {
  /** No rate covers the event: an exception, it takes part in nothing (rules §4). */
  unrated(event: UsageEvent): void;
}

/** Months of instants; instants come mostly in order, so the last month is tried first. */
export function monthFinder(book: Book): (instant: Instant) => string {
  let month = '';
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  return (instant) => {
    if (instant < from || instant >= to) {
      month = book.zone.monthAt(instant);
      from = book.zone.startOf(`${month}-01`);
      const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
      const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
      to = book.zone.startOf(`${next}-01`);
    }
    return month;
  };
}

/** Begins from nothing: every dated fact of the customer is still to come. */
export function startRun(book: Book, customer: string, sink: RunSink): CustomerRun {
  const facts = book.customers.get(customer)!;
  const run: CustomerRun = {
    book,
    customer,
    wallets: new Map(),
    sink,
    reversedIds: new Set(facts.reversals.map(({ fact }) => fact.eventId)),
    monthAt: monthFinder(book),
    rates: new Map(),
  };
  for (const creditType of facts.wallets.keys()) runWallet(run, creditType);
  return run;
}

/** The wallet of this credit type, made on first use. */
export function runWallet(run: CustomerRun, creditType: string): Wallet {
  const standing = run.wallets.get(creditType);
  if (standing) return standing;
  const facts = walletFacts(run.book, run.customer, creditType);
  const wallet = makeWallet(run.book, run.customer, facts, run.reversedIds, run.monthAt, run.sink);
  planAgenda(wallet, Number.NEGATIVE_INFINITY);
  resetTimer(wallet);
  run.wallets.set(creditType, wallet);
  return wallet;
}

/** Puts what is dated after `after` on the wallet's agenda, soonest last. */
export function planAgenda(wallet: Wallet, after: Instant): void {
  const { grants, adjustments } = wallet.facts;
  const items: AgendaItem[] = [];
  for (const [index, { at }] of grants.entries()) items.push({ at, kind: 'grant', index });
  for (const [index, { at }] of adjustments.entries()) items.push({ at, kind: 'adjustment', index });
  for (const { at, fact } of wallet.book.customers.get(wallet.customer)!.reversals) {
    items.push({ at, kind: 'reversal', eventId: fact.eventId });
  }
  wallet.agenda.length = 0;
  wallet.agenda.push(...items.filter(({ at }) => at > after).sort((a, b) => b.at - a.at));
}

/** Posts one usage event; everything due before it happens first. Events come in order of posting instant, then id. */
export function addUsage(run: CustomerRun, event: UsageEvent): void {
  let candidates = run.rates.get(event.meter);
  if (!candidates) {
    candidates = run.book.rates.candidates(event.meter, run.customer);
    run.rates.set(event.meter, candidates);
  }
  const rate = rateInForce(candidates, event.occurredAt);
  if (!rate) {
    run.sink.unrated(event);
    return;
  }
  const wallet = run.wallets.get(rate.creditType.code) ?? runWallet(run, rate.creditType.code);
  if (wallet.nextTimer <= event.postedAt) bringTo(wallet, event.postedAt);
  payDeficits(wallet, event.postedAt);
  postUsage(wallet, event, event.postedAt, needOf(event.quantity, rate));
}

/** Brings every wallet to the instant: all that comes before its usage is done (rules §7.1–3), its usage is not. */
export function reachInstant(run: CustomerRun, at: Instant): void {
  for (const wallet of run.wallets.values()) {
    if (wallet.nextTimer <= at) bringTo(wallet, at);
    payDeficits(wallet, at);
  }
}

/** Brings every wallet to the end of `until` (exclusive). */
export function finishRun(run: CustomerRun, until: Instant): void {
  for (const wallet of run.wallets.values()) bringPast(wallet, until - 1);
}

/** Everything before `at`, and the stages of `at` that come before usage. */
function bringTo(wallet: Wallet, at: Instant): void {
  bringPast(wallet, at - 1);
  beginInstant(wallet, at);
}

/** Everything up to and including `last`. */
function bringPast(wallet: Wallet, last: Instant): void {
  while (wallet.nextTimer <= last) {
    const at = wallet.nextTimer;
    beginInstant(wallet, at);
    endInstant(wallet, at);
  }
}

/** Stages 1 to 3 of an instant (rules §7): voids, lots that begin, deficits, adjustments. Safe to run twice: what is done is done. */
function beginInstant(wallet: Wallet, at: Instant): void {
  if (wallet.nextTimer > at) return;
  postCharges(wallet, at, false);
  const due = takeDue(wallet, at);
  const grants = due.filter((item) => item.kind === 'grant').map((item) => item.index);
  const reversals = due.filter((item) => item.kind === 'reversal').map((item) => item.eventId);
  const back = reversals.sort(compareText).flatMap((eventId) => reverseUsage(wallet, eventId, at));
  const beginnings = [...back, ...beginningsAt(wallet, at, grants)];
  begin(beginnings);
  const adjustments = due
    .filter((item) => item.kind === 'adjustment')
    .map((item) => wallet.facts.adjustments[item.index]!);
  const isTried = due.some(({ kind }) => kind !== 'grant') || beginnings.some(({ makesLot }) => makesLot);
  if (isTried) payDeficits(wallet, at);
  adjustments.sort((a, b) => compareText(a.fact.ref, b.fact.ref));
  for (const adjustment of adjustments) adjust(wallet, adjustment, at);
  resetTimer(wallet);
}

/** Stage 5: lots whose last instant this is end; charges of the day close with it. */
function endInstant(wallet: Wallet, at: Instant): void {
  endLots(wallet, at);
  postCharges(wallet, at, true);
  resetTimer(wallet);
}

function takeDue(wallet: Wallet, at: Instant): AgendaItem[] {
  const due: AgendaItem[] = [];
  while (wallet.agenda.length > 0 && wallet.agenda[wallet.agenda.length - 1]!.at <= at)
    due.push(wallet.agenda.pop()!);
  // A void of an event that posted nothing in this wallet is nothing that happens in it.
  return due.filter((item) => item.kind !== 'reversal' || wallet.past.has(item.eventId));
}
