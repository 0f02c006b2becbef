// Domain §2: dates, months and durations, and what a time zone makes of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addDuration,
  addMonths,
  dayNumber,
  daysFromCivil,
  formatInstant,
  formatLocal,
  monthsBetween,
  nextMonth,
  openZone,
  parseDate,
  parseDuration,
  parseMonth,
  previousMonth,
  type Zone,
} from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';

const days = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') });
const dates = days.map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

describe('rules §2: dates', () => {
  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '9999-12-31', '2026-12-31'])('%s is a day', (text) => {
    expect(parseDate(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-13-01',
    '2026-01-00',
    '1899-12-31',
    '26-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
  ])('"%s" is none', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  it('day numbers are days since 1970, and adding days goes by them', () => {
    expect(daysFromCivil(1970, 1, 1)).toBe(0);
    fc.assert(
      fc.property(dates, fc.integer({ min: -4000, max: 4000 }), (date, n) => {
        const there = new Date(Date.parse(`${date}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(date, n)).toBe(there);
        expect(dayNumber(there) - dayNumber(date)).toBe(n);
      }),
      { seed: 3 },
    );
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('months follow each other over the year’s end', () => {
    expect([nextMonth('2026-12'), previousMonth('2026-01')]).toEqual(['2027-01', '2025-12']);
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
    expect([parseMonth('2026-12'), parseMonth('2026-13'), parseMonth('2026-1')]).toEqual([
      '2026-12',
      null,
      null,
    ]);
  });
});

describe('rules §2: durations', () => {
  it.each([
    ['P30D', 0, 30],
    ['P6W', 0, 42],
    ['P3M', 3, 0],
    ['P1Y', 12, 0],
    ['P1Y6M', 18, 0],
    ['P1M15D', 1, 15],
    ['P1Y1M1W1D', 13, 8],
  ])('%s is %i months and %i days', (text, months, n) => {
    expect(parseDuration(text)).toEqual({ months, days: n });
  });

  it.each(['P', 'P0D', 'P0M', '30D', 'PT1H', 'P1.5M', 'P-1M', 'p1m', 'P1D1M', 'P101Y', 'P36526D', 'P1M '])(
    '"%s" is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it('k times a duration: months are added to the date itself, clamped, then days', () => {
    expect(addDuration('2026-01-31', { months: 1, days: 0 }, 3)).toBe('2026-04-30');
    expect(addDuration('2026-01-31', { months: 1, days: 1 })).toBe('2026-03-01');
    expect(addDuration('2026-01-31', { months: 0, days: 7 }, 5)).toBe('2026-03-07');
    expect(addDuration('2026-01-31', { months: 1, days: 1 }, 0)).toBe('2026-01-31');
  });
});

const zone = (id: string): Zone => openZone(id)!;
const start = (id: string, date: string): string => formatInstant(zone(id).startOf(date));

describe('rules §2: start(date) is the first instant of the date there', () => {
  it.each([
    ['UTC', '2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['Europe/Vienna', '2026-01-01', '2025-12-31T23:00:00.000Z'],
    ['Europe/Vienna', '2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'], // 00:00 is skipped
    ['America/Havana', '2018-11-04', '2018-11-04T04:00:00.000Z'], // 00:00 comes twice
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'], // a day that never was
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z'],
  ])('%s, %s', (id, date, expected) => {
    expect(start(id, date)).toBe(expected);
  });

  it.each([
    'UTC',
    'Europe/Vienna',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
  ])('%s: an instant’s date has begun by then, and the next has not', (id) => {
    const there = zone(id);
    const instants = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2199, 11, 30) });
    fc.assert(
      fc.property(instants, (instant) => {
        const date = there.dateAt(instant);
        expect(there.startOf(date) <= instant).toBe(true);
        expect(there.startOf(addDays(date, 1)) > instant).toBe(true);
        expect(there.monthAt(instant)).toBe(date.slice(0, 7));
        expect(there.fromLocal(there.toLocal(instant)) <= instant).toBe(true);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('no time zone of that name', () => {
    for (const id of ['', 'Mars/Olympus', 'Europe/Wien', '+01:00', 'Europe/Vienna ', '../etc/passwd']) {
      expect(openZone(id)).toBeNull();
    }
  });

  it('is asked twice and answers the same', () => {
    expect(openZone('Europe/Vienna')).toBe(openZone('Europe/Vienna'));
  });

  it('local time is shown to the minute', () => {
    expect(formatLocal(Date.UTC(2026, 6, 1, 10, 5, 59, 999), zone('Europe/Vienna'))).toBe('2026-07-01 12:05');
  });
});

describe('plain string order', () => {
  it('is by code point, as SQLite compares UTF-8', () => {
    const texts = ['', 'A', 'Z', 'a', 'a0', 'a10', 'a2', 'b', 'é', 'ﬀ', '\uffff', '😀', '😁'];
    expect([...texts].reverse().sort(compareText)).toEqual(texts);
  });

  it('agrees with the bytes of UTF-8 for any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
