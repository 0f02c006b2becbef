// What paging worked out for a state of a book, kept while that state lasts: how many rows fit, and in which order; and its
// statements, which a grid asks again and again. Must not: hold rows themselves.
import type Database from 'better-sqlite3';
import type { OpenBook } from '../open.ts';

/** The last few things of a book. */
class Recent<T> {
  readonly #most: number;
  readonly #known = new Map<string, T>();
  constructor(most: number) {
    this.#most = most;
  }
  get(key: string, make: () => T): T {
    const known = this.#known;
    const value = known.has(key) ? (known.get(key) as T) : make();
    // Asked for last, it goes last.
    known.delete(key);
    known.set(key, value);
    for (const oldest of known.keys()) {
      if (known.size <= this.#most) break;
      known.delete(oldest);
    }
    return value;
  }
}

interface Kept {
  readonly found: Recent<unknown>;
  readonly statements: Recent<Database.Statement>;
}

const kept = new WeakMap<OpenBook, Kept>();

function keptOf(open: OpenBook): Kept {
  const known = kept.get(open) ?? { found: new Recent(8), statements: new Recent<Database.Statement>(50) };
  kept.set(open, known);
  return known;
}

/**
 * A statement that is prepared once, and anew only while somebody reads from that one. Whoever asks says anew how it gives its rows.
 * Thousands that wait for the garbage collector hold a hundred megabytes that it does not see.
 */
export function prepared(open: OpenBook, sql: string): Database.Statement {
  const { db } = open;
  const known = keptOf(open).statements.get(sql, () => db.prepare(sql));
  return known.busy ? db.prepare(sql) : known;
}

/** Makes it once for a state of the book. @param asked what tells it from others: it is written as JSON. */
export function keptFor<T>(open: OpenBook, asked: unknown, make: () => T): T {
  const state = prepared(open, 'SELECT facts_hash, derived_until FROM book_state').raw().get();
  return keptOf(open).found.get(JSON.stringify([state, asked]), make) as T;
}

/** As many rows as are put in any order that is wanted; more are shown in the order in which they are kept. */
export const MOST_SORTED = 20_000;
