// How many lines of the ledger there are in each stretch of time: counted once for a filter and a state of the book, so that the line at
// any place is found without reading what lies before it. Must not: read more of a posting than the index has.
import { DAY_MS, type Instant } from '../../../src-shared/calendar.ts';
import type { OpenBook } from '../open.ts';
import { keptFor, prepared } from './kept.ts';
import { EVER, isOne, type LedgerPagesFilter, type Span, scanOf, within } from './ledger-scan.ts';

/** A stretch of time, as many lines as lie in it, and before it. */
export interface Stretch extends Span {
  readonly before: number;
  readonly rows: number;
}

/** In order of time; what lies between them has no lines. */
export interface Stretches {
  readonly list: readonly Stretch[];
  readonly total: number;
}

/** A page passes over not many more. No stretch is longer than a day. */
const ROWS = 1000;

/** @param about as many lines make a stretch. */
export function stretchesOf(open: OpenBook, filter: LedgerPagesFilter, about = ROWS): Stretches {
  return keptFor(open, { stretches: filter, about }, () => {
    const list: Stretch[] = [];
    let before = 0;
    for (const { rows, ...span } of isOne(filter)
      ? daysOfOne(open, filter)
      : countedOf(open, filter, about)) {
      list.push({ ...within(filter, span), before, rows });
      before += rows;
    }
    return { list, total: before };
  });
}

type Counted = Span & { readonly rows: number };

/** A customer's days: in groups, since few enough are read at once. */
function daysOfOne(open: OpenBook, filter: LedgerPagesFilter): Counted[] {
  const { from, where, parameters } = scanOf(open, filter);
  const days = open.db
    .prepare(`SELECT p.at / ${DAY_MS} AS day, count(*) AS rows ${from} ${where} GROUP BY day ORDER BY day`)
    .all({ ...parameters, ...within(filter, EVER) }) as { day: number; rows: number }[];
  return days.map(({ day, rows }) => ({ at: day * DAY_MS, end: (day + 1) * DAY_MS, rows }));
}

/** Ranges of the index, one after the other, each as long as the one before suggests: in groups all of it would be sorted. */
function* countedOf(open: OpenBook, filter: LedgerPagesFilter, about: number): Iterable<Counted> {
  const { end: last, at: first } = within(filter, EVER);
  const { instantAt, count } = readerOf(open, filter);
  let length = DAY_MS;
  for (let at = instantAt({ at: first, end: last }, 0); at !== undefined; ) {
    let end = Math.min(at + length, last);
    let rows = count({ at, end });
    if (rows > 4 * about && end > at + 1) {
      // Much more than was thought: up to the line that is as many lines on, or the one instant that has them all.
      end = Math.max(instantAt({ at, end }, about)!, at + 1);
      rows = count({ at, end });
      length = end - at;
    } else if (rows > 2 * about) length = Math.max(1, Math.floor(length / 2));
    else if (rows < about / 2) length = Math.min(DAY_MS, length * 2);
    if (rows > 0) yield { at, end, rows };
    at = rows > 0 ? end : instantAt({ at: end, end: last }, 0);
  }
}

interface Reader {
  /** The time of the line that `skip` others of the span come before. */
  instantAt(span: Span, skip: number): Instant | undefined;
  /** Lines of the span. */
  count(span: Span): number;
}

export function readerOf(open: OpenBook, filter: LedgerPagesFilter): Reader {
  const { from, where, at, parameters } = scanOf(open, filter);
  const instant = prepared(open, `SELECT p.at ${from} ${where} ORDER BY ${at} LIMIT 1 OFFSET @skip`).pluck();
  const count = prepared(open, `SELECT count(*) ${from} ${where}`).pluck();
  return {
    instantAt: (span, skip) => instant.get({ ...parameters, ...span, skip }) as Instant | undefined,
    count: (span) => count.get({ ...parameters, ...span }) as number,
  };
}

/** The stretch with the line at a place, by its index; the number of stretches where there is none. */
export function stretchAt({ list }: Stretches, place: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { before, rows } = list[middle]!;
    if (before + rows <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
