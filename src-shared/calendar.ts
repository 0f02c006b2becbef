// Dates, months, periods, durations and the book's time zone (rules §2). The only importer of Temporal and the
// only user of Date. Instants are milliseconds since 1970 UTC (number), dates are "YYYY-MM-DD", months "YYYY-MM".
// Must not: read the clock or the machine's own time zone.
import { Temporal } from 'temporal-polyfill';

export type IsoDate = string;
export type Month = string;
export type Instant = number;

/** Milliseconds of a day without a change of clocks. */
export const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a civil date in the proleptic Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): [year: number, month: number, day: number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const writeDate = (y: number, m: number, d: number): IsoDate => `${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`;

/** @returns the date as written if it is a real day "YYYY-MM-DD" of the years 1900 to 9999, else null. */
export function parseDate(text: string): IsoDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [y, m, d] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m) ? text : null;
}

/** @returns the month as written if it is "YYYY-MM" of the years 1900 to 9999, else null. */
export function parseMonth(text: string): Month | null {
  return /^\d{4}-\d{2}$/.test(text) && parseDate(`${text}-01`) ? text : null;
}

function split(date: IsoDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/** Day number (days since 1970-01-01) of a date. */
export function dayNumber(date: IsoDate): number {
  return daysFromCivil(...split(date));
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return writeDate(...civilFromDays(dayNumber(date) + days));
}

/** Adds months to the date itself and clamps to the month's end: 31 Jan + 1 = 28 (29) Feb (rules §2). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [y, m, d] = split(date);
  const index = y * 12 + (m - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return writeDate(year, month, Math.min(d, daysInMonth(year, month)));
}

export function monthOf(date: IsoDate): Month {
  return date.slice(0, 7);
}

export function nextMonth(month: Month): Month {
  return addMonths(`${month}-01`, 1).slice(0, 7);
}

/** First and last day of a month. */
export const monthDates = (month: Month): { from: IsoDate; to: IsoDate } => ({
  from: `${month}-01`,
  to: addDays(`${nextMonth(month)}-01`, -1),
});

export function previousMonth(month: Month): Month {
  return addMonths(`${month}-01`, -1).slice(0, 7);
}

/** Months from `from` to `to`, both included; empty when `to` is earlier. */
export function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

/** An ISO 8601 duration of whole calendar units. Either part may be zero, not both. */
export interface Duration {
  months: number;
  days: number;
}

/** Reads P30D, P6W, P3M, P1Y, P1Y6M, P1M15D. @returns null for anything else, zero, or beyond 1200 months / 36525 days. */
export function parseDuration(text: string): Duration | null {
  const match = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(text);
  if (!match) return null;
  const months = Number(match[1] ?? 0) * 12 + Number(match[2] ?? 0);
  const days = Number(match[3] ?? 0) * 7 + Number(match[4] ?? 0);
  if (months + days === 0 || months > 1200 || days > 36_525) return null;
  return { months, days };
}

/** date + k × duration; months are added first (to the date itself, clamped), then days. */
export function addDuration(date: IsoDate, duration: Duration, k = 1): IsoDate {
  return addDays(addMonths(date, duration.months * k), duration.days * k);
}

/** A time zone with its offset changes worked out once, so that conversions are arithmetic. */
export interface Zone {
  readonly id: string;
  /** First instant of the date there. */
  startOf(date: IsoDate): Instant;
  /** Local date of an instant. */
  dateAt(instant: Instant): IsoDate;
  /** Local month of an instant. */
  monthAt(instant: Instant): Month;
  /** The instant of a local wall time given as milliseconds since 1970 read as if UTC. Twice: the first; skipped: moved on by the gap. */
  fromLocal(localMs: number): Instant;
  /** Milliseconds since 1970 of the local wall clock read as if UTC. */
  toLocal(instant: Instant): number;
}

/** Zones once worked out: three centuries of offset changes take a tenth of a second, and every command compiles its book. */
const OPENED = new Map<string, Zone>();

/** @returns null when the id is no IANA time zone. */
export function openZone(id: string): Zone | null {
  const known = OPENED.get(id);
  if (known) return known;
  const zone = workOutZone(id);
  if (zone) OPENED.set(id, zone);
  return zone;
}

function workOutZone(id: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(id)) return null;
  let at: Temporal.ZonedDateTime;
  try {
    at = Temporal.PlainDateTime.from('1900-01-01T00:00').toZonedDateTime(id);
  } catch {
    return null;
  }
  // Offsets hold from starts[i] (inclusive). Transitions are worked out up to 2200; later years keep the last offset.
  const starts: number[] = [Number.NEGATIVE_INFINITY];
  const offsets: number[] = [at.offsetNanoseconds / 1e6];
  const horizon = Date.UTC(2200, 0, 1);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next) {
      // The polyfill looks three years past the later of this instant and the machine's clock, and no farther: what comes out
      // must not depend on the clock.
      at = at.add({ days: 3 * 365 });
      if (at.epochMilliseconds > horizon) break;
      continue;
    }
    if (next.epochMilliseconds > horizon) break;
    starts.push(next.epochMilliseconds);
    offsets.push(next.offsetNanoseconds / 1e6);
    at = next;
  }
  let recent = starts.length - 1;
  const indexAt = (instant: number): number => {
    if (instant >= starts[recent]! && (recent + 1 === starts.length || instant < starts[recent + 1]!))
      return recent;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= instant) low = middle;
      else high = middle - 1;
    }
    recent = low;
    return low;
  };
  const fromLocal = (localMs: number): Instant => {
    // The earlier of the two candidate offsets that maps back; in a gap the offset before it, which moves the time on.
    let index = indexAt(localMs - 14 * 3_600_000 - 1);
    for (; index < starts.length; index++) {
      const instant = localMs - offsets[index]!;
      const end = index + 1 < starts.length ? starts[index + 1]! : Number.POSITIVE_INFINITY;
      if (instant < end) return instant >= starts[index]! ? instant : localMs - offsets[index - 1]!;
    }
    throw new RangeError('unreachable: the last offset has no end');
  };
  const toLocal = (instant: Instant): number => instant + offsets[indexAt(instant)]!;
  const dateAt = (instant: Instant): IsoDate =>
    writeDate(...civilFromDays(Math.floor(toLocal(instant) / DAY_MS)));
  return {
    id,
    startOf: (date) => fromLocal(dayNumber(date) * DAY_MS),
    dateAt,
    monthAt: (instant) => dateAt(instant).slice(0, 7),
    fromLocal,
    toLocal,
  };
}

