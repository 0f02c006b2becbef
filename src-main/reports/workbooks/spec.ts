// A workbook as plain data: what the builders in this folder make and excel/ writes. Values are exact text ("12.50",
// "2026-01-31"); a formula always carries the result the book expects, so that every viewer shows it and a recalculation proves it.
// Must not: know how a workbook is written, compute with binary floats, or hold formats that are not named here.

/**
 * How a cell's text is meant. Decimals keep exactly the places they are written with: "12.50" shows two.
 * - `text` anything; `id` codes and numbers that must stay text; `wrap` long text on several lines
 * - `amount` credits or money: zero as a dash, negative in parentheses; `number` quantities and rates as they are; `count` whole numbers
 * - `percent` a fraction ("0.25" shows 25 %); `date` YYYY-MM-DD; `time` YYYY-MM-DDTHH:MM local; `month` YYYY-MM
 * - `flag` OK, CHECK and the like, coloured by what it says
 */
export type Format =
  | 'text'
  | 'id'
  | 'wrap'
  | 'amount'
  | 'number'
  | 'count'
  | 'percent'
  | 'date'
  | 'time'
  | 'month'
  | 'flag';

/** What a cell is for; decides font, fill and border. `body` when left out. */
export type Role =
  | 'body'
  | 'title' // the sheet's name, large
  | 'subtitle'
  | 'headline' // the one number the sheet is about
  | 'section' // heading of a block
  | 'header' // heading of a column
  | 'optional' // heading of a column that may stay blank
  | 'label'
  | 'total'
  | 'subtotal'
  | 'input' // to be filled in by whoever gets the workbook
  | 'book' // a figure taken from the book to compare with, grey
  | 'prose' // a sentence that runs over the cells beside it
  | 'words' // what stands beside a label, and may run over the cells beside it
  | 'note'; // small print

export interface SpecCell {
  /** Text as `format` says; null is a blank cell that still has its look. With `formula`: the result. */
  readonly value: string | null;
  readonly format: Format;
  readonly role?: Role;
  /** Without "=". English names, commas, sheets in quotes. Only built from addresses and constants, never from users' text. */
  readonly formula?: string;
  /** Decimal places of an amount that is still blank. */
  readonly places?: number;
  /** A file beside the workbook that the cell leads to. */
  readonly link?: string;
}

/** A picture that floats over a sheet; pixels of 96 to the inch, as it is shown. */
export interface SpecPicture {
  readonly bytes: Uint8Array;
  readonly type: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
  /** Its upper left corner stands in that of a cell; both from 1. */
  readonly column: number;
  readonly row: number;
  /** For who cannot see it. */
  readonly alt: string;
}

/** What a formula for an amount says while a cell it needs is blank. */
export const NOT_YET = '–';

/** Cells from column A on; null is no cell. */
export type SpecRow = readonly (SpecCell | null)[];

export interface SpecColumn {
  /** Widths are fitted to what the column shows; these are its bounds, in characters. */
  readonly min?: number;
  readonly max?: number;
  /** How cells behave that are still blank, on sheets to be filled in. */
  readonly blank?: Format;
}

/** A list to choose from, and words that appear beside the cell while it is selected. */
export interface SpecInput {
  /** "B2:B500" */
  readonly range: string;
  readonly list?: readonly string[];
  readonly title: string;
  readonly prompt: string;
}

/** Rows a sheet is filled with; the format ends at 1 048 576. */
export const SHEET_ROWS = 1_000_000;

export interface SpecSheet {
  /** Made safe and unique by the writer; formulas must use `sheetRef` of the same name. */
  readonly name: string;
  readonly columns: readonly SpecColumn[];
  /** Read once, in order. May be lazy: wide sheets are written as they come. */
  readonly rows: Iterable<SpecRow>;
  /** Rows and columns that stay in sight while scrolling. */
  readonly freeze?: { readonly rows: number; readonly columns?: number };
  /** Rows repeated at the top of every printed page, from 1: [first, last]. */
  readonly printTitles?: readonly [number, number];
  readonly landscape?: boolean;
  /** "A5:K5": filter buttons on that row, for all rows below it but totals at the end. */
  readonly filter?: string;
  /** Left part of the printed footer; page n of N follows by itself. */
  readonly footer?: string;
  readonly kind?: 'summary' | 'detail' | 'checks' | 'input';
  readonly inputs?: readonly SpecInput[];
  readonly picture?: SpecPicture;
  /**
   * A sheet of nothing but a heading and values: the writer may go on in "Name (2)" after a million rows, repeating that many
   * rows of heading. Sheets with formulas over rows leave this out and are refused when they are too long.
   */
  readonly repeatHeading?: number;
}

export interface WorkbookSpec {
  readonly title: string;
  readonly subject: string;
  /** Who issues it: the book's name. */
  readonly author: string;
  /** The date stamped on the file; never today, so that the same book gives the same file. */
  readonly date: string;
  readonly sheets: readonly SpecSheet[];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Column letters from a number that counts from 1: 1 → A, 28 → AB. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = LETTERS[(n - 1) % 26] + letters;
  return letters;
}

/** "E7" from column and row, both from 1. */
export function address(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** "E7:E20": one column, both rows included. */
export function columnRange(column: number, first: number, last: number): string {
  const letters = columnLetters(column);
  return `${letters}${first}:${letters}${last}`;
}

/** Addresses that stay as they are wherever a formula is copied to: "E7:E20" as "$E$7:$E$20". */
export const fixed = (addresses: string): string => addresses.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');

/** A sheet's name as formulas write it, with the mark: 'Lots'! */
export function sheetRef(name: string): string {
  return `'${name.replaceAll("'", "''")}'!`;
}

/** 'Activity'!J5:J80 */
export function rangeOn(sheet: string, column: number, [first, last]: readonly [number, number]): string {
  return `${sheetRef(sheet)}${columnRange(column, first, last)}`;
}

/** 'Activity'!J5 */
export const cellOn = (sheet: string, column: number, row: number): string =>
  `${sheetRef(sheet)}${address(column, row)}`;
