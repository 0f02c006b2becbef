// How many lines of the ledger there are in each stretch of time: counted once for a filter and a state of the book, as far as is asked
// for, so that the line at any place is found without reading what lies before it. Must not: read more of a posting than the index has.
import { DAY_MS, type Instant } from '../../../src-shared/calendar.ts';
import { kindNumber } from '../derived-rows.ts';
import type { OpenBook } from '../open.ts';
import { keptFor, prepared } from './kept.ts';
import { EVER, hasKinds, isOne, type LedgerPagesFilter, type Span, scanOf, within } from './ledger-scan.ts';

/** A stretch of time, as many lines as lie in it, and before it. */
export interface Stretch extends Span {
  readonly before: number;
  readonly rows: number;
  /** Postings that lie between the stretches before it, none of which fits. */
  readonly passed: number;
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
  /** By the number of their kind. */
  readonly rows: ReadonlyMap<number, number>;
  /** Postings it was counted from. */
  readonly looked: number;
  /** How long the next one should be, in ms. */
  readonly length: number;
}

/** Gives the piece after another, or the first one; null: there is none. */
type Pieces = (last: Piece | null) => Piece | null;

/** What is counted so far, from the first posting on, whatever its kind, and can be gone on with. */
class Counting {
  /** Postings looked at. */
  looked = 0;
  ended = false;
  readonly #pieceAfter: Pieces;
  readonly #pieces: Piece[] = [];
  readonly #stretches = new Map<string, Stretches>();

  constructor(pieceAfter: Pieces) {
    this.#pieceAfter = pieceAfter;
  }

  /** Goes on until more postings than so many are looked at in all. */
  upTo(most: number): void {
    while (!this.ended && this.looked <= most) {
      const piece = this.#pieceAfter(this.#pieces.at(-1) ?? null);
      if (piece) this.#pieces.push(piece);
      else this.ended = true;
      this.looked += piece?.looked ?? 0;
    }
  }

  /** Where lines of these kinds lie, once all is counted. */
  stretches(kinds: LedgerPagesFilter['kinds']): Stretches {
    const asked = JSON.stringify(kinds);
    const known = this.#stretches.get(asked) ?? stretchesIn(this.#pieces, kinds);
    this.#stretches.set(asked, known);
    return known;
  }
}

function stretchesIn(pieces: readonly Piece[], kinds: LedgerPagesFilter['kinds']): Stretches {
  const wanted = new Set(kinds?.map(kindNumber));
  const list: Stretch[] = [];
  let [before, passed] = [0, 0];
  for (const { at, end, looked, ...piece } of pieces) {
    let rows = 0;
    for (const [kind, count] of piece.rows) if (kinds === null || wanted.has(kind)) rows += count;
    if (rows > 0) list.push({ at, end, rows, before, passed });
    else passed += looked;
    before += rows;
  }
  return { list, total: before };
}

/** What is counted for a filter and the state of the book. */
export interface Counted {
  /** Postings looked at. */
  readonly looked: number;
  /** Goes on until more postings than so many are looked at in all. @returns null: there are more. */
  upTo(most: number): Stretches | null;
}

/**
 * Of one kind or all of them, they are counted together: who looks at one kind after the other waits for it once.
 * @param about as many postings make a stretch.
 */
export function countingOf(open: OpenBook, filter: LedgerPagesFilter, about = ROWS): Counted {
  const ofAll = { ...filter, kinds: null };
  const counting = keptFor(
    open,
    { stretches: ofAll, about },
    () => new Counting(isOne(filter) ? daysOfOne(open, ofAll) : piecesOf(open, ofAll, about)),
  );
  return {
    looked: counting.looked,
    upTo: (most) => {
      if (!counting.ended && !hasKinds(open, filter)) return { list: [], total: 0 };
      counting.upTo(most);
      return counting.ended ? counting.stretches(filter.kinds) : null;
    },
  };
}

/** All of them. */
export function stretchesOf(open: OpenBook, filter: LedgerPagesFilter, about = ROWS): Stretches {
  return countingOf(open, filter, about).upTo(Number.POSITIVE_INFINITY)!;
}

