// Reads quantity cells the way a profile writes numbers, exactly (rules §3): canonical decimal or what is wrong with it.
// Must not: round, or take a number for something it may not be ("1,5" where commas are thousands is refused).
import {
  canonicalDecimal,
  decimalPlaces,
  formatScaled,
  parseScaled,
  QUANTITY_SCALE,
} from '../../src-shared/decimal.ts';
import type { UsageRowCode } from '../../src-shared/findings/usage.ts';
import { shown } from '../../src-shared/shown.ts';
import type { RawCell } from './raw-row.ts';
import type { ImportProfile } from './usage-profile.ts';

/** What is wrong with a cell; the row reader adds line and column. */
export interface Fault {
  readonly code: UsageRowCode;
  readonly message: string;
  readonly hint: string;
}
export type QuantityReader = (cell: RawCell) => string | Fault;

const WHOLE_DIGITS = 15;

/** Is the text already the canonical form of a quantity in range? Most are, and need no further work. */
function isCanonical(text: string): boolean {
  const length = text.length;
  if (length > WHOLE_DIGITS + 1 + QUANTITY_SCALE) return false;
  let dot = length;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    if (code !== 46 || dot !== length) return false;
    dot = at;
  }
  if (dot === 0 || dot > WHOLE_DIGITS || (dot > 1 && text.charCodeAt(0) === 48)) return false;
  return (
    dot === length ||
    (length - dot - 1 <= QUANTITY_SCALE && dot < length - 1 && text.charCodeAt(length - 1) !== 48)
  );
}

const escaped = (separator: string): string => (separator === '.' ? '\\.' : separator);

/** A number's digits in groups of three; with commas also as in India, a last group of three and twos before it. */
function grouping(profile: ImportProfile): RegExp | null {
  const { thousandsSeparator: thousands, decimalSeparator: decimal } = profile;
  if (thousands === '') return null;
  const t = escaped(thousands);
  const indian = thousands === ',' ? '|\\d{1,2}(,\\d{2})*,\\d{3}' : '';
  return new RegExp(`^(\\d{1,3}(${t}\\d{3})+${indian})(${escaped(decimal)}\\d*)?$`);
}

/** Signs before, after (5.00-) or as parentheses, as accountants write them. */
export function unsigned(text: string): { negative: boolean; body: string } {
  const body = text.replace(/\u2212/g, '-');
  const inside =
    /^\((.*)\)$/.exec(body)?.[1] ?? /^(.*[^-\s])\s*-$/.exec(body)?.[1] ?? /^-\s*(.*)$/.exec(body)?.[1];
  if (inside !== undefined) return { negative: true, body: inside.trim() };
  return { negative: false, body: body.startsWith('+') ? body.slice(1) : body };
}

/** One blank for every kind of space, one apostrophe for both. */
const plainSeparators = (text: string): string =>
  text.replace(/[\s\u00a0\u2007-\u200a\u202f]/g, ' ').replace(/\u2019/g, "'");

/** The text with "." as its decimal separator and without thousands separators; null if it is not so written. */
function compileNotation(profile: ImportProfile): (text: string) => string | null {
  const { thousandsSeparator: thousands, decimalSeparator: decimal } = profile;
  const grouped = grouping(profile);
  return (text) => {
    let digits = plainSeparators(text);
    if (thousands !== '' && digits.includes(thousands)) {
      if (!grouped?.test(digits)) return null;
      digits = digits.replaceAll(thousands, '');
    }
    if (decimal === ',') {
      if (digits.includes('.')) return null;
      digits = digits.replace(',', '.');
    }
    return digits;
  };
}

/** 1.23E+15 stands for digits that a spreadsheet did not write out (it starts at 12 of them). */
export function hidesDigits(text: string): boolean {
  const match = /^[+-]?\d+(?:[.,](\d+))?[eE]\+?(\d{1,4})$/.exec(text);
  return match !== null && Number(match[2]) >= 11 && (match[1] ?? '').length < Number(match[2]);
}

const fault = (code: UsageRowCode, message: string, hint: string): Fault => ({ code, message, hint });

export function compileQuantity(profile: ImportProfile): QuantityReader {
  const notation = compileNotation(profile);
  const factor = profile.quantityTimes;
  const comma = profile.decimalSeparator === ',';
  // Most quantities need no more than a look; a point is no decimal where commas are.
  const quick = (text: string): string | null => {
    if (factor !== '1' || (comma && text.includes('.'))) return null;
    const written = comma ? text.replace(',', '.') : text;
    return isCanonical(written) ? written : null;
  };

  const readText = (text: string): string | Fault => {
    const { negative, body } = unsigned(text);
    const written = /^[+-]/.test(body) ? null : notation(body);
    const value = written === null ? null : canonicalDecimal(written);
    if (value === null || value.startsWith('-')) return notANumber(text, profile);
    if (hidesDigits(body)) return digitsLost(text);
    return bounded(negative && value !== '0' ? `-${value}` : value, text, factor);
  };
  return (cell) => {
    if (typeof cell === 'string') {
      return quick(cell) ?? readText(cell.trim());
    }
    if (typeof cell === 'number') {
      const value = numberText(cell);
      return value === null ? notANumber(String(cell), profile) : bounded(value, value, factor);
    }
    return notANumber(typeof cell === 'boolean' ? String(cell).toUpperCase() : 'a date', profile);
  };
}

/** A spreadsheet's number as the decimal a person sees: its first 15 digits are what Excel keeps. */
export function numberText(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  return canonicalDecimal(value.toPrecision(15));
}

function bounded(canonical: string, text: string, factor: string): string | Fault {
  const value = factor === '1' ? canonical : times(canonical, factor);
  if (value.startsWith('-')) {
    const hint = 'Usage is never negative: void the event that was wrong, or grant credits';
    return fault('negative_quantity', `The quantity ${text} is negative`, hint);
  }
  const places = decimalPlaces(value);
  if (places > QUANTITY_SCALE) {
    const hint = `Round it to ${QUANTITY_SCALE} decimal places where it is made, or count in a smaller unit`;
    return fault('too_many_decimals', `The quantity ${shown(text)} has ${places} decimal places`, hint);
  }
  const whole = places === 0 ? value.length : value.length - places - 1;
  if (whole <= WHOLE_DIGITS) return value;
  return fault(
    'quantity_too_large',
    `The quantity ${shown(text)} is not below 10^15`,
    'Count in a larger unit',
  );
}

function times(canonical: string, factor: string): string {
  const [a, b] = [decimalPlaces(canonical), decimalPlaces(factor)];
  const product = (parseScaled(canonical, a) ?? 0n) * (parseScaled(factor, b) ?? 0n);
  return canonicalDecimal(formatScaled(product, a + b)) ?? '0';
}

const digitsLost = (text: string): Fault =>
  fault(
    'lost_digits',
    `The quantity ${text} hides digits that a spreadsheet left out`,
    'Format the column as a number without exponent and export again',
  );

function notANumber(text: string, profile: ImportProfile): Fault {
  const { decimalSeparator: decimal, thousandsSeparator: thousands } = profile;
  const how = `with "${decimal}" for decimals and ${thousands === '' ? 'no thousands separator' : `"${thousands}" for thousands`}`;
  const separators = /^[\d.,' \u00a0\u202f\u2019+()-]+$/.test(text);
  return fault(
    'bad_quantity',
    `"${shown(text)}" is no quantity`,
    separators
      ? `Numbers are read ${how}; an import profile can say otherwise`
      : `A quantity is a number such as 12${decimal}5, without units, currency or percent`,
  );
}
