// Domain §3: exact numbers. Scaled integers in and out, one rounding, the written form of a decimal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalDecimal,
  currencyScale,
  decimalPlaces,
  divideMoney,
  divideRounded,
  formatScaled,
  parseScaled,
  powerOfTen,
  ROUNDINGS,
  toFraction,
} from '../../src-shared/decimal.ts';

describe('rules §3: reading at a scale', () => {
  it.each([
    ['0', 2, 0n],
    ['12', 2, 1200n],
    ['12.3', 2, 1230n],
    ['12.34', 2, 1234n],
    ['12.340', 2, 1234n],
    ['-0.5', 2, -50n],
    ['+7', 0, 7n],
    ['.25', 2, 25n],
    ['5.', 1, 50n],
    ['007', 0, 7n],
    ['0.000000001', 9, 1n],
    ['999999999999999.999999999', 9, 999999999999999999999999n],
    ['123456789012345678', 0, 123456789012345678n],
    ['12345678901234.5', 1, 123456789012345n],
    ['123456789012345.6', 1, 1234567890123456n],
  ])('%s at scale %i', (text, scale, expected) => {
    expect(parseScaled(text, scale)).toBe(expected);
  });

  it.each([
    ['12.345', 2],
    ['0.1', 0],
    ['1e3', 2],
    ['', 2],
    ['.', 2],
    ['-', 2],
    ['1,5', 2],
    ['1 000', 2],
    ['١', 0],
    ['1.2.3', 2],
    ['NaN', 2],
    ['Infinity', 2],
    ['0x10', 2],
    [' 1', 2],
  ])('"%s" is no decimal that fits scale %i', (text, scale) => {
    expect(parseScaled(text, scale)).toBeNull();
  });

  it('what is written at a scale reads back as the same number', () => {
    const amounts = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 9 }), (value, scale) => {
        expect(parseScaled(formatScaled(value, scale), scale)).toBe(value);
      }),
      { seed: 1 },
    );
  });
});

describe('rules §3: writing at a scale', () => {
  it.each([
    [0n, 2, '0.00'],
    [5n, 2, '0.05'],
    [-5n, 2, '-0.05'],
    [-1234n, 2, '-12.34'],
    [1234n, 0, '1234'],
    [-7n, 0, '-7'],
    [1n, 6, '0.000001'],
    [100n, 1, '10.0'],
  ])('%s at scale %i', (value, scale, expected) => {
    expect(formatScaled(value, scale)).toBe(expected);
  });
});

describe('rules §3: one rounding', () => {
  it.each([
    // numerator, denominator, half_up, half_even, up, down
    [0, 7, 0, 0, 0, 0],
    [6, 3, 2, 2, 2, 2],
    [1, 2, 1, 0, 1, 0],
    [3, 2, 2, 2, 2, 1],
    [5, 2, 3, 2, 3, 2],
    [-1, 2, -1, 0, -1, 0],
    [-3, 2, -2, -2, -2, -1],
    [-5, 2, -3, -2, -3, -2],
    [1, 3, 0, 0, 1, 0],
    [2, 3, 1, 1, 1, 0],
    [-1, 3, 0, 0, -1, 0],
    [-2, 3, -1, -1, -1, 0],
    [7, 7, 1, 1, 1, 1],
    [49, 100, 0, 0, 1, 0],
    [51, 100, 1, 1, 1, 0],
  ])('%i ÷ %i', (numerator, denominator, ...expected) => {
    const found = ROUNDINGS.map((mode) => divideRounded(BigInt(numerator), BigInt(denominator), mode));
    expect(ROUNDINGS).toEqual(['half_up', 'half_even', 'up', 'down']);
    expect(found).toEqual(expected.map(BigInt));
  });

  it('money is rounded half up, away from zero', () => {
    expect([divideMoney(5n, 10n), divideMoney(-5n, 10n), divideMoney(4n, 10n)]).toEqual([1n, -1n, 0n]);
  });

  it('every mode is within one unit of the quotient, and exact where it can be', () => {
    const numbers = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    fc.assert(
      fc.property(numbers, fc.bigInt({ min: 1n, max: 10n ** 12n }), (numerator, denominator) => {
        for (const mode of ROUNDINGS) {
          const rest = divideRounded(numerator, denominator, mode) * denominator - numerator;
          const size = rest < 0n ? -rest : rest;
          expect(size < denominator).toBe(true);
          if (mode.startsWith('half')) expect(2n * size <= denominator).toBe(true);
          if (numerator % denominator === 0n) expect(rest).toBe(0n);
          if (mode === 'down') expect(numerator < 0n ? rest >= 0n : rest <= 0n).toBe(true);
          if (mode === 'up') expect(numerator < 0n ? rest <= 0n : rest >= 0n).toBe(true);
        }
      }),
      { seed: 2 },
    );
  });

  it('a denominator that is not positive is a mistake of the program', () => {
    expect(() => divideRounded(1n, 0n, 'half_up')).toThrow(RangeError);
    expect(() => divideRounded(1n, -2n, 'half_up')).toThrow(RangeError);
  });
});

describe('the one written form of a decimal', () => {
  it.each([
    ['50', '50'],
    ['50.00', '50'],
    ['050.10', '50.1'],
    ['+1.5', '1.5'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    [' 7 ', '7'],
    ['1E-7', '0.0000001'],
    ['1.5e3', '1500'],
    ['9007199254740993', '9007199254740993'],
    ['0.000000001', '0.000000001'],
    ['123456789012345678901234567890.123456789', '123456789012345678901234567890.123456789'],
  ])('%s is %s', (text, expected) => {
    expect(canonicalDecimal(text)).toBe(expected);
  });

  it.each(['', '.', '-', '1,5', '1e', 'e5', '1e99999', 'NaN', 'Infinity', '0x1', '1 2', '--1', '٣'])(
    '"%s" is none',
    (text) => {
      expect(canonicalDecimal(text)).toBeNull();
    },
  );

  it.each([
    ['5', 0],
    ['0.5', 1],
    ['0.123456789', 9],
  ])('%s has %i decimal places', (text, places) => {
    expect(decimalPlaces(text)).toBe(places);
  });

  it('is an exact fraction of a power of ten', () => {
    expect(toFraction('0.125')).toEqual({ numerator: 125n, denominator: 1000n });
    expect(toFraction('-3')).toEqual({ numerator: -3n, denominator: 1n });
    expect(() => toFraction('1e3')).toThrow(RangeError);
  });

  it('powers of ten reach as far as rating needs, and no further', () => {
    expect([powerOfTen(0), powerOfTen(24), powerOfTen(40)]).toEqual([1n, 10n ** 24n, 10n ** 40n]);
    expect(() => powerOfTen(41)).toThrow(RangeError);
    expect(() => powerOfTen(-1)).toThrow(RangeError);
  });
});

describe('rules §3: minor units by ISO 4217', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['ISK', 0],
    ['HUF', 2],
  ])('%s has %i places', (code, scale) => {
    expect(currencyScale(code)).toBe(scale);
  });

  it.each(['', 'EURO', 'eur', 'XXX', 'DEM', '__proto__', 'constructor'])('"%s" is no currency', (code) => {
    expect(currencyScale(code)).toBeUndefined();
  });
});
