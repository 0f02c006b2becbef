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
import { endOfMonth } from '../deriving/derive.ts';

/** One statement: whose, and of which days. */
export interface StatementOf {
  readonly customer: string;
  readonly span: StatementSpan;
}

export const ofMonth = (customer: string, month: Month): StatementOf => ({
  customer,
  span: monthSpan(month),
});

/** "2026-01-15:2026-02-14": names a customer's period by its days. */
export const periodKey = ({ from, to }: Pick<StatementSpan, 'from' | 'to'>): string => `${from}:${to}`;

/** What it is issued to: the customer, or "acme, 2026-01-15:2026-02-14"; no code holds a comma. */
export const subjectOf = ({ customer, span }: StatementOf): DocumentFact['subject'] =>
  span.period === null ? customer : `${customer}, ${periodKey(span)}`;

/**
 * Periods of everybody's subscriptions whose last day is in the month, by customer and days. Subscriptions of one customer with a period
 * of the same days have one statement of it.
 */
export function periodsEndingIn(book: Book, month: Month): StatementOf[] {
  const found: StatementOf[] = [];
  for (const { code: customer, wallets } of book.customers.values()) {
    const all = [...wallets.values()].flatMap(({ subscriptions }) => subscriptions);
    const spans = all.flatMap((subscription) => endingIn(book, subscription, month));
    for (const same of Map.groupBy(spans, periodKey).values()) {
      const subscriptions = same.flatMap(({ period }) => period.subscriptions).sort(compareText);
      found.push({ customer, span: { ...same[0]!, period: { subscriptions } } });
    }
  }
  return found.sort((a, b) => compareText(subjectOf(a), subjectOf(b)));
}

type PeriodSpan = StatementSpan & { readonly period: NonNullable<StatementSpan['period']> };

function endingIn(book: Book, subscription: Subscription, month: Month): PeriodSpan[] {
  const [begins, ends] = [book.zone.startOf(`${month}-01`), endOfMonth(book, month)];
  const { startsAt, endsAt } = subscription;
  if (startsAt >= ends || endsAt <= Math.max(begins, startsAt)) return [];
  const periods = new Periods(subscription, book.zone);
  const found: PeriodSpan[] = [];
  let { index } = periods.containing(Math.max(begins, startsAt));
  // One that ends where the month begins ended in the month before.
  for (; periods.startIfReached(index) !== null && periods.at(index).startsAt < ends; index++) {
    const period = periods.at(index);
    if (period.endsAt > begins && period.endsAt <= ends) found.push(spanOf(book, subscription.ref, period));
  }
  return found;
}

/** A period that was running when the book began is of the days from then on. */
function spanOf(book: Book, subscription: string, { firstDay, endsAt }: Period): PeriodSpan {
  const to = book.zone.dateAt(endsAt - 1);
  const first = `${book.firstMonth}-01`;
  return {
    ...{ from: firstDay < first ? first : firstDay, to },
    month: monthOf(to),
    period: { subscriptions: [subscription] },
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
    (one) => one.customer === customer && periodKey(one.span) === period,
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
