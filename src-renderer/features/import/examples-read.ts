// How an example from the file would be read, for the person who is asked how dates and numbers are written. Must not: read usage;
// the importer does, with rules of its own.

import { shortMonthWord } from '../../../src-shared/month-words.ts';

/** "01/02/2026" as day first → "1 Feb 2026"; null: not a date in that order. */
export function readDate(text: string, order: string): string | null {
  if (order === 'excel' || order === 'unix' || order === 'unix_ms')
    return /^\d+([.,]\d+)?$/.test(text) ? 'a number' : null;
  const match = /^\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/.exec(text);
  if (!match) return null;
  const [, first = '', second = '', third = ''] = match;
  const yearFirst = order === 'iso' || order === 'ymd';
  const [year, month, day] = yearFirst
    ? [first, second, third]
    : order === 'dmy'
      ? [third, second, first]
      : [third, first, second];
  const name = shortMonthWord(Number(month));
  if (!name || Number(day) < 1 || Number(day) > 31 || (yearFirst && year.length !== 4)) return null;
  return `${Number(day)} ${name} ${year.length === 2 ? `20${year}` : year}`;
}

/** "1.234,5" with a comma for decimals → "1234.5"; null: no plain number written so. */
export function readNumber(text: string, decimal: string, thousands: string): string | null {
  const marks = thousands === ' ' ? /\s/g : thousands === "'" ? /['\u2019]/g : null;
  const whole = marks ? text.trim().replace(marks, '') : text.trim().replaceAll(thousands || '\0', '');
  const plain = decimal === ',' ? whole.replace(/\./g, 'x').replace(',', '.') : whole;
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}
