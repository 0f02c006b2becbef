// Reads date and time cells the way a profile writes them (rules §2): an instant, or what is wrong.
// Must not: guess an order of day and month. Every form ends as ISO text that calendar.ts reads, so there is one meaning.
import { DAY_MS, formatInstant, type Instant, parseInstant, type Zone } from '../../src-shared/calendar.ts';
import { shown } from '../../src-shared/shown.ts';
import { monthByName } from './month-names.ts';
import type { RawCell } from './raw-row.ts';
import type { DateOrder, ImportProfile } from './usage-profile.ts';
import type { Fault } from './usage-quantity.ts';

/** `time` is the cell of a separate time column; undefined where there is none. */
export type TimeReader = (cell: RawCell, time: RawCell | undefined) => Instant | Fault;

/** Excel dates of 1954 to 2119: anything else in a date column is some other number. */
const SERIALS = [20_000, 80_000] as const;
/** Excel counts days from 1899-12-30; 1970-01-01 is day 25569. */
const UNIX_EPOCH_SERIAL = 25_569;

/** Milliseconds of the wall clock that an Excel date shows; null when it is no sensible date. */
export function serialToLocal(serial: number): number | null {
  if (!(serial >= SERIALS[0] && serial < SERIALS[1])) return null;
  return Math.round((serial - UNIX_EPOCH_SERIAL) * DAY_MS);
}

const HINTS: Record<DateOrder, string> = {
  iso: 'Dates are read as 2026-01-31, 2026-01-31T10:15 or 2026-01-31T10:15:00Z; an import profile can say otherwise',
  dmy: 'Dates are read as day, month, year, such as 31.01.2026 10:15',
  mdy: 'Dates are read as month, day, year, such as 01/31/2026 10:15',
  ymd: 'Dates are read as year, month, day, such as 2026/01/31 10:15',
  excel: 'Dates are read as Excel day numbers, such as 46053.5',
  unix: 'Times are read as seconds since 1970, such as 1769853600',
  unix_ms: 'Times are read as milliseconds since 1970, such as 1769853600000',
};

const FORM =
  /^([\p{L}\p{M}]{2,12}\.?|\d{1,4})[ ./,-]+([\p{L}\p{M}]{2,12}\.?|\d{1,2})[ ./,-]+(\d{1,4})(?:(?:T|[ ,]+)(\S.*))?$/u;
const COMPACT = /^(\d{8})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/;
const CLOCK =
  /^(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,12}))?)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

const two = (value: number | string): string => String(value).padStart(2, '0');

/** "9:05 pm" → "T21:05:00"; null when it is no time of day. */
function isoClock(text: string): string | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, hours = '', minutes, seconds = '00', fraction, half, offset = ''] = match;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  } else if (minutes === undefined) return null;
  const fine = fraction === undefined ? '' : `.${fraction}`;
  return `T${two(hour)}:${minutes ?? '00'}:${seconds}${fine}${offset.toUpperCase()}`;
}

type Parts = readonly [year: string, month: string, day: string];

/** Puts three parts into order. A month written as a word settles where it stands. */
function inOrder(parts: readonly [string, string, string], order: DateOrder): Parts | null {
  const [a, b, c] = parts;
  const [first, second] = [monthByName(a), monthByName(b)];
  if (first !== null) return [c, String(first), b];
  if (second !== null) return a.length === 4 ? [a, String(second), c] : [c, String(second), a];
  if (order === 'dmy') return [c, b, a];
  if (order === 'mdy') return [c, a, b];
  return order === 'ymd' ? [a, b, c] : null;
}

