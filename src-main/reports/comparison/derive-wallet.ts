// A customer's wallets derived by the engine under variations: what each would hold at every month's end had the book reckoned
// that way. With none it is what the book says. Pure; nothing is stored. Must not: hold a rule of the ledger, or know a sheet.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { addDays, monthsBetween, nextMonth } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import { compileBook } from '../../engine/book.ts';
import { burnOrder } from '../../engine/burn-order.ts';
import type { RateFact, Told, UsageEvent } from '../../engine/facts.ts';
import type { Lot, Posting } from '../../engine/postings.ts';
import type { CustomerRun, RunSink } from '../../engine/run.ts';
import { finishRun, monthFinder, reachInstant, runWallet, startRun } from '../../engine/run.ts';
import { postUsage } from '../../engine/usage.ts';
import type { Wallet } from '../../engine/wallet.ts';
import type { Variation } from './causes/variation.ts';
import { isIn } from './causes/variation.ts';
import type { Need, Rated } from './needs.ts';
import { needAsOf, needsOf } from './needs.ts';

/** All that a customer's wallets follow from. */
export interface World {
  readonly customer: string;
  /** The catalog, and what is dated for this customer. */
  readonly facts: readonly Told[];
  /** Usage that counts, in order of posting instant, then id. */
  readonly events: readonly UsageEvent[];
  readonly through: Month;
  readonly rated: Rated;
  /** Called each time the wallets are derived; may throw to stop. */
  readonly tick?: () => void;
}

/** Scaled credits (what is owed back is taken off), and deferred revenue in minor units by currency. */
export interface MonthEnd {
  credits: bigint;
  deferred: Map<string, bigint>;
}

export interface MadeLot {
  readonly creditType: string;
  readonly lot: Lot;
  readonly expiresAt: Instant | null;
}

/** By credit type, for every month of the book to `through`. */
export interface DerivedWallets {
  readonly ends: ReadonlyMap<string, ReadonlyMap<Month, MonthEnd>>;
  readonly lots: readonly MadeLot[];
  readonly needs: readonly Need[];
  readonly draws: readonly { readonly creditType: string; readonly posting: Posting }[];
  /** What an event would need if it were of another instant. */
  readonly needThen: (need: Need, at: Instant) => bigint;
}

/** The facts a customer's wallets depend on. */
export function factsOf(facts: readonly Told[], customer: string): Told[] {
  const own = new Set<string>();
  return facts.filter((fact) => {
    if (fact.kind === 'customer') return fact.body.code === customer;
    if (fact.kind === 'subscription' && fact.body.customer === customer) own.add(fact.body.ref);
    if (fact.kind === 'cancellation') return own.has(fact.body.subscription);
    if (fact.kind === 'rate') return fact.body.customer === null || fact.body.customer === customer;
    return (
      !('customer' in fact.body) ||
      (fact.body as Exclude<typeof fact.body, RateFact> & { customer: string }).customer === customer
    );
  });
}

/** Derives from nothing to the end of `through`. */
export function deriveWallets(world: World, variations: readonly Variation[]): DerivedWallets {
  world.tick?.();
  const book = compileBook(withGrants(world.facts, variations))!;
  const until = book.zone.startOf(`${nextMonth(world.through)}-01`);
  const events = withRows(world.events, variations).filter(({ postedAt }) => postedAt < until);
  const needs = needsOf(book, world.customer, events, variations, world.rated);
  const tape = new Tape();
  const run: CustomerRun = startRun(
    book,
    world.customer,
    tape.sink((type, lot) => endLotsOtherwise(run, type, lot, variations)),
  );
  const stops = stopsOf(book, world.through, run, variations, tape);
  const reach = (at: Instant): void => {
    for (let stop = stops[0]; stop && stop.at <= at; stop = stops[0]) {
      finishRun(run, stop.at);
      stop.act();
      stops.shift();
    }
  };
  const monthAt = monthFinder(book);
  for (const { event, need, creditType } of needs) {
    reach(event.postedAt);
    reachInstant(run, event.postedAt);
    const wallet = runWallet(run, creditType);
    reachInstant(run, event.postedAt);
    drawOtherwise(wallet, monthAt(event.postedAt), variations, () =>
      postUsage(wallet, event, event.postedAt, need),
    );
  }
  reach(Number.POSITIVE_INFINITY);
  const ends = tape.ends(book.firstMonth, world.through);
  const needThen = (need: Need, at: Instant): bigint => needAsOf(book, world.customer, need, at);
  return { ends, lots: tape.lots, needs, draws: tape.postings, needThen };
}

