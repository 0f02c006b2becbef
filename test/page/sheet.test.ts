// The grid's arithmetic and clipboard, which no journey through the page looks at closely: exact sums, blocks of cells as
// spreadsheets exchange them, ranges, pastes judged before they are applied.
import { describe, expect, it } from 'vitest';
import { formatDate, readDate, readMonth } from '../../src-renderer/ui/format/dates.ts';
import {
  compareNumbers,
  formatNumber,
  numberStyle,
  plainNumber,
  readNumber,
} from '../../src-renderer/ui/format/numbers.ts';
import type { SheetEditing } from '../../src-renderer/ui/grid/editing/sheet-editing.ts';
import { planPaste } from '../../src-renderer/ui/grid/editing/sheet-editing.ts';
import { rowsWithIds } from '../../src-renderer/ui/grid/rows.ts';
import { fromTsv, toTsv } from '../../src-renderer/ui/grid/selecting/clipboard.ts';
import { boxOf, isIn, moved } from '../../src-renderer/ui/grid/selecting/range.ts';
import { sumsOf, totalRows } from '../../src-renderer/ui/grid/sums.ts';
import { widestOf, widestTotals } from '../../src-renderer/ui/grid/totals/widest.ts';
import { NUMBER_STYLES } from '../../src-renderer/ui/preferences.tsx';
import type { Column } from '../../src-shared/report-table.ts';

const COLUMNS: Column[] = [
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'balance', title: 'Balance', type: 'credits', sum: true },
  { key: 'deferred', title: 'Deferred', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
];
const ROWS = rowsWithIds(
  COLUMNS,
  [
    ['acme', 'api', '90071992547409.93', '0.10', 'EUR'],
    ['acme', 'api', '0.01', '0.20', 'EUR'],
    ['beta', 'gb', '1.005', '7', 'JPY'],
    ['beta', 'api', null, '-0.30', 'EUR'],
  ],
  ['customer', 'credit_type'],
);

describe('sums', () => {
  it('are exact, beyond what a float holds, and apart for each unit', () => {
    const { units, filled, cells } = sumsOf(ROWS, [2, 3], COLUMNS, {});
    expect({ filled, cells }).toEqual({ filled: 7, cells: 8 });
    expect(units).toEqual([
      { unit: 'EUR', sum: '0.00', average: '0.0000' },
      { unit: 'JPY', sum: '7', average: '7.00' },
      { unit: 'api', sum: '90071992547409.94', average: '45035996273704.9700' },
      { unit: 'gb', sum: '1.005', average: '1.00500' },
    ]);
  });

  it('total money by currency, and credits only where there is one credit type', () => {
    expect(totalRows(ROWS, COLUMNS, {})).toEqual([
      ['Total EUR', null, null, '0.00', 'EUR'],
      ['Total JPY', null, null, '7', 'JPY'],
    ]);
    expect(totalRows(ROWS.slice(0, 2), COLUMNS, {})).toEqual([
      ['Total EUR', 'api', '90071992547409.94', '0.30', 'EUR'],
    ]);
  });

  it('credits of several currencies are no currency’s', () => {
    const of = (currency: string) => ['acme', 'api', '1.50', '7', currency];
    const rows = rowsWithIds(COLUMNS, [of('EUR'), of('JPY'), of('EUR')], ['currency']);
    expect(totalRows(rows, COLUMNS, {})).toEqual([
      ['Total EUR', null, null, '14', 'EUR'],
      ['Total JPY', null, null, '7', 'JPY'],
      ['Total', 'api', '4.50', null, null],
    ]);
  });

  it('nothing is totalled whose unit is not told: credits of any type, as charges are', () => {
    const told = COLUMNS.filter(({ key }) => key !== 'credit_type');
    const rows = rowsWithIds(told, [['acme', '1000.000', '120.00', 'EUR']], ['customer']);
    expect(totalRows(rows, told, {})).toEqual([['Total EUR', null, '120.00', 'EUR']]);
  });

  it('no filter leaves totals that are wider than what columns are measured by', () => {
    const widest = widestTotals(ROWS, COLUMNS, {});
    for (let left = 1; left < 1 << ROWS.length; left++) {
      const rows = ROWS.filter((_, n) => left & (1 << n));
      for (const cells of totalRows(rows, COLUMNS, {}))
        for (const [at, cell] of cells.entries()) {
          if (widest[at] === null) continue;
          expect(cell?.length ?? 0, `${cell}`).toBeLessThanOrEqual(widest[at]!.length);
        }
    }
  });

  it.each([
    [['49037.23', '2406.12', '1665488'], '1665488.23'],
    [['-3', '12.5', ''], '-12.5'],
    [['Total EUR', ''], 'Total EUR'],
    [['', ''], ''],
  ])('totals that come from elsewhere are measured by what none is wider than: %j', (texts, widest) => {
    expect(widestOf(texts)).toBe(widest);
  });

  it('rows keep their ids when they repeat', () => {
    expect(ROWS.map(({ id }) => id)).toEqual(['acme|api', 'acme|api|2', 'beta|gb', 'beta|api']);
  });
});

