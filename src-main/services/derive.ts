// Brings the derived data of a book up to its facts: each customer goes on from the latest snapshot before what changed,
// or from nothing. Going on and deriving from nothing give the same postings; `verify` proves it. Inside a transaction.
import type { Instant, Month } from '../../src-shared/calendar.ts';
import { nextMonth } from '../../src-shared/calendar.ts';
import type { Book } from '../engine/book.ts';
import type { UsageEvent } from '../engine/facts.ts';
import type { Posting } from '../engine/postings.ts';
import type { CustomerRun, RunSink } from '../engine/run.ts';
import { addUsage, finishRun, startRun } from '../engine/run.ts';
import { isReadable, resumeRun, writeSnapshot } from '../engine/snapshot.ts';
import type { DerivationStore } from '../storage/derivation-store.ts';
import type { OpenBook } from '../storage/open.ts';

/** What changed for whom: the customers to derive again, each from the earliest instant concerned. */
export type Changed = ReadonlyMap<string, Instant>;

interface Snapshot {
  at: Instant;
  state: string;
}

export interface Deriver {
  readonly store: DerivationStore;
  readonly open: OpenBook;
}

/** First instant after a month. */
export function endOfMonth(book: Book, month: Month): Instant {
  return book.zone.startOf(`${nextMonth(month)}-01`);
}

/** Called now and then, with how many customers are done of how many; one that is under way counts in part. May throw to stop. */
export type OnProgress = (done: number, of: number) => void;

/** How many events of a customer are derived without a look around. */
export const PIECE = 2000;

/**
 * Derives changed customers again and everyone to the end of `through`.
 * Postings before `sealedUntil` are there to stay: they are derived along the way when need be, but not written.
 */
export function deriveBook(
  deriver: Deriver,
  book: Book,
  changed: Changed,
  through: Month,
  onProgress?: OnProgress,
): void {
  for (const { done, of } of deriveInPieces(deriver, book, changed, through)) onProgress?.(done, of);
}

/** The same in pieces: between two of them whoever derives may breathe, or stop and roll back. */
export function* deriveInPieces(
  deriver: Deriver,
  book: Book,
  changed: Changed,
  through: Month,
): Generator<{ done: number; of: number }> {
  const { db } = deriver.open;
  const until = endOfMonth(book, through);
  const state = db
    .prepare('SELECT sealed_until AS sealed, derived_until AS derived FROM book_state')
    .get() as {
    sealed: Instant;
    derived: Instant;
  };
  const everyone = until === state.derived ? Number.POSITIVE_INFINITY : Math.min(until, state.derived);
  const work = [...book.customers.keys()]
    .map((customer) => ({
      customer,
      from: Math.min(changed.get(customer) ?? Number.POSITIVE_INFINITY, everyone),
    }))
    .filter(({ from }) => from !== Number.POSITIVE_INFINITY);
  const begin = book.zone.startOf(`${book.firstMonth}-01`);
  for (const [index, { customer, from }] of work.entries()) {
    const start = Math.max(from, begin);
    for (const at of deriveCustomer(deriver, book, customer, from, until, state.sealed)) {
      yield { done: index + partOf(at, start, until), of: work.length };
    }
    yield { done: index + 1, of: work.length };
  }
  if (until !== state.derived) db.prepare('UPDATE book_state SET derived_until = ?').run(until);
}

/** How much of a stretch of time is behind an instant: 0 to 1. */
export function partOf(at: Instant, start: Instant, until: Instant): number {
  return Math.min(1, Math.max(0, (at - start) / (until - start)));
}

/** Yields now and then the instant it is at. */
function* deriveCustomer(
  deriver: Deriver,
  book: Book,
  code: string,
  from: Instant,
  until: Instant,
  sealed: Instant,
): Generator<Instant> {
  const { store, open } = deriver;
  const customer = open.codes.idOf('customer', code);
  const base = snapshotBefore(store, customer, from);
  const writeFrom = Math.max(base ? base.at + 1 : Number.MIN_SAFE_INTEGER, sealed);
  store.dropSnapshots(customer, base?.at ?? Number.MIN_SAFE_INTEGER);
  const writer = store.writer(customer, writeFrom);
  const run = runFrom(deriver, book, code, base, writer);
  const stops = snapshotInstants(deriver, book, code, until).filter(
    (at) => at > (base?.at ?? Number.NEGATIVE_INFINITY),
  );
  yield* advance(deriver, run, base?.at ?? Number.MIN_SAFE_INTEGER, stops, until, (at) =>
    store.saveSnapshot(customer, at, writeSnapshot(run)),
  );
  writer.finish();
  dropOldSnapshots(store, customer, sealed, stops);
}

/** The latest snapshot before an instant that this version can read. */
function snapshotBefore(store: DerivationStore, customer: number, before: Instant): Snapshot | null {
  const found = store.snapshotBefore(customer, before);
  return found && isReadable(found.state) ? found : null;
}

