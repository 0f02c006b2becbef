// Matching two sides: passes in a fixed order, from the surest to the one that a person must have asked for, each logged; then
// suggestions. The same items give the same answer, in whatever order they come. Must not: know files, books or a clock.
import { dayNumber } from '../../../src-shared/calendar.ts';
import { sameAmountNearInTime, wholeGroups } from './by-customer.ts';
import { allOfAReference, onceOnEachSide, toldApartByAmount, withinTolerance } from './by-reference.ts';
import type { Item, Matching, MatchOptions } from './items.ts';
import { Pool } from './pool.ts';
import { suggest } from './suggest.ts';

/** Keys must differ within a side. */
export function matchSides(book: readonly Item[], outside: readonly Item[], options: MatchOptions): Matching {
  const pool = new Pool(book, outside, dayNumber);
  onceOnEachSide(pool);
  toldApartByAmount(pool);
  sameAmountNearInTime(pool, options);
  pool.begin('sums');
  allOfAReference(pool);
  wholeGroups(pool, options);
  withinTolerance(pool, options);
  return { sets: pool.sets, suggestions: suggest(pool, options), passes: pool.passes };
}
