// What a file of usage is going to touch all over the book, read while something else is waited for. Must not: change anything, or read
// more than the cache of bulk work keeps beside what is written.
import type { BookTables } from '../open.ts';
import { usageRows } from '../usage-store.ts';

/** The index of so many rows comes to half of that cache. */
const MOST_ROWS = 5_000_000;

/** Reads the index of usage by time, and where each wallet's postings end. Nothing where they would push each other out. */
export function readAhead(open: Pick<BookTables, 'db'>): void {
  const rows = usageRows(open);
  if (rows === 0 || rows > MOST_ROWS) return;
  // A count goes from page to page and looks into none.
  open.db.prepare('SELECT count(*) FROM usage_event INDEXED BY usage_by_time').get();
  open.db
    .prepare(
      'SELECT max((SELECT at FROM posting WHERE wallet = w.id ORDER BY at DESC LIMIT 1)) FROM wallet w',
    )
    .get();
}
