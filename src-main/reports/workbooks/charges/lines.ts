// The lines to invoice: those of the month, and those of the next cycle so far. Overage is added up from its events by live formulas.
// Must not: bring a total that is no formula over its own rows.

import { isOverageCharge } from '../../../engine/postings.ts';
import { amount, count, date, header, rounded, text } from '../cells.ts';
import { type About, type Detail, HEADING, heading, span, totalFormula } from '../sheets.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import { CHARGE_WORDS } from '../words.ts';
import type { ChargeItem, ChargesData } from './data.ts';
import { EVENT_COLUMNS, type EventsDraft } from './events.ts';

export const NOW = 'Invoice now';
export const NEXT = 'Next cycle';
export const NOW_COLUMNS = { kind: 5, amount: 9, currency: 10, fromEvents: 11 } as const;
export const NEXT_COLUMNS = { amount: 8, currency: 9 } as const;

const NOW_HEADER: readonly SpecCell[] = [
  header('Customer'),
  header('Name'),
  header('Charge', 'id'),
  header('Date', 'date'),
  header('Kind'),
  header('For'),
  header('Credits', 'amount'),
  header('Price a credit', 'number'),
  header('Amount', 'amount'),
  header('Currency'),
  header('From its events', 'amount'),
  header('Events', 'count'),
  header('Exported before'),
];

const NEXT_HEADER: readonly SpecCell[] = [
  header('Customer'),
  header('Name'),
  header('Charge', 'id'),
  header('For'),
  header('Last posted', 'date'),
  header('Credits', 'amount'),
  header('Price a credit', 'number'),
  header('Amount so far', 'amount'),
  header('Currency'),
  header('Events', 'count'),
];

/** Kinds whose amount has usage behind it. */
export const hasEvents = ({ kind }: ChargeItem): boolean => isOverageCharge(kind);

export const eventTotal = ({ events }: ChargeItem): bigint => events?.amount ?? 0n;

export function currenciesOf(data: ChargesData): string[] {
  return [...new Set([...data.now, ...data.next].map(({ currency }) => currency))].sort();
}

export function nowSheet(data: ChargesData, events: EventsDraft, about: About): Detail {
  const all = span(data.now.length);
  function* rows(): Generator<SpecRow> {
    yield* heading('To invoice now', about, NOW_HEADER);
    for (const item of data.now) yield nowRow(data, events, item);
    if (all) for (const currency of currenciesOf(data)) yield* nowTotal(data, currency, all);
    else yield [text('No charge is dated in this month.', 'note')];
  }
  return { sheet: sheetOf(NOW, rows, about, NOW_HEADER.length), all };
}

function nowRow(data: ChargesData, events: EventsDraft, item: ChargeItem): SpecRow {
  const scale = data.book.currencyScale(item.currency);
  const ranges = events.rangesOf(item, EVENT_COLUMNS.amount);
  return [
    text(item.customer),
    text(data.names.get(item.customer) ?? null),
    { value: item.charge, format: 'id' },
    date(item.date),
    text(CHARGE_WORDS[item.kind]),
    text(item.description),
    amount(item.credits, data.book.creditScale(item.creditType)),
    item.unitPrice === null ? null : { value: item.unitPrice, format: 'number' },
    amount(item.amount, scale),
    text(item.currency),
    hasEvents(item)
      ? amount(eventTotal(item), scale, 'body', ranges ? rounded(`SUM(${ranges})`, scale) : undefined)
      : null,
    hasEvents(item) ? count(item.events?.count ?? 0) : null,
    text(item.exported === '' ? null : item.exported),
  ];
}

function* nowTotal(data: ChargesData, currency: string, all: readonly [number, number]): Generator<SpecRow> {
  const own = data.now.filter((item) => item.currency === currency);
  if (own.length === 0) return;
  const scale = data.book.currencyScale(currency);
  const sum = (column: number, value: bigint): SpecCell =>
    amount(value, scale, 'total', totalFormula(column, NOW_COLUMNS.currency, all, currency, scale));
  const blank = text(null, 'total');
  yield [
    text('Total', 'total'),
    ...Array<SpecCell>(7).fill(blank),
    sum(
      NOW_COLUMNS.amount,
      own.reduce((total, item) => total + item.amount, 0n),
    ),
    text(currency, 'total'),
    sum(
      NOW_COLUMNS.fromEvents,
      own.reduce((total, item) => total + eventTotal(item), 0n),
    ),
    blank,
    blank,
  ];
}

export function nextSheet(data: ChargesData, events: EventsDraft, about: About): Detail {
  const all = span(data.next.length);
  function* rows(): Generator<SpecRow> {
    yield* heading('With the next cycle, so far', about, NEXT_HEADER);
    for (const item of data.next) yield nextRow(data, events, item);
    if (!all) {
      yield [text('No overage waits for the end of its period.', 'note')];
      return;
    }
    for (const currency of currenciesOf(data)) {
      const own = data.next.filter((item) => item.currency === currency);
      if (own.length === 0) continue;
      const scale = data.book.currencyScale(currency);
      const total = own.reduce((sum, item) => sum + item.amount, 0n);
      const formula = totalFormula(NEXT_COLUMNS.amount, NEXT_COLUMNS.currency, all, currency, scale);
      const blank = text(null, 'total');
      yield [
        text('Total', 'total'),
        ...Array<SpecCell>(6).fill(blank),
        amount(total, scale, 'total', formula),
        text(currency, 'total'),
        blank,
      ];
    }
    yield [text('More may be added until the period ends; then it is charged as a whole.', 'note')];
  }
  return { sheet: sheetOf(NEXT, rows, about, NEXT_HEADER.length), all };
}

function nextRow(data: ChargesData, events: EventsDraft, item: ChargeItem): SpecRow {
  const scale = data.book.currencyScale(item.currency);
  const creditScale = data.book.creditScale(item.creditType);
  const sum = (column: number, value: bigint, of: number): SpecCell =>
    amount(value, of, 'body', rounded(`SUM(${events.rangesOf(item, column)})`, of));
  return [
    text(item.customer),
    text(data.names.get(item.customer) ?? null),
    { value: item.charge, format: 'id' },
    text(item.description),
    date(item.events?.lastPostedOn ?? null),
    sum(EVENT_COLUMNS.credits, item.credits, creditScale),
    item.unitPrice === null ? null : { value: item.unitPrice, format: 'number' },
    sum(EVENT_COLUMNS.amount, item.amount, scale),
    text(item.currency),
    count(item.events?.count ?? 0),
  ];
}

function sheetOf(name: string, rows: () => Generator<SpecRow>, about: About, width: number): SpecSheet {
  return {
    name,
    kind: 'detail',
    columns: [{ max: 20 }, { max: 36 }, { max: 34 }, {}, {}, { max: 40 }],
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:${String.fromCharCode(64 + width)}${HEADING}`,
    footer: about.footer,
  };
}
