// What may belong together and is not taken by itself: a person looks and says yes. Each line stands in one suggestion at most, the
// likeliest. Must not: match anything.

import { absolute } from '../../../src-shared/decimal.ts';
import type { Why } from '../../../src-shared/reconcile/words.ts';
import { byOwnerAndAmount, ownerOf } from './by-customer.ts';
import { byReference } from './by-reference.ts';
import type { MatchOptions, Suggestion } from './items.ts';
import { asSet, type Entry, type Pool, sameParty, within } from './pool.ts';
import { alike, contradict, looseReference } from './reference.ts';
import { MOST, onlySubset } from './subset.ts';

/** A customer with more lines left than these is not searched pair by pair. */
const MOST_LEFT = 300;

export function suggest(pool: Pool, options: MatchOptions): Suggestion[] {
  const taken = new Set<Entry>();
  const found: Suggestion[] = [];
  const propose = (why: Why, book: readonly Entry[], outside: readonly Entry[]): void => {
    if ([...book, ...outside].some((entry) => taken.has(entry))) return;
    for (const entry of [...book, ...outside]) taken.add(entry);
    found.push({ why, ...asSet(book, outside) });
  };
  sameReference(pool, propose);
  likeReference(pool, propose);
  severalFit(pool, options, propose);
  sumsFound(pool, options, propose);
  withinTolerance(pool, options, propose);
  return found;
}

type Propose = (why: Why, book: readonly Entry[], outside: readonly Entry[]) => void;

/** Equal references with other amounts or customers; nearest in amount first. */
function sameReference(pool: Pool, propose: Propose): void {
  for (const { book, outside } of pool.groups(byReference)) {
    const pairs = pairsOf(book, outside);
    const equal = pairs.filter(({ ours, theirs }) => ours.item.amount === theirs.item.amount);
    for (const { ours, theirs } of equal)
      propose(sameParty(ours, theirs) ? 'several_fit' : 'other_customer', [ours], [theirs]);
    const own = pairs.filter(({ ours, theirs }) => sameParty(ours, theirs));
    for (const { ours, theirs } of own.sort((a, b) => gap(a) - gap(b)))
      propose('amount_differs', [ours], [theirs]);
  }
}

interface Pairing {
  readonly ours: Entry;
  readonly theirs: Entry;
}

/** Large groups would give too many pairs: their first ones stand for them. */
function pairsOf(book: readonly Entry[], outside: readonly Entry[]): Pairing[] {
  return book.slice(0, MOST).flatMap((ours) => outside.slice(0, MOST).map((theirs) => ({ ours, theirs })));
}

/** For an order only. */
const gap = ({ ours, theirs }: Pairing): number => Number(absolute(ours.item.amount - theirs.item.amount));
const apart = ({ ours, theirs }: Pairing): number => Math.abs((ours.day ?? 0) - (theirs.day ?? 0));

function severalFit(pool: Pool, { days }: MatchOptions, propose: Propose): void {
  for (const { book, outside } of pool.groups(byOwnerAndAmount)) {
    const pairs = pairsOf(book, outside).filter(({ ours, theirs }) => within(ours, theirs, days));
    for (const { ours, theirs } of pairs.sort((a, b) => apart(a) - apart(b)))
      propose(
        contradict(ours.reference, theirs.reference) ? 'other_reference' : 'several_fit',
        [ours],
        [theirs],
      );
  }
}

/** The only choice among a customer's few lines near in time that comes to one line of the other side. */
function sumsFound(pool: Pool, { days }: MatchOptions, propose: Propose): void {
  for (const { book, outside } of pool.groups(ownerOf)) {
    if (book.length > MOST_LEFT || outside.length > MOST_LEFT) continue;
    const search = (
      ones: readonly Entry[],
      many: readonly Entry[],
      say: (one: Entry, of: Entry[]) => void,
    ) => {
      for (const one of ones) {
        const near = many.filter((entry) => within(one, entry, days));
        const places = onlySubset(
          near.map(({ item }) => item.amount),
          one.item.amount,
        );
        if (places)
          say(
            one,
            places.map((at) => near[at]!),
          );
      }
    };
    search(book, outside, (one, of) => propose('sum_found', [one], of));
    search(outside, book, (one, of) => propose('sum_found', of, [one]));
  }
}

/** A customer's lines of one amount whose references look alike, whatever their dates. */
function likeReference(pool: Pool, propose: Propose): void {
  for (const { book, outside } of pool.groups(byOwnerAndAmount)) {
    const pairs = pairsOf(book, outside).sort((a, b) => apart(a) - apart(b));
    for (const { ours, theirs } of pairs)
      if (alike(looseReference(ours.reference), looseReference(theirs.reference)))
        propose('similar_reference', [ours], [theirs]);
  }
}

/** A customer's lines that differ by no more than is tolerated. */
function withinTolerance(pool: Pool, { days, tolerance }: MatchOptions, propose: Propose): void {
  for (const { book, outside } of pool.groups(ownerOf)) {
    const most = tolerance.get(book[0]!.item.unit) ?? 0n;
    if (most === 0n || book.length > MOST_LEFT || outside.length > MOST_LEFT) continue;
    const pairs = book.flatMap((ours) => outside.map((theirs) => ({ ours, theirs })));
    for (const pair of pairs.filter((one) => within(one.ours, one.theirs, days) && gap(one) <= Number(most)))
      propose('within_tolerance', [pair.ours], [pair.theirs]);
  }
}