/** What the engine posts, and what is owed back at each month's end. */
class Tape {
  readonly postings: { creditType: string; posting: Posting }[] = [];
  readonly lots: MadeLot[] = [];
  readonly owed = new Map<string, bigint>();

  sink(onLot: (creditType: string, lot: Lot) => void): RunSink {
    return {
      posting: (creditType, posting) => void this.postings.push({ creditType, posting }),
      lot: (creditType, _, lot) => {
        this.lots.push({ creditType, lot, expiresAt: lot.expiresAt });
        onLot(creditType, lot);
      },
      expiry() {},
      unrated() {},
    };
  }

  ends(firstMonth: Month, through: Month): Map<string, Map<Month, MonthEnd>> {
    const types = new Set(this.postings.map(({ creditType }) => creditType));
    const ends = new Map([...types].map((type) => [type, new Map<Month, MonthEnd>()]));
    const standing = new Map(
      [...types].map((type) => [type, { credits: 0n, deferred: new Map<string, bigint>() }]),
    );
    let next = 0;
    for (const month of monthsBetween(firstMonth, through)) {
      for (; next < this.postings.length && this.postings[next]!.posting.month <= month; next++) {
        const { creditType, posting } = this.postings[next]!;
        if (posting.kind === 'charge') continue;
        const end = standing.get(creditType)!;
        end.credits += posting.credits;
        if (posting.currency !== null && posting.basis !== 0n)
          end.deferred.set(posting.currency, (end.deferred.get(posting.currency) ?? 0n) + posting.basis);
      }
      for (const [type, { credits, deferred }] of standing) {
        const owed = this.owed.get(`${type}|${month}`) ?? 0n;
        ends.get(type)!.set(month, { credits: credits - owed, deferred: new Map(deferred) });
      }
    }
    return ends;
  }
}

interface Stop {
  readonly at: Instant;
  readonly act: () => void;
}

/** What is to be done between two instants: limits of rollover left out and put back, months' ends noted. Soonest first. */
function stopsOf(
  book: Book,
  through: Month,
  run: CustomerRun,
  variations: readonly Variation[],
  tape: Tape,
): Stop[] {
  const stops: Stop[] = [];
  for (const month of monthsBetween(book.firstMonth, through)) {
    const [from, until] = [book.zone.startOf(`${month}-01`), book.zone.startOf(`${nextMonth(month)}-01`)];
    const missed = variations.flatMap((one) =>
      one.kind === 'rollover' && isIn(one.scope, month) ? [one.missed] : [],
    );
    let putBack = (): void => {};
    const leave = (): void => {
      putBack = leaveOut(run, missed);
    };
    if (missed.length > 0) stops.push({ at: from, act: leave });
    stops.push({
      at: until,
      act() {
        putBack();
        for (const [type, { deficits }] of run.wallets)
          tape.owed.set(
            `${type}|${month}`,
            deficits.reduce((sum, { rest }) => sum + rest, 0n),
          );
      },
    });
  }
  return stops;
}

