// One cell of text as a value, or what is wrong with it. Every reader takes trimmed text that is not blank.
// Must not: know tables, rows or other cells; scales and choices are handed in.

import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import { parseDate, parseDuration, parseMonth } from '../../../src-shared/calendar.ts';
import {
  AMOUNT_LIMIT,
  canonicalDecimal,
  currencyScale,
  decimalPlaces,
  parseScaled,
} from '../../../src-shared/decimal.ts';
import type { SetupCode } from '../../../src-shared/findings/setup.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import { shown } from '../../../src-shared/shown.ts';

export interface Wrong {
  readonly code: SetupCode;
  readonly message: string;
  readonly hint: string;
}
export type Read<T> = { readonly value: T } | { readonly wrong: Wrong };
export type Reader<T> = (text: string) => Read<T>;

export const is = <T>(value: T): Read<T> => ({ value });
export const wrong = (code: SetupCode, message: string, hint: string): { wrong: Wrong } => ({
  wrong: { code, message, hint },
});
/** A value in a message. */
export const quote = (text: string): string => `"${shown(text)}"`;

const LONGEST_CODE = 100;
const LONGEST_TEXT = 1000;
/** Beyond this year a duration could leave the calendar, and time zones are not worked out. */
const LAST_DATE = '2199-12-31';
/** Rates and overage prices may be finer than money, but not endlessly. */
const FINEST = 12;

export const readCode: Reader<string> = (text) => {
  const hint = `Use at most ${LONGEST_CODE} characters without : + | or comma, such as acme-2026`;
  const mark = /[:+|,]/.exec(text);
  if (mark) return wrong('bad_code', `${quote(text)} holds ${mark[0] === ',' ? 'a comma' : mark[0]}`, hint);
  if (text.length > LONGEST_CODE)
    return wrong('bad_code', `${quote(text)} has ${text.length} characters`, hint);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) {
    return wrong(
      'bad_code',
      `${quote(text)} holds an invisible character`,
      'Type it anew instead of pasting it',
    );
  }
  return is(text);
};

