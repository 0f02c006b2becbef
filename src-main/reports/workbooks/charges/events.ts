// The events behind overage: a line each, charge by charge, over as many sheets as it takes. Other sheets add up a charge's lines by
// where they stand. Must not: bring a sum.
import { amount, date, header, text } from '../cells.ts';
import { type About, HEADING, heading, rangeOn } from '../revenue/sheets.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import type { ChargeEvent, ChargeItem, ChargesData } from './data.ts';

export const EVENT_COLUMNS = { credits: 9, amount: 10 } as const;

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
}

/** @param rowsPerSheet of lines; fewer than a sheet can hold only for tests. */
export function eventsDetail(data: ChargesData, about: About, rowsPerSheet: number): EventsDraft {
  const items = [...data.now, ...data.next];
  const places = new Map<ChargeItem, number>();
  let total = 0;
  for (const item of items) {
    places.set(item, total);
    total += item.events.length;
  }
  const count = Math.ceil(total / rowsPerSheet);
  const name = (index: number): string => (index === 0 ? 'Events' : `Events (${index + 1})`);
  const sheetOf = (index: number): SpecSheet => ({
    name: name(index),
    kind: 'detail',
    columns: [{ max: 44 }, { max: 28 }, {}, { max: 44 }],
    rows: {
      [Symbol.iterator]: () =>
        eventRows(data, about, name(index), within(items, index * rowsPerSheet, (index + 1) * rowsPerSheet)),
    },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:K${HEADING}`,
    footer: about.footer,
  });
  return {
    sheets: Array.from({ length: count }, (_, index) => sheetOf(index)),
    rangesOf(item, column) {
      const first = places.get(item)!;
      const end = first + item.events.length;
      if (end === first) return null;
      const ranges: string[] = [];
      for (let at = first; at < end; ) {
        const index = Math.floor(at / rowsPerSheet);
        const stop = Math.min(end, (index + 1) * rowsPerSheet);
        const row = (place: number): number => HEADING + 1 + place - index * rowsPerSheet;
        ranges.push(rangeOn(name(index), column, [row(at), row(stop - 1)]));
        at = stop;
      }
      return ranges.join(',');
    },
  };
}

/** The lines from one place to before another, over all items. */
function* within(
  items: readonly ChargeItem[],
  from: number,
  to: number,
): Generator<[ChargeItem, ChargeEvent]> {
  let first = 0;
  for (const item of items) {
    const end = Math.min(item.events.length, to - first);
    for (let at = Math.max(0, from - first); at < end; at++) yield [item, item.events[at]!];
    first += item.events.length;
  }
}

function* eventRows(
  data: ChargesData,
  about: About,
  name: string,
  lines: Iterable<readonly [ChargeItem, ChargeEvent]>,
): Generator<SpecRow> {
  yield* heading(name, about, COLUMNS);
  for (const [item, event] of lines) {
    yield [
      text(item.charge),
      text(item.customer),
      text(item.date === null ? 'next cycle' : 'now'),
      { value: event.event, format: 'id' },
      text(event.meter),
      { value: event.quantity, format: 'number' },
      { value: event.used, format: 'time' },
      date(event.postedOn),
      amount(event.credits, data.book.creditScale(item.creditType)),
      amount(event.amount, data.book.currencyScale(item.currency)),
      text(item.currency),
    ];
  }
}
