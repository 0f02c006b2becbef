// How long a wallet lasts, worked out by hand: an even pace, lots that end meanwhile, lots that never do.
import { describe, expect, it } from 'vitest';
import { runOut } from '../../src-main/reports/run-out.ts';

const FOR_EVER = 365 * 5;

describe('a wallet runs out', () => {
  it('after as many days as its pace takes', () => {
    const { day, points, expiring } = runOut(
      [{ remaining: 100n, lastDay: null }],
      { drawn: 90n, days: 90n },
      FOR_EVER,
    );
    expect(day).toBe(100);
    expect(points).toEqual([
      { day: 0, balance: 100n },
      { day: 100, balance: 0n },
    ]);
    expect(expiring).toEqual([]);
  });

  it('sooner where a lot ends before it is used up', () => {
    // 1 a day: 10 of the first lot go by day 10, 20 of it expire; the other lasts 5 days more.
    const lots = [
      { remaining: 5n, lastDay: 400 },
      { remaining: 30n, lastDay: 10 },
    ];
    const { day, points, expiring } = runOut(lots, { drawn: 91n, days: 91n }, FOR_EVER);
    expect(expiring).toEqual([{ day: 10, credits: 20n }]);
    expect(points).toEqual([
      { day: 0, balance: 35n },
      { day: 10, balance: 25n },
      { day: 10, balance: 5n },
      { day: 15, balance: 0n },
    ]);
    expect(day).toBe(15);
  });

  it('when its last lot ends, if that comes first', () => {
    const { day, expiring } = runOut([{ remaining: 50n, lastDay: 31 }], { drawn: 92n, days: 92n }, FOR_EVER);
    expect(day).toBe(31);
    expect(expiring).toEqual([{ day: 31, credits: 19n }]);
  });

  it('with what ends on one day told together', () => {
    const lots = [1n, 2n, 3n].map((remaining) => ({ remaining, lastDay: 4 }));
    expect(runOut(lots, { drawn: 0n, days: 1n }, FOR_EVER).expiring).toEqual([{ day: 4, credits: 6n }]);
  });

  it('at fractions of a day, cut to the day', () => {
    // 3 in 2 days: 10 take 6 2/3 days.
    expect(runOut([{ remaining: 10n, lastDay: null }], { drawn: 3n, days: 2n }, FOR_EVER).day).toBe(6);
  });

  it('never, as far as is told, without use or beyond the horizon', () => {
    const still = runOut([{ remaining: 10n, lastDay: 20 }], { drawn: 0n, days: 92n }, 30);
    expect(still.day).toBeNull();
    expect(still.expiring).toEqual([{ day: 20, credits: 10n }]);
    const long = runOut([{ remaining: 1000n, lastDay: null }], { drawn: 92n, days: 92n }, 30);
    expect(long.day).toBeNull();
    expect(long.points.at(-1)).toEqual({ day: 30, balance: 970n });
    expect(runOut([], { drawn: 5n, days: 5n }, 30)).toEqual({
      points: [{ day: 0, balance: 0n }],
      expiring: [],
      day: null,
    });
  });

  it('keeps count of every credit, whatever the lots', () => {
    const lots = [3n, 70n, 11n, 250n].map((remaining, index) => ({
      remaining,
      lastDay: [7, 19, null, 60][index]!,
    }));
    const { points, expiring } = runOut(lots, { drawn: 100n, days: 30n }, FOR_EVER);
    const balances = points.map(({ balance }) => balance);
    expect(balances[0]).toBe(334n);
    expect(balances.every((balance, index) => index === 0 || balance <= balances[index - 1]!)).toBe(true);
    const gone = expiring.reduce((sum, { credits }) => sum + credits, 0n);
    expect(gone).toBeGreaterThan(0n);
    expect(gone).toBeLessThan(334n);
  });
});
