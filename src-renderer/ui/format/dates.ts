// Writes dates, months and instants for people. Instants are shown in the book's time zone. Must not: read the clock.
import { monthNumber, shortMonthWord } from '../../../src-shared/month-words.ts';

export type DateStyle = 'short' | 'iso' | 'locale';

export interface DateSettings {
  readonly locale: string;
  readonly style: DateStyle;
  readonly timeZone: string;
}

const DAY_OF_MONTH = new Intl.DateTimeFormat('en-GB', { day: 'numeric', timeZone: 'UTC' });

/** A date as books and files have it, whether or not there is such a day. */
export const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Of a date, or of a month. */
const wordOf = (date: string): string => shortMonthWord(Number(date.slice(5, 7)));

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let made = FORMATS.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    FORMATS.set(key, made);
  }
  return made;
}

/** "2026-03-31" → "31 Mar 2026", or as the settings say; what is no day of the calendar stays. */
export function formatDate(date: string, { locale, style }: DateSettings): string {
  if (style === 'iso' || !ISO_DATE.test(date) || wordOf(date) === '') return date;
  if (style === 'short') return `${date.slice(8)} ${wordOf(date)} ${date.slice(0, 4)}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(at) && DAY_OF_MONTH.format(at) === String(Number(date.slice(8)));
  return isDay ? format(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(at) : date;
}

/** A date as people write it here, as "2026-03-31": that itself, "31 Mar 2026", or in the order of their system. Else as it is. */
export function readDate(text: string, settings: DateSettings): string {
  const trimmed = text.trim();
  const named = /^(\d{1,2})[ .-]+([A-Za-z]{3})[a-z]*[ .,-]+(\d{4})$/.exec(trimmed);
  if (named) {
    const month = monthNumber(named[2]!);
    return month > 0 ? isoDate(named[3]!, String(month), named[1]!) : text;
  }
  const parts = /^(\d{1,4})[./ -]+(\d{1,2})[./ -]+(\d{1,4})\.?$/.exec(trimmed)?.slice(1);
  if (!parts || settings.style !== 'locale' || ISO_DATE.test(trimmed)) return text;
  const order = format(settings.locale, { dateStyle: 'short', timeZone: 'UTC' })
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []));
  const part = (type: string): string => parts[order.indexOf(type as 'day')] ?? '';
  const year = part('year');
  return isoDate(year.length === 2 ? `20${year}` : year, part('month'), part('day'));
}

/** A month as people write it here, as "2026-03": that itself or "Mar 2026". Else null. */
export function readMonth(text: string): string | null {
  const trimmed = text.trim();
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(trimmed)) return trimmed;
  const named = /^([A-Za-z]{3})[a-z]*[ .,-]+(\d{4})$/.exec(trimmed);
  const month = named ? monthNumber(named[1]!) : 0;
  return month > 0 ? `${named![2]}-${String(month).padStart(2, '0')}` : null;
}

function isoDate(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** "2026-03" → "Mar 2026". */
export function formatMonth(month: string, { style }: DateSettings): string {
  if (style === 'iso' || !/^\d{4}-\d{2}$/.test(month)) return month;
  return `${wordOf(month)} ${month.slice(0, 4)}`;
}

/** A UTC instant as date and time in the book's zone: "31 Mar 2026 14:05:09". */
export function formatInstant(instant: string, settings: DateSettings): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const parts = format('en-GB', {
    timeZone: settings.timeZone || 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${formatDate(date, settings)} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** The local date of an instant in the book's zone. */
export function dateOfInstant(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant.slice(0, 10);
  const written = formatInstant(instant, { locale: 'en', style: 'iso', timeZone });
  return written.slice(0, 10);
}

/** Days since 1970: for distances between dates. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Months from the first to the last, both included; calendar.ts would bring the whole calendar into the page. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (let at = first; at <= last && months.length < 2400; ) {
    months.push(at);
    month++;
    if (month > 12) [year, month] = [year + 1, 1];
    at = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}
