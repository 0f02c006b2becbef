// Matching against planted truths: of what is taken automatically nothing is wrong, and how much is found. Also: order does not matter.
import { describe, expect, it } from 'vitest';
import type { Matching } from '../../../src-main/reports/matching/items.ts';
import { matchSides } from '../../../src-main/reports/matching/match.ts';
import { seeded } from '../../support/random.ts';
import { DAYS, type Planted, plant } from './planted.ts';

const OPTIONS = { days: DAYS, tolerance: new Map([['EUR', 2n]]) };

/** Sets that join lines of different truths, or lines that stand alone. */
function wrongIn({ sets }: Matching, { truth }: Planted): unknown[] {
  return sets.filter(({ book, outside }) => {
    const truths = new Set([...book, ...outside].map((key) => truth.get(key) ?? `alone ${key}`));
    return truths.size > 1 || [...truths][0]!.startsWith('alone');
  });
}

/** By sort: truths found of all; a truth is found when every line of it is in some set. */
function foundIn(matching: Matching, { truth, sorts }: Planted): Map<string, readonly [number, number]> {
  const taken = new Set(matching.sets.flatMap(({ book, outside }) => [...book, ...outside]));
  const missed = new Set([...truth].filter(([key]) => !taken.has(key)).map(([, of]) => of));
  const counts = new Map<string, readonly [number, number]>();
  for (const [id, sort] of sorts) {
    const [found, all] = counts.get(sort) ?? [0, 0];
    counts.set(sort, [found + (missed.has(id) ? 0 : 1), all + 1]);
  }
  return counts;
}

describe('planted truths', () => {
  it.each([1, 2, 3, 4, 5, 6])('seed %i: 10 000 lines, and no automatic match is wrong', (seed) => {
    const planted = plant(seed, 10_000, 40 * seed * seed);
    const matching = matchSides(planted.book, planted.outside, OPTIONS);
    expect(wrongIn(matching, planted)).toEqual([]);
    const found = foundIn(matching, planted);
    for (const sort of ['reference', 'shared reference', 'in parts, by reference', 'a cent off']) {
      const [some, all] = found.get(sort)!;
      expect(some, sort).toBe(all);
    }
    expect(found.get('doubled')![0]).toBe(0);
    expect(found.get('mistyped')![0]).toBe(0);
  });

  it('finds most without a reference where a customer has few lines of a price', () => {
    const planted = plant(7, 10_000, 2000);
    const found = foundIn(matchSides(planted.book, planted.outside, OPTIONS), planted);
    const [some, all] = found.get('no reference')!;
    expect(some / all).toBeGreaterThan(0.9);
  });

  it('gives the same whatever the order of the lines', () => {
    const planted = plant(8, 2000, 60);
    const { shuffled } = seeded(99);
    const once = matchSides(planted.book, planted.outside, OPTIONS);
    expect(matchSides(shuffled(planted.book), shuffled(planted.outside), OPTIONS)).toEqual(once);
    expect(once.suggestions.length).toBeGreaterThan(50);
  });

  it('no line stands in two sets, two suggestions, or a set and a suggestion', () => {
    const planted = plant(9, 4000, 100);
    const { sets, suggestions } = matchSides(planted.book, planted.outside, OPTIONS);
    const keys = [...sets, ...suggestions].flatMap(({ book, outside }) => [...book, ...outside]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
