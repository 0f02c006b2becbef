// Turns the XML of one sheet into rows of typed cells, and the shared strings into a list. Formulas are never computed: the result
// stored beside them counts, and one without a result becomes an error cell.
// Must not: guess what a cell means beyond its type and number format.
import { shown } from '../../../src-shared/shown.ts';
import type { RawCell, RawRow } from '../../import/raw-row.ts';
import type { NumberKind } from './number-formats.ts';
import { SharedTexts } from './shared-texts.ts';
import { attribute, type XmlHandler } from './xml-scan.ts';

const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;
/** From the first day of the one system to that of the other. */
export const DAYS_1904 = 1462;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Characters of a cell, as in CSV; spreadsheet programs take 32 767. And of all cells of a row. */
const MOST_IN_CELL = 1 << 20;
const MOST_IN_ROW = 1 << 24;
/** A short element can name the last column: the blanks before it must be few, or few a row. */
const MOST_BLANKS = 1 << 22;
const BLANKS_A_ROW = 256;
/** Shared strings are kept while a workbook is read: so many, of so many characters. */
const MOST_STRINGS = 1 << 22;
const MOST_SHARED = 1 << 27;

/** Thrown when there is more than a sheet can have, saying what; the caller says which file. */
export class SheetTooLarge extends Error {}

const BEYOND = 'out of order or beyond row 1 048 576 or column XFD';

/** Text that comes in pieces. */
function joined(before: string | null, text: string): string {
  if (before === null || before === '') return text;
  if (before.length + text.length > MOST_IN_CELL)
    throw new SheetTooLarge(`a cell of more than ${MOST_IN_CELL} characters`);
  return before + text;
}

/** Characters XML cannot hold are written _xHHHH_ in workbooks. */
function unescapeHex(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Collects the shared strings: rich text is joined, readings (phonetic) are left out. */
export class SharedStrings implements XmlHandler {
  readonly list = new SharedTexts();
  #characters = 0;
  #text = '';
  #inText = false;
  #inReading = false;

  open(name: string): void {
    if (name === 't') this.#inText = true;
    else if (name === 'rPh') this.#inReading = true;
    else if (name === 'si') this.#text = '';
  }
  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'si') this.#keep();
  }
  text(text: string): void {
    if (this.#inText && !this.#inReading) this.#text = joined(this.#text, text);
  }
  #keep(): void {
    this.#characters += this.#text.length;
    if (this.list.length === MOST_STRINGS || this.#characters > MOST_SHARED)
      throw new SheetTooLarge('more different texts than are read of a workbook');
    this.list.push(unescapeHex(this.#text));
  }
}

function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  return column;
}

/** "36:00:00" for 1.5 days: a duration is shown as written, so that nobody takes it for 1.5 of something. */
function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days < 0 ? `-${clock}` : clock;
}

export interface SheetOptions {
  readonly strings: SharedTexts;
  readonly kinds: readonly NumberKind[];
  readonly from1904: boolean;
  /** Characters that cells may bring from the shared strings, which a cell names by a number. */
  readonly mostShared: number;
  /** Called for numbers of these kinds instead of the usual answer (setup tables want text). */
  readonly number?: (value: number, kind: NumberKind) => RawCell | undefined;
}

/** Gathers rows in `rows`; the reader takes them away as they come. Blank rows are left out. */
export class SheetRows implements XmlHandler {
  rows: RawRow[] = [];
  readonly #options: SheetOptions;
  #line = 0;
  #column = 0;
  #cells: RawCell[] | null = null;
  #inRow = 0;
  #rows = 0;
  #blanks = 0;
  #shared = 0;
  #inCell = false;
  #type = '';
  #style = 0;
  #formula = false;
  #value: string | null = null;
  #collecting = false;
  #inReading = false;

  constructor(options: SheetOptions) {
    this.#options = options;
  }

