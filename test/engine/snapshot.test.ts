// Going on from a snapshot, taken at any instant of a random book's life, gives what deriving from nothing gives: the same
// postings, lots and later snapshots, to the letter. And a snapshot stays true while only later things are told.
// A few books here; test/properties has many.
import { describe, expect, it } from 'vitest';
import { isReadable } from '../../src-main/engine/snapshot.ts';
import { worldFromSeed } from '../oracle/generate.ts';
import { bookOf, tell, use } from '../support/memory/ledger-text.ts';
import {
  expectGoingOn,
  expectSame,
  expectStayingTrue,
  fromNothing,
  goOn,
  lotsOf,
} from '../support/memory/lives.ts';

const SEEDS = [4000, 4003, 4008, 4011, 4015];

describe('going on from a snapshot', () => {
  it.each(SEEDS)('random book %i: from any instant the same postings, lots and later snapshots', (seed) => {
    expectGoingOn(worldFromSeed(seed), seed);
  });

  it.each(SEEDS.slice(0, 3))('random book %i, step by step: a snapshot of before stays true', (seed) => {
    expect(expectStayingTrue(worldFromSeed(seed), seed)).toBeGreaterThan(0);
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
    expect([...texts.values()][0]).toBe('{"shape":3,"wallets":[]}');
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
