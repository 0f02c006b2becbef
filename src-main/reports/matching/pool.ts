// What is still to be matched, while the passes run: items in an order of their own (so that the order of files does not matter),
// which of them are taken, and which are tied to the other side by their reference. Must not: decide what belongs together.

import type { Pass } from '../../../src-shared/reconcile/words.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Item, MatchSet, PassLog, Side } from './items.ts';
import { referenceKey } from './reference.ts';

/** An item with what passes ask for again and again. */
export interface Entry {
  readonly item: Item;
  readonly side: Side;
  /** Its reference as it is compared; blank for none. */
  readonly reference: string;
  /** Days since 1970, null without a date. */
  readonly day: number | null;
  taken: boolean;
  /** The other side has an item of its reference: it belongs to that, whatever else would fit. */
  tied: boolean;
}

export interface Pair<T> {
  readonly book: T;
  readonly outside: T;
}

export class Pool {
  readonly book: readonly Entry[];
  readonly outside: readonly Entry[];
  readonly sets: MatchSet[] = [];
  readonly #log: { pass: Pass; sets: number; book: number; outside: number }[] = [];

  constructor(book: readonly Item[], outside: readonly Item[], dayOf: (date: string) => number) {
    const entries = (items: readonly Item[], side: Side): Entry[] =>
      items
        .map((item) => ({
          item,
          side,
          reference: referenceKey(item.reference),
          day: item.date === null ? null : dayOf(item.date),
          taken: false,
          tied: false,
        }))
        .sort((a, b) => compareText(a.item.key, b.item.key));
    this.book = entries(book, 'book');
    this.outside = entries(outside, 'outside');
    const known = (all: readonly Entry[]): Set<string> =>
      new Set(all.filter(({ reference }) => reference !== '').map(({ reference }) => reference));
    const [ours, theirs] = [known(this.book), known(this.outside)];
    for (const entry of this.book) entry.tied = theirs.has(entry.reference);
    for (const entry of this.outside) entry.tied = ours.has(entry.reference);
  }

  begin(pass: Pass): void {
    this.#log.push({ pass, sets: 0, book: 0, outside: 0 });
  }

  get passes(): readonly PassLog[] {
    return this.#log;
  }

  /** Takes items as a set of the pass that runs. */
  take(book: readonly Entry[], outside: readonly Entry[]): void {
    const log = this.#log.at(-1)!;
    for (const entry of [...book, ...outside]) entry.taken = true;
    this.sets.push({ pass: log.pass, ...asSet(book, outside) });
    log.sets += 1;
    log.book += book.length;
    log.outside += outside.length;
  }

  /** What is left, grouped on both sides; groups that only one side has are left out. A null key is no group's. */
  groups(keyOf: (entry: Entry) => string | null): Pair<Entry[]>[] {
    const ours = grouped(this.book, keyOf);
    const theirs = grouped(this.outside, keyOf);
    const both: Pair<Entry[]>[] = [];
    for (const [key, book] of ours) {
      const outside = theirs.get(key);
      if (outside) both.push({ book, outside });
    }
    return both;
  }
}

export function asSet(book: readonly Entry[], outside: readonly Entry[]): Omit<MatchSet, 'pass'> {
  return {
    unit: (book[0] ?? outside[0])!.item.unit,
    book: book.map(({ item }) => item.key),
    outside: outside.map(({ item }) => item.key),
    difference: total(outside) - total(book),
  };
}

export function total(entries: readonly Entry[]): bigint {
  return entries.reduce((sum, { item }) => sum + item.amount, 0n);
}

/** Those not taken yet, by key. */
export function grouped(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string | null,
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = entry.taken ? null : keyOf(entry);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** May they be the same customer's? A side that does not say contradicts nobody. */
export function sameParty(a: Entry, b: Entry): boolean {
  return a.item.party === null || b.item.party === null || a.item.party === b.item.party;
}

/** Are their dates at most so many days apart? Without a date nobody knows. */
export function within(a: Entry, b: Entry, days: number): boolean {
  return a.day !== null && b.day !== null && Math.abs(a.day - b.day) <= days;
}
