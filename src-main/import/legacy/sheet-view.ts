// One sheet as reading looks at it: cells by row and column with merged ones spread, and the names over its columns, which may
// stand in two rows. Must not: know layouts.
import { MOST_COLUMNS } from '../../../src-shared/migration/shape.ts';
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
    const width = Math.min(MOST_COLUMNS, Math.max(row.cells.length, above?.cells.length ?? 0));
    const halves = above ? otherHalf(above, row, sheet.merges) : [];
    let year = yearAbove(row);
    let yearOver: string | null = null;
    let before: number | null = null;
    return Array.from({ length: width }, (_, index) => {
      const own = row.cells[index] ?? null;
      const over = (above ? spreadOver(above, index, merged, cell) : null) ?? halves[index] ?? null;
      const under = own ?? (merged(row.line, index) ? cell(row, index) : null);
      const said = /\b(20\d\d)\b/.exec(textOf(over))?.[1] ?? null;
      // Months are counted on within what stands under one year.
      if (said !== null && said !== yearOver) [year, yearOver, before] = [said, said, null];
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

/**
 * What the row above says over each column where it is the other half of the header: it names columns that this row leaves blank, or
 * tells apart names that come again. A title above says nothing. Where nothing is merged, as in a text file, a heading reaches to the
 * next one, over the columns that have names of their own.
 */
function otherHalf(above: SheetRow, row: SheetRow, merges: readonly Merge[]): (SheetCell | null)[] {
  const named = (cell: SheetCell | null | undefined): boolean => textOf(cell) !== '';
  if (above.cells.filter(named).length < 2) return [];
  const reaches = !merges.some(({ top, bottom }) => top <= row.line && bottom >= above.line);
  let last: SheetCell | null = null;
  const over = Array.from({ length: Math.max(above.cells.length, row.cells.length) }, (_, index) => {
    const own = above.cells[index] ?? null;
    if (own || !reaches) last = own;
    return named(row.cells[index]) ? last : own;
  });
  const fills = over.some((heading, index) => named(heading) && !named(row.cells[index]));
  const names = row.cells.flatMap((cell, index) =>
    named(cell) ? [{ alone: textOf(cell), under: `${textOf(over[index])}|${textOf(cell)}` }] : [],
  );
  const count = (of: keyof (typeof names)[number]): number => new Set(names.map((one) => one[of])).size;
  const tellsApart = count('alone') < names.length && count('under') === names.length;
  return fills || tellsApart ? over : [];
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
