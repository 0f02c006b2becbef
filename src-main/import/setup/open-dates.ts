// Which dates may still be told: none in a closed month, and for what moves credits none before the book begins
// (rules §2, §12).
// Must not: be asked about rows that already stand in the book; those were told when their month was open.

import type { IsoDate } from '../../../src-shared/calendar.ts';
import { monthOf } from '../../../src-shared/calendar.ts';
import type { Load } from './load.ts';
import type { SetupRow } from './row.ts';

/** Rates and subscriptions may start before the book begins, as long as no month has been closed. */
export function checkOpen(load: Load, row: SetupRow, column: string, date: IsoDate): boolean {
  const [first, open] = [load.firstDate, load.firstOpenDate];
  if (first === null || open === null || open === first || date >= open) return true;
  const message = `${date} lies in a closed month; the first open date is ${open}`;
  row.fail(
    'closed_month',
    column,
    message,
    `Date it ${open} or later, or reopen ${monthOf(date)} if it was the last closed`,
  );
  return false;
}

/** Grants, adjustments, voids and cancellations. */
export function checkOpenInBook(load: Load, row: SetupRow, column: string, date: IsoDate): boolean {
  const first = load.firstDate;
  if (first === null || date >= first) return checkOpen(load, row, column, date);
  row.fail(
    'before_first_month',
    column,
    `${date} lies before the book begins`,
    `The book begins on ${first}`,
  );
  return false;
}
