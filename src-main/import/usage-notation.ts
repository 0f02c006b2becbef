// Finds out how the numbers and dates of one column are written: from all its values together, never from one.
// Must not: choose where the values allow two readings; then it says so, with an example to ask about.
import { openZone, parseInstant, type Zone } from '../../src-shared/calendar.ts';
import type { RawCell } from './raw-row.ts';
import type { DateOrder, ImportProfile } from './usage-profile.ts';
import { toIso } from './usage-time.ts';

export type Doubt = 'ambiguous' | 'mixed';
export interface NumberNotation {
  readonly decimal: ImportProfile['decimalSeparator'];
  readonly thousands: ImportProfile['thousandsSeparator'];
  readonly doubt: Doubt | null;
  readonly examples: readonly string[];
}

/** A number's body without sign, with any separators. No two parts take the same blanks: a cell may hold a million of them. */
const NUMBER = /^[(+\-\u2212]?\s*(\d[\d.,'\u2019\s\u00a0\u2007-\u200a\u202f]*|[.,]\d+\s*)[)-]?$/;
const EXPONENT = /^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$/;

export function looksLikeNumber(cell: RawCell): boolean {
  if (typeof cell === 'number') return true;
  return typeof cell === 'string' && (NUMBER.test(cell.trim()) || EXPONENT.test(cell.trim()));
}

type Evidence = { decimal?: '.' | ','; thousands?: '.' | ',' | ' ' | "'"; unclear?: '.' | ',' };

/** What one written number says about its separators. */
function evidence(text: string): Evidence {
  const body = NUMBER.exec(text)?.[1]?.trim();
  if (body === undefined) return {};
  const thousands = /['\u2019]/.test(body)
    ? "'"
    : /\d[\s\u00a0\u2007-\u200a\u202f]\d/.test(body)
      ? ' '
      : undefined;
  const [dots, commas] = [body.split('.').length - 1, body.split(',').length - 1];
  if (dots > 0 && commas > 0) {
    return body.lastIndexOf('.') > body.lastIndexOf(',')
      ? { decimal: '.', thousands: ',' }
      : { decimal: ',', thousands: '.' };
  }
  if (dots > 1) return { decimal: ',', thousands: '.' };
  if (commas > 1) return { decimal: '.', thousands: ',' };
  if (dots + commas === 0) return { thousands };
  const separator = dots === 1 ? '.' : ',';
  // 1.234 may be either; 0.234, 1234.567 and 1.23 may not.
  if (thousands === undefined && /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return { unclear: separator };
  return { decimal: separator, thousands };
}

export function inferNumbers(cells: readonly RawCell[]): NumberNotation {
  const seen = {
    decimal: new Map<string, string>(),
    thousands: new Map<string, string>(),
    unclear: new Map<string, string>(),
  };
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell.trim() === '') continue;
    const text = cell.trim();
    const { decimal, thousands, unclear } = evidence(text);
    if (decimal) seen.decimal.set(decimal, text);
    if (thousands) seen.thousands.set(thousands, text);
    if (unclear) seen.unclear.set(unclear, text);
  }
  const none: NumberNotation = { decimal: '.', thousands: '', doubt: null, examples: [] };
  const examples = [...seen.decimal.values(), ...seen.thousands.values(), ...seen.unclear.values()];
  const [decimal, other] = [...seen.decimal.keys()] as ('.' | ',')[];
  if (other !== undefined || seen.thousands.size > 1) return { ...none, doubt: 'mixed', examples };
  const marks = [...seen.thousands.keys()] as ImportProfile['thousandsSeparator'][];
  if (decimal === undefined) {
    if (seen.unclear.size === 0) return { ...none, thousands: marks[0] ?? '' };
    // "1 234" beside "1.234": blanks are the thousands, so the point is not.
    const [only, both] = [...seen.unclear.keys()] as ('.' | ',')[];
    if (marks[0] !== undefined && only !== undefined && both === undefined)
      return { ...none, decimal: only, thousands: marks[0] };
    return { ...none, doubt: 'ambiguous', examples };
  }
  const grouped = [...seen.unclear.keys()].find((separator) => separator !== decimal) as
    | '.'
    | ','
    | undefined;
  if (grouped !== undefined && marks[0] !== undefined && marks[0] !== grouped)
    return { ...none, doubt: 'mixed', examples };
  return { decimal, thousands: marks[0] ?? grouped ?? '', doubt: null, examples };
}

export interface DateNotation {
  readonly order: DateOrder;
  readonly twoDigitYears: boolean;
  readonly doubt: Doubt | null;
  readonly examples: readonly string[];
}

const UTC = openZone('UTC') as Zone;
const TRIPLE = /^(\d{1,4})[ ./-]+(\d{1,2})[ ./-]+(\d{1,4})(?=$|[T ,])/;

/** Which orders a written date allows; empty: it is no date. `any`: it reads the same in all. */
function ordersOf(cell: RawCell): readonly (DateOrder | 'any' | 'typed')[] {
  if (cell !== null && typeof cell === 'object') return cell.serial === undefined ? [] : ['typed'];
  const text = String(cell ?? '').trim();
  if (parseInstant(text, UTC) !== null) return ['iso'];
  if (/^\d+(\.\d+)?$/.test(text) && text.length !== 8) return numericOrder(Number(text));
  const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
  const fitting = orders.filter((order) => {
    const iso = toIso(text, order, true);
    return iso !== null && /^(19|20)/.test(iso) && parseInstant(iso, UTC) !== null;
  });
  const triple = TRIPLE.exec(text);
  if (fitting.length === 3 && !triple) return /^\d/.test(text) && /^\d{8}/.test(text) ? fitting : ['any'];
  // 13.02.26 has its year at the end wherever points are used; 26/01/05 is left to the person who knows.
  const [, a = '', b = '', c = ''] = triple ?? [];
  const same = a.length <= 2 && Number(a) === Number(b) && c.length === 4;
  if (same && fitting.includes('dmy')) return ['any'];
  return a.length <= 2 && text.includes(`${a}.`) ? fitting.filter((order) => order !== 'ymd') : fitting;
}

function numericOrder(value: number): readonly DateOrder[] {
  if (value >= 20_000 && value < 80_000) return ['excel'];
  if (value >= 1e8 && value < 1e10) return ['unix'];
  return value >= 1e11 && value < 1e13 ? ['unix_ms'] : [];
}

export function looksLikeDate(cell: RawCell): boolean {
  return ordersOf(cell).length > 0;
}

export function inferDates(cells: readonly RawCell[]): DateNotation {
  let left: Set<DateOrder> | null = null;
  let [typed, written, twoDigitYears, contradiction] = [0, 0, false, false];
  const examples: string[] = [];
  for (const cell of cells) {
    const orders = ordersOf(cell);
    if (orders.length === 0) continue;
    if (orders[0] === 'typed') typed++;
    if (orders[0] === 'typed' || orders[0] === 'iso') continue;
    written++;
    const text = String(cell).trim();
    if (/^(\d{1,2}|\p{L}+)\W+(\d{1,2}|\p{L}+)\W+\d{2}(\D|$)/u.test(text)) twoDigitYears = true;
    if (orders[0] === 'any') continue;
    const before: Set<DateOrder> | null = left;
    const next: Set<DateOrder> = new Set(
      (orders as DateOrder[]).filter((order) => before === null || before.has(order)),
    );
    if (before === null || next.size < before.size) examples.push(text);
    if (next.size === 0) contradiction = true;
    else left = next;
  }
  const orders: DateOrder[] = left === null ? [] : [...left];
  const base = { twoDigitYears, examples: examples.slice(-2) };
  // Dates and texts in one column: Excel took for dates what it could, day and month swapped, and left the others.
  const half = typed > 0 && written > 0 && orders[0] !== 'excel';
  if (contradiction || half) return { ...base, order: 'iso', doubt: 'mixed' };
  if (orders.length > 1) return { ...base, order: 'iso', doubt: 'ambiguous' };
  // Only words for months, or only days like 05.05.: any order reads them alike.
  return { ...base, order: orders[0] ?? (written > 0 ? 'dmy' : 'iso'), doubt: null };
}
