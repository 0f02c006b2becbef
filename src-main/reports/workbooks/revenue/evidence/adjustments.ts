// What people changed by hand in the period: refunds, voids, extensions, usage that was voided; each with what it moved, who and why.
// Must not: hold facts of other periods.
import { amount, date, header, text } from '../../cells.ts';
import type { AdjustmentLine, RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { Table, type TableColumn } from '../../table.ts';

export const ADJUSTMENTS = 'Adjustments';
const WORDS: Readonly<Record<AdjustmentLine['type'], string>> = {
  refund: 'Refund',
  void: 'Void',
  extend: 'Extension',
  usage_voided: 'Usage voided',
};
const MONEY = ['paidBack', 'breakage', 'reinstated'] as const;
const HEADS = { paidBack: 'Paid back', breakage: 'To breakage revenue', reinstated: 'Reinstated' } as const;

export function adjustmentsTable(data: RevenueData): Table<AdjustmentLine> {
  const scale = (currency: string): number => data.book.currencyScale(currency);
  return new Table({
    sheet: ADJUSTMENTS,
    head: HEADING,
    rows: data.adjustments,
    unit: { key: 'currency', of: ({ currency }) => currency, scale },
    columns: [
      { key: 'date', head: header('Date', 'date'), cell: (line) => date(line.date) },
      { key: 'type', head: header('What'), cell: ({ type }) => text(WORDS[type]) },
      { key: 'ref', head: header('Reference'), cell: ({ ref }) => text(ref) },
      { key: 'customer', head: header('Customer'), cell: ({ customer }) => text(customer) },
      { key: 'lot', head: header('Lot'), cell: ({ lot }) => text(lot) },
      {
        key: 'credits',
        head: header('Credits taken out', 'amount'),
        cell: ({ credits, creditType }) => amount(credits, data.book.creditScale(creditType)),
      },
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      ...MONEY.map(
        (key): TableColumn<AdjustmentLine> => ({
          key,
          head: header(HEADS[key], 'amount'),
          cell: (line) => amount(line[key], scale(line.currency)),
          sum: (line) => line[key],
        }),
      ),
      {
        key: 'expires',
        head: header('New last day', 'date'),
        cell: ({ expires }) => (expires === null ? null : date(expires)),
      },
      {
        key: 'reason',
        head: header('Why', 'wrap'),
        cell: ({ reason }) => ({ value: reason, format: 'wrap' }),
      },
      { key: 'by', head: header('Who'), cell: ({ by }) => text(by) },
      {
        key: 'at',
        head: header('Recorded', 'time'),
        cell: ({ recordedAt }) => ({ value: data.localTime(recordedAt), format: 'time' }),
      },
    ],
  });
}

export const adjustmentsSheet = (table: Table<AdjustmentLine>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: ADJUSTMENTS,
    columns: [{}, {}, { max: 24 }, { max: 20 }, { max: 30 }, {}, {}, {}, {}, {}, {}, { min: 24, max: 40 }],
    empty: 'Nothing was adjusted by hand in the period.',
    notes: [
      'Credits that came back stand in parentheses. Voids of usage whose month was still open changed no posting and do not stand here.',
    ],
  });
