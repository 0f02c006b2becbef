// The revenue workbook of a month: Summary (the roll-forward of deferred revenue by customer), Lots, Journal, Activity, Checks.
// The roll-forward is computed from the postings on Activity by live formulas; the checks compare it with the book, the lots and the journal.
// Must not: read a book; all it needs is in RevenueData.
import { monthDates, monthInWords } from './cells.ts';
import { allOk, type Check, checksSheet } from './checks.ts';
import { activityDetail } from './revenue/activity.ts';
import { revenueChecks } from './revenue/checks.ts';
import { revenueFigures } from './revenue/figures.ts';
import { journalSheet } from './revenue/journal.ts';
import { lotsDetail } from './revenue/lots.ts';
import { type About, HEADING } from './revenue/sheets.ts';
import { summarySheet } from './revenue/summary.ts';
import type { RevenueData } from './revenue-data.ts';
import type { WorkbookSpec } from './spec.ts';

export function revenueWorkbook(data: RevenueData): WorkbookSpec {
  const { to } = monthDates(data.month);
  const month = monthInWords(data.month);
  const draft = data.status === 'draft' ? ' · Draft: the month is not closed' : '';
  const about: About = {
    subtitle: `${data.book.name} · ${month} · ${data.timeZone}${draft}`,
    footer: `${data.book.name} · Revenue ${month}${draft}`,
  };
  const figures = revenueFigures(data, HEADING + 1);
  const summary = summarySheet(data, figures, about);
  const parts = {
    summary,
    lots: lotsDetail(data, figures, about),
    journal: journalSheet(data, about),
    activity: activityDetail(data, figures, about),
  };
  const checks = revenueChecks(data, figures, parts);
  summary.setChecks(allOk(checks));
  return {
    title: `Revenue ${data.month}`,
    subject: `Deferred and recognised revenue, ${month}`,
    author: data.book.name,
    date: to,
    sheets: [
      summary.sheet,
      parts.lots.sheet,
      parts.journal.sheet,
      parts.activity.sheet,
      checksSheet(checks, about.footer, about.subtitle),
    ],
  };
}

/** What does not agree in a month, before anybody opens the workbook. Each check says it. */
export function checkRevenue(data: RevenueData): readonly Check[] {
  const about: About = { subtitle: '', footer: '' };
  const figures = revenueFigures(data, HEADING + 1);
  return revenueChecks(data, figures, {
    summary: summarySheet(data, figures, about),
    lots: lotsDetail(data, figures, about),
    journal: journalSheet(data, about),
    activity: activityDetail(data, figures, about),
  });
}
