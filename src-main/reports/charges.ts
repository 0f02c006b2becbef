// Money to be invoiced: plan fees, top-ups, overage, and credits for voided overage.
import type { Cell, Column } from '../../src-shared/report-table.ts';
import { credits, inOrder, money } from './cells.ts';
import type { Report } from './report.ts';
import type { ChargeLine, ReportBook } from './source.ts';

const COLUMNS: readonly Column[] = [
  { key: 'date', title: 'Date', type: 'date' },
  { key: 'charge', title: 'Charge', type: 'text' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'kind', title: 'Kind', type: 'text' },
  { key: 'meter', title: 'Meter', type: 'text' },
  { key: 'credits', title: 'Credits', type: 'credits', sum: true },
  { key: 'amount', title: 'Amount', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
];

export const charges: Report = {
  name: 'charges',
  title: 'Charges',
  description: 'what is to be invoiced: plan fees, top-ups, overage, and credits given back',
  make(source) {
    const rows = source.charges().map((charge) => rowOf(source.book, charge));
    return { name: 'charges', title: 'Charges', columns: COLUMNS, rows: inOrder(rows, 0, 1) };
  },
};

function rowOf(book: ReportBook, charge: ChargeLine): Cell[] {
  return [
    book.dateAt(charge.at),
    charge.charge,
    charge.customer,
    charge.kind,
    charge.meter,
    credits(book, charge.credits, charge.creditType),
    money(book, charge.amount, charge.currency),
    charge.currency,
  ];
}
