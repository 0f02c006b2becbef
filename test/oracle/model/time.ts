// Dates, months and instants in the book's time zone, for the oracle. Dates are `YYYY-MM-DD` and months `YYYY-MM`
// texts (they sort as they should), instants are milliseconds since 1970.
import { Temporal } from 'temporal-polyfill';

export type Instant = number;

/** Looks up what was worked out before: the same few days are asked for again and again. Forgets when it grows. */
function remember<K, V>(memory: Map<K, V>, key: K, work: () => V): V {
  const found = memory.get(key);
  if (found !== undefined) return found;
  if (memory.size > 20_000) memory.clear();
  const value = work();
  memory.set(key, value);
  return value;
}

const starts = new Map<string, Instant>();
const dates = new Map<string, string>();
const texts = new Map<string, Instant>();
const sums = new Map<string, string>();

export class Calendar {
  readonly zone: string;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** The first instant of a date. */
  start(date: string): Instant {
    return remember(starts, `${this.zone} ${date}`, () => {
      return Temporal.PlainDate.from(date).toZonedDateTime(this.zone).epochMilliseconds;
    });
  }

  startOfMonth(month: string): Instant {
    return this.start(`${month}-01`);
  }

  date(instant: Instant): string {
    return remember(dates, `${this.zone} ${instant}`, () => {
      const moment = Temporal.Instant.fromEpochMilliseconds(instant);
      return moment.toZonedDateTimeISO(this.zone).toPlainDate().toString();
    });
  }

  month(instant: Instant): string {
    return this.date(instant).slice(0, 7);
  }

  /** With an offset that instant, without one local time, a bare date its start. Finer than milliseconds is cut. */
  parse(text: string): Instant {
    return remember(texts, `${this.zone} ${text}`, () => this.#read(text));
  }

  #read(text: string): Instant {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return this.start(text);
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    const local = Temporal.PlainDateTime.from(text).round({
      smallestUnit: 'millisecond',
      roundingMode: 'floor',
    });
    return local.toZonedDateTime(this.zone, { disambiguation: 'compatible' }).epochMilliseconds;
  }
}

export function isoUtc(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function monthOfDate(date: string): string {
  return date.slice(0, 7);
}

export function nextDay(date: string): string {
  return addDuration(date, 'P1D');
}

export function nextMonth(month: string): string {
  return monthOfDate(addDuration(`${month}-01`, 'P1M'));
}

export function previousMonth(month: string): string {
  return monthOfDate(addDuration(`${month}-01`, 'P1M', -1));
}

/** Every month from the first to the last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

/** `date` plus `times` durations, counted from `date` itself and clamped to the month's end. */
export function addDuration(date: string, duration: string, times = 1): string {
  return remember(sums, `${date} ${duration} ${times}`, () => {
    const { years, months, weeks, days } = Temporal.Duration.from(duration);
    return Temporal.PlainDate.from(date)
      .add({ years: years * times, months: months * times, weeks: weeks * times, days: days * times })
      .toString();
  });
}
