// Made-up companies by seed, a mistake a customer, in sheets of every layout: nothing is said of balances that are right, no mistake is
// taken for another, and nearly all are named exactly. Where two causes give the same balances, the other one is named as possible.
import { describe, expect, it } from 'vitest';
import { judge, shownBy } from './judge.ts';
import { LAYOUTS } from './layouts.ts';

/** Besides, those of the first thousand that once left something unexplained. */
const SEEDS = [...Array.from({ length: 32 }, (_, index) => index + 1), 38, 122, 396, 568, 854];

describe('sheets with mistakes by chance', () => {
  const judged = SEEDS.map((seed) => ({ seed, layout: shownBy(seed).layout, ...judge(seed) }));

  it('nothing is said of what is right', () => {
    expect(judged.flatMap(({ seed, false: falsely }) => falsely.map((text) => `${seed} ${text}`))).toEqual(
      [],
    );
  });

  it('what is said of each balance adds up to what it is off by, in credits and in money', () => {
    expect(judged.flatMap(({ seed, adrift }) => adrift.map((text) => `${seed} ${text}`))).toEqual([]);
  });

  it.each(LAYOUTS)('no mistake is taken for another in %s, and they are found', (layout) => {
    const planted = judged.filter((one) => one.layout === layout).flatMap((one) => one.planted);
    const of = (outcome: string) => planted.filter((one) => one.outcome === outcome);
    expect(of('wrong')).toEqual([]);
    expect(of('unexplained')).toEqual([]);
    expect(planted.length).toBeGreaterThan(25);
    // A list of purchases has one balance, which most mistakes of a row give alike.
    expect(of('exact').length / planted.length).toBeGreaterThan(layout === 'purchases' ? 0.5 : 0.85);
  });
});
