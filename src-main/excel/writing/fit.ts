// How wide a column must be for what it shows. Estimated from the formatted text, generously, since fonts differ between machines and a
// column too narrow shows #### instead of a number.
// Must not: hold rows.
import { decimalPlaces } from '../../../src-shared/decimal.ts';
import type { Role, SpecCell, SpecColumn, SpecRow } from '../../reports/workbooks/spec.ts';
import { isHeading, NUMERIC } from './styles.ts';

const WIDEST = 60;
const NARROWEST = 6;
/** Room at both sides of a cell, in characters. */
const PADDING = 2;
const FILTER_BUTTON = 2;
/** Totals are bold. */
const TOTAL = 1.1;

const ASCII = new Float64Array(128).fill(1.05);
for (const character of "iljtfI.,:;'|!()[]- r") ASCII[character.charCodeAt(0)] = 0.65;
for (const character of 'mwMW@%') ASCII[character.charCodeAt(0)] = 1.5;
for (const character of 'ABCDEFGHKNOPQRSTUVXYZ_&#') ASCII[character.charCodeAt(0)] = 1.2;

/** In widths of a digit. */
function textWidth(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    width += code < 128 ? ASCII[code]! : code >= 0x1100 ? 2 : 1.15;
  }
  return width;
}

function numberWidth(value: string, format: string): number {
  const digits = value.replace(/^-/, '').replace(/\..*/, '').length;
  const places = decimalPlaces(value);
  return (
    digits +
    Math.floor((digits - 1) / 3) * 0.6 +
    (places > 0 ? places + 0.6 : 0) +
    (format === 'amount' ? 1.4 : 0.6)
  );
}

function shownWidth(cell: SpecCell): number {
  const value = cell.value;
  if (value === null) return 0;
  switch (cell.format) {
    case 'amount':
    case 'number':
    case 'count':
    case 'percent':
      return numberWidth(value, cell.format);
    case 'date':
      return 10;
    case 'time':
      return value.includes('.') ? 22 : 15.5;
    case 'month':
      return 7;
    default:
      return value.includes('\n') ? Math.max(...value.split('\n').map(textWidth)) : textWidth(value);
  }
}

function headerWidth(text: string): number {
  // Headings may break between words, over two lines.
  const words = text.split(' ').map(textWidth);
  return Math.max(...words, textWidth(text) / 2) * 1.1 + 0.8;
}

/** These may run over into the cells beside them. */
const RUNNING: ReadonlySet<string> = new Set([
  'title',
  'subtitle',
  'headline',
  'section',
  'label',
  'prose',
  'words',
  'note',
]);

/** Widths in characters for the columns of a sheet, from its first rows. */
export function fitColumns(
  columns: readonly SpecColumn[],
  rows: readonly SpecRow[],
  filtered: boolean,
): number[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), columns.length);
  const widths = new Array<number>(count).fill(0);
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      const cell = row[index];
      if (!cell || RUNNING.has(cell.role ?? 'body')) continue;
      let width: number;
      if (isHeading(cell.role)) width = headerWidth(cell.value ?? '') + (filtered ? FILTER_BUTTON : 0);
      else width = shownWidth(cell) * (cell.role === 'total' || cell.role === 'subtotal' ? TOTAL : 1);
      if (width > widths[index]!) widths[index] = width;
    }
  }
  return widths.map((width, index) => bounded(width, columns[index]));
}

function bounded(width: number, { min = NARROWEST, max = WIDEST }: SpecColumn = {}): number {
  return Math.round(Math.min(Math.max(width + PADDING, min), max, WIDEST) * 10) / 10;
}

/** Widens columns for numbers further down than the rows they were fitted to: text can do with less, a number would show ####. */
export class Widening {
  readonly #columns: readonly SpecColumn[];
  readonly #longest: number[] = [];

  constructor(columns: readonly SpecColumn[]) {
    this.#columns = columns;
  }

  /** Looks at a row, and widens `widths` where it must. */
  add(row: SpecRow, widths: number[]): void {
    for (let index = 0; index < row.length; index++) {
      const cell = row[index];
      if (!cell?.value || !NUMERIC.has(cell.format) || isHeading(cell.role)) continue;
      if (cell.value.length <= (this.#longest[index] ?? 0)) continue;
      this.#longest[index] = cell.value.length;
      const width = bounded(shownWidth(cell) * TOTAL, this.#columns[index]);
      if (width > (widths[index] ?? 0)) widths[index] = width;
    }
  }
}

/** Lines a heading takes in a column: it breaks between words. */
function headingLines(text: string, width: number): number {
  let lines = 1;
  let filled = 0;
  for (const word of text.split(' ')) {
    const length = textWidth(word) * 1.05;
    if (filled > 0 && filled + 0.7 + length > width) {
      lines++;
      filled = length;
    } else filled += (filled > 0 ? 0.7 : 0) + length;
  }
  return lines;
}

/** Rows with larger type. */
const HEIGHTS: Readonly<Partial<Record<Role, number>>> = { title: 27, headline: 20, section: 20 };
const LINE_HEIGHT = 15;

/** Of a row with text that goes on below itself. */
function wrappedHeight(row: SpecRow, widths: readonly number[]): number | undefined {
  let lines = 1;
  for (let index = 0; index < row.length; index++) {
    const cell = row[index];
    if (cell?.format !== 'wrap' || cell.value === null) continue;
    lines = Math.max(lines, headingLines(cell.value, (widths[index] ?? WIDEST) - PADDING));
  }
  return lines === 1 ? undefined : lines * LINE_HEIGHT;
}

/** The height of a row in points where it must be said, since programs do not agree on growing rows with their text. */
export function rowHeight(row: SpecRow, widths: readonly number[]): number | undefined {
  const role = row[0]?.role ?? 'body';
  if (!isHeading(role)) return HEIGHTS[role] ?? wrappedHeight(row, widths);
  const lines = row.map((cell, index) => headingLines(cell?.value ?? '', widths[index] ?? WIDEST));
  return Math.max(...lines) * LINE_HEIGHT + 3;
}