const TWO = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + (text.charCodeAt(at + 1) - 48);
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Two digits as a number; NaN when they are not digits. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/**
 * "2026-01-31T10:15", with or without seconds, milliseconds and Z, is what most exports write and needs no regular
 * expression (a tenth of the time). NaN: not that form, which says nothing about the text.
 */
function quickInstant(text: string, zone: Zone): number {
  const utc = text.charCodeAt(text.length - 1) === 90;
  const length = utc ? text.length - 1 : text.length;
  if (length !== 16 && length !== 19 && length !== 23) return Number.NaN;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(13) !== 58) return Number.NaN;
  const between = text.charCodeAt(10);
  if (between !== 84 && between !== 32) return Number.NaN;
  if (length > 16 && text.charCodeAt(16) !== 58) return Number.NaN;
  if (length > 19 && text.charCodeAt(19) !== 46) return Number.NaN;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const [month, day] = [digits(text, 5), digits(text, 8)];
  const [hour, minute] = [digits(text, 11), digits(text, 14)];
  const second = length > 16 ? digits(text, 17) : 0;
  const milliseconds = length > 19 ? digits(text, 20) * 10 + (digits(text, 21) % 10) : 0;
  if (!(year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return Number.NaN;
  if (!(hour <= 23 && minute <= 59 && second <= 59 && milliseconds <= 999)) return Number.NaN;
  const local =
    daysFromCivil(year, month, day) * DAY_MS +
    hour * 3_600_000 +
    minute * 60_000 +
    second * 1000 +
    milliseconds;
  return utc ? local : zone.fromLocal(local);
}

/**
 * Reads `occurred_at` (rules §2): ISO 8601 with an offset is that instant; without one it is local time in the zone;
 * a bare date is the first instant of that date. Digits finer than milliseconds are cut. @returns null if it is none of these.
 */
export function parseInstant(text: string, zone: Zone): Instant | null {
  const quick = quickInstant(text, zone);
  if (!Number.isNaN(quick)) return quick;
  const match = ISO.exec(text);
  if (!match) return null;
  const date = text.slice(0, 10);
  if (!parseDate(date)) return null;
  const day = daysFromCivil(Number(match[1]), TWO(text, 5), TWO(text, 8)) * DAY_MS;
  if (match[4] === undefined) return zone.fromLocal(day);
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  const midnight = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(match[7] ?? '');
  if ((hour > 23 && !midnight) || minute > 59 || second > 59) return null;
  const milliseconds = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'));
  const local = day + hour * 3_600_000 + minute * 60_000 + second * 1000 + milliseconds;
  const offset = match[8];
  if (offset === undefined) return zone.fromLocal(local);
  if (offset === 'Z' || offset === 'z') return local;
  const [hours, minutes] = [TWO(offset, 1), offset.length > 3 ? TWO(offset, offset.length - 2) : 0];
  if (hours > 23 || minutes > 59) return null;
  const shift = (hours * 60 + minutes) * 60_000;
  return offset.charCodeAt(0) === 45 ? local + shift : local - shift;
}

/** The day that was written last, as its first instant and as text up to its "T": lists go through a day line by line. */
let lastDay = { at: Number.NaN, text: '' };

/** UTC, ISO 8601 with milliseconds: "2026-01-31T22:59:59.999Z". A number that no calendar reaches, as a damaged row may hold, as it is. */
export function formatInstant(instant: Instant): string {
  if (!(Math.abs(instant) <= 8.64e15)) return String(instant);
  if (!(instant >= lastDay.at && instant < lastDay.at + DAY_MS)) {
    const at = Math.floor(instant / DAY_MS) * DAY_MS;
    lastDay = { at, text: new Date(at).toISOString().slice(0, -'00:00:00.000Z'.length) };
  }
  const time = instant - lastDay.at;
  const [hour, minute] = [Math.floor(time / 3_600_000), Math.floor(time / 60_000) % 60];
  const [second, rest] = [Math.floor(time / 1000) % 60, time % 1000];
  return `${lastDay.text}${DIGITS[hour]}:${DIGITS[minute]}:${DIGITS[second]}.${rest < 100 ? '0' : ''}${DIGITS[rest] ?? rest}Z`;
}

/** 0 to 99 with two digits. */
const DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** Local date and time to the minute, "2026-01-31 23:59", for people. */
export function formatLocal(instant: Instant, zone: Zone): string {
  return new Date(zone.toLocal(instant)).toISOString().slice(0, 16).replace('T', ' ');
}
