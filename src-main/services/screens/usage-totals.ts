// What the usage that fits a filter comes to, as rows of totals below it. Must not: add up so many rows that one waits for it.
import type { UsageFilter } from '../../../src-shared/contract/usage.ts';
import type { Cell } from '../../../src-shared/report-table.ts';
import { USAGE_COLUMNS } from '../../../src-shared/usage-columns.ts';
import { isAtMost, sumUsage } from '../../storage/usage-pages.ts';
import { reportBook } from '../report.ts';
import type { Session } from '../session.ts';
import { scanFor } from '../usage/narrowing.ts';
import { totalRows } from './total-rows.ts';

/** Half a second's work. */
export const MOST_ADDED = 200_000;

export function usageTotals(session: Session, filter: UsageFilter): Cell[][] {
  const scan = scanFor(session, filter);
  // Without a rate nothing is posted, and there is nothing to add up.
  if (filter.exception || !isAtMost(session.open, scan, MOST_ADDED)) return [];
  const sums = sumUsage(session.open, scan, filter, [...session.book().undone]);
  const credits = sums.credits.map(({ creditType, drawn, overage }) => ({
    creditType,
    amounts: { need: drawn + overage, drawn, overage },
  }));
  return totalRows(reportBook(session.book()), USAGE_COLUMNS, credits, sums.revenue);
}
