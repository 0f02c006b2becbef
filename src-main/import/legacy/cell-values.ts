// Reads one cell of an old workbook: credits and money as canonical decimals, days as YYYY-MM-DD, with the currency that stands
// beside the number. Must not: guess an order of day and month; what cannot be read is said.
import { formatInstant, parseDate, parseMonth } from '../../../src-shared/calendar.ts';
import { canonicalDecimal, currencyScale } from '../../../src-shared/decimal.ts';
import { ownValue } from '../../../src-shared/keys/own-value.ts';
import { monthByName } from '../month-names.ts';
import type { RawCell } from '../raw-row.ts';
import { numberText } from '../usage-quantity.ts';
import { serialToLocal, toIso } from '../usage-time.ts';
import type { SheetCell } from './sheet-cells.ts';

/** How the texts of one column are written. */
export interface TextNotation {
  readonly decimal: '.' | ',';
  readonly dateOrder: 'dmy' | 'mdy' | 'ymd' | null;
}

export interface Amount {
  readonly value: string;
  readonly currency: string | null;
}

/** What stands for nothing. */
const BLANK = /^[-–—.\s]*$|^(n\/?a|none|nil|tbd|\?)$/i;

const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  $: 'USD',
  US$: 'USD',
  'Fr.': 'CHF',
};

/** The currency that a symbol or code stands for; null: none that is known. */
export function currencyOf(written: string | null): string | null {
  if (written === null) return null;
  const text = written.trim();
  const known = ownValue(SYMBOLS, text);
  if (known !== undefined) return known;
  const code = text.toUpperCase();
  return currencyScale(code) === undefined ? null : code;
}

const AFFIX = /[€£¥₹₩$]|US\$|\b[A-Z]{3}\b|\bFr\./u;

/** What is counted, behind the number: "40 hrs", "80h", "12,5 Std."; a month makes it a day. */
const UNIT = /(\d[\s)]*)(?!(?:dr|e)\b)(\p{L}{1,12})\.?([\s)]*)$/iu;

/** A number of any look; null: nothing stands there; undefined: it cannot be read. */
export function readAmount(cell: SheetCell | null, { decimal }: TextNotation): Amount | null | undefined {
  const value: RawCell = cell?.value ?? null;
  if (value === null || (typeof value === 'string' && BLANK.test(value.trim()))) return null;
  if (typeof value === 'number') {
    const text = numberText(value);
    return text === null ? undefined : { value: text, currency: currencyOf(cell?.currency ?? null) };
  }
  if (typeof value !== 'string') return undefined;
  const affix = AFFIX.exec(value)?.[0] ?? null;
  const currency = currencyOf(affix);
  const bare = value
    .replace(affix !== null && currency !== null ? affix : '', '')
    .replace(UNIT, (text, digits: string, unit: string, end: string) =>
      monthByName(unit) === null ? `${digits}${end}` : text,
    )
    .replace(/[\s\u00a0\u2007-\u200a\u202f'’]/gu, '')
    .replace(/\u2212/g, '-');
  const inside = /^\((.*)\)$/.exec(bare)?.[1] ?? /^(.*\d)-$/.exec(bare)?.[1];
  const digits = (inside ?? bare).replaceAll(decimal === ',' ? '.' : ',', '').replace(',', '.');
  const read = canonicalDecimal(digits);
  if (read === null) return undefined;
  const signed = inside === undefined || read === '0' ? read : `-${read}`;
  return { value: signed, currency };
}

/** A day; null: nothing stands there; undefined: it cannot be read. A time of day is left off. */
export function readDay(cell: SheetCell | null, { dateOrder }: TextNotation): string | null | undefined {
  const value: RawCell = cell?.value ?? null;
  if (value === null || (typeof value === 'string' && (BLANK.test(value.trim()) || NEVER.test(value))))
    return null;
  if (typeof value === 'object') {
    const local = value.serial === undefined ? null : serialToLocal(Math.floor(value.serial));
    return local === null ? undefined : formatInstant(local).slice(0, 10);
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso !== undefined) return parseDate(iso) ?? undefined;
  // A month as a word reads alike in every order.
  const order = dateOrder ?? (/\p{L}{3}/u.test(text) ? 'dmy' : null);
  const read = order === null ? null : toIso(text, order, true);
  return (read === null ? null : parseDate(read.slice(0, 10))) ?? undefined;
}

const NEVER = /^\s*(never|no expiry|does not expire|unlimited|open|nie|unbefristet)\s*$/i;

/**
 * The month of a column's header: a date, "Jan 2025", "2025-01", "01/2025"; a month's name alone takes the year that stands
 * above it. null: it is none.
 */
export function readMonth(value: RawCell, year: string | null): string | null {
  if (value !== null && typeof value === 'object') {
    const local = value.serial === undefined ? null : serialToLocal(Math.floor(value.serial));
    return local === null ? null : formatInstant(local).slice(0, 7);
  }
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const day = parseDate(text.slice(0, 10));
  if (day !== null && text.length <= 19) return day.slice(0, 7);
  if (parseMonth(text)) return text;
  const numbers = /^(\d{1,2})[/.](\d{4})$/.exec(text) ?? /^(\d{4})[/.](\d{1,2})$/.exec(text);
  if (numbers) {
    const [a = '', b = ''] = numbers.slice(1);
    return monthText(a.length === 4 ? a : b, a.length === 4 ? Number(b) : Number(a));
  }
  const [, word = '', years] = /^(\p{L}{3,12}\.?)[\s\-/.']*(\d{4}|\d{2})?$/u.exec(text) ?? [];
  const month = word === '' ? null : monthByName(word);
  const full = years === undefined ? year : years.length === 2 ? `20${years}` : years;
  return month === null || full === null ? null : monthText(full, month);
}

const monthText = (year: string, month: number): string | null =>
  parseMonth(`${year}-${String(month).padStart(2, '0')}`);
