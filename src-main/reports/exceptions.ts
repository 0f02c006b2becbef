// Usage that needs a person: no rate covers it, no lot paid for it, or somebody excluded it.
import { formatInstant } from '../../src-shared/calendar.ts';
import type { Cell, Column } from '../../src-shared/report-table.ts';
import { credits, inOrder } from './cells.ts';
import type { Report } from './report.ts';
import type { ExceptionLine, ReportBook } from './source.ts';

const COLUMNS: readonly Column[] = [
  { key: 'event_id', title: 'Event', type: 'text' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'meter', title: 'Meter', type: 'text' },
  { key: 'quantity', title: 'Quantity', type: 'quantity' },
  { key: 'occurred_at', title: 'Occurred at', type: 'instant' },
  { key: 'reason', title: 'Reason', type: 'text' },
  { key: 'credits', title: 'Credits', type: 'credits', sum: true },
];

export const exceptions: Report = {
  name: 'exceptions',
  title: 'Exceptions',
  description: 'usage without a rate, without credits to pay for it, or excluded',
  make(source) {
    const rows = source.exceptions().map((line) => rowOf(source.book, line));
    return { name: 'exceptions', title: 'Exceptions', columns: COLUMNS, rows: inOrder(rows, 0) };
  },
};

function rowOf(book: ReportBook, line: ExceptionLine): Cell[] {
  const { creditType } = line;
  return [
    line.eventId,
    line.customer,
    line.meter,
    line.quantity,
    formatInstant(line.occurredAt),
    line.reason,
    creditType === null || line.credits === null ? null : credits(book, line.credits, creditType),
  ];
}
