// Overage of the period by customer and meter, and what of it waits to be billed. Must not: make cells of anything else.
import { compareText } from '../../../../../src-shared/text-order.ts';
import { entryOf } from '../../../cells.ts';
import { isWithin } from '../../../recognition/period.ts';
import type { OverageSums } from '../../../source.ts';
import { amount, count, header, text } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { Table } from '../../table.ts';
import { customerColumns } from '../customer-columns.ts';

const OVERAGE = 'Overage';

/** The months added up; by customer, credit type, meter and currency. */
function overageRows({ overage, period }: RevenueData): OverageSums[] {
  const rows = new Map<string, OverageSums>();
  for (const sums of overage) {
    if (!isWithin(period, sums.month)) continue;
    const key = [sums.customer, sums.creditType, sums.meter, sums.currency].join('\u0000');
    const row = entryOf(rows, key, () => ({ ...sums, lines: 0, credits: 0n, revenue: 0n }));
    row.lines += sums.lines;
    row.credits += sums.credits;
    row.revenue += sums.revenue;
  }
  return [...rows.entries()].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}

export function overageTable(data: RevenueData): Table<OverageSums> {
  const scale = (currency: string): number => data.book.currencyScale(currency);
  return new Table({
    sheet: OVERAGE,
    head: HEADING,
    rows: overageRows(data),
    unit: { key: 'currency', of: ({ currency }) => currency, scale },
    columns: [
      ...customerColumns<OverageSums>(data),
      { key: 'meter', head: header('Meter'), cell: ({ meter }) => text(meter) },
      { key: 'creditType', head: header('Credit type'), cell: ({ creditType }) => text(creditType) },
      { key: 'lines', head: header('Ledger lines', 'count'), cell: ({ lines }) => count(lines) },
      {
        key: 'credits',
        head: header('Credits beyond', 'amount'),
        cell: ({ credits, creditType }) => amount(credits, data.book.creditScale(creditType)),
      },
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      {
        key: 'revenue',
        head: header('Overage revenue', 'amount'),
        cell: ({ revenue, currency }) => amount(revenue, scale(currency)),
        sum: ({ revenue }) => revenue,
      },
    ],
  });
}

export const overageSheet = (table: Table<OverageSums>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: OVERAGE,
    columns: [{ max: 28 }, { min: 16, max: 40 }, { max: 24 }, {}, { min: 10 }, { min: 16 }, {}, { min: 16 }],
    empty: 'No overage was charged in the period.',
    notes: [
      'Recognised when it was used, whenever it is billed; less what voids took back. Overage that nobody pays is no revenue and does not stand here.',
    ],
  });