/** The book of a run is its own, so that its plans may be changed for a while. @returns what puts them back. */
function leaveOut(run: CustomerRun, missed: readonly string[]): () => void {
  const plans = new Set(
    [...run.wallets.values()].flatMap(({ facts }) => facts.subscriptions.map(({ plan }) => plan)),
  );
  const before = [...plans].map((plan) => ({
    plan,
    cap: plan.cap,
    fact: plan.fact,
    threshold: plan.threshold,
  }));
  for (const plan of plans) {
    if (missed.includes('cap')) plan.cap = null;
    if (missed.includes('times')) plan.fact = { ...plan.fact, rolloverTimes: null };
    if (missed.includes('threshold') && plan.fact.rollover !== 'none')
      plan.fact = { ...plan.fact, rollover: 'all' };
    if (missed.includes('none')) plan.fact = { ...plan.fact, rollover: 'none' };
  }
  return () => {
    for (const { plan, cap, fact, threshold } of before) Object.assign(plan, { cap, fact, threshold });
  };
}

/** Gives a lot that was just made its other end. */
function endLotsOtherwise(
  run: CustomerRun,
  creditType: string,
  made: Lot,
  variations: readonly Variation[],
): void {
  for (const one of variations) {
    if (one.kind !== 'expiry' || !one.lots.includes(made.id) || made.expiresAt === null) continue;
    const { zone } = run.book;
    const lot = run.wallets.get(creditType)!.lots.get(made.id)!;
    lot.expiresAt =
      one.days === 'never' ? null : zone.startOf(addDays(zone.dateAt(made.expiresAt), one.days));
    lot.burnExpiresAt = lot.expiresAt;
  }
}

function drawOtherwise(
  wallet: Wallet,
  month: Month,
  variations: readonly Variation[],
  draw: () => void,
): void {
  const other = variations.find((one) => one.kind === 'burn_order' && isIn(one.scope, month));
  if (other?.kind !== 'burn_order') {
    draw();
    return;
  }
  const order = burnOrder(other.keys);
  const isFirst = (lot: { id: string }): number => (lot.id === other.first ? 0 : 1);
  wallet.spendable.sort((a, b) => isFirst(a) - isFirst(b) || order(a, b));
  draw();
  wallet.spendable.sort(wallet.order);
}

/** Grants that are missing, or stand twice. */
function withGrants(facts: readonly Told[], variations: readonly Variation[]): Told[] {
  const missing = new Set(variations.flatMap((one) => (one.kind === 'purchase_missing' ? one.grants : [])));
  const twice = new Set(variations.flatMap((one) => (one.kind === 'duplicate_row' ? one.grants : [])));
  return facts.flatMap((fact): Told[] => {
    if (fact.kind !== 'grant') return [fact];
    if (missing.has(fact.body.ref)) return [];
    return twice.has(fact.body.ref)
      ? [fact, { kind: 'grant', body: { ...fact.body, ref: `${fact.body.ref}~2` } }]
      : [fact];
  });
}

/** Usage rows that are missing, stand twice, or count at another instant. */
function withRows(events: readonly UsageEvent[], variations: readonly Variation[]): UsageEvent[] {
  const rows = variations.flatMap((one) => ('events' in one ? [one] : []));
  if (rows.length === 0) return [...events];
  const ids = (kind: 'usage_missing' | 'duplicate_row'): Set<string> =>
    new Set(rows.flatMap((one) => (one.kind === kind ? one.events : [])));
  const [missing, twice] = [ids('usage_missing'), ids('duplicate_row')];
  const movedTo = new Map(
    rows.flatMap((one) =>
      one.kind === 'late_row'
        ? one.events.map(({ id, at }) => [
            id,
            one.rerated ? { postedAt: at, occurredAt: at } : { postedAt: at },
          ])
        : [],
    ),
  );
  return events
    .flatMap((event) => {
      if (missing.has(event.eventId)) return [];
      const elsewhere = movedTo.get(event.eventId);
      const moved = elsewhere ? { ...event, ...elsewhere } : event;
      return twice.has(event.eventId) ? [moved, { ...moved, eventId: `${event.eventId}~2` }] : [moved];
    })
    .sort((a, b) => a.postedAt - b.postedAt || compareText(a.eventId, b.eventId));
}
