// Rules §3: quantities are exact decimals; how a file writes them is the profile's to say.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src-main/import/raw-row.ts';
import { CANONICAL_PROFILE, type ImportProfile } from '../../src-main/import/usage-profile.ts';
import { compileQuantity, hidesDigits, numberText } from '../../src-main/import/usage-quantity.ts';
import { canonicalDecimal } from '../../src-shared/decimal.ts';

function read(cell: RawCell, changes: Partial<ImportProfile> = {}): string {
  const answer = compileQuantity({ ...CANONICAL_PROFILE, ...changes })(cell);
  return typeof answer === 'string' ? answer : answer.code;
}
const comma = { decimalSeparator: ',', thousandsSeparator: '.' } as const;
const point = { decimalSeparator: '.', thousandsSeparator: ',' } as const;
const blank = { decimalSeparator: ',', thousandsSeparator: ' ' } as const;
const swiss = { decimalSeparator: '.', thousandsSeparator: "'" } as const;

describe('notations', () => {
  it.each<[string, Partial<ImportProfile>, string]>([
    ['12.50', {}, '12.5'],
    ['007', {}, '7'],
    ['.5', {}, '0.5'],
    ['5.', {}, '5'],
    ['-0', {}, '0'],
    ['1.0000000000000', {}, '1'],
    ['1,5', {}, 'bad_quantity'],
    ['1.2.3', {}, 'bad_quantity'],
    ['1 000', {}, 'bad_quantity'],
    ['1.234,56', comma, '1234.56'],
    ['1.234', comma, '1234'],
    ['1.5', comma, 'bad_quantity'],
    ['1.23.456', comma, 'bad_quantity'],
    ['1234,5', comma, '1234.5'],
    ['1,5,0', comma, 'bad_quantity'],
    ['1,234.50', point, '1234.5'],
    ['1,5', point, 'bad_quantity'],
    ['12,34,567.8', point, '1234567.8'],
    ['1,2345', point, 'bad_quantity'],
    ['1\u00a0234\u202f567,5', blank, '1234567.5'],
    ["1'234\u2019567.5", swiss, '1234567.5'],
    ['1,234', { decimalSeparator: ',' }, '1.234'],
  ])('%s %j → %s', (text, profile, expected) => {
    expect(read(text, profile)).toBe(expected);
  });
});

describe('signs, as accountants write them, are understood and refused', () => {
  it.each(['(5.00)', '5.00-', '-5', '- 5', '\u22125', '( 1 )'])('%s is negative', (text) => {
    expect(read(text)).toBe('negative_quantity');
  });
  it.each(['(0)', '0-', '-0.000'])('%s is nothing', (text) => {
    expect(read(text)).toBe('0');
  });
  it.each([
    '--5',
    '(-5)',
    '(5',
    '5)',
    '-',
    '()',
    '5-5',
    '5 CR',
    '5 %',
    '€5',
    '0x10',
    'NaN',
    'Infinity',
    '#REF!',
    '٣',
  ])('%s is no number', (text) => {
    expect(read(text)).toBe('bad_quantity');
  });
});

describe('exponents', () => {
  it.each([
    ['1E-7', '0.0000001'],
    ['1.5e3', '1500'],
    ['1.23457E+11', 'lost_digits'],
    ['1E+15', 'lost_digits'],
    ['1.23456789012E+11', '123456789012'].map(String),
    ['1E-10', 'too_many_decimals'],
    ['1e99999', 'bad_quantity'],
  ])('%s → %s', (text, expected) => {
    expect(read(text as string)).toBe(expected);
  });
  it('hide digits where a spreadsheet wrote fewer than there are', () => {
    expect(['1.23E+15', '1E20', '5e+12'].map(hidesDigits)).toEqual([true, true, true]);
    expect(['1.23E+5', '1E-20', 'abc', 'E+15', '12345678901234567890'].map(hidesDigits)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a factor of the profile is exact', () => {
  it.each([
    ['2.5', '1000', '2500'],
    ['1', '0.001', '0.001'],
    ['0.0000001', '0.001', 'too_many_decimals'],
    ['1000000000000', '1000', 'quantity_too_large'],
    ['999999999999.999', '1000', '999999999999999'],
  ])('%s × %s = %s', (text, quantityTimes, expected) => {
    expect(read(text, { quantityTimes })).toBe(expected);
  });
});

describe('the short way for plain digits gives what the long way gives', () => {
  it('for any text of digits, points and signs', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', '+'), maxLength: 28 });
    fc.assert(
      fc.property(text, (written) => {
        const long = canonicalDecimal(written);
        const short = read(written);
        const places = long?.split('.')[1]?.length ?? 0;
        const whole = long?.split('.')[0]?.length ?? 0;
        // A minus at the end is a sign too; nothing else that is no decimal may be read.
        if (long === null) expect(/^[\d.]+-$/.test(written) ? 'bad_quantity' : short).toBe('bad_quantity');
        else if (long.startsWith('-')) expect(short).toBe('negative_quantity');
        else if (places > 9) expect(short).toBe('too_many_decimals');
        else expect(short).toBe(whole > 15 ? 'quantity_too_large' : long);
      }),
      { numRuns: 2000 },
    );
  });
});

it('numbers of a workbook are the decimals people see: 15 digits', () => {
  expect([0.1 + 0.2, 1e-9, 123456789.123456, 2 ** 53, 1e22, -1.5].map(numberText)).toEqual([
    '0.3',
    '0.000000001',
    '123456789.123456',
    '9007199254740990',
    '10000000000000000000000',
    '-1.5',
  ]);
  expect(numberText(Number.NaN)).toBeNull();
});
