// The lots of the revenue workbook: what each was sold for, what became of it, and what it still defers.
// Must not: bring a sum that is no formula over its own rows.
import { deferredOf, remainingOf } from '../../lots.ts';
import { amount, date, header, LOT_WORDS, rounded, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import type { RevenueFigures } from './figures.ts';
import { type About, type Detail, HEADING, heading, span, totalFormula } from './sheets.ts';

export const LOTS = 'Lots';
export const LOT_COLUMNS = {
  price: 9,
  recognized: 10,
  moved: 11,
  returned: 12,
  deferred: 13,
  currency: 14,
} as const;
const LOT_HEADER: readonly SpecCell[] = [
  header('Lot'),
  header('Customer'),
  header('Credit type'),
  header('Kind'),
  header('Starts', 'date'),
  header('Valid through', 'date'),
  header('Granted', 'amount'),
  header('Remaining', 'amount'),
  header('Price', 'amount'),
  header('Recognised', 'amount'),
  header('Moved on', 'amount'),
  header('Returned', 'amount'),
  header('Deferred', 'amount'),
  header('Currency'),
];

export function lotsDetail(data: RevenueData, figures: RevenueFigures, about: About): Detail {
  const all = span(data.lots.length);
  function* rows(): Generator<SpecRow> {
    yield* heading('Lots', about, LOT_HEADER);
    let row = HEADING;
    for (const lot of data.lots) {
      row++;
      const credits = (value: bigint): SpecCell => amount(value, data.book.creditScale(lot.creditType));
      const scale = data.book.currencyScale(lot.currency);
      yield [
        text(lot.lot),
        text(lot.customer),
        text(lot.creditType),
        text(LOT_WORDS[lot.kind]),
        date(data.book.dateAt(lot.startsAt)),
        lot.expiresAt === null ? text('no end') : date(data.book.dateAt(lot.expiresAt - 1)),
        credits(lot.granted),
        credits(remainingOf(lot)),
        amount(lot.price, scale),
        amount(lot.recognized, scale),
        amount(lot.moved, scale),
        amount(lot.returned, scale),
        amount(deferredOf(lot), scale, 'body', rounded(`I${row}-J${row}-K${row}-L${row}`, scale)),
        text(lot.currency),
      ];
    }
    if (all) for (const currency of figures.currencies) yield lotTotal(data, currency, all);
  }
  const sheet: SpecSheet = {
    name: LOTS,
    kind: 'detail',
    columns: [{ max: 44 }, { max: 28 }],
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:N${HEADING}`,
    footer: about.footer,
  };
  return { sheet, all };
}

function lotTotal(data: RevenueData, currency: string, all: readonly [number, number]): SpecRow {
  const scale = data.book.currencyScale(currency);
  const lots = data.lots.filter((lot) => lot.currency === currency);
  const sum = (column: number, pick: (lot: (typeof lots)[number]) => bigint): SpecCell => {
    const total = lots.reduce((value, lot) => value + pick(lot), 0n);
    return amount(total, scale, 'total', totalFormula(column, LOT_COLUMNS.currency, all, currency, scale));
  };
  const blank = text(null, 'total');
  return [
    text('Total', 'total'),
    ...Array<SpecCell>(7).fill(blank),
    sum(LOT_COLUMNS.price, (lot) => lot.price),
    sum(LOT_COLUMNS.recognized, (lot) => lot.recognized),
    sum(LOT_COLUMNS.moved, (lot) => lot.moved),
    sum(LOT_COLUMNS.returned, (lot) => lot.returned),
    sum(LOT_COLUMNS.deferred, deferredOf),
    text(currency, 'total'),
  ];
}
