// How far the book goes: the last month that is closed or in which a fact is dated. There is no clock (formats, Reports).
import type { Instant, IsoDate, Month } from '../../src-shared/calendar.ts';
import { monthOf } from '../../src-shared/calendar.ts';
import { latestLiveUsage } from './deriving/derive.ts';
import type { Session } from './session.ts';
import { closedMonths } from './session.ts';

/** Usage counts by its posting month, grants, adjustments and voids by their date, subscriptions by their start. */
export function defaultThrough(session: Session): Month {
  const book = session.book();
  let last = closedMonths(session).at(-1) ?? book.firstMonth;
  const reach = (date: IsoDate): void => {
    if (monthOf(date) > last) last = monthOf(date);
  };
  for (const { kind, body } of session.standing()) {
    if (kind === 'grant' || kind === 'adjustment' || kind === 'void') reach(body.date);
    else if (kind === 'subscription') reach(body.start);
  }
  const postedAt = latestUsageOfAll(session);
  if (postedAt !== null) reach(book.zone.dateAt(postedAt));
  return last;
}

/** Posting instant of the latest usage that counts. Whose latest row is no later than what was found need not be looked at. */
function latestUsageOfAll(session: Session): Instant | null {
  const book = session.book();
  let latest: Instant | null = null;
  for (const { customer, postedAt } of session.store.latestOfEach()) {
    if (latest !== null && postedAt <= latest) break;
    const code = session.open.codes.codeOf(customer);
    const live = book.customers.has(code) ? latestLiveUsage(session, book, code) : null;
    if (live !== null && (latest === null || live > latest)) latest = live;
  }
  return latest;
}