describe('the clipboard', () => {
  it('reads back what it writes, with quotes, tabs and breaks in cells', () => {
    const cells = ['a "b"', 'two\nlines', 'tab\there', ''];
    const block = {
      columns: COLUMNS.slice(0, 1).concat(COLUMNS[1]!, COLUMNS[0]!, COLUMNS[1]!),
      rows: [cells, cells],
    };
    expect(fromTsv(toTsv(block, false, numberStyle('en-GB')))).toEqual([cells, cells]);
  });

  it.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['one', [['one']]],
    ['\t', [['', '']]],
    ['5" pipe\tx', [['5" pipe', 'x']]],
    ['"open', [['open']]],
  ])('reads %j as spreadsheets write it', (text, rows) => {
    expect(fromTsv(text)).toEqual(rows);
  });

  it('writes numbers as a spreadsheet of the system reads them, and text that looks like a formula as text', () => {
    const block = { columns: COLUMNS, rows: [['=1+1', '-x', '-12.50', '1234.00', 'EUR']] };
    expect(toTsv(block, false, numberStyle('en-GB'))).toBe("'=1+1\t'-x\t-12.50\t1234.00\tEUR");
    expect(toTsv(block, true, numberStyle('de-DE'))).toBe(
      "Customer\tCredit type\tBalance\tDeferred\tCurrency\r\n'=1+1\t'-x\t-12,50\t1234,00\tEUR",
    );
  });
});

describe('ranges', () => {
  const shown = ['a', 'b', 'c'];
  it('are rectangles whichever way they were drawn', () => {
    const box = boxOf({ anchor: { row: 5, column: 'c' }, head: { row: 2, column: 'b' } }, shown);
    expect(box).toEqual({ firstRow: 2, lastRow: 5, columns: ['b', 'c'] });
    expect([isIn(box, 3, 'b'), isIn(box, 6, 'b'), isIn(box, 3, 'a')]).toEqual([true, false, false]);
  });

  it.each([
    ['ArrowDown', false, { row: 9, column: 'b' }],
    ['ArrowRight', true, { row: 9, column: 'c' }],
    ['ArrowUp', true, { row: 0, column: 'b' }],
    ['Home', true, { row: 0, column: 'a' }],
    ['End', false, { row: 9, column: 'c' }],
  ])('move by %s (to the edge: %s) and stay inside', (key, toEdge, head) => {
    const at = { row: 9, column: 'b' };
    expect(moved({ anchor: at, head: at }, key, toEdge, shown, 10)).toEqual(head);
  });
});

describe('a paste', () => {
  const editing = {
    canEdit: (_row: string, column: string) => column !== 'code',
    read: (text: string) => text.trim() || null,
    check: (value: string | null) => (value === 'bad' ? 'is bad' : null),
  } as unknown as SheetEditing;

  it('is judged cell by cell before anything is applied', () => {
    const plan = planPaste(
      [
        ['x', '1'],
        ['y', 'bad'],
        ['z', '3'],
      ],
      ['r1', 'r2'],
      ['code', 'n'],
      { rows: 1, columns: 1 },
      editing,
    );
    expect(plan).toEqual({
      good: [{ row: 'r1', column: 'n', after: '1' }],
      bad: [{ row: 'r2', column: 'n', after: 'bad', why: 'is bad' }],
    });
  });

  it('of one value fills what is selected', () => {
    const { good } = planPaste([['7']], ['r1', 'r2', 'r3'], ['n', 'm'], { rows: 2, columns: 2 }, editing);
    expect(good.map(({ row, column }) => row + column)).toEqual(['r1n', 'r1m', 'r2n', 'r2m']);
  });
});

