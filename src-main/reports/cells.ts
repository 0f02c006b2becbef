// How values are written into report cells, and how rows are put in order. Must not: know any one report.

import type { Instant, IsoDate } from '../../src-shared/calendar.ts';
import { formatScaled } from '../../src-shared/decimal.ts';
import type { Cell } from '../../src-shared/report-table.ts';
import { compareText } from '../../src-shared/text-order.ts';
import type { ReportBook } from './source.ts';

/** Credits with exactly the scale of their credit type. */
export function credits(book: ReportBook, value: bigint, creditType: string): string {
  return formatScaled(value, book.creditScale(creditType));
}

/** Money with exactly the minor unit of its currency. */
export function money(book: ReportBook, value: bigint, currency: string): string {
  return formatScaled(value, book.currencyScale(currency));
}

/** The last day on which something that ends at `end` was still valid (rules §2: what people write is inclusive). */
export function lastDay(book: ReportBook, end: Instant | null): IsoDate | null {
  return end === null ? null : book.dateAt(end - 1);
}

/** Puts rows in plain string order of their first columns, then of the next … Blanks come first. */
export function inOrder<T extends readonly Cell[]>(rows: T[], ...columns: number[]): T[] {
  return rows.sort((a, b) => {
    for (const column of columns) {
      const order = compareText(a[column] ?? '', b[column] ?? '');
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** One entry per key, made on first use. Codes contain no `|` (rules §5), so joined keys cannot meet. */
export function entryOf<T>(entries: Map<string, T>, key: string, make: () => T): T {
  const standing = entries.get(key);
  if (standing !== undefined) return standing;
  const made = make();
  entries.set(key, made);
  return made;
}
