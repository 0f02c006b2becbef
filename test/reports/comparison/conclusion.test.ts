// What a comparison and a parallel run come to, in sentences that are right for none, one and many. Must not: compare anything.
import { expect, it } from 'vitest';
import type { Comparison } from '../../../src-main/reports/comparison/compare.ts';
import { conclusion } from '../../../src-main/reports/comparison/tables.ts';
import { parallelVerdict } from '../../../src-shared/comparison/words.ts';

/** So many balances that agree, that differ for a known cause, and that differ; by so many differences of each sort. */
function said(agree: number, explained: number, open: number, causes = 1, left = 1, notCompared = 0): string {
  const some = <One>(count: number, one: One): One[] => Array.from({ length: count }, () => one);
  return conclusion({
    balances: [
      ...some(agree, { status: 'agrees', open: false }),
      ...some(explained, { status: 'differs', open: false }),
      ...some(open, { status: 'differs', open: true }),
    ],
    differences: [
      ...some(explained === 0 ? 0 : causes, { cause: 'arithmetic', alsoPossible: [] }),
      ...some(open === 0 ? 0 : left, { cause: 'unexplained', alsoPossible: [] }),
    ],
    notCompared: some(notCompared, {}),
  } as unknown as Comparison);
}

it.each([
  [said(0, 0, 0), 'Nothing could be compared: no balance of the spreadsheet lies in these months.'],
  [said(1, 0, 0), 'The only balance of the spreadsheet agrees with the book.'],
  [said(2, 0, 0), 'All 2 balances of the spreadsheet agree with the book.'],
  [said(1, 0, 0, 1, 1, 1), 'The only balance that could be compared agrees with the book.'],
  [
    said(1, 1, 0),
    '1 of 2 balances agrees; 1 differs for one cause that is known, and nothing is left unexplained.',
  ],
  [
    said(0, 1, 0),
    '0 of 1 balance agrees; 1 differs for one cause that is known, and nothing is left unexplained.',
  ],
  [
    said(3, 2, 1, 2),
    '3 of 6 balances agree; 2 differ for 2 causes that are known; 1 holds one difference that none of the usual causes gives.',
  ],
  [said(0, 0, 1), '0 of 1 balance agrees; 1 holds one difference that none of the usual causes gives.'],
  [said(3, 0, 2, 0, 2), '3 of 5 balances agree; 2 hold 2 differences that none of the usual causes gives.'],
])('%s', (sentence, expected) => {
  expect(sentence).toBe(expected);
});

it.each([
  [true, 1, 1, 'may be switched off: the last month is closed, and every difference in it is explained.'],
  [
    true,
    3,
    3,
    'may be switched off: the last 3 months are closed, and every difference in them is explained.',
  ],
  [false, 0, 1, 'is still needed: the last month is not closed without an unexplained difference.'],
  [
    false,
    0,
    3,
    'is still needed: 0 of the 3 months in a row that it takes are closed without an unexplained difference.',
  ],
  [
    false,
    1,
    2,
    'is still needed: 1 of the 2 months in a row that it takes is closed without an unexplained difference.',
  ],
])('a parallel run: %s, %i of %i', (mayEnd, inARow, enough, expected) => {
  expect(parallelVerdict({ mayEnd, inARow, enough })).toBe(`The spreadsheet ${expected}`);
});
