// How far the book goes: the last month that is closed or in which a fact is dated. There is no clock (formats, Reports).
import type { IsoDate, Month } from '../../src-shared/calendar.ts';
import { monthOf } from '../../src-shared/calendar.ts';
import { latestLiveUsage } from './derive.ts';
import type { Session } from './session.ts';
import { closedMonths } from './session.ts';

/** Usage counts by its posting month, grants, adjustments and voids by their date, subscriptions by their start. */
export function defaultThrough(session: Session): Month {
  const book = session.book();
  let last = closedMonths(session).at(-1) ?? book.firstMonth;
  const reach = (date: IsoDate): void => {
    if (monthOf(date) > last) last = monthOf(date);
  };
  for (const { kind, body } of session.facts()) {
    if (kind === 'grant' || kind === 'adjustment' || kind === 'void') reach(body.date);
    else if (kind === 'subscription') reach(body.start);
  }
  for (const customer of book.customers.keys()) {
    const postedAt = latestLiveUsage(session, book, customer);
    if (postedAt !== null) reach(book.zone.dateAt(postedAt));
  }
  return last;
}
