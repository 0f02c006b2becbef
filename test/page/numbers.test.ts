// Numbers as people type them, in the styles of their systems.
import { expect, it } from 'vitest';
import { numberStyle, readNumber } from '../../src-renderer/ui/format/numbers.ts';

it.each([
  ['de-DE', '1.234', '1234'],
  ['de-DE', '1.234,50', '1234.50'],
  ['de-DE', '1234,5', '1234.5'],
  ['de-DE', '1234.5', '1234.5'],
  ['de-DE', '1.2345', '1.2345'],
  ['de-DE', '1,234.5', null],
  ['en-GB', '1,234.5', '1234.5'],
  ['en-GB', '1,23', null],
  ['en-GB', '007', '7'],
  ['en-GB', '-3', '-3'],
  ['fr-FR', '1 234 567,5', '1234567.5'],
  ['fr-FR', '1 234,5', '1234.5'],
  ['de-CH', "1'234.5", '1234.5'],
  ['de-CH', '1’234.5', '1234.5'],
  ['en-GB', 'twelve', null],
  ['en-GB', '1.', null],
  ['en-GB', '', null],
  ['en-GB', '1,2345', null],
  ['en-GB', '12e3', null],
])('%s: %s', (locale, typed, read) => {
  expect(readNumber(typed, numberStyle(locale))).toBe(read);
});
