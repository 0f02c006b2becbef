// The events behind overage: a line each, charge by charge, over as many sheets as it takes. Other sheets add up a charge's lines by
// where they stand. Must not: bring a sum.
import { amount, date, header, text } from '../cells.ts';
import { type About, HEADING, heading } from '../sheets.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import { rangeOn } from '../spec.ts';
import type { ChargeItem, ChargesData } from './data.ts';

export const EVENT_COLUMNS = { credits: 9, amount: 10, currency: 11 } as const;

const COLUMNS: readonly SpecCell[] = [
  header('Charge'),
  header('Customer'),
  header('Due'),
  header('Event', 'id'),
  header('Meter'),
  header('Quantity', 'number'),
  header('Used', 'time'),
  header('Posted', 'date'),
  header('Credits over', 'amount'),
  header('Amount', 'amount'),
  header('Currency'),
];

export interface EventsDraft {
  readonly sheets: readonly SpecSheet[];
  /** All lines of a charge in a column, as arguments for SUM; null without any. */
  rangesOf(item: ChargeItem, column: number): string | null;
  /** The sum of a column over all lines of a currency; null without any line. */
  totalOf(currency: string, column: number): string | null;
}

/** @param rowsPerSheet of lines; fewer than a sheet can hold only for tests. */
export function eventsDetail(data: ChargesData, about: About, rowsPerSheet: number): EventsDraft {
  const sheets = Math.ceil(data.eventCount / rowsPerSheet);
  const name = (index: number): string => (index === 0 ? 'Events' : `Events (${index + 1})`);
  /** Ranges of a column for lines from `first` to before `end`, sheet by sheet. */
  const ranges = (column: number, first: number, end: number): string[] => {
    const found: string[] = [];
    for (let at = first; at < end; ) {
      const index = Math.floor(at / rowsPerSheet);
      const stop = Math.min(end, (index + 1) * rowsPerSheet);
      const row = (place: number): number => HEADING + 1 + place - index * rowsPerSheet;
      found.push(rangeOn(name(index), column, [row(at), row(stop - 1)]));
      at = stop;
    }
    return found;
  };
  const sheetOf = (index: number): SpecSheet => ({
    name: name(index),
    kind: 'detail',
    columns: [{ max: 44 }, { max: 28 }, {}, { max: 44 }],
    rows: {
      [Symbol.iterator]: () =>
        eventRows(data, about, name(index), index * rowsPerSheet, (index + 1) * rowsPerSheet),
    },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:K${HEADING}`,
    footer: about.footer,
  });
  return {
    sheets: Array.from({ length: sheets }, (_, index) => sheetOf(index)),
    rangesOf({ events }, column) {
      return events === null ? null : ranges(column, events.first, events.first + events.count).join(',');
    },
    totalOf(currency, column) {
      const units = ranges(EVENT_COLUMNS.currency, 0, data.eventCount);
      const sums = ranges(column, 0, data.eventCount).map(
        (range, index) => `SUMIFS(${range},${units[index]},"${currency}")`,
      );
      return sums.length === 0 ? null : sums.join('+');
    },
  };
}

/** The lines from one place to before another. */
function* eventRows(
  data: ChargesData,
  about: About,
  name: string,
  first: number,
  end: number,
): Generator<SpecRow> {
  yield* heading(name, about, COLUMNS);
  let place = 0;
  for (const event of data.events) {
    if (place === end) return;
    if (place++ < first) continue;
    yield [
      text(event.charge),
      text(event.customer),
      text(event.due ? 'now' : 'next cycle'),
      { value: event.event, format: 'id' },
      text(event.meter),
      { value: event.quantity, format: 'number' },
      { value: event.used, format: 'time' },
      date(event.postedOn),
      amount(event.credits, data.book.creditScale(event.creditType)),
      amount(event.amount, data.book.currencyScale(event.currency)),
      text(event.currency),
    ];
  }
}
