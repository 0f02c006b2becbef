// Which usage fits what a person narrowed to: along which index it is found, and which rows of that fit. Must not: read a row.
import type { UsageState } from '../../../src-shared/usage-columns.ts';
import type { Book } from '../../engine/book.ts';
import { rateInForce } from '../../engine/rating.ts';
import type { UsageScan } from '../../storage/usage-pages.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';

export interface UsageFilter {
  customer: string | null;
  meter: string | null;
  batch: number | null;
  late: boolean;
  /** Without a rate, or excluded. */
  exception: boolean;
  /** The event's id begins so. */
  text: string;
}

/** The index that narrows most. */
export function scanFor(session: Session, { customer, batch, exception, text }: UsageFilter): UsageScan {
  if (text !== '') return { by: 'id', prefix: text };
  if (exception) return { by: 'unrated' };
  if (batch === null && customer !== null) return { by: 'customer', customer };
  return { by: 'seq', ...rangeOf(session, batch) };
}

/** A batch's rows stand together, in the order of batches: nothing is ever taken out of the table. */
function rangeOf(session: Session, batch: number | null): { from: number; to: number } {
  let before = 0;
  for (const { batch: number, accepted } of latest(session, 'batch').values()) {
    if (number === batch) return { from: before + 1, to: before + accepted };
    before += accepted;
  }
  return batch === null ? { from: 1, to: before } : { from: 1, to: 0 };
}

export function fitting(book: Book, filter: UsageFilter, scan: UsageScan): (event: StoredEvent) => boolean {
  const { customer, meter, batch, late, exception } = filter;
  const unratedOnly = exception && scan.by !== 'unrated';
  return (event) =>
    !book.undone.has(event.batch) &&
    (customer === null || event.customer === customer) &&
    (meter === null || event.meter === meter) &&
    (batch === null || event.batch === batch) &&
    (!late || event.postedAt !== event.occurredAt) &&
    (!unratedOnly || stateOf(book, event, 0) === 'excluded' || !hasRate(book, event));
}

function hasRate(book: Book, { meter, customer, occurredAt }: StoredEvent): boolean {
  return rateInForce(book.rates.candidates(meter, customer), occurredAt) !== null;
}

/** What a row is now. @param postings how many it has. */
export function stateOf(book: Book, event: StoredEvent, postings: number): UsageState {
  const { erased, excluded, reversals } = book.customers.get(event.customer)!;
  if (excluded.has(event.eventId)) return 'excluded';
  if (erased.has(event.eventId) || reversals.some(({ fact }) => fact.eventId === event.eventId))
    return 'voided';
  if (postings === 0 && !hasRate(book, event)) return 'no_rate';
  return event.postedAt === event.occurredAt ? 'counted' : 'late';
}
