// Dates, months and instants in the book's time zone, for the oracle. Dates are `YYYY-MM-DD` and months `YYYY-MM`
// texts (they sort as they should), instants are milliseconds since 1970.
import { Temporal } from 'temporal-polyfill';

export type Instant = number;

export class Calendar {
  readonly zone: string;
  readonly #starts = new Map<string, Instant>();
  readonly #dates = new Map<Instant, string>();

  constructor(zone: string) {
    this.zone = zone;
  }

  /** The first instant of a date. */
  start(date: string): Instant {
    let instant = this.#starts.get(date);
    if (instant === undefined) {
      instant = Temporal.PlainDate.from(date).toZonedDateTime(this.zone).epochMilliseconds;
      this.#starts.set(date, instant);
    }
    return instant;
  }

  startOfMonth(month: string): Instant {
    return this.start(`${month}-01`);
  }

  date(instant: Instant): string {
    let date = this.#dates.get(instant);
    if (date === undefined) {
      date = Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(this.zone)
        .toPlainDate()
        .toString();
      this.#dates.set(instant, date);
    }
    return date;
  }

  month(instant: Instant): string {
    return this.date(instant).slice(0, 7);
  }

  /** With an offset that instant, without one local time, a bare date its start. Finer than milliseconds is cut. */
  parse(text: string): Instant {
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
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

export function nextMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
}

export function previousMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();
}

/** Every month from the first to the last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

/** `date` plus `times` durations, counted from `date` itself and clamped to the month's end. */
export function addDuration(date: string, duration: string, times = 1): string {
  const { years, months, weeks, days } = Temporal.Duration.from(duration);
  return Temporal.PlainDate.from(date)
    .add({ years: years * times, months: months * times, weeks: weeks * times, days: days * times })
    .toString();
}
