// What sheets of detail have in common: a title and a heading, rows that were counted beforehand, one table from top to bottom, totals.
// Must not: know any one sheet.
import { rounded, text, title } from './cells.ts';
import {
  address,
  columnRange,
  type SpecCell,
  type SpecColumn,
  type SpecRow,
  type SpecSheet,
} from './spec.ts';
import type { Table } from './table.ts';

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