/** Before 1970, too, a day begins at midnight: what is divided is cut towards 0. */
const DAY = `(p.at - (p.at < 0) * ${DAY_MS - 1}) / ${DAY_MS}`;

/** A customer's days: in groups, since few enough are read at once. */
function daysOfOne(open: OpenBook, filter: LedgerPagesFilter): Pieces {
  const { among, where, parameters } = scanOf(open, filter);
  const counts = open.db
    .prepare(
      `SELECT ${DAY} AS day, p.kind, count(*) FROM ${among} ${where} GROUP BY day, p.kind ORDER BY day`,
    )
    .raw()
    .all({ ...parameters, ...within(filter, EVER) }) as [day: number, kind: number, rows: number][];
  const pieces = [...Map.groupBy(counts, ([day]) => day)].map(([day, kinds]): Piece => {
    const span = within(filter, { at: day * DAY_MS, end: (day + 1) * DAY_MS });
    const rows = new Map(kinds.map(([, kind, count]) => [kind, count]));
    // Looked at already.
    return { ...span, rows, looked: 0, length: DAY_MS };
  });
  let next = 0;
  return () => pieces[next++] ?? null;
}

/** Ranges of the index, one after the other, each as long as the one before suggests: in groups all of it would be sorted. */
function piecesOf(open: OpenBook, filter: LedgerPagesFilter, about: number): Pieces {
  const { at: first, end: latest } = within(filter, EVER);
  const { among, at: time, inSpan } = scanOf(open, filter);
  const instants = prepared(
    open,
    `SELECT p.at FROM ${among} WHERE ${inSpan} ORDER BY ${time} LIMIT 1 OFFSET @skip`,
  ).pluck();
  const instantAt = (span: Span, skip: number) => instants.get({ ...span, skip }) as Instant | undefined;
  const count = openCounts(open, filter);
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

/** Counts by kind: drawdowns, which nearly all are, at once, and only what else there is in groups. */
function openCounts(
  open: OpenBook,
  filter: LedgerPagesFilter,
): (span: Span) => Pick<Piece, 'rows' | 'looked'> {
  const { among, inSpan, where, parameters } = scanOf(open, filter);
  const drawdown = kindNumber('drawdown');
  const all = prepared(
    open,
    `SELECT count(*), count(*) FILTER (WHERE p.kind = ${drawdown}) FROM ${among} WHERE ${inSpan}`,
  ).raw();
  const others = prepared(
    open,
    `SELECT p.kind, count(*) FROM ${among} ${where} AND p.kind <> ${drawdown} GROUP BY p.kind`,
  ).raw();
  return (span) => {
    const [looked, drawdowns] = all.get(span) as [looked: number, drawdowns: number];
    const rows = looked > drawdowns ? (others.all({ ...parameters, ...span }) as [number, number][]) : [];
    return { looked, rows: new Map([...rows, [drawdown, drawdowns]]) };
  };
}

interface Reader {
  /** The time of the line that `skip` others of the span come before. */
  instantAt(span: Span, skip: number): Instant | undefined;
  /** Lines of the span. */
  count(span: Span): number;
}

export function readerOf(open: OpenBook, filter: LedgerPagesFilter): Reader {
  const { among, where, at, parameters } = scanOf(open, filter);
  const instant = prepared(
    open,
    `SELECT p.at FROM ${among} ${where} ORDER BY ${at} LIMIT 1 OFFSET @skip`,
  ).pluck();
  const count = prepared(open, `SELECT count(*) FROM ${among} ${where}`).pluck();
  return {
    instantAt: (span, skip) => instant.get({ ...parameters, ...span, skip }) as Instant | undefined,
    count: (span) => count.get({ ...parameters, ...span }) as number,
  };
}

/** The times of the first lines, or the last ones from the end on. */
export function topInstants(
  open: OpenBook,
  filter: LedgerPagesFilter,
  limit: number,
  descending: boolean,
): Instant[] {
  const { among, where, at, parameters } = scanOf(open, filter);
  const down = descending ? ' DESC' : '';
  return prepared(open, `SELECT p.at FROM ${among} ${where} ORDER BY ${at}${down} LIMIT @limit`)
    .pluck()
    .all({ ...parameters, ...within(filter, EVER), limit }) as Instant[];
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
