// The passes that go by reference: one line each; several under one reference, told apart by amount; all under one reference
// together; and the same within what a person tolerates. Must not: match across customers, or where two lines fit as well.
import { absolute } from '../../../src-shared/decimal.ts';
import { SEPARATOR } from './by-customer.ts';
import type { MatchOptions } from './items.ts';
import { type Entry, type Pair, type Pool, sameParty, total } from './pool.ts';
import { maybeSubset } from './subset.ts';

export const byReference = ({ reference, item }: Entry): string | null =>
  reference === '' ? null : `${item.unit}${SEPARATOR}${reference}`;

/** Where every line of a reference says whose it is, each customer's are looked at by themselves. */
function* parties(pool: Pool): Generator<Pair<Entry[]>> {
  for (const { book, outside } of pool.groups(byReference)) {
    if ([...book, ...outside].some(({ item }) => item.party === null)) {
      const known = new Set([...book, ...outside].flatMap(({ item }) => item.party ?? []));
      if (known.size <= 1) yield { book, outside };
      continue;
    }
    const theirs = Map.groupBy(outside, ({ item }) => item.party);
    for (const [party, own] of Map.groupBy(book, ({ item }) => item.party)) {
      const other = theirs.get(party);
      if (other) yield { book: own, outside: other };
    }
  }
}

/** Pass 1: the reference stands once on each side, and the amounts are equal. */
export function onceOnEachSide(pool: Pool): void {
  pool.begin('reference');
  for (const { book, outside } of pool.groups(byReference)) {
    const [ours, theirs] = [book[0]!, outside[0]!];
    if (book.length > 1 || outside.length > 1 || !sameParty(ours, theirs)) continue;
    if (ours.item.amount === theirs.item.amount) pool.take(book, outside);
  }
}

/** Pass 2: under one reference, an amount that stands once on each side, and that no other lines add up to. */
export function toldApartByAmount(pool: Pool): void {
  pool.begin('reference_amount');
  for (const { book, outside } of parties(pool)) {
    const theirs = Map.groupBy(outside, ({ item }) => item.amount);
    for (const [amount, own] of Map.groupBy(book, ({ item }) => item.amount)) {
      const [ours, other] = [own[0]!, theirs.get(amount)?.[0]];
      if (own.length > 1 || !other || theirs.get(amount)!.length > 1) continue;
      const rest = (all: readonly Entry[], but: Entry): bigint[] =>
        all.filter((entry) => entry !== but).map(({ item }) => item.amount);
      if (maybeSubset(rest(outside, other), amount) || maybeSubset(rest(book, ours), amount)) continue;
      pool.take([ours], [other]);
    }
  }
}

/** Of pass 4: all lines that are left under one reference come to the same on both sides. */
export function allOfAReference(pool: Pool): void {
  for (const { book, outside } of parties(pool)) if (total(book) === total(outside)) pool.take(book, outside);
}

/** Pass 5: the same but for what is tolerated; where several stand on a side, none may be as small as that. */
export function withinTolerance(pool: Pool, { tolerance }: MatchOptions): void {
  pool.begin('tolerance');
  for (const { book, outside } of parties(pool)) {
    const most = tolerance.get(book[0]!.item.unit) ?? 0n;
    if (most === 0n || (book.length > 1 && outside.length > 1)) continue;
    const several = book.length > 1 ? book : outside.length > 1 ? outside : [];
    if (several.some(({ item }) => absolute(item.amount) <= most)) continue;
    if (absolute(total(outside) - total(book)) <= most) pool.take(book, outside);
  }
}
