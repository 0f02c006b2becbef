// Made-up companies by seed, a mistake a customer: nothing is said of balances that are right, no mistake is taken for another, and
// nearly all are named exactly. Where two causes give the same balances, the other one is named as possible.
import { describe, expect, it } from 'vitest';
import { judge } from './variants.ts';

const SEEDS = Array.from({ length: 16 }, (_, index) => index + 1);

describe('sheets with mistakes by chance', () => {
  const judged = SEEDS.map((seed) => judge(seed, seed % 2 === 0));
  const sum = (key: 'planted' | 'exact' | 'also' | 'unexplained'): number =>
    judged.reduce((total, one) => total + one[key], 0);

  it('nothing is said of what is right', () => {
    expect(judged.flatMap((one) => one.false)).toEqual([]);
  });

  it('no mistake is taken for another', () => {
    expect(judged.flatMap((one) => one.wrong)).toEqual([]);
  });

  it('they are found', () => {
    expect(sum('planted')).toBeGreaterThan(60);
    expect(sum('exact') / sum('planted')).toBeGreaterThan(0.9);
    expect(sum('unexplained') / sum('planted')).toBeLessThan(0.02);
  });
});
