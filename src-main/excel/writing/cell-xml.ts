// One row of a spec as XML, guarded: numbers are exact decimals of at most 15 digits or become text, dates become serials by civil
// arithmetic, text can never turn into a formula, and what XML cannot hold is escaped.
// Must not: use floating point for amounts, or write a formula without its result.
import { DAY_MS, dayNumber, parseDate } from '../../../src-shared/calendar.ts';
import { decimalPlaces } from '../../../src-shared/decimal.ts';
import { columnLetters, NOT_YET, type SpecCell, type SpecRow } from '../../reports/workbooks/spec.ts';
import { DATED, isHeading, NUMERIC, type Styles } from './styles.ts';

const MAX_TEXT = 32_767;
const CUT = ' … [cut: a cell holds 32 767 characters]';
const DAYS_BEFORE_1970 = 25_569;
/** Excel believes in 29 February 1900; serials are right from the next day on. */
const FIRST_SERIAL = 61;

const PLAIN = /^-?\d+(\.\d+)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\ud800-\udfff&<>]|_x[0-9A-Fa-f]{4}_/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
const CONTROL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** Text as it stands in XML: markup escaped, characters XML cannot hold written _xHHHH_, and such writings in the text themselves too. */
export function escapeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(
      CONTROL,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return text.slice(0, MAX_TEXT - CUT.length).toWellFormed() + CUT;
}

/** Does a decimal survive as a spreadsheet's number? They keep 15 significant digits. */
export function fitsNumber(decimal: string): boolean {
  if (decimal.length <= 15) return true;
  const digits = decimal.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return digits.length <= 15;
}

/** The serial of a date, month or local time as number text; null when it has none and must stay text. */
export function serialOf(value: string, format: string): string | null {
  const date = parseDate(format === 'month' ? `${value}-01` : value.slice(0, 10));
  if (date === null) return null;
  const days = dayNumber(date) + DAYS_BEFORE_1970;
  if (days < FIRST_SERIAL) return null;
  if (format !== 'time') return String(days);
  const match = /^T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?Z?$/.exec(value.slice(10));
  if (!match) return null;
  const [hours, minutes, seconds, milliseconds] = [1, 2, 3, 4].map((part) => Number(match[part] ?? 0));
  const elapsed = ((hours! * 60 + minutes!) * 60 + seconds!) * 1000 + milliseconds!;
  // A ten-thousandth of a millisecond is below what is shown; 16 digits of a double hold it.
  return elapsed === 0 ? String(days) : String(days + elapsed / DAY_MS);
}

interface Content {
  /** XML between <c> and </c>, and the type attribute with its leading space. */
  body: string;
  type: string;
  style: number;
}

function textContent(cell: SpecCell, styles: Styles, inner: boolean): Content {
  const role = cell.role ?? 'body';
  // A heading in words is text, whatever stands below it.
  const format = isHeading(role) && DATED.has(cell.format) ? 'text' : cell.format;
  const style = styles.id(format, cell.places ?? 0, role, inner);
  if (cell.value === null || cell.value === '') return { body: '', type: '', style };
  // Spaces at the ends and line breaks would be lost without the mark.
  const space = /^\s|\s$|\n/.test(cell.value) ? ' xml:space="preserve"' : '';
  return { body: `<is><t${space}>${escapeText(cut(cell.value))}</t></is>`, type: ' t="inlineStr"', style };
}

/** A month as the head of a column is a month: formulas below compare with it. */
const isMonthHeading = ({ value, format, role }: SpecCell): boolean =>
  format === 'month' && isHeading(role) && serialOf(value!, format) !== null;

const WORDS: ReadonlySet<string> = new Set(['title', 'subtitle', 'section', 'header', 'optional']);

function content(cell: SpecCell, styles: Styles, inner: boolean): Content {
  const { value, format, formula } = cell;
  const role = cell.role ?? 'body';
  if (value === null || (WORDS.has(role) && !isMonthHeading(cell))) {
    if (formula !== undefined) throw new TypeError(`formula without a result: ${formula}`);
    return textContent(cell, styles, inner);
  }
  const f = formula === undefined ? '' : `<f>${escapeText(formula)}</f>`;
  if (NUMERIC.has(format)) {
    if (value === NOT_YET && f !== '')
      return {
        body: `${f}<v>${NOT_YET}</v>`,
        type: ' t="str"',
        style: styles.id(format, cell.places ?? 0, role, inner),
      };
    if (!PLAIN.test(value)) throw new TypeError(`no plain decimal for a cell of numbers: ${value}`);
    if (!fitsNumber(value)) return textContent(cell, styles, inner); // and without its formula, which could not be exact
    const places = format === 'percent' ? Math.max(0, decimalPlaces(value) - 2) : decimalPlaces(value);
    return { body: `${f}<v>${value}</v>`, type: '', style: styles.id(format, places, role, inner) };
  }
  if (DATED.has(format)) {
    const serial = serialOf(value, format);
    if (serial === null) return textContent({ value, format: 'text', role: cell.role }, styles, inner);
    const places = format === 'time' && value.includes('.') ? 3 : 0;
    return { body: `${f}<v>${serial}</v>`, type: '', style: styles.id(format, places, role, inner) };
  }
  if (formula === undefined) return textContent(cell, styles, inner);
  return {
    body: `${f}<v>${escapeText(value)}</v>`,
    type: ' t="str"',
    style: styles.id(format, 0, role, inner),
  };
}

const LETTERS = Array.from({ length: 256 }, (_, index) => columnLetters(index + 1));

/** `height` in points, where it is not the usual one. */
export function rowXml(row: SpecRow, line: number, styles: Styles, height?: number): string {
  let cells = '';
  for (let index = 0; index < row.length; index++) {
    const cell = row[index];
    if (cell === null || cell === undefined) continue;
    const { body, type, style } = content(cell, styles, index > 0);
    const open = `<c r="${LETTERS[index] ?? columnLetters(index + 1)}${line}" s="${style}"${type}`;
    cells += body === '' ? `${open}/>` : `${open}>${body}</c>`;
  }
  return `<row r="${line}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells}</row>`;
}