  open(name: string, raw: string): void {
    if (name === 'c') this.#openCell(raw);
    else if (name === 'v' || name === 't') {
      this.#collecting = this.#inCell && !this.#inReading;
      if (this.#collecting) this.#value ??= '';
    } else if (name === 'f') this.#formula = this.#inCell;
    else if (name === 'rPh') this.#inReading = true;
    else if (name === 'row') this.#openRow(raw);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#collecting = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'row') {
      if (this.#cells !== null && this.#cells.length > 0)
        this.rows.push({ line: this.#line, cells: this.#cells });
      this.#cells = null;
    }
  }

  text(text: string): void {
    if (this.#collecting) this.#value = joined(this.#value, text);
  }

  #openRow(raw: string): void {
    const stated = attribute(raw, 'r');
    const line = stated === null ? this.#line + 1 : Number(stated);
    if (!(line > this.#line && line <= MAX_ROW))
      throw new SheetTooLarge(`row ${shown(stated ?? String(line))}, ${BEYOND}`);
    this.#line = line;
    this.#column = 0;
    this.#cells = [];
    this.#inRow = 0;
    this.#rows++;
  }

  #openCell(raw: string): void {
    if (this.#cells === null) return;
    const reference = attribute(raw, 'r');
    const column = reference === null ? this.#column + 1 : columnOf(reference);
    if (!(column > this.#column && column <= MAX_COLUMN))
      throw new SheetTooLarge(`cell ${shown(reference ?? String(column))} in row ${this.#line}, ${BEYOND}`);
    this.#column = column;
    this.#inCell = true;
    this.#type = attribute(raw, 't') ?? 'n';
    const style = attribute(raw, 's');
    this.#style = style === null ? 0 : Number(style);
    this.#formula = false;
    this.#value = null;
  }

  #closeCell(): void {
    if (!this.#inCell || this.#cells === null) return;
    this.#inCell = false;
    const cell = this.#answer();
    if (cell === null || cell === '') return;
    this.#blanks += this.#column - 1 - this.#cells.length;
    if (this.#blanks > MOST_BLANKS && this.#blanks > this.#rows * BLANKS_A_ROW)
      throw new SheetTooLarge('rows of thousands of blank cells');
    if (typeof cell === 'string') this.#inRow += cell.length;
    if (this.#inRow > MOST_IN_ROW)
      throw new SheetTooLarge(`more than ${MOST_IN_ROW} characters in row ${this.#line}`);
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells.push(cell);
  }

  #answer(): RawCell {
    const value = this.#value;
    const type = this.#type;
    if (value === null || (value === '' && type !== 'str' && type !== 'inlineStr')) {
      return this.#formula ? { error: 'a formula whose result was never stored' } : null;
    }
    if (type === 's') return this.#sharedText(value);
    if (type === 'e') return { error: shown(value) };
    if (type === 'b') return value.trim() === '1' || value.trim() === 'true';
    if (type === 'n') return this.#number(value.trim());
    return unescapeHex(value); // str, inlineStr, and d: an ISO date as text
  }

  #sharedText(index: string): RawCell {
    const text = this.#options.strings.at(Number(index));
    if (text === undefined) return { error: 'a text that is missing from the workbook' };
    this.#shared += text.length;
    if (this.#shared > this.#options.mostShared)
      throw new SheetTooLarge('long texts over and over, more of them than a file of its size can hold');
    return text;
  }

  #number(text: string): RawCell {
    if (!NUMBER.test(text)) return { error: `"${shown(text)}" where a number should be` };
    // More digits than a binary number holds: some programs write ids like this. The text keeps them.
    if (text.length > 15 && /^[+-]?\d{16,}$/.test(text)) return text;
    const number = Number(text);
    if (!Number.isFinite(number)) return { error: `${shown(text)}, which is too large for a number` };
    const kind = this.#options.kinds[this.#style] ?? 'plain';
    const answer = this.#options.number?.(number, kind);
    if (answer !== undefined) return answer;
    if (kind === 'duration') return durationText(number);
    if (kind !== 'date' && kind !== 'month') return number;
    return { serial: this.#options.from1904 ? number + DAYS_1904 : number };
  }
}
