// Brings the derived data of a book up to its facts: each customer goes on from the latest snapshot before what changed,
// or from nothing. Going on and deriving from nothing give the same postings; `verify` proves it. Inside a transaction.
import type { Instant, Month } from '../../../src-shared/calendar.ts';
import { nextMonth } from '../../../src-shared/calendar.ts';
import type { Book } from '../../engine/book.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import type { Posting } from '../../engine/postings.ts';
import type { CustomerRun, RunSink } from '../../engine/run.ts';
import { finishRun } from '../../engine/run.ts';
import { isReadable, type PastLine } from '../../engine/snapshot.ts';
import { type DerivationStore, POSTED_AT, type UsageRow } from '../../storage/derivation-store.ts';
import type { OpenBook } from '../../storage/open.ts';
import { deriveUntil, howFar } from '../../storage/seals/how-far.ts';
import type { CustomerWriter } from '../../storage/writing/customer-writer.ts';
import type { DerivedPage } from '../../storage/writing/derived-page.ts';
import {
  beginRun,
  type CustomerTask,
  giveUsage,
  openDeriving,
  type Piece,
  type Snapshot,
} from './deriving.ts';

/** What changed for whom: the customers to derive again, each from the earliest instant concerned. */
export type Changed = ReadonlyMap<string, Instant>;

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
): Generator<Part> {
  const derive = openDeriving(book);
  const { codeOf } = deriver.open.codes;
  for (const { write, part, ...piece } of toDerive(deriver, book, changed, through)) {
    write(derive({ ...piece, usage: eventsOf(piece.usage, codeOf) }));
    yield part;
  }
}

/** How far deriving is: so many customers of so many; one that is under way counts in part. */
export interface Part {
  readonly done: number;
  readonly of: number;
}

/** A piece of a customer with what writes down what comes out of it; pieces are written in their order. */
export interface PieceToWrite extends Piece<readonly UsageRow[]> {
  readonly write: (page: DerivedPage) => void;
  readonly part: Part;
}

/** What is to be derived, read as it is asked for: a customer's pieces do not depend on what others' come to. */
export function* toDerive(
  deriver: Deriver,
  book: Book,
  changed: Changed,
  through: Month,
): Generator<PieceToWrite> {
  const until = endOfMonth(book, through);
  const state = howFar(deriver.open);
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
    for (const piece of customerPieces(deriver, book, customer, from, until, state.sealed)) {
      const share = piece.last ? 1 : partOf(piece.usage.at(-1)![POSTED_AT], start, until);
      yield { ...piece, part: { done: index + share, of: work.length } };
    }
  }
  if (until !== state.derived) deriveUntil(deriver.open, until);
}

/** How much of a stretch of time is behind an instant: 0 to 1. */
export function partOf(at: Instant, start: Instant, until: Instant): number {
  return Math.min(1, Math.max(0, (at - start) / (until - start)));
}

/** A customer from the latest snapshot before `from`, or from nothing. */
function* customerPieces(
  deriver: Deriver,
  book: Book,
  code: string,
  from: Instant,
  until: Instant,
  sealed: Instant,
): Generator<Omit<PieceToWrite, 'part'>> {
  const { store, open } = deriver;
  const customer = open.codes.idOf('customer', code);
  const base = snapshotBefore(store, customer, from);
  const after = base?.at ?? Number.MIN_SAFE_INTEGER;
  const task = {
    customer: code,
    base,
    past: pastBefore(deriver, book, code, base),
    writeFrom: Math.max(base ? base.at + 1 : Number.MIN_SAFE_INTEGER, sealed),
    stops: snapshotInstants(deriver, book, code, until).filter((at) => at > after),
    until,
  };
  let writer: CustomerWriter | undefined;
  const write = (page: DerivedPage, last: boolean): void => {
    if (!writer) {
      store.dropSnapshots(customer, after);
      writer = store.writer(customer, task.writeFrom);
    }
    writer.page(page);
    if (!last) return;
    writer.finish();
    dropOldSnapshots(store, customer, sealed, task.stops);
  };
  let begins: CustomerTask | null = task;
  for (const { rows, last } of store.usage(customer, after, until - 1, book.undone)) {
    yield { begins, usage: rows, last, write: (page) => write(page, last) };
    begins = null;
  }
}

/** The latest snapshot before an instant that this version can read. */
function snapshotBefore(store: DerivationStore, customer: number, before: Instant): Snapshot | null {
  const found = store.snapshotBefore(customer, before);
  return found && isReadable(found.state) ? found : null;
}

/** What events that are taken back after a snapshot had posted up to it. */
function pastBefore(
  { store, open }: Deriver,
  book: Book,
  code: string,
  base: Snapshot | null,
): readonly PastLine[] {
  if (!base) return [];
  const ids = book.customers
    .get(code)!
    .reversals.filter(({ at }) => at > base.at)
    .map(({ fact }) => fact.eventId);
  return ids.length > 0 ? store.past(open.codes.idOf('customer', code), ids, base.at) : [];
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
  for (const { rows } of deriver.store.usage(customer, after, until, book.undone))
    for (const event of eventsOf(rows, deriver.open.codes.codeOf))
      if (erased.size === 0 || !erased.has(event.eventId)) yield event;
}

/** Usage rows as the engine takes them. */
function* eventsOf(rows: readonly UsageRow[], codeOf: (id: number) => string): Iterable<UsageEvent> {
  for (const [ref, eventId, meter, quantity, occurredAt, postedAt] of rows)
    yield { ref, eventId, meter: codeOf(meter), quantity, occurredAt, postedAt };
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
  const past = pastBefore(deriver, book, code, base);
  const run = beginRun(book, { customer: code, base, past }, sink);
  const after = base?.at ?? Number.MIN_SAFE_INTEGER;
  for (const event of liveUsage(deriver, book, code, after, until - 1)) giveUsage(run, event);
  finishRun(run, until);
  return run;
}
