// Derives a book in memory twice: from nothing, and going on from a snapshot as a book on disk does, so that the two can be
// held against each other. Must not: choose books or seeds; the tests do.
import { expect } from 'vitest';
import type { Told } from '../../../src-main/engine/facts.ts';
import { finishRun, startRun } from '../../../src-main/engine/run.ts';
import type { PastLine } from '../../../src-main/engine/snapshot.ts';
import { resumeRun, writeSnapshot } from '../../../src-main/engine/snapshot.ts';
import { addDays, addMonths, type Instant } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { World } from '../../oracle/world.ts';
import { seeded } from '../random.ts';
import type { Derived, MemoryBook } from './book.ts';
import { feed, nothingDerived, recorder } from './book.ts';
import { liveInMemory } from './world.ts';

export interface Life {
  derived: Derived;
  /** The snapshot at each stop. */
  texts: Map<Instant, string>;
}

/** Some months after the last thing that happens. */
export function endOf(book: MemoryBook): Instant {
  const { zone, firstMonth } = book.book();
  const used = book.usage.map(({ postedAt }) => zone.dateAt(postedAt));
  const last = [`${firstMonth}-01`, `${book.firstOpen()}-01`, ...used].sort(compareText).at(-1)!;
  return zone.startOf(addMonths(last, 4));
}

/** Derives a customer from nothing, with a snapshot at each stop (ascending). */
export function fromNothing(
  book: MemoryBook,
  customer: string,
  stops: readonly Instant[],
  end = endOf(book),
): Life {
  const derived = nothingDerived();
  const run = startRun(book.book(), customer, recorder(customer, derived));
  const texts = new Map<Instant, string>();
  let last = Number.NEGATIVE_INFINITY;
  for (const stop of [...stops, end]) {
    feed(run, book.events(customer), last, stop + 1);
    finishRun(run, stop + 1);
    texts.set(stop, writeSnapshot(run));
    last = stop;
  }
  return { derived, texts };
}

/**
 * Goes on from one snapshot of a life, as a book does: what was posted and made by then stands, what comes after is derived
 * again; what later voids take back is read from what stands.
 */
export function goOn(
  book: MemoryBook,
  customer: string,
  life: Life,
  from: Instant,
  stops: readonly Instant[],
  end = endOf(book),
): Life {
  const derived: Derived = {
    ...nothingDerived(),
    postings: life.derived.postings.filter(({ posting }) => posting.at <= from),
    lots: new Map([...life.derived.lots].filter(([, { madeAt }]) => madeAt <= from)),
  };
  const sink = recorder(customer, derived);
  const past = pastLines(book, customer, life, from);
  const run = resumeRun(book.book(), customer, sink, life.texts.get(from)!, from, past);
  const texts = new Map<Instant, string>([[from, writeSnapshot(run)]]);
  let last = from;
  for (const stop of [...stops.filter((at) => at > from), end]) {
    feed(run, book.events(customer), last, stop + 1);
    finishRun(run, stop + 1);
    texts.set(stop, writeSnapshot(run));
    last = stop;
  }
  return { derived, texts };
}

function pastLines(book: MemoryBook, customer: string, { derived }: Life, until: Instant): PastLine[] {
  const { reversals } = book.book().customers.get(customer)!;
  const reversed = new Set(reversals.filter(({ at }) => at > until).map(({ fact }) => fact.eventId));
  return derived.postings.flatMap(({ creditType, posting }): PastLine[] => {
    const { at, kind, event, eventId, meter } = posting;
    if (at > until || event === null || eventId === null || meter === null || !reversed.has(eventId))
      return [];
    if (kind !== 'drawdown' && kind !== 'overage' && kind !== 'deficit') return [];
    return [{ ...posting, kind, event, eventId, meter, creditType }];
  });
}

/** Instants worth stopping at: some at which something is posted, a millisecond beside them, and some in between. */
export function stopsOf(book: MemoryBook, customer: string, seed: number): Instant[] {
  const { derived } = fromNothing(book, customer, []);
  const random = seeded(seed);
  const posted = random
    .shuffled([...new Set(derived.postings.map(({ posting }) => posting.at))])
    .slice(0, 12);
  const around = posted.flatMap((at) => [at, at + [-1, 1, 3_600_000][random.below(3)]!]);
  return [...new Set(around)].filter((at) => at < endOf(book)).sort((a, b) => a - b);
}

