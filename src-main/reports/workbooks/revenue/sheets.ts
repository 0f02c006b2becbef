// What the sheets of the revenue workbook have in common: heading, totals per currency, ranges on other sheets.
// Must not: know any one sheet.
import { rounded, text, title } from '../cells.ts';
import { columnLetters, columnRange, type SpecCell, type SpecRow, type SpecSheet } from '../spec.ts';

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

export function* heading(name: string, about: About, columns: readonly SpecCell[]): Generator<SpecRow> {
  yield [title(name)];
  yield [text(about.subtitle, 'subtitle')];
  yield [];
  yield columns;
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
