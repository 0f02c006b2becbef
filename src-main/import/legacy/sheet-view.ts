// One sheet as reading looks at it: cells by row and column with merged ones spread, and the names over its columns, which may
// stand in two rows. Must not: know layouts.
import type { RawCell } from '../raw-row.ts';
import { cellText } from '../usage-row.ts';
import { readMonth } from './cell-values.ts';
import type { Merge, SheetCell, SheetContent, SheetRow } from './sheet-cells.ts';

export interface HeaderCell {
  /** From 0. */
  readonly index: number;
  /** As written; of two rows, the lower one, or the upper one where that is blank. */
  readonly name: string;
  /** What stands over several columns, in the row above. */
  readonly group: string;
  /** YYYY-MM, where it names a month. */
  readonly month: string | null;
}

export interface SheetView {
  readonly sheet: SheetContent;
  readonly rows: readonly SheetRow[];
  /** @param index from 0. A merged cell answers for all it covers. */
  cell(row: SheetRow, index: number): SheetCell | null;
  header(row: SheetRow): HeaderCell[];
  /** The first year that is written above a row, or in the sheet's name. */
  yearAbove(row: SheetRow): string | null;
}

export const textOf = (cell: SheetCell | null | undefined): string =>
  cell ? cellText(cell.value).replace(/\s+/gu, ' ') : '';

/** Column letters from a number that counts from 0. */
export function lettersOf(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** A column's number from 0. */
export function indexOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function viewOf(sheet: SheetContent): SheetView {
  const byLine = new Map(sheet.rows.map((row) => [row.line, row]));
  const merged = mergeLookup(sheet.merges);
  const cell = (row: SheetRow, index: number): SheetCell | null => {
    const own = row.cells[index] ?? null;
    if (own) return own;
    const merge = merged(row.line, index);
    return merge ? (byLine.get(merge.top)?.cells[merge.left] ?? null) : null;
  };
  const yearAbove = (row: SheetRow): string | null => {
    const above = sheet.rows.filter(({ line }) => line < row.line).slice(-8);
    const texts = [...above.reverse().flatMap(({ cells }) => cells.map(textOf)), sheet.name];
    return texts.map((text) => /\b(20\d\d)\b/.exec(text)?.[1]).find((year) => year !== undefined) ?? null;
  };
  const header = (row: SheetRow): HeaderCell[] => {
    const above = byLine.get(row.line - 1);
    const width = Math.max(row.cells.length, above?.cells.length ?? 0);
    let year = yearAbove(row);
    let before: number | null = null;
    return Array.from({ length: width }, (_, index) => {
      const own = row.cells[index] ?? null;
      const over = above ? spreadOver(above, index, merged, cell) : null;
      const under = own ?? (merged(row.line, index) ? cell(row, index) : null);
      year = /\b(20\d\d)\b/.exec(textOf(over))?.[1] ?? year;
      let month = monthIn(under?.value ?? null, year) ?? monthIn(over?.value ?? null, year);
      // "Nov, Dec, Jan, Feb" under one year: it is the next one from January on.
      const isBare = month !== null && /^\p{L}+\.?$/u.test(textOf(under) || textOf(over));
      if (isBare && month !== null && before !== null && Number(month.slice(5)) < before && year !== null) {
        year = String(Number(year) + 1);
        month = `${year}-${month.slice(5)}`;
      }
      if (isBare && month !== null) before = Number(month.slice(5));
      return { index, name: textOf(under) || textOf(over), group: textOf(over), month };
    });
  };
  return { sheet, rows: sheet.rows, cell, header, yearAbove };
}

const monthIn = (value: RawCell, year: string | null): string | null => readMonth(value, year);

/** What the row above says over a column: its own cell there, or one that is merged across it. */
function spreadOver(
  above: SheetRow,
  index: number,
  merged: (line: number, index: number) => Merge | null,
  cell: (row: SheetRow, index: number) => SheetCell | null,
): SheetCell | null {
  const merge = merged(above.line, index);
  return merge && merge.right > merge.left ? cell(above, index) : null;
}

/** Which merge covers a cell. */
function mergeLookup(merges: readonly Merge[]): (line: number, index: number) => Merge | null {
  const byLine = new Map<number, Merge[]>();
  for (const merge of merges) {
    for (let line = merge.top; line <= merge.bottom && line - merge.top < 10_000; line++) {
      const there = byLine.get(line);
      if (there) there.push(merge);
      else byLine.set(line, [merge]);
    }
  }
  return (line, index) =>
    byLine.get(line)?.find(({ left, right }) => index >= left && index <= right) ?? null;
}
