// Rules §2: what a written instant means. The short way for the common form must mean what the long way means.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, openZone, parseInstant, type Zone } from '../../src-shared/calendar.ts';

const vienna = openZone('Europe/Vienna') as Zone;
const read = (text: string): string | null => {
  const instant = parseInstant(text, vienna);
  return instant === null ? null : formatInstant(instant);
};

describe('rules §2: occurred_at', () => {
  it.each([
    ['2026-01-31', '2026-01-30T23:00:00.000Z'],
    ['2026-07-31T10:15', '2026-07-31T08:15:00.000Z'],
    ['2026-07-31 10:15:30', '2026-07-31T08:15:30.000Z'],
    ['2026-07-31T10:15:30.987', '2026-07-31T08:15:30.987Z'],
    ['2026-07-31T10:15Z', '2026-07-31T10:15:00.000Z'],
    ['2026-07-31T10:15:30Z', '2026-07-31T10:15:30.000Z'],
    ['2026-07-31T10:15:30.987Z', '2026-07-31T10:15:30.987Z'],
    ['2026-07-31T10:15:30.98', '2026-07-31T08:15:30.980Z'],
    ['2026-07-31T10:15:30.9876', '2026-07-31T08:15:30.987Z'],
    ['2026-07-31T10:15:30-05', '2026-07-31T15:15:30.000Z'],
    ['2024-02-29T24:00', '2024-02-29T23:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '2026-02-29T10:00',
    '2026-13-01T10:00',
    '2026-00-10T10:00',
    '2026-01-00T10:00',
    '1899-12-31T10:00',
    '2026-01-31T25:00',
    '2026-01-31T24:01',
    '2026-01-31T10:60',
    '2026-01-31T10:15:60',
    '2026-01-31T10:15:3x',
    '2026-01-31T1O:15',
    '2026-01-31T10:15z0',
    '2026-01-31T10-15',
    '2026/01/31T10:15',
    '2026-01-31x10:15',
    '2026-01-31T10:15:30:123',
    '٢٠٢٦-01-31T10:15',
    '-026-01-31T10:15',
    '2026-01-31T10:15:30.1 3',
  ])('%s is no instant', (text) => {
    expect(read(text)).toBeNull();
  });

  it('the short way and the long way agree, for right and for wrong fields', () => {
    const two = fc.nat(99).map((n) => String(n).padStart(2, '0'));
    const near = (max: number): fc.Arbitrary<string> =>
      fc.oneof(
        fc.nat(max).map((n) => String(n).padStart(2, '0')),
        two,
      );
    const fields = fc.tuple(
      fc.integer({ min: 1890, max: 2250 }),
      near(12),
      near(31),
      near(24),
      near(60),
      near(60),
      fc.nat(999),
    );
    fc.assert(
      fc.property(
        fields,
        fc.constantFrom('T', ' '),
        ([year, month, day, hour, minute, second, ms], between) => {
          const date = `${year}-${month}-${day}${between}${hour}:${minute}`;
          const fine = String(ms).padStart(3, '0');
          // A blank before Z, or digits finer than milliseconds, are only read by the long way.
          expect(parseInstant(`${date}Z`, vienna)).toBe(parseInstant(`${date} Z`, vienna));
          expect(parseInstant(`${date}:${second}.${fine}Z`, vienna)).toBe(
            parseInstant(`${date}:${second}.${fine} Z`, vienna),
          );
          expect(parseInstant(`${date}:${second}.${fine}`, vienna)).toBe(
            parseInstant(`${date}:${second}.${fine}9`, vienna),
          );
          expect(parseInstant(`${date}:${second}`, vienna)).toBe(parseInstant(`${date}:${second}.0`, vienna));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