describe('numbers', () => {
  it.each([
    ['-1234567.50', 'en-GB', '(1,234,567.50)'],
    ['1234567.50', 'de-DE', '1.234.567,50'],
    ['-0.00', 'en-GB', '0.00'],
    ['999', 'en-GB', '999'],
    ['n/a', 'en-GB', 'n/a'],
  ])('%s for %s is %s', (text, locale, written) => {
    expect(formatNumber(text, numberStyle(locale))).toBe(written);
  });

  it.each([
    ['(1.234.567,50)', 'de-DE', '-1234567.50'],
    ['1.250', 'de-DE', '1250'],
    ['1,250', 'en-GB', '1250'],
    ['1250.5', 'de-DE', '1250.5'],
    ['1\u202f234,5', 'fr-FR', '1234.5'],
    ['12,5,0', 'de-DE', null],
    ['many', 'en-GB', null],
  ])('%s as typed for %s is %s', (typed, locale, number) => {
    expect(readNumber(typed, numberStyle(locale))).toBe(number);
  });

  it('come back as they were from the clipboard, whatever the decimal mark', () => {
    for (const locale of ['en-GB', 'de-DE', 'fr-FR', 'de-CH'])
      for (const number of ['3.125', '-1250.50', '1000', '0.000001'])
        expect(readNumber(plainNumber(number, numberStyle(locale)), numberStyle(locale))).toBe(number);
  });

  it('are written as the choices of them say', () => {
    for (const [locale, example] of Object.entries(NUMBER_STYLES))
      if (locale)
        expect(formatNumber('1234.50', numberStyle(locale)).replace(/\s/, ' ').replace("'", '’')).toBe(
          example,
        );
  });

  it('are ordered exactly where floats are equal', () => {
    expect(compareNumbers('9007199254740993', '9007199254740992')).toBe(1);
    expect(compareNumbers('-1', '0.5')).toBeLessThan(0);
  });
});

describe('dates', () => {
  const german = { locale: 'de-DE', style: 'locale', timeZone: 'UTC' } as const;
  it.each([
    ['2026-03-31', german, '2026-03-31'],
    ['31.03.26', german, '2026-03-31'],
    ['31.3.2026', german, '2026-03-31'],
    ['3/31/26', { ...german, locale: 'en-US' }, '2026-03-31'],
    ['31 Mar 2026', { ...german, style: 'short' }, '2026-03-31'],
    ['31 März 2026', german, '31 März 2026'],
    ['31.03.26', { ...german, style: 'iso' }, '31.03.26'],
  ] as const)('%s as typed is read as they are shown', (typed, settings, date) => {
    expect(readDate(typed, settings)).toBe(date);
  });

  it.each([
    ['2026-03-31', '31 Mar 2026', '31.03.26'],
    ['2026-02-31', '31 Feb 2026', '2026-02-31'],
    ['2026-13-01', '2026-13-01', '2026-13-01'],
    ['2026-01-45', '45 Jan 2026', '2026-01-45'],
    ['never', 'never', 'never'],
  ])('%s is shown as %s or %s', (date, short, locale) => {
    expect(formatDate(date, { ...german, style: 'short' })).toBe(short);
    expect(formatDate(date, german)).toBe(locale);
  });

  it.each([
    ['2026-01', '2026-01'],
    [' Jan 2026 ', '2026-01'],
    ['december 2026', '2026-12'],
    ['2026-13', null],
    ['01/2026', null],
    ['Jan', null],
    ['Janvier 2026', '2026-01'],
    ['Foo 2026', null],
  ])('the month %s is read as %s', (typed, month) => {
    expect(readMonth(typed)).toBe(month);
  });
});
