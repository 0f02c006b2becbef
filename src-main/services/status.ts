// Where a book stands: whose it is, what is closed, what is open, what waits. For a first look; the reports say the rest.
import type { Month } from '../../src-shared/calendar.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { done } from '../../src-shared/findings/finding.ts';
import { placeNotes } from '../storage/file/shared-place.ts';
import type { Session } from './session.ts';
import { closedMonths, firstOpenMonth, latest } from './session.ts';
import { defaultThrough } from './through.ts';
import { listBatches } from './usage/batches.ts';
import { openExceptions } from './usage/exceptions.ts';

export interface BookStatus {
  name: string;
  currency: string;
  timeZone: string;
  firstMonth: Month;
  /** The last month that is closed; null while none is. */
  closedThrough: Month | null;
  openMonth: Month;
  /** How far reports go that are not told how far. */
  through: Month;
  customers: number;
  batches: number;
  usage: number;
  /** Usage that waits for a rate. */
  exceptions: number;
}

/** Refused: the book has not been set up. */
export function bookStatus(session: Session): Result<BookStatus> {
  const stands = session.peek(() => {
    const { name, currency, timeZone, firstMonth } = session.book().fact;
    const batches = listBatches(session).filter(({ undone }) => !undone);
    return {
      name,
      currency,
      timeZone,
      firstMonth,
      closedThrough: closedMonths(session).at(-1) ?? null,
      openMonth: firstOpenMonth(session),
      through: defaultThrough(session),
      customers: latest(session, 'customer').size,
      batches: batches.length,
      usage: batches.reduce((sum, { accepted }) => sum + accepted, 0),
      exceptions: openExceptions(session, Number.MAX_SAFE_INTEGER).length,
    };
  });
  return stands.ok ? done(stands.value, placeNotes(session.open.path)) : stands;
}