function isoDate(parts: Parts | null, twoDigitYears: boolean): string | null {
  if (!parts) return null;
  const [year, month, day] = parts;
  if (!/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return null;
  if (/^\d{4}$/.test(year)) return `${year}-${two(month)}-${two(day)}`;
  return twoDigitYears && /^\d{2}$/.test(year) ? `20${year}-${two(month)}-${two(day)}` : null;
}

/** Eight digits without separators, in the profile's order. */
function compactDate(digits: string, order: DateOrder): string | null {
  const cut = (from: number, to: number): string => digits.slice(from, to);
  if (order === 'ymd') return `${cut(0, 4)}-${cut(4, 6)}-${cut(6, 8)}`;
  if (order === 'dmy') return `${cut(4, 8)}-${cut(2, 4)}-${cut(0, 2)}`;
  return order === 'mdy' ? `${cut(4, 8)}-${cut(0, 2)}-${cut(2, 4)}` : null;
}

/** Any written date of the order, as ISO text without change of meaning; null when it is none. */
export function toIso(text: string, order: DateOrder, twoDigitYears: boolean): string | null {
  const compact = COMPACT.exec(text);
  if (compact) {
    const date = compactDate(compact[1] ?? '', order);
    if (date === null || compact[2] === undefined) return date;
    return `${date}T${compact[2]}:${compact[3]}:${compact[4] ?? '00'}`;
  }
  const match = FORM.exec(text);
  if (!match) return null;
  const date = isoDate(inOrder([match[1] ?? '', match[2] ?? '', match[3] ?? ''], order), twoDigitYears);
  if (date === null || match[4] === undefined) return date;
  const clock = isoClock(match[4].trim());
  return clock === null ? null : date + clock;
}

/**
 * "31.01.2026 10:15" and "01/31/2026 10:15:30" are turned into ISO by their places, without looking closer: what is no date
 * then is none to calendar.ts either. null: not of that form.
 */
function quickIso(text: string, order: DateOrder): string | null {
  if ((order !== 'dmy' && order !== 'mdy') || text.length < 10) return null;
  const [first, second] = [text.charCodeAt(2), text.charCodeAt(5)];
  // A point, a slash or a minus; nothing else stands between 44 and 48.
  if (first <= 44 || first >= 48 || first !== second) return null;
  const between = text.charCodeAt(10);
  if (text.length > 10 && between !== 32 && between !== 84) return null;
  const [day, month] =
    order === 'dmy' ? [text.slice(0, 2), text.slice(3, 5)] : [text.slice(3, 5), text.slice(0, 2)];
  const clock = text.length > 10 ? `T${text.slice(11)}` : '';
  return `${text.slice(6, 10)}-${month}-${day}${clock}`;
}

/** @param zone what times without an offset are local to: the profile's zone, or the book's. */
export function compileTime(profile: ImportProfile, zone: Zone): TimeReader {
  const order = profile.dateOrder;
  const badDate = (text: string): Fault => ({
    code: 'bad_date',
    message: `"${shown(text)}" is no date`,
    hint: HINTS[order],
  });
  const readText = (text: string): Instant | null => {
    const instant = parseInstant(quickIso(text, order) ?? text, zone);
    if (instant !== null || order === 'iso') return instant;
    if (order === 'excel') return readSerial(decimal(text));
    if (order === 'unix' || order === 'unix_ms') return readUnix(decimal(text), order === 'unix' ? 1000 : 1);
    const iso = toIso(text, order, profile.twoDigitYears);
    return iso === null ? null : parseInstant(iso, zone);
  };
  const readSerial = (serial: number): Instant | null => {
    const local = serialToLocal(serial);
    return local === null ? null : zone.fromLocal(local);
  };
  const readWhole = (cell: RawCell): Instant | Fault => {
    if (typeof cell === 'string') return readText(cell) ?? badDate(cell);
    if (typeof cell === 'number') return readText(String(cell)) ?? badDate(String(cell));
    const serial = serialOf(cell);
    return (serial === null ? null : readSerial(serial)) ?? badDate(cellInWords(cell));
  };
  const withTime = (cell: RawCell, time: RawCell): Instant | Fault => {
    const date = dateOnly(cell, profile);
    if (date === null) return badDate(cellInWords(cell));
    const clock = clockOf(time);
    if (clock === null) return badTime(cellInWords(time));
    return parseInstant(date + clock, zone) ?? badDate(`${cellInWords(cell)} ${cellInWords(time)}`);
  };
  return (cell, time) => (time === undefined ? readWhole(cell) : withTime(cell, time));
}

const decimal = (text: string): number => (/^\d+(\.\d*)?$/.test(text) ? Number(text) : Number.NaN);

/** Between 1973 and 2286, so that seconds and milliseconds cannot be taken for each other. */
function readUnix(value: number, milliseconds: number): Instant | null {
  // A fraction of a second is a binary float here; the thousandth added is above its noise and below what counts.
  const instant = Math.floor(value * milliseconds + 0.001);
  return instant >= 1e11 && instant < 1e13 ? instant : null;
}

/** The date of a row whose time stands in another column: "2026-01-31", without a time of its own. */
function dateOnly(cell: RawCell, profile: ImportProfile): string | null {
  const serial = serialOf(cell);
  if (serial !== null) return serialDate(serial);
  const text = String(cell ?? '').trim();
  if (profile.dateOrder === 'excel') return serialDate(decimal(text));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const iso = profile.dateOrder === 'iso' ? null : toIso(text, profile.dateOrder, profile.twoDigitYears);
  return iso !== null && iso.length === 10 ? iso : null;
}

function serialDate(serial: number): string | null {
  const local = serialToLocal(serial);
  return local === null || local % DAY_MS !== 0 ? null : formatInstant(local).slice(0, 10);
}

/** "T10:15:00" of a time cell; Excel writes times as fractions of a day. */
function clockOf(cell: RawCell): string | null {
  const serial = typeof cell === 'number' ? cell : serialOf(cell);
  if (serial === null) return isoClock(String(cell ?? '').trim());
  return serial >= 0 && serial < 1 ? formatInstant(Math.round(serial * DAY_MS)).slice(10, 23) : null;
}

const serialOf = (cell: RawCell): number | null =>
  cell !== null && typeof cell === 'object' ? (cell.serial ?? null) : null;

function cellInWords(cell: RawCell): string {
  const serial = serialOf(cell);
  return serial === null ? String(cell ?? '') : `Excel day ${serial}`;
}

const badTime = (text: string): Fault => ({
  code: 'bad_time',
  message: text.trim() === '' ? 'The time is blank' : `"${shown(text)}" is no time of day`,
  hint: 'Times are read as 10:15, 10:15:30 or 10:15 PM',
});