/** Starts a run from a snapshot, or from nothing where there is none. */
function runFrom(
  deriver: Deriver,
  book: Book,
  code: string,
  base: Snapshot | null,
  sink: RunSink,
): CustomerRun {
  if (!base) return startRun(book, code, sink);
  const { store, open } = deriver;
  const ids = book.customers
    .get(code)!
    .reversals.filter(({ at }) => at > base.at)
    .map(({ fact }) => fact.eventId);
  const past = ids.length > 0 ? store.past(open.codes.idOf('customer', code), ids, base.at) : [];
  return resumeRun(book, code, sink, base.state, base.at, past);
}

/** Feeds the run its usage after `after`, pausing at each stop for `onStop`, and finishes it at `until`. */
function* advance(
  deriver: Deriver,
  run: CustomerRun,
  after: Instant,
  stops: readonly Instant[],
  until: Instant,
  onStop: (at: Instant) => void,
): Generator<Instant> {
  let last = after;
  for (const stop of [...stops, until - 1]) {
    yield* feed(deriver, run, last, stop);
    finishRun(run, stop + 1);
    if (stops.includes(stop)) onStop(stop);
    last = stop;
  }
}

/** Gives the run its live usage posted after `after` and not after `until`. */
function* feed(deriver: Deriver, run: CustomerRun, after: Instant, until: Instant): Generator<Instant> {
  const { excluded } = run.book.customers.get(run.customer)!;
  let count = 0;
  for (const event of liveUsage(deriver, run.book, run.customer, after, until)) {
    if (excluded.size > 0 && excluded.has(event.eventId)) run.sink.unrated(event);
    else addUsage(run, event);
    if (++count % PIECE === 0) yield event.postedAt;
  }
}

/** Usage of a customer that counts: not of an undone batch, not as if it had never been; excluded usage is among it. */
export function* liveUsage(
  deriver: Deriver,
  book: Book,
  code: string,
  after: Instant,
  until: Instant,
): Iterable<UsageEvent> {
  const customer = deriver.open.codes.idOf('customer', code);
  const { erased } = book.customers.get(code)!;
  const events = deriver.store.usage(customer, after, until, book.undone);
  if (erased.size === 0) yield* events;
  else for (const event of events) if (!erased.has(event.eventId)) yield event;
}

/** Where snapshots pay: the latest usage, and the end of the month before it, so that a row of that month goes on from there. */
function snapshotInstants(deriver: Deriver, book: Book, code: string, until: Instant): Instant[] {
  const last = latestLiveUsage(deriver, book, code);
  if (last === null || last >= until) return [];
  const monthStart = book.zone.startOf(`${book.zone.monthAt(last)}-01`);
  return monthStart - 1 < last ? [monthStart - 1, last] : [last];
}

/** Posting instant of the customer's latest usage that counts, or null. */
export function latestLiveUsage(deriver: Deriver, book: Book, code: string): Instant | null {
  const customer = deriver.open.codes.find('customer', code);
  if (customer === undefined) return null;
  const { erased } = book.customers.get(code)!;
  for (const { batch, eventId, postedAt } of deriver.store.latestUsage(customer)) {
    if (!book.undone.has(batch) && !erased.has(eventId)) return postedAt;
  }
  return null;
}

/** Keeps the snapshots just made and those of the two latest seals (close makes them); older ones are derived if needed. */
function dropOldSnapshots(
  store: DerivationStore,
  customer: number,
  sealed: Instant,
  stops: readonly Instant[],
): void {
  const first = stops[0];
  if (first !== undefined)
    store.dropSnapshots(customer, Math.max(sealed - 1, Number.MIN_SAFE_INTEGER), first);
  const [previous, last] = stops;
  if (previous !== undefined && last !== undefined) store.dropSnapshots(customer, previous, last);
}

/** A run that writes nothing, brought to the end of `until` (exclusive) from the latest snapshot before. */
export function silentRun(deriver: Deriver, book: Book, code: string, until: Instant): CustomerRun {
  return listeningRun(deriver, book, code, until, () => {});
}

/** The same, with someone listening to what is posted, during and after. */
export function listeningRun(
  deriver: Deriver,
  book: Book,
  code: string,
  until: Instant,
  onPosting: (posting: Posting) => void,
): CustomerRun {
  const base = snapshotBefore(deriver.store, deriver.open.codes.idOf('customer', code), until);
  const sink: RunSink = {
    posting: (_creditType, posting) => onPosting(posting),
    lot() {},
    expiry() {},
    unrated() {},
  };
  const run = runFrom(deriver, book, code, base, sink);
  for (const _ of advance(deriver, run, base?.at ?? Number.MIN_SAFE_INTEGER, [], until, () => {}));
  return run;
}
