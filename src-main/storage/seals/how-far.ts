// How far a book is derived, and how far sealed. Must not: derive or seal.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { OpenBook } from '../open.ts';

/** The first instants beyond. */
export function howFar({ db }: OpenBook): { derived: Instant; sealed: Instant } {
  return db.prepare('SELECT derived_until AS derived, sealed_until AS sealed FROM book_state').get() as {
    derived: Instant;
    sealed: Instant;
  };
}

/** From now on everyone is derived up to there. Inside a transaction. */
export function deriveUntil({ db }: OpenBook, until: Instant): void {
  db.prepare('UPDATE book_state SET derived_until = ?').run(until);
}

/** From now on postings before stay as they are, or no more than those. Inside a transaction. */
export function sealUntil({ db }: OpenBook, until: Instant): void {
  db.prepare('UPDATE book_state SET sealed_until = ?').run(until);
}
