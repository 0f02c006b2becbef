// Rows of totals below a grid, in its columns: one a currency; credits, where all that fits shares a credit type, beside a single
// currency, below several in a row of their own. Must not: add up.
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { credits, money } from '../../reports/cells.ts';
import type { ReportBook } from '../../reports/source.ts';

export interface CreditSums {
  readonly creditType: string;
  /** By the column they stand in. */
  readonly amounts: Readonly<Record<string, bigint>>;
}

export function totalRows(
  book: ReportBook,
  columns: readonly Column[],
  sums: readonly CreditSums[],
  revenue: readonly { currency: string; revenue: bigint }[],
): Cell[][] {
  const [one, another] = sums;
  const shared: Record<string, string> = {};
  if (one && !another) {
    shared.credit_type = one.creditType;
    for (const [key, amount] of Object.entries(one.amounts))
      shared[key] = credits(book, amount, one.creditType);
  }
  const earned: Record<string, string>[] = revenue.map(({ currency, revenue: sum }) => ({
    revenue: money(book, sum, currency),
    currency,
  }));
  const several = earned.length > 1;
  return (several ? [...earned, shared] : [{ ...earned[0], ...shared }])
    .filter((row) => Object.keys(row).length > 0)
    .map((row) => {
      const label = several && row.currency ? `Total ${row.currency}` : 'Total';
      return columns.map(({ key }) => (key === 'customer' ? label : (row[key] ?? null)));
    });
}
