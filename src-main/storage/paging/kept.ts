// What paging worked out for a state of a book, kept while that state lasts: how many rows fit, and in which order. Must not: hold
// rows themselves.
import type { OpenBook } from '../open.ts';

/** The last few things of a book. */
const KEPT = 8;
const kept = new WeakMap<OpenBook, Map<string, unknown>>();

/** Makes it once for a state of the book. @param asked what tells it from others: it is written as JSON. */
export function keptFor<T>(open: OpenBook, asked: unknown, make: () => T): T {
  const state = open.db.prepare('SELECT facts_hash, derived_until FROM book_state').raw().get();
  const key = JSON.stringify([state, asked]);
  const known = kept.get(open) ?? new Map<string, unknown>();
  kept.set(open, known);
  const value = known.has(key) ? (known.get(key) as T) : make();
  // Asked for last, it goes last.
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
  return value;
}

/** As many rows as are put in any order that is wanted; more are shown in the order in which they are kept. */
export const MOST_SORTED = 20_000;
