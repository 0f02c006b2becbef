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
