// Going on from a snapshot, taken at any instant of a random book's life, gives what deriving from nothing gives: the same
// postings, lots and later snapshots, to the letter. And a snapshot stays true while only later things are told.
import { describe, expect, it } from 'vitest';
import type { Told } from '../../src-main/engine/facts.ts';
import { finishRun, startRun } from '../../src-main/engine/run.ts';
import type { PastLine } from '../../src-main/engine/snapshot.ts';
import { isReadable, resumeRun, writeSnapshot } from '../../src-main/engine/snapshot.ts';
import { addDays, addMonths, type Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import { worldFromSeed } from '../oracle/generate.ts';
import { bookOf, tell, use } from '../support/ledger-text.ts';
import type { Derived, MemoryBook } from '../support/memory-book.ts';
import { feed, nothingDerived, recorder } from '../support/memory-book.ts';
import { liveInMemory } from '../support/memory-world.ts';
import { seeded } from '../support/random.ts';

const SEEDS = Array.from({ length: 25 }, (_, i) => 4000 + i);

interface Life {
  derived: Derived;
  /** The snapshot at each stop. */
  texts: Map<Instant, string>;
}

/** Some months after the last thing that happens. */
function endOf(book: MemoryBook): Instant {
  const { zone, firstMonth } = book.book();
  const used = book.usage.map(({ postedAt }) => zone.dateAt(postedAt));
  const last = [`${firstMonth}-01`, `${book.firstOpen()}-01`, ...used].sort(compareText).at(-1)!;
  return zone.startOf(addMonths(last, 4));
}

/** Derives a customer from nothing, with a snapshot at each stop (ascending). */
function fromNothing(book: MemoryBook, customer: string, stops: readonly Instant[], end = endOf(book)): Life {
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
function goOn(
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
function stopsOf(book: MemoryBook, customer: string, seed: number): Instant[] {
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
const lotsOf = ({ derived }: Life): unknown[] =>
  [...derived.lots.values()].sort((a, b) => compareText(a.lot.id, b.lot.id));

const inText = (life: Life): string =>
  JSON.stringify([postingsOf(life), lotsOf(life)], (_key, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );

function expectSame(rest: Life, whole: Life, from: Instant): void {
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

describe('going on from a snapshot', () => {
  it.each(SEEDS)('random book %i: from any instant the same postings, lots and later snapshots', (seed) => {
    const book = liveInMemory(worldFromSeed(seed));
    for (const customer of book.book().customers.keys()) {
      const stops = stopsOf(book, customer, seed);
      const whole = fromNothing(book, customer, stops);
      for (const from of stops) {
        const rest = goOn(book, customer, whole, from, stops);
        expectSame(rest, whole, from);
      }
    }
  });
});

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

describe('a snapshot of before stays true, and can be gone on from, while what is told is dated after it', () => {
  it.each(SEEDS.slice(0, 12))('random book %i, step by step', (seed) => {
    const world = worldFromSeed(seed);
    const end = endOf(liveInMemory(world));
    let before = new Map<string, Life>();
    let [facts, rows, compared] = [0, 0, 0];
    liveInMemory(world, (book) => {
      const now = new Map<string, Life>();
      for (const customer of book.book().customers.keys()) {
        const known = before.get(customer)?.texts ?? new Map<Instant, string>();
        const changed = concerns(book, customer, book.told.slice(facts), rows);
        const next = stopsOf(book, customer, seed);
        const stops = [...new Set([...known.keys(), ...next])].filter((at) => at < end).sort((a, b) => a - b);
        const life = fromNothing(book, customer, stops, end);
        for (const [at, text] of known) {
          if (at >= changed) continue;
          expect({ at, text: life.texts.get(at) }).toEqual({ at, text });
          expectSame(goOn(book, customer, before.get(customer)!, at, stops, end), life, at);
          compared++;
        }
        now.set(customer, { ...life, texts: new Map([...life.texts].filter(([at]) => next.includes(at))) });
      }
      before = now;
      [facts, rows] = [book.told.length, book.usage.length];
    });
    expect(compared).toBeGreaterThan(0);
  });
});

describe('the text of a snapshot', () => {
  const PLAN = `
plans
code | credit_type | credits | price | interval | rollover
p    | credits     | 10      | 10    | P1M      | all

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01
`;
  const at = Date.UTC(2026, 0, 10);

  it('of another shape is passed over', () => {
    const text = fromNothing(bookOf(PLAN), 'anna', [at]).texts.get(at)!;
    expect(isReadable(text)).toBe(true);
    expect(isReadable(text.replace(/"shape":\d+/, '"shape":999'))).toBe(false);
    expect(isReadable('{"wallets":[]}')).toBe(false);
  });

  it('leaves wallets out in which nothing has happened', () => {
    const { texts } = fromNothing(bookOf(PLAN), 'anna', [Date.UTC(2025, 11, 31)]);
    expect([...texts.values()][0]).toBe('{"shape":2,"wallets":[]}');
  });

  it('holds its lots by id, however they were reached', () => {
    const [one, other] = [bookOf(PLAN), bookOf(PLAN)];
    const grants = (...refs: string[]): string =>
      `grants\nref | date | customer | credit_type | credits\n${refs
        .map((ref) => `${ref} | 2026-01-05 | anna | credits | 1`)
        .join('\n')}`;
    tell(one, grants('x', 'a', 'm'));
    tell(other, grants('m'));
    tell(other, grants('a', 'x'));
    const [a, b] = [one, other].map((book) => fromNothing(book, 'anna', [at]).texts.get(at));
    expect(a).toBe(b);
  });

  it('works a cancellation in that is told after it', () => {
    const book = bookOf(PLAN);
    use(book, 'a | 2026-01-05 | 3');
    const before = fromNothing(book, 'anna', [at]);
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-20 | moved');
    const whole = fromNothing(book, 'anna', [at]);
    expect(whole.texts.get(at)).toBe(before.texts.get(at));
    const rest = goOn(book, 'anna', before, at, []);
    expectSame(rest, whole, at);
    expect(rest.derived.postings.at(-1)).toMatchObject({
      posting: { kind: 'expiry', at: Date.UTC(2026, 0, 21) - 1 },
    });
  });

  it('works a cancellation in that cuts a lot extended before it', () => {
    const book = bookOf(PLAN);
    tell(
      book,
      'adjustments\nref | date | lot | type | expires\n x | 2026-01-08 | s:2026-01-01 | extend | 2026-03-31',
    );
    const before = fromNothing(book, 'anna', [at]);
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-20 | moved');
    const whole = fromNothing(book, 'anna', [at]);
    expectSame(goOn(book, 'anna', before, at, []), whole, at);
    expect(lotsOf(whole)).toMatchObject([
      { baseExpiresAt: Date.UTC(2026, 0, 21), lot: { expiresAt: Date.UTC(2026, 3, 1) } },
    ]);
  });
});
