// The charges workbook of a month: Summary by customer, Invoice now, Next cycle, the Events behind overage, Checks.
// Must not: read a book; all it needs is in ChargesData.

import { monthDates } from '../../../../src-shared/calendar.ts';
import { allOk, type Check, checksSheet, roundedChecksIn } from '../checks.ts';
import { type About, type Detail, HEADING } from '../sheets.ts';
import { rangeOn, SHEET_ROWS, type WorkbookSpec } from '../spec.ts';
import { monthInWords } from '../words.ts';
import type { ChargeItem, ChargesData } from './data.ts';
import { EVENT_COLUMNS, type EventsDraft, eventsDetail } from './events.ts';
import {
  currenciesOf,
  eventTotal,
  hasEvents,
  NEXT,
  NEXT_COLUMNS,
  NOW,
  NOW_COLUMNS,
  nextSheet,
  nowSheet,
} from './lines.ts';
import { SUMMARY_COLUMNS, type SummaryDraft, summarySheet } from './summary.ts';

/** @param rowsPerSheet of events; fewer only for tests. */
export function chargesWorkbook(data: ChargesData, rowsPerSheet = SHEET_ROWS - HEADING): WorkbookSpec {
  const month = monthInWords(data.month);
  const draft = data.status === 'draft' ? ' · Draft: the month is not closed' : '';
  const replaces = data.replaces === null ? '' : ` · in the place of ${data.replaces}`;
  const about: About = {
    subtitle: `${data.book.name} · ${month} · ${data.number}${replaces} · ${data.timeZone}${draft}`,
    footer: `${data.book.name} · Charges ${data.number}`,
  };
  const events = eventsDetail(data, about, rowsPerSheet);
  const now = nowSheet(data, events, about);
  const next = nextSheet(data, events, about);
  const summary = summarySheet(data, about, now, next);
  const checks = chargesChecks(data, events, now, next, summary);
  summary.setChecks(allOk(checks));
  return {
    title: `Charges ${data.number}`,
    subject: `What to invoice, ${month}`,
    author: data.book.name,
    date: monthDates(data.month).to,
    sheets: [
      summary.sheet,
      now.sheet,
      next.sheet,
      ...events.sheets,
      checksSheet(checks, about.footer, about.subtitle),
    ],
  };
}

const total = (items: readonly ChargeItem[], of: (item: ChargeItem) => bigint): bigint =>
  items.reduce((sum, item) => sum + of(item), 0n);

function chargesChecks(
  data: ChargesData,
  events: EventsDraft,
  now: Detail,
  next: Detail,
  summary: SummaryDraft,
): Check[] {
  const currencies = new Set([...currenciesOf(data), ...data.unbilled.keys(), ...data.receivable.keys()]);
  return [...currencies].sort().flatMap((currency) => {
    const due = data.now.filter((item) => item.currency === currency);
    const later = data.next.filter((item) => item.currency === currency);
    const over = due.filter(hasEvents);
    const check = roundedChecksIn(currency, data.book.currencyScale(currency));
    const within = (detail: Detail, name: string, column: number, unit: number): string | null =>
      detail.all &&
      `SUMIFS(${rangeOn(name, column, detail.all)},${rangeOn(name, unit, detail.all)},"${currency}")`;
    const due_ = total(due, (item) => item.amount);
    const later_ = total(later, (item) => item.amount);
    return [
      check(
        'To invoice now: debits to receivables but for refunds',
        within(now, NOW, NOW_COLUMNS.amount, NOW_COLUMNS.currency),
        due_,
        data.receivable.get(currency) ?? 0n,
      ),
      check(
        'Overage billed: from its events',
        within(now, NOW, NOW_COLUMNS.fromEvents, NOW_COLUMNS.currency),
        total(over, eventTotal),
        total(over, (item) => item.amount),
      ),
      check(
        'Next cycle: balance of unbilled receivables',
        within(next, NEXT, NEXT_COLUMNS.amount, NEXT_COLUMNS.currency),
        later_,
        data.unbilled.get(currency) ?? 0n,
      ),
      check(
        'All events of overage',
        events.totalOf(currency, EVENT_COLUMNS.amount),
        total([...over, ...later], eventTotal),
        total(over, (item) => item.amount) + (data.unbilled.get(currency) ?? 0n),
      ),
      check(
        'Summary by customer: now',
        summary.total(currency, SUMMARY_COLUMNS.now),
        due_,
        data.receivable.get(currency) ?? 0n,
      ),
      check(
        'Summary by customer: next cycle',
        summary.total(currency, SUMMARY_COLUMNS.next),
        later_,
        data.unbilled.get(currency) ?? 0n,
      ),
    ];
  });
}
