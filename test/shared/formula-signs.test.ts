// Text that a spreadsheet would run is disarmed, and comes back as it was.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disarm, rearm } from '../../src-shared/formula-signs.ts';

it.each([
  ...['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\u0000=1', '＝1', '＋1', '－1', '＠x'],
  ...[' =1', '\u00a0=1', '\ufeff=1', '"=1', "'=1", "''=1", '-x', '+49 30 1', "=cmd|'/C calc'!A0", '--1'],
])('%j gets an apostrophe', (text) => {
  expect(disarm(text)).toBe(`'${text}`);
});

it.each(['', 'x', 'x=1', "'x", '-1', '-5.00', '-1,234.50', '5', "O'Neill", '1-1', '#REF!', ' '])(
  '%j stays as it is',
  (text) => {
    expect(disarm(text)).toBe(text);
    expect(rearm(text)).toBe(text);
  },
);

it('whatever was disarmed is given back, and nothing else is touched', () => {
  const odd = fc.string({
    unit: fc.constantFrom("'", '"', ' ', '=', '-', '+', '@', '1', '.', 'x', '\t', '＝', '\ufeff'),
  });
  fc.assert(
    fc.property(fc.oneof(odd, fc.string()), (text) => {
      expect(rearm(disarm(text))).toBe(text);
    }),
    { numRuns: 5000 },
  );
});
