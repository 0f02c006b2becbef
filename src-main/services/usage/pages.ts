// Usage as people look through it: a page at a time, narrowed, each row with how it was rated and paid.
// Must not: look at more rows than MOST_LOOKED_AT for one page: what a filter passes over is gone on from by the next call.
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import type { UsageState } from '../../../src-shared/usage-columns.ts';
import type { Book } from '../../engine/book.ts';
import { moneyScale } from '../../engine/book.ts';
import { rateInForce } from '../../engine/rating.ts';
import type { EventPosting, UsageScan } from '../../storage/usage-pages.ts';
import { eventPostings, scanUsage } from '../../storage/usage-pages.ts';
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

export interface UsageAsked extends UsageFilter {
  newest: boolean;
  /** Row id of the last row there is already; null: from the top, or from `start`. */
  after: string | null;
  /** Place of the first row, where `after` is not at hand: only where every row of a range is shown. */
  start: number;
  limit: number;
}

export interface UsagePage {
  rows: { id: string; cells: Cell[] }[];
  /** Rows in all; null: not known. */
  total: number | null;
  /** What to go on after; null: there is no more. May be given with no rows, where a filter passed over many. */
  next: string | null;
}

/** About a tenth of a second. */
const MOST_LOOKED_AT = 50_000;

export function usagePage(session: Session, asked: UsageAsked): UsagePage {
  const scan = scanFor(session, asked);
  const book = session.book();
  const whole = isWhole(session, asked);
  const range = scan.by === 'seq' && whole ? scan.to - scan.from + 1 : null;
  const after = asked.after !== null ? Number(asked.after) : startOf(scan, asked, range);
  const fits = fitting(book, asked, scan);
  const rows: StoredEvent[] = [];
  let next: number | null = null;
  let looked = 0;
  for (const event of scanUsage(session.open, scan, asked.newest, after)) {
    if (rows.length === asked.limit || looked === MOST_LOOKED_AT) break;
    looked++;
    if (fits(event)) rows.push(event);
    next = event.ref;
  }
  const ended = rows.length < asked.limit && looked < MOST_LOOKED_AT;
  return { rows: shownRows(session, rows), total: range, next: ended || next === null ? null : String(next) };
}

/** All rows that fit, in order, for a file. */
export function* usageRows(session: Session, filter: UsageFilter & { newest: boolean }): Generator<Cell[]> {
  const scan = scanFor(session, filter);
  const fits = fitting(session.book(), filter, scan);
  const show = showing(session);
  for (const event of scanUsage(session.open, scan, filter.newest, null)) if (fits(event)) yield show(event);
}

/** The index that narrows most. */
function scanFor(session: Session, { customer, batch, exception, text }: UsageFilter): UsageScan {
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

/** Is every row of the range shown? */
function isWhole(session: Session, { customer, meter, late, batch }: UsageFilter): boolean {
  const { undone } = session.book();
  const untouched = batch === null ? undone.size === 0 : !undone.has(batch);
  return customer === null && meter === null && !late && untouched;
}

/** Where every row is shown a place is a row: the grid may jump to the middle of millions. */
function startOf(scan: UsageScan, { newest, start }: UsageAsked, range: number | null): number | null {
  if (scan.by !== 'seq' || range === null || start === 0) return null;
  return newest ? scan.to - start + 1 : scan.from + start - 1;
}

function fitting(book: Book, filter: UsageFilter, scan: UsageScan): (event: StoredEvent) => boolean {
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

function shownRows(session: Session, events: readonly StoredEvent[]): UsagePage['rows'] {
  const show = showing(session);
  return events.map((event) => ({ id: String(event.ref), cells: show(event) }));
}

/** Writes a row in the order of USAGE_COLUMNS. */
function showing(session: Session): (event: StoredEvent) => Cell[] {
  const book = session.book();
  const postingsOf = eventPostings(session.open);
  return (event) => {
    const postings = postingsOf(event);
    const state = stateOf(book, event, postings.length);
    const { eventId, occurredAt, postedAt, customer, meter, quantity, batch, line } = event;
    return [
      formatInstant(occurredAt),
      eventId,
      customer,
      meter,
      quantity,
      state,
      ...paid(book, postings),
      String(batch),
      String(line),
      formatInstant(postedAt),
    ];
  };
}

/** need, drawn, overage, credit_type, revenue, currency, lots. */
function paid(book: Book, postings: readonly EventPosting[]): Cell[] {
  const [first] = postings;
  if (!first) return [null, null, null, null, null, null, null];
  let [drawn, overage, revenue] = [0n, 0n, 0n];
  for (const posting of postings) {
    if (posting.kind === 'drawdown') drawn -= posting.credits;
    overage += posting.overage;
    revenue += posting.revenue;
  }
  const { scale } = book.creditTypes.get(first.creditType)!;
  const currency = postings.find((posting) => posting.currency !== null)?.currency ?? null;
  const lots = [...new Set(postings.flatMap(({ lot }) => (lot === null ? [] : [lot])))];
  return [
    formatScaled(drawn + overage, scale),
    formatScaled(drawn, scale),
    formatScaled(overage, scale),
    first.creditType,
    currency === null ? null : formatScaled(revenue, moneyScale(currency)),
    currency,
    lots.join(', '),
  ];
}

function stateOf(book: Book, event: StoredEvent, postings: number): UsageState {
  const { erased, excluded, reversals } = book.customers.get(event.customer)!;
  if (excluded.has(event.eventId)) return 'excluded';
  if (erased.has(event.eventId) || reversals.some(({ fact }) => fact.eventId === event.eventId))
    return 'voided';
  if (postings === 0 && !hasRate(book, event)) return 'no_rate';
  return event.postedAt === event.occurredAt ? 'counted' : 'late';
}
