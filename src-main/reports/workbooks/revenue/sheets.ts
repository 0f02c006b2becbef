// What the sheets of the revenue workbook have in common: titles, tables below them, words for the period, ranges on other sheets.
// Must not: know any one sheet.
import type { Period } from '../../recognition/period.ts';
import { periodCode } from '../../recognition/period.ts';
import { header, monthInWords, rounded, text, title } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import {
  address,
  columnLetters,
  columnRange,
  type SpecCell,
  type SpecColumn,
  type SpecRow,
  type SpecSheet,
} from '../spec.ts';
import type { Table, TableColumn } from '../table.ts';

export const HEADING = 4;

export interface About {
  readonly subtitle: string;
  readonly footer: string;
}

/** A sheet whose rows were counted beforehand: first and last data row, null without any. */
export interface Detail {
  readonly sheet: SpecSheet;
  readonly all: readonly [number, number] | null;
}

/** Where so many rows stand below the heading. */
export const span = (count: number): Detail['all'] => (count === 0 ? null : [HEADING + 1, HEADING + count]);

/** Three rows on top of every sheet. */
export function* titles(name: string, about: About): Generator<SpecRow> {
  yield [title(name)];
  yield [text(about.subtitle, 'subtitle')];
  yield [];
}

export function* heading(name: string, about: About, columns: readonly SpecCell[]): Generator<SpecRow> {
  yield* titles(name, about);
  yield columns;
}

/** Whose a row is. */
export function customerColumns<T extends { customer: string }>({
  customerNames,
}: Pick<RevenueData, 'customerNames'>): TableColumn<T>[] {
  return [
    { key: 'customer', head: header('Customer'), cell: ({ customer }) => text(customer) },
    { key: 'name', head: header('Name'), cell: ({ customer }) => text(customerNames.get(customer) ?? null) },
  ];
}

interface TableSheet {
  readonly name: string;
  readonly columns: readonly SpecColumn[];
  /** Columns that stay in sight. */
  readonly frozen?: number;
  readonly notes?: readonly string[];
  /** Said where there are no rows. */
  readonly empty: string;
  readonly filtered?: boolean;
}

/** A sheet that is one table, written as its rows come. */
export function tableSheet<T>(table: Table<T>, about: About, sheet: TableSheet): SpecSheet {
  const { name, columns, frozen = 1, notes = [], empty, filtered = false } = sheet;
  function* rows(): Generator<SpecRow> {
    yield* titles(name, about);
    yield* table.lines();
    if (!table.all) yield [text(empty, 'note')];
    for (const note of notes) yield [text(note, 'note')];
  }
  return {
    name,
    kind: 'detail',
    columns,
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: frozen },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: filtered && table.all ? `${address(1, HEADING)}:${address(table.width, HEADING)}` : undefined,
    footer: about.footer,
  };
}

/** Totals under the amounts of a currency, by SUMIFS over the column that names it. */
export function totalFormula(
  column: number,
  unitColumn: number,
  [first, last]: readonly [number, number],
  currency: string,
  scale: number,
): string {
  return rounded(
    `SUMIFS(${columnRange(column, first, last)},${columnRange(unitColumn, first, last)},"${currency}")`,
    scale,
  );
}

/** 'Activity'!J5:J80 */
export function rangeOn(sheet: string, column: number, [first, last]: readonly [number, number]): string {
  return `'${sheet}'!${columnRange(column, first, last)}`;
}

export const cellOn = (sheet: string, column: number, row: number): string =>
  `'${sheet}'!${columnLetters(column)}${row}`;

/** "November 2025", "2025-Q4, October to December 2025", "January to November 2025, year to date". */
export function periodInWords(period: Period): string {
  const { kind, from, to } = period;
  if (kind === 'month') return monthInWords(to);
  const first = monthInWords(from).split(' ')[0]!;
  const months = from === to ? monthInWords(to) : `${first} to ${monthInWords(to)}`;
  return kind === 'quarter' ? `${periodCode(period)}, ${months}` : `${months}, year to date`;
}