export const readText: Reader<string> = (text) => {
  if (text.length > LONGEST_TEXT) {
    return wrong('bad_text', `The text has ${text.length} characters`, `Shorten it to ${LONGEST_TEXT}`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) {
    return wrong(
      'bad_text',
      `${quote(text)} holds a control character`,
      'Type it anew instead of pasting it',
    );
  }
  return is(text);
};

/** Any lot or event id: those that the ledger makes hold marks and are longer than codes. */
export const readId: Reader<string> = (text) => readText(text);

/** Words are matched without regard to case; spaces and - count as _. */
export function readChoice<T extends string>(choices: readonly T[]): Reader<T> {
  return (text) => {
    const word = text.toLowerCase().replaceAll(/[\s_-]+/g, '_');
    const found = choices.find((choice) => choice === word);
    if (found !== undefined) return is(found);
    const meant = nearest(word, choices);
    const hint = `${meant === null ? '' : `Did you mean ${meant}? `}Allowed are ${choices.join(', ')}`;
    return wrong('unknown_choice', `${quote(text)} is not known here`, hint);
  };
}

/** Several values between commas, none of them twice. */
export function readList<T extends string>(item: Reader<T>): Reader<T[]> {
  return (text) => {
    const values: T[] = [];
    for (const part of text.split(',')) {
      const trimmed = part.trim();
      if (trimmed === '')
        return wrong('unknown_choice', `${quote(text)} has a blank between commas`, 'Remove the comma');
      const read = item(trimmed);
      if ('wrong' in read) return read;
      if (values.includes(read.value)) {
        return wrong('repeated_in_list', `${read.value} stands twice in ${quote(text)}`, 'Name it once');
      }
      values.push(read.value);
    }
    return is(values);
  };
}

const NUMBER_HINT =
  'Write plain digits with a decimal point and without thousands separators, such as 1250.50';

function readDecimal(text: string): Read<string> {
  const value = canonicalDecimal(text);
  if (value === null) return wrong('not_a_number', `${quote(text)} is no number`, NUMBER_HINT);
  if (value.startsWith('-')) return wrong('negative_number', `${value} is below 0`, 'Write 0 or more');
  return is(value);
}

/** At least 0, fitting `scale` places; null when the scale is not known because something else is wrong. */
export function readAmount(scale: number | null, what: string): Reader<string> {
  return (text) => {
    const read = readDecimal(text);
    if ('wrong' in read || scale === null) return read;
    const scaled = parseScaled(read.value, scale);
    if (scaled === null) {
      const places = scale === 0 ? 'no decimal places' : `at most ${scale} decimal places`;
      return wrong(
        'too_many_decimals',
        `${quote(text)} is finer than ${what} counts`,
        `${what} has ${places}`,
      );
    }
    if (scaled >= AMOUNT_LIMIT)
      return wrong('number_too_large', `${quote(text)} is too large`, 'Check the digits');
    return read;
  };
}

/** At least 0; rates and prices per credit, which may be finer than what they are counted in. */
export const readFineNumber: Reader<string> = (text) => {
  const read = readDecimal(text);
  if ('wrong' in read) return read;
  if (decimalPlaces(read.value) > FINEST) {
    return wrong('too_many_decimals', `${quote(text)} is too fine`, `Use at most ${FINEST} decimal places`);
  }
  if (read.value.split('.')[0]!.length > 15) {
    return wrong('number_too_large', `${quote(text)} is too large`, 'It must be below 10^15');
  }
  return read;
};

export const readAboveZero: Reader<string> = (text) => {
  const read = readFineNumber(text);
  return 'value' in read && read.value === '0'
    ? wrong('not_above_zero', '0 is not enough', 'Write more than 0')
    : read;
};

export function readWhole(least: number, most: number): Reader<number> {
  return (text) => {
    const value = canonicalDecimal(text);
    if (value === null) return wrong('not_a_number', `${quote(text)} is no number`, NUMBER_HINT);
    const hint = `Write a whole number from ${least} to ${most}`;
    if (decimalPlaces(value) > 0)
      return wrong('not_a_whole_number', `${quote(text)} is no whole number`, hint);
    const number = Number(value);
    return number < least || number > most
      ? wrong('out_of_range', `${quote(text)} is out of range`, hint)
      : is(number);
  };
}

/** Percent as a number: "12.50 %" is "12.5". */
function percentOf(text: string): string | null {
  const match = /^(.+?)\s*%$/.exec(text);
  return match ? canonicalDecimal(match[1]!) : null;
}

/** "10%" as the fraction "0.1". Without the sign it is refused: 0.5 could be a half or half a per cent. */
export const readBreakage: Reader<string> = (text) => {
  const percent = percentOf(text) ?? (canonicalDecimal(text) === '0' ? '0' : null);
  if (percent === null) {
    return wrong(
      'not_a_percentage',
      `${quote(text)} is no percentage`,
      'Write it with its sign, such as 10%',
    );
  }
  const hint = 'Write 0% or more, and less than 100%';
  if (percent.startsWith('-') || Number(percent) >= 100)
    return wrong('out_of_range', `${quote(text)} is out of range`, hint);
  if (decimalPlaces(percent) > 6) {
    return wrong('too_many_decimals', `${quote(text)} is too fine`, 'Use at most 6 decimal places');
  }
  return is(canonicalDecimal(`${percent}e-2`)!);
};

/** "500", "25% allocation" or "50% unused", in one written form. */
export function readRolloverCap(scale: number | null): Reader<string> {
  return (text) => {
    const match = /^(.+?%)\s*(?:of\s+)?(?:the\s+)?(allocation|unused)$/i.exec(text);
    if (!match) {
      if (canonicalDecimal(text) !== null) return readAmount(scale, 'the credit type')(text);
      const hint = 'Write a number of credits, or a share such as 25% allocation or 50% unused';
      return wrong('bad_rollover_cap', `${quote(text)} is no rollover cap`, hint);
    }
    const percent = percentOf(match[1]!);
    if (percent === null)
      return wrong('not_a_percentage', `${quote(text)} is no percentage`, 'Write it as 25% allocation');
    const most = match[2]!.toLowerCase() === 'unused' ? 100 : 10_000;
    if (percent.startsWith('-') || Number(percent) > most) {
      return wrong('out_of_range', `${quote(text)} is out of range`, `Write 0% to ${most}%`);
    }
    if (decimalPlaces(percent) > 6) {
      return wrong('too_many_decimals', `${quote(text)} is too fine`, 'Use at most 6 decimal places');
    }
    return is(`${percent}% ${match[2]!.toLowerCase()}`);
  };
}

export const readDate: Reader<IsoDate> = (text) => {
  const date = parseDate(text);
  if (date !== null && date <= LAST_DATE) return is(date);
  const hint = 'Write a real day of the years 1900 to 2199, such as 2026-01-31';
  return wrong('not_a_date', `${quote(text)} is no date`, hint);
};

/** Spreadsheets make the first of a month of what was typed as a month. */
export const readMonth: Reader<Month> = (text) => {
  const month = parseMonth(text.replace(/^(\d{4}-\d{2})-01$/, '$1'));
  if (month !== null && month <= LAST_DATE) return is(month);
  return wrong('not_a_month', `${quote(text)} is no month`, 'Write a year and month, such as 2026-01');
};

export const readInterval: Reader<string> = (text) => {
  const duration = text.toUpperCase();
  if (parseDuration(duration)) return is(duration);
  return wrong(
    'not_an_interval',
    `${quote(text)} is no interval`,
    'Write P1M, P3M, P1Y, P7D or the like, up to 100 years',
  );
};

/** `never`, a duration, and where allowed `period_end` or a last valid day. */
export function readExpiry(allowed: { periodEnd?: boolean; lastDay?: boolean }): Reader<string> {
  const forms = ['never', 'a duration such as P30D or P12M'];
  if (allowed.periodEnd) forms.unshift('period_end');
  if (allowed.lastDay) forms.unshift('a last valid day such as 2026-12-31');
  return (text) => {
    const word = text.toLowerCase().replaceAll(/[\s_-]+/g, '_');
    if (word === 'never' || (word === 'period_end' && allowed.periodEnd)) return is(word);
    if (parseDuration(text.toUpperCase())) return is(text.toUpperCase());
    if (allowed.lastDay && /^\d{4}-\d{2}-\d{2}$/.test(text)) return readDate(text);
    return wrong('bad_expiry', `${quote(text)} is no expiry here`, `Write ${forms.join(', or ')}`);
  };
}

export const readCurrency: Reader<string> = (text) => {
  const code = text.toUpperCase();
  if (currencyScale(code) !== undefined) return is(code);
  return wrong(
    'unknown_currency',
    `${quote(text)} is no currency`,
    'Write its ISO 4217 code, such as EUR, USD or JPY',
  );
};
