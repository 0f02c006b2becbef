// Usage that no rate covers (rules §4): what keeps a month from closing, and excluding it with a reason.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ExceptionLine } from '../../reports/source.ts';
import { findEvent, unratedUsage } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { mustGiveReason, rederive } from '../session.ts';

/** Usage without a rate posted before `until`: not excluded ones only, unless asked. */
export function exceptionLines(session: Session, until: Instant, customer: string | null): ExceptionLine[] {
  const book = session.book();
  return unratedUsage(session.open, until)
    .filter((event) => customer === null || event.customer === customer)
    .map((event) => {
      const excluded = book.customers.get(event.customer)!.excluded.has(event.eventId);
      return { ...event, reason: excluded ? 'excluded' : 'no_rate', creditType: null, credits: null };
    });
}

/** Exceptions that keep a month from closing. */
export function openExceptions(session: Session, until: Instant): ExceptionLine[] {
  return exceptionLines(session, until, null).filter(({ reason }) => reason === 'no_rate');
}

/** Excludes an exception for good: it takes part in nothing, whatever rates come (rules §4). */
export function excludeEvent(
  session: Session,
  eventId: string,
  reason: string,
): Result<{ eventId: string; customer: string }> {
  return session.act(() => {
    mustGiveReason(reason);
    const event = findEvent(session.open, eventId, session.book().undone);
    if (!event) {
      throw new Refusal({
        code: 'unknown_event',
        message: `The book has no usage event ${eventId}`,
        hint: 'The report `exceptions` lists those that wait for a rate',
      });
    }
    const { excluded, erased } = session.book().customers.get(event.customer)!;
    if (excluded.has(eventId)) {
      throw new Refusal({
        code: 'already_excluded',
        message: `Event ${eventId} is excluded already`,
        hint: 'Nothing to do',
      });
    }
    const waits = openExceptions(session, Number.MAX_SAFE_INTEGER).some(
      (exception) => exception.eventId === eventId,
    );
    if (erased.has(eventId) || !waits) {
      throw new Refusal({
        code: 'not_an_exception',
        message: `Event ${eventId} is rated: only usage that no rate covers can be excluded`,
        hint: 'To take a rated event out, void it (a `voids` table)',
      });
    }
    session.tell(
      [{ kind: 'exclusion', body: { eventId, customer: event.customer, reason: reason.trim() } }],
      `exclude ${eventId}`,
    );
    rederive(session, new Map([[event.customer, event.postedAt]]));
    return { eventId, customer: event.customer };
  });
}
