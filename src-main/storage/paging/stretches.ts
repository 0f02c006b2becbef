// How many lines of the ledger there are in each stretch of time: counted once for a filter and a state of the book, as far as is asked
// for, so that the line at any place is found without reading what lies before it. Must not: read more of a posting than the index has.
import { DAY_MS, type Instant } from '../../../src-shared/calendar.ts';
import type { OpenBook } from '../open.ts';
import { keptFor, prepared } from './kept.ts';
import { EVER, hasKinds, isOne, type LedgerPagesFilter, type Span, scanOf, within } from './ledger-scan.ts';

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

/** A stretch of the index, whether it has lines that fit or not. */
interface Piece extends Span {
  readonly rows: number;
  /** Postings it was counted from. */
  readonly looked: number;
  /** How long the next one should be, in ms. */
  readonly length: number;
}

/** Gives the piece after another, or the first one; null: there is none. */
type Pieces = (last: Piece | null) => Piece | null;

/** What is counted so far, from the first line on, and can be gone on with. */
class Counting implements Stretches {
  readonly list: Stretch[] = [];
  total = 0;
  /** Postings looked at. */
  looked = 0;
  readonly #pieceAfter: Pieces;
  #last: Piece | null = null;
  #ended = false;

  constructor(pieceAfter: Pieces) {
    this.#pieceAfter = pieceAfter;
  }

  /** Goes on until more postings than so many are looked at in all. @returns null: there are more. */
  upTo(most: number): Stretches | null {
    while (!this.#ended && this.looked <= most) {
      const piece = this.#pieceAfter(this.#last);
      if (piece) this.#add(piece);
      else this.#ended = true;
    }
    return this.#ended ? this : null;
  }

  #add(piece: Piece): void {
    const { at, end, rows, looked } = piece;
    if (rows > 0) this.list.push({ at, end, rows, before: this.total });
    this.total += rows;
    this.looked += looked;
    this.#last = piece;
  }
}

/** What is counted for a filter and the state of the book. @param about as many postings make a stretch. */
export function countingOf(open: OpenBook, filter: LedgerPagesFilter, about = ROWS): Counting {
  return keptFor(
    open,
    { stretches: filter, about },
    () => new Counting(isOne(filter) ? daysOfOne(open, filter) : piecesOf(open, filter, about)),
  );
}

/** All of them. */
export function stretchesOf(open: OpenBook, filter: LedgerPagesFilter, about = ROWS): Stretches {
  return countingOf(open, filter, about).upTo(Number.POSITIVE_INFINITY)!;
}

/** A customer's days: in groups, since few enough are read at once. */
function daysOfOne(open: OpenBook, filter: LedgerPagesFilter): Pieces {
  const { among, where, parameters } = scanOf(open, filter);
  const days = open.db
    .prepare(
      `SELECT p.at / ${DAY_MS} AS day, count(*) AS rows FROM ${among} ${where} GROUP BY day ORDER BY day`,
    )
    .all({ ...parameters, ...within(filter, EVER) }) as { day: number; rows: number }[];
  const pieces = days.map(({ day, rows }) => {
    const span = within(filter, { at: day * DAY_MS, end: (day + 1) * DAY_MS });
    // Looked at already.
    return { ...span, rows, looked: 0, length: DAY_MS };
  });
  let next = 0;
  return () => pieces[next++] ?? null;
}

/** Ranges of the index, one after the other, each as long as the one before suggests: in groups all of it would be sorted. */
function piecesOf(open: OpenBook, filter: LedgerPagesFilter, about: number): Pieces {
  if (!hasKinds(open, filter)) return () => null;
  const { at: first, end: latest } = within(filter, EVER);
  const { among, at: time, inSpan, fits, parameters } = scanOf(open, filter);
  const instants = prepared(
    open,
    `SELECT p.at FROM ${among} WHERE ${inSpan} ORDER BY ${time} LIMIT 1 OFFSET @skip`,
  ).pluck();
  const counts = prepared(
    open,
    `SELECT count(*) AS looked, count(*) FILTER (WHERE ${fits}) AS rows FROM ${among} WHERE ${inSpan}`,
  );
  const instantAt = (span: Span, skip: number) => instants.get({ ...span, skip }) as Instant | undefined;
  const count = (span: Span) => counts.get({ ...parameters, ...span }) as Pick<Piece, 'rows' | 'looked'>;
  return (last) => {
    const at = instantAt({ at: last?.end ?? first, end: latest }, 0);
    if (at === undefined) return null;
    let length = last?.length ?? DAY_MS;
    let end = Math.min(at + length, latest);
    let counted = count({ at, end });
    if (counted.looked > 4 * about && end > at + 1) {
      // Much more than was thought: up to the posting that is as many on, or the one instant that has them all.
      end = Math.max(instantAt({ at, end }, about)!, at + 1);
      counted = count({ at, end });
      length = end - at;
    } else if (counted.looked > 2 * about) length = Math.max(1, Math.floor(length / 2));
    else if (counted.looked < about / 2) length = Math.min(DAY_MS, length * 2);
    return { at, end, ...counted, length };
  };
}

interface Reader {
  /** The time of the line that `skip` others of the span come before. */
  instantAt(span: Span, skip: number): Instant | undefined;
  /** Lines of the span. */
  count(span: Span): number;
}

/** @param descending instants from the end of a span. */
export function readerOf(open: OpenBook, filter: LedgerPagesFilter, descending = false): Reader {
  const { among, where, at, parameters } = scanOf(open, filter);
  const down = descending ? ' DESC' : '';
  const instant = prepared(
    open,
    `SELECT p.at FROM ${among} ${where} ORDER BY ${at}${down} LIMIT 1 OFFSET @skip`,
  ).pluck();
  const count = prepared(open, `SELECT count(*) FROM ${among} ${where}`).pluck();
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
