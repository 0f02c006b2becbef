// What statements can be of: a customer's calendar month, or a period of one of its subscriptions (rules §2), which is issued in the month
// of its last day. Must not: read postings.
import { addDays, type Month, monthOf } from '../../../src-shared/calendar.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book, Subscription } from '../../engine/book.ts';
import type { DocumentFact } from '../../engine/facts.ts';
import { type Period, Periods } from '../../engine/periods.ts';
import { monthSpan, type StatementSpan } from '../../reports/workbooks/statement-data.ts';
import { endOfMonth } from '../derive.ts';

/** One statement: whose, and of which days. */
export interface StatementOf {
  readonly customer: string;
  readonly span: StatementSpan;
}

export const ofMonth = (customer: string, month: Month): StatementOf => ({
  customer,
  span: monthSpan(month),
});

/** "acme-team:2026-01-15": names a period as the lot that it grants is named. */
export const periodKey = ({ subscription, firstDay }: NonNullable<StatementSpan['period']>): string =>
  `${subscription}:${firstDay}`;

/** What it is issued to: the customer, or "acme, acme-team:2026-01-15"; no code holds a comma. */
export const subjectOf = ({ customer, span }: StatementOf): DocumentFact['subject'] =>
  span.period === null ? customer : `${customer}, ${periodKey(span.period)}`;

/** Periods of everybody's subscriptions whose last day is in the month, by customer, subscription and first day. */
export function periodsEndingIn(book: Book, month: Month): StatementOf[] {
  return [...book.customers.values()]
    .flatMap(({ code: customer, wallets }) =>
      [...wallets.values()].flatMap(({ subscriptions }) =>
        subscriptions.flatMap((subscription) =>
          endingIn(book, subscription, month).map((span): StatementOf => ({ customer, span })),
        ),
      ),
    )
    .sort((a, b) => compareText(subjectOf(a), subjectOf(b)));
}

function endingIn(book: Book, subscription: Subscription, month: Month): StatementSpan[] {
  const [begins, ends] = [book.zone.startOf(`${month}-01`), endOfMonth(book, month)];
  const { startsAt, endsAt } = subscription;
  if (startsAt >= ends || endsAt <= Math.max(begins, startsAt)) return [];
  const periods = new Periods(subscription, book.zone);
  const found: StatementSpan[] = [];
  let { index } = periods.containing(Math.max(begins, startsAt));
  // One that ends where the month begins ended in the month before.
  for (; periods.startIfReached(index) !== null && periods.at(index).startsAt < ends; index++) {
    const period = periods.at(index);
    if (period.endsAt > begins && period.endsAt <= ends) found.push(spanOf(book, subscription.ref, period));
  }
  return found;
}

/** A period that was running when the book began is of the days from then on. */
function spanOf(book: Book, subscription: string, { firstDay, endsAt }: Period): StatementSpan {
  const to = book.zone.dateAt(endsAt - 1);
  const first = `${book.firstMonth}-01`;
  return {
    ...{ from: firstDay < first ? first : firstDay, to },
    month: monthOf(to),
    period: { subscription, firstDay },
  };
}

/** @param period as `periodKey` writes it; null: the month. Throws a Refusal where the customer has none such that ends in the month. */
export function statementAsked(
  book: Book,
  month: Month,
  customer: string,
  period: string | null,
): StatementOf {
  if (period === null) return ofMonth(customer, month);
  const found = periodsEndingIn(book, month).find(
    (one) => one.customer === customer && one.span.period !== null && periodKey(one.span.period) === period,
  );
  if (found) return found;
  throw new Refusal({
    code: 'unknown_period' satisfies ServiceCode,
    message: `${customer} has no subscription period ${period} whose last day is in ${month}`,
    hint: 'Choose one of those that are listed for the month',
  });
}

/** The day before a span begins. */
export const dayBefore = ({ from }: StatementSpan): string => addDays(from, -1);
