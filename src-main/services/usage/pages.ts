// Usage as people look through it: a page at a time, narrowed, each row with how it was rated and paid.
// Must not: look at more rows than MOST_LOOKED_AT for one page: what a filter passes over is gone on from by the next call.
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { UsageSort } from '../../../src-shared/contract/usage.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import type { Book } from '../../engine/book.ts';
import { moneyScale } from '../../engine/book.ts';
import { MOST_SORTED } from '../../storage/paging/kept.ts';
import type { EventPosting, UsageScan } from '../../storage/usage-pages.ts';
import {
  findUsage,
  postingsOfEvents,
  rowsOfCustomer,
  scanUsage,
  usageRowsOf,
} from '../../storage/usage-pages.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import type { UsageFilter } from './narrowing.ts';
import { fitting, scanFor, stateOf } from './narrowing.ts';
import { isFew, usageInOrder } from './order.ts';

export interface UsageAsked extends UsageFilter {
  /** null: as they came in. `newest`: from the end of the order. */
  sort: UsageSort;
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
  /** Few enough to be ordered otherwise than they came in. */
  sorts: boolean;
  /** What to go on after; null: there is no more. May be given with no rows, where a filter passed over many. */
  next: string | null;
}

/** Rows of a file that are in memory at once. */
const PIECE = 500;
/** About a tenth of a second. */
const MOST_LOOKED_AT = 50_000;

/** @param few as many rows are put in order at once; more are gone through along their index. */
export function usagePage(session: Session, asked: UsageAsked, few = MOST_SORTED): UsagePage {
  if (!isFew(session, asked, few)) return pageInPlace(session, asked);
  const { sort, newest, after, start, limit } = asked;
  const seqs = usageInOrder(session, asked, { by: sort, descending: newest });
  const last = after === null ? start - 1 : seqs.indexOf(Number(after));
  // A row that is no more: from the beginning would repeat rows, so nothing follows it.
  const from = last < 0 && after !== null ? seqs.length : last + 1;
  const rows = shownRows(session, usageRowsOf(session.open, seqs.slice(from, from + limit)));
  const next = from + limit < seqs.length ? String(seqs[from + limit - 1]) : null;
  return { rows, total: seqs.length, sorts: true, next };
}

function pageInPlace(session: Session, asked: UsageAsked): UsagePage {
  const scan = scanFor(session, asked);
  const book = session.book();
  const places = placesOf(session, asked, scan) ?? placesOfOne(session, asked, scan);
  const after = asked.after !== null ? Number(asked.after) : startOf(places, asked);
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
  return {
    rows: shownRows(session, rows),
    total: places?.total ?? null,
    sorts: false,
    next: ended || next === null ? null : String(next),
  };
}

/**
 * The next row beyond a place that has the text. Only where every row of a range is shown, so that places are rows; else `total` is
 * null, and the rows must be gone through.
 */
export function usageFind(
  session: Session,
  asked: UsageFilter & { newest: boolean; find: string; from: number; forward: boolean },
): { place: number | null; next: number | null; total: number | null } {
  const places = placesOf(session, asked, scanFor(session, asked));
  if (!places || places.total === 0) return { place: null, next: null, total: places?.total ?? null };
  const { newest, from, forward, find } = asked;
  const { total } = places;
  const turned = (place: number): number => (newest ? total - 1 - place : place);
  const upward = forward !== newest;
  const start = turned(Math.min(from, total));
  if (upward ? start >= total - 1 : start <= 0) return { place: null, next: null, total };
  const [after, last] = upward
    ? [places.seqAt(start + 1) - 1, places.seqAt(total - 1)]
    : [places.seqAt(start - 1) + 1, places.seqAt(0)];
  const undone = [...session.book().undone];
  const { found, next } = findUsage(session.open, find.trim().toLowerCase(), undone, after, last);
  return {
    place: found === null ? null : turned(places.placeOf(found)),
    next: next === null ? null : turned(places.placeOf(next) - (upward && !places.has(next) ? 1 : 0)),
    total,
  };
}

/** All rows that fit, in order, for a file. */
export function* usageRows(
  session: Session,
  filter: UsageFilter & { newest: boolean; sort: UsageSort },
): Generator<Cell[]> {
  if (filter.sort !== null && isFew(session, filter)) {
    const seqs = usageInOrder(session, filter, { by: filter.sort, descending: filter.newest });
    for (let at = 0; at < seqs.length; at += PIECE)
      yield* cellsOf(session, usageRowsOf(session.open, seqs.slice(at, at + PIECE)));
    return;
  }
  const scan = scanFor(session, filter);
  const fits = fitting(session.book(), filter, scan);
  let piece: StoredEvent[] = [];
  for (const event of scanUsage(session.open, scan, filter.newest, null)) {
    if (fits(event)) piece.push(event);
    if (piece.length < PIECE) continue;
    yield* cellsOf(session, piece);
    piece = [];
  }
  yield* cellsOf(session, piece);
}

/** Rows that stand one after the other where nothing is passed over but undone batches: a place is a row. */
interface Places {
  readonly total: number;
  seqAt(place: number): number;
  /** Rows before this one. */
  placeOf(seq: number): number;
  has(seq: number): boolean;
}

/** null: what fits is not known before it is gone through. */
function placesOf(session: Session, filter: UsageFilter, scan: UsageScan): Places | null {
  const { customer, meter, late, batch } = filter;
  if (scan.by !== 'seq' || customer !== null || meter !== null || late) return null;
  const { undone } = session.book();
  const runs: { from: number; to: number; before: number }[] = [];
  let [total, row] = [0, 1];
  for (const { batch: number, accepted } of latest(session, 'batch').values()) {
    if (!undone.has(number) && (batch === null || number === batch)) {
      runs.push({ from: row, to: row + accepted - 1, before: total });
      total += accepted;
    }
    row += accepted;
  }
  return {
    total,
    seqAt(place) {
      const run = runs.findLast(({ before, from, to }) => before <= place && to >= from);
      return run ? run.from + place - run.before : 0;
    },
    placeOf(seq) {
      const run = runs.findLast(({ from }) => from <= seq);
      return run ? run.before + Math.min(seq, run.to + 1) - run.from : 0;
    },
    has: (seq) => runs.some(({ from, to }) => from <= seq && seq <= to),
  };
}

/** A customer's rows by time. */
function placesOfOne(
  session: Session,
  { meter, late }: UsageFilter,
  scan: UsageScan,
): Pick<Places, 'total' | 'seqAt'> | null {
  if (scan.by !== 'customer' || meter !== null || late) return null;
  return rowsOfCustomer(session.open, scan.customer, [...session.book().undone]);
}

/** The row that the page goes on from: the grid may jump to the middle of millions. */
function startOf(
  places: Pick<Places, 'total' | 'seqAt'> | null,
  { newest, start }: UsageAsked,
): number | null {
  if (!places || start === 0 || places.total === 0) return null;
  if (start >= places.total) return newest ? 0 : places.seqAt(places.total - 1);
  return newest ? places.seqAt(places.total - start) : places.seqAt(start - 1);
}

function shownRows(session: Session, events: readonly StoredEvent[]): UsagePage['rows'] {
  const cells = cellsOf(session, events);
  return events.map(({ ref }, index) => ({ id: String(ref), cells: cells[index]! }));
}

/** Rows in the order of USAGE_COLUMNS. */
function cellsOf(session: Session, events: readonly StoredEvent[]): Cell[][] {
  const book = session.book();
  const posted = postingsOfEvents(session.open, events);
  return events.map((event) => {
    const postings = posted.get(event.ref)!;
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
  });
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
