// What the source says it sent, beside what is imported: exactly, for all or by meter, and said in words.
import { expect, it } from 'vitest';
import { compareTotals, totalsLineInWords } from '../../src-shared/control-totals.ts';

const FOUND = {
  rows: 3,
  quantity: '1234567890123.000000001',
  meters: [
    { meter: 'calls', rows: 2, quantity: '0.3' },
    { meter: 'pages', rows: 1, quantity: '1234567890122.700000001' },
  ],
};

it('compares rows and quantities to the last place', () => {
  const told = [
    { meter: 'calls', rows: 2, quantity: '0.300' },
    { meter: null, rows: 5, quantity: '1234567890123' },
    { meter: 'faxes', rows: null, quantity: '1' },
    { meter: 'pages', rows: null, quantity: null },
  ];
  const lines = compareTotals(told, FOUND);
  expect(lines.map(({ difference }) => difference)).toEqual(['0', '0', '-2', '0.000000001', '-1']);
  expect(lines.map((line) => totalsLineInWords(line))).toEqual([
    'rows of calls: 2 told, 2 imported, agrees',
    'quantity of calls: 0.300 told, 0.3 imported, agrees',
    'rows: 5 told, 3 imported, 2 fewer',
    'quantity: 1234567890123 told, 1234567890123.000000001 imported, 0.000000001 more',
    'quantity of faxes: 1 told, 0 imported, 1 less',
  ]);
});