/** Wallet by wallet: there is an order of postings within a wallet only. */
const postingsOf = ({ derived }: Life): unknown[] =>
  [...derived.postings].sort((a, b) => compareText(a.creditType, b.creditType));

/** Lots by id: a book keeps no order of them. */
export const lotsOf = ({ derived }: Life): unknown[] =>
  [...derived.lots.values()].sort((a, b) => compareText(a.lot.id, b.lot.id));

const inText = (life: Life): string =>
  JSON.stringify([postingsOf(life), lotsOf(life)], (_key, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );

export function expectSame(rest: Life, whole: Life, from: Instant): void {
  if (inText(rest) !== inText(whole)) {
    expect({ from, postings: postingsOf(rest) }).toEqual({ from, postings: postingsOf(whole) });
    expect({ from, lots: lotsOf(rest) }).toEqual({ from, lots: lotsOf(whole) });
    throw new Error('lives that differ in text and in nothing else');
  }
  for (const [at, text] of rest.texts) {
    if (text !== whole.texts.get(at))
      expect({ from, at, text }).toEqual({ from, at, text: whole.texts.get(at) });
  }
}

/** From when on new facts and usage of a step concern a customer: nothing before that may change. */
function concerns(book: MemoryBook, customer: string, told: readonly Told[], firstNew: number): Instant {
  const { zone } = book.book();
  const postedAt = (id: string): Instant =>
    Math.min(...book.usage.filter(({ eventId }) => eventId === id).map((e) => e.postedAt));
  const instants = told.flatMap((fact): Instant[] => {
    const { kind, body } = fact;
    if (kind === 'rate')
      return body.customer === null || body.customer === customer ? [zone.startOf(body.from)] : [];
    if (kind === 'subscription') return [zone.startOf(body.start)];
    if (kind === 'grant' || kind === 'adjustment') return [zone.startOf(body.date)];
    if (kind === 'cancellation') return [zone.startOf(addDays(body.end, 1)) - 1];
    if (kind === 'void') return [body.mode === 'erase' ? postedAt(body.eventId) : zone.startOf(body.date)];
    if (kind === 'exclusion') return [postedAt(body.eventId)];
    if (kind === 'undo')
      return book.usage.filter(({ batch }) => batch === body.batch).map((event) => event.postedAt);
    return [];
  });
  const rows = book.usage.slice(firstNew).map((event) => event.postedAt);
  return Math.min(Number.MAX_SAFE_INTEGER, ...instants, ...rows);
}

/** From any instant of the book's life the same postings, lots and later snapshots. */
export function expectGoingOn(world: World, seed: number): void {
  const book = liveInMemory(world);
  for (const customer of book.book().customers.keys()) {
    const stops = stopsOf(book, customer, seed);
    const whole = fromNothing(book, customer, stops);
    for (const from of stops) expectSame(goOn(book, customer, whole, from, stops), whole, from);
  }
}

/** Step by step, a snapshot of the step before stays true, and can be gone on from. @returns how many were compared. */
export function expectStayingTrue(world: World, seed: number): number {
  const end = endOf(liveInMemory(world));
  let before = new Map<string, Life>();
  let [facts, rows, compared] = [0, 0, 0];
  liveInMemory(world, (book) => {
    const now = new Map<string, Life>();
    for (const customer of book.book().customers.keys()) {
      const known = before.get(customer)?.texts ?? new Map<Instant, string>();
      const changed = concerns(book, customer, book.told.slice(facts), rows);
      const next = stopsOf(book, customer, seed + rows).slice(0, 4);
      const stops = [...new Set([...known.keys(), ...next])].filter((at) => at < end).sort((a, b) => a - b);
      const life = fromNothing(book, customer, stops, end);
      for (const [at, text] of known) {
        if (at >= changed) continue;
        expect({ at, text: life.texts.get(at) }).toEqual({ at, text });
        expectSame(goOn(book, customer, before.get(customer)!, at, [], end), life, at);
        compared++;
      }
      now.set(customer, { ...life, texts: new Map([...life.texts].filter(([at]) => next.includes(at))) });
    }
    before = now;
    [facts, rows] = [book.told.length, book.usage.length];
  });
  return compared;
}
