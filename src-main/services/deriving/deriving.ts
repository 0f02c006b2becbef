// Derives customers from their facts and usage, piece by piece and one after the other: pure, so that it may be done on any thread.
// Must not: read or write the book.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Book } from '../../engine/book.ts';
import type { UsageEvent } from '../../engine/facts.ts';
import type { CustomerRun, RunSink } from '../../engine/run.ts';
import { addUsage, finishRun, startRun } from '../../engine/run.ts';
import { type PastLine, resumeRun, writeSnapshot } from '../../engine/snapshot.ts';
import { collectPages, type DerivedPage } from '../../storage/writing/derived-page.ts';

export interface Snapshot {
  readonly at: Instant;
  readonly state: string;
}

/** What is to be derived of a customer. */
export interface CustomerTask {
  readonly customer: string;
  /** Where it goes on from; null: from nothing. */
  readonly base: Snapshot | null;
  /** What events to be taken back had posted up to there. */
  readonly past: readonly PastLine[];
  /** What is dated before stands already. */
  readonly writeFrom: Instant;
  /** Instants, in order, after which the run's state is wanted. */
  readonly stops: readonly Instant[];
  /** First instant that is not derived any more. */
  readonly until: Instant;
}

/** Some usage of a customer, by posting instant, then id. */
export interface Piece<Usage> {
  /** Of the first piece of a customer. */
  readonly begins: CustomerTask | null;
  readonly usage: Usage;
  /** No more follows of this customer. */
  readonly last: boolean;
}

/** @returns what derives pieces as they come, each customer's after the other's. It throws BeyondCount. */
export function openDeriving(book: Book): (piece: Piece<Iterable<UsageEvent>>) => DerivedPage {
  let customer: ReturnType<typeof beginCustomer> | undefined;
  return ({ begins, usage, last }) => {
    if (begins) customer = beginCustomer(book, begins);
    customer!.feed(usage);
    if (last) customer!.finish();
    return customer!.take();
  };
}

function beginCustomer(book: Book, task: CustomerTask) {
  const collector = collectPages(task.writeFrom);
  const run = beginRun(book, task, collector);
  const { erased } = book.customers.get(task.customer)!;
  const stops = [...task.stops];
  const passStopsBefore = (instant: Instant): void => {
    while (stops.length > 0 && stops[0]! < instant) {
      const stop = stops.shift()!;
      finishRun(run, stop + 1);
      collector.snapshot(stop, writeSnapshot(run));
    }
  };
  return {
    feed(usage: Iterable<UsageEvent>): void {
      for (const event of usage) {
        if (erased.size > 0 && erased.has(event.eventId)) continue;
        passStopsBefore(event.postedAt);
        giveUsage(run, event);
      }
    },
    finish(): void {
      passStopsBefore(task.until);
      finishRun(run, task.until);
    },
    take: () => collector.take(),
  };
}

/** A run that goes on from where the task says. */
export function beginRun(
  book: Book,
  { customer, base, past }: Pick<CustomerTask, 'customer' | 'base' | 'past'>,
  sink: RunSink,
): CustomerRun {
  if (!base) return startRun(book, customer, sink);
  return resumeRun(book, customer, sink, base.state, base.at, past);
}

/** Adds usage that counts; excluded usage takes part in nothing (rules §4). */
export function giveUsage(run: CustomerRun, event: UsageEvent): void {
  const { excluded } = run.book.customers.get(run.customer)!;
  if (excluded.size > 0 && excluded.has(event.eventId)) run.sink.unrated(event);
  else addUsage(run, event);
}
