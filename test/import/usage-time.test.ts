// Rules §2: what a date cell means, in each order of day and month that a profile can name.
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src-main/import/raw-row.ts';
import { CANONICAL_PROFILE, type DateOrder } from '../../src-main/import/usage-profile.ts';
import { compileTime, serialToLocal } from '../../src-main/import/usage-time.ts';
import { formatInstant } from '../../src-shared/calendar.ts';
import { vienna } from '../support/usage-file.ts';

/** The instant in UTC without its zeros, or the code. */
function read(cell: RawCell, dateOrder: DateOrder = 'iso', time?: RawCell, twoDigitYears = false): string {
  const answer = compileTime({ ...CANONICAL_PROFILE, dateOrder, twoDigitYears }, vienna)(cell, time);
  return typeof answer === 'number' ? formatInstant(answer).replace(/(:00)?\.000Z$/, 'Z') : answer.code;
}

describe('rules §2: ISO 8601', () => {
  it.each([
    ['2026-01-31', '2026-01-30T23:00Z'],
    ['2026-01-31T10:15', '2026-01-31T09:15Z'],
    ['2026-07-31 10:15:30.5', '2026-07-31T08:15:30.500Z'],
    ['2026-01-31T10:15Z', '2026-01-31T10:15Z'],
    ['2026-01-31T10:15:00+05:30', '2026-01-31T04:45Z'],
    ['2026-01-31T24:00', '2026-01-31T23:00Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30Z'], // skipped: moves on by the gap
    ['2026-10-25T02:30', '2026-10-25T00:30Z'], // twice: the first
    ['2026-01-31T25:00', 'bad_date'],
    ['31.01.2026', 'bad_date'],
    ['20260131', 'bad_date'],
    ['46053', 'bad_date'],
    ['5 Jan 2026', 'bad_date'],
    ['2026-01', 'bad_date'],
    ['soon', 'bad_date'],
  ])('%s → %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('other orders', () => {
  it.each<[string, DateOrder, string]>([
    ['31.01.2026', 'dmy', '2026-01-30T23:00Z'],
    ['5/1/2026 9:05', 'dmy', '2026-01-05T08:05Z'],
    ['05.01.2026, 14.05', 'dmy', '2026-01-05T13:05Z'],
    ['01/05/2026 09:05:06 PM', 'mdy', '2026-01-05T20:05:06Z'],
    ['1/5/2026 12:05 am', 'mdy', '2026-01-04T23:05Z'],
    ['1/5/2026 12:05 p.m.', 'mdy', '2026-01-05T11:05Z'],
    ['1/5/2026 9 pm', 'mdy', '2026-01-05T20:00Z'],
    ['1/5/2026 13:05 pm', 'mdy', 'bad_date'],
    ['13/05/2026', 'mdy', 'bad_date'],
    ['2026/1/5', 'ymd', '2026-01-04T23:00Z'],
    ['20260105', 'ymd', '2026-01-04T23:00Z'],
    ['20260105101500', 'ymd', '2026-01-05T09:15Z'],
    ['05012026', 'dmy', '2026-01-04T23:00Z'],
    ['01052026', 'mdy', '2026-01-04T23:00Z'],
    ['2026-01-05T10:00Z', 'mdy', '2026-01-05T10:00Z'], // ISO has one meaning in every order
    ['5. Jänner 2026', 'mdy', '2026-01-04T23:00Z'],
    ['5 août 2026 10:00', 'dmy', '2026-08-05T08:00Z'],
    ['Mar 5, 2026', 'dmy', '2026-03-04T23:00Z'],
    ['5-dic-2026', 'ymd', '2026-12-04T23:00Z'],
    ['2026-Jan-05', 'ymd', '2026-01-04T23:00Z'],
    ['5 Foo 2026', 'dmy', 'bad_date'],
    ['05.01.26', 'dmy', 'bad_date'],
    ['05.01.126', 'dmy', 'bad_date'],
    ['30.02.2026', 'dmy', 'bad_date'],
    ['05.01.2026 25:00', 'dmy', 'bad_date'],
    ['05.01.2026 abc', 'dmy', 'bad_date'],
    ['5/1/2026 10:00 +05:30', 'dmy', '2026-01-05T04:30Z'],
    ['46027.5', 'excel', '2026-01-05T11:00Z'],
    ['1', 'excel', 'bad_date'],
    ['1767600000', 'unix', '2026-01-05T08:00Z'],
    ['1767600000.123', 'unix', '2026-01-05T08:00:00.123Z'],
    ['1767600000', 'unix_ms', 'bad_date'],
    ['1767600000123', 'unix_ms', '2026-01-05T08:00:00.123Z'],
    ['1767600000123', 'unix', 'bad_date'],
  ])('%s as %s → %s', (text, order, expected) => {
    expect(read(text, order)).toBe(expected);
  });

  it('two digits of a year only where the profile says so', () => {
    expect(read('05.01.26', 'dmy', undefined, true)).toBe('2026-01-04T23:00Z');
    expect(read('26/01/05', 'ymd', undefined, true)).toBe('2026-01-04T23:00Z');
  });
});

describe('a time in a column of its own', () => {
  it.each<[RawCell, RawCell, string]>([
    ['05.01.2026', '14:05', '2026-01-05T13:05Z'],
    ['2026-01-05', '2:05 PM', '2026-01-05T13:05Z'],
    [{ serial: 46027 }, { serial: 0.5 }, '2026-01-05T11:00Z'],
    [{ serial: 46027 }, 0.25, '2026-01-05T05:00Z'],
    [20260105, '14:05', 'bad_date'],
    ['05.01.2026', '', 'bad_time'],
    ['05.01.2026', 'noon', 'bad_time'],
    ['05.01.2026', { serial: 1.5 }, 'bad_time'],
    ['05.01.2026 10:00', '14:05', 'bad_date'],
    [{ serial: 46027.5 }, '14:05', 'bad_date'],
    ['05.01.2026', '25:00', 'bad_date'],
  ])('%j %j → %s', (date, time, expected) => {
    expect(read(date, 'dmy', time)).toBe(expected);
  });

  it('beside Excel day numbers, compact dates and ISO dates', () => {
    expect(read('46027', 'excel', '14:05')).toBe('2026-01-05T13:05Z');
    expect(read(20260105, 'ymd', '14:05')).toBe('2026-01-05T13:05Z');
    expect(read('2026-01-05', 'iso', '14:05')).toBe('2026-01-05T13:05Z');
    expect(read('5 Jan 2026', 'iso', '14:05')).toBe('bad_date');
  });
});

it('Excel days are dates of 1954 to 2119, to the millisecond', () => {
  expect(
    [46027, 46027 + 1 / 3, 46027.999999999].map((day) => formatInstant(serialToLocal(day) ?? 0)),
  ).toEqual(['2026-01-05T00:00:00.000Z', '2026-01-05T08:00:00.000Z', '2026-01-06T00:00:00.000Z']);
  expect([0, 19_999.9, 80_000, -1, Number.NaN, Number.POSITIVE_INFINITY].map(serialToLocal)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
