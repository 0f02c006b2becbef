// The promise of test/engine/snapshot.test.ts on many random books: going on from a snapshot at any instant, and from one of an
// earlier step, gives what deriving from nothing gives.
import { describe, expect, it } from 'vitest';
import { worldFromSeed } from '../oracle/generate.ts';
import { expectGoingOn, expectStayingTrue } from '../support/memory/lives.ts';

const FIRST = Number(process.env.DRAWDOWN_SEED ?? 1) + 5000;
const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => FIRST + i);

describe('going on from a snapshot', () => {
  it.each(seeds(40))(
    'random book %i: from any instant the same postings, lots and later snapshots',
    (seed) => {
      expectGoingOn(worldFromSeed(seed), seed);
    },
  );

  it.each(seeds(20))('random book %i, step by step: a snapshot of before stays true', (seed) => {
    expect(expectStayingTrue(worldFromSeed(seed), seed)).toBeGreaterThan(0);
  });
});
