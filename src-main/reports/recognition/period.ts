// The stretch of whole months that a revenue workbook is of: a month, a calendar quarter, or a year up to a month.
// Must not: know which months a book has.
import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import { monthInWords } from '../workbooks/words.ts';

export interface Period {
  readonly kind: 'month' | 'quarter' | 'year_to_date';
  readonly from: Month;
  readonly to: Month;
}

const ofMonth = (month: Month): Period => ({ kind: 'month', from: month, to: month });

/** The calendar quarter that a month lies in, whole. */
function quarterOf(month: Month): Period {
  const [year, first] = [month.slice(0, 4), Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1];
  const at = (place: number): Month => `${year}-${String(first + place).padStart(2, '0')}`;
  return { kind: 'quarter', from: at(0), to: at(2) };
}

/** From January of its year up to and including the month. */
const yearTo = (month: Month): Period => ({
  kind: 'year_to_date',
  from: `${month.slice(0, 4)}-01`,
  to: month,
});

export type Span = Period['kind'];

/** The month itself, the quarter it lies in, or its year up to it. */
export function periodOf(span: Span, month: Month): Period {
  if (span === 'quarter') return quarterOf(month);
  return span === 'month' ? ofMonth(month) : yearTo(month);
}

export const isWithin = ({ from, to }: Period, month: Month): boolean => from <= month && month <= to;

export function datesOf({ from, to }: Period): { from: IsoDate; to: IsoDate } {
  return { from: monthDates(from).from, to: monthDates(to).to };
}

/** "2025-11", "2025-Q4", "2025-11-year-to-date": for titles of files. */
export function periodCode({ kind, from, to }: Period): string {
  if (kind === 'quarter') return `${from.slice(0, 4)}-Q${(Number(from.slice(5)) + 2) / 3}`;
  return kind === 'month' ? to : `${to}-year-to-date`;
}

/** "November 2025", "2025-Q4, October to December 2025", "January to November 2025, year to date". */
export function periodInWords(period: Period): string {
  const { kind, from, to } = period;
  if (kind === 'month') return monthInWords(to);
  const first = monthInWords(from).split(' ')[0]!;
  const months = from === to ? monthInWords(to) : `${first} to ${monthInWords(to)}`;
  return kind === 'quarter' ? `${periodCode(period)}, ${months}` : `${months}, year to date`;
}
