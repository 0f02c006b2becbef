// What rows and columns of old sheets are taken for, where it is not obvious: totals and customers called so, sections, merged
// names, months under a year, amounts with their currency, movements without signs.
import { expect, it } from 'vitest';
import { readAmount, readMonth } from '../../../src-main/import/legacy/cell-values.ts';
import { readLegacyBook } from '../../../src-main/import/legacy/read-legacy.ts';
import { type Merge, plainSheet } from '../../../src-main/import/legacy/sheet-cells.ts';
import { spellingsOf } from '../../../src-main/import/legacy/spellings.ts';
import type { RawCell } from '../../../src-main/import/raw-row.ts';

const known = {
  currency: 'EUR',
  customers: new Map<string, string>(),
  creditTypes: new Map([['c', 'C']]),
  meters: new Map<string, string>(),
};

function read(rows: readonly (readonly RawCell[])[], merges: readonly Merge[] = [], name = 'Sheet') {
  const sheet = plainSheet(
    name,
    rows.map((cells, index) => ({ line: index + 1, cells: [...cells] })),
  );
  return readLegacyBook({
    file: { name: 'x', sha256: '' },
    sheets: [{ ...sheet, merges }],
    shape: null,
    known,
  })!;
}

it('tells totals from customers who are called so', () => {
  const { book, understood } = read([
    ['Customer', 'Date', 'Bought', 'Used', 'Remaining'],
    ['Total Energies', '2025-01-01', 10, 4, 6],
    ['Acme', '2025-01-02', 20, 5, 15],
    ['Total Acme', null, 20, 5, 15],
    ['Total', null, 30, 9, 21],
  ]);
  expect(book.purchases.map(({ customer }) => customer)).toEqual(['Total Energies', 'Acme']);
  expect(understood.sheets[0]!.rows!.filter(({ state }) => state === 'total')).toHaveLength(2);
  expect(book.findings).toEqual([]);
});

it('takes a heading over rows without names for their customer', () => {
  const { book } = read([
    ['Invoice', 'Date', 'Bought', 'Used', 'Remaining'],
    ['Customer: Acme'],
    ['I-1', '2025-01-01', 10, 4, 6],
    ['I-2', '2025-01-05', 10, 0, 10],
    ['Birke KG'],
    ['I-3', '2025-01-06', 5, 0, 5],
  ]);
  expect(book.purchases.map(({ customer, ref }) => `${customer} ${ref}`)).toEqual([
    'Acme I-1',
    'Acme I-2',
    'Birke KG I-3',
  ]);
});

it('lets a merged name hold for all its rows', () => {
  const merge = { top: 2, left: 0, bottom: 3, right: 0 };
  const { book } = read(
    [
      ['Customer', 'Date', 'Bought', 'Used', 'Remaining'],
      ['Acme', '2025-01-01', 10, 4, 6],
      [null, '2025-01-05', 10, 0, 10],
      ['Birke', '2025-01-06', 5, 0, 5],
    ],
    [merge],
  );
  expect(book.purchases.map(({ customer }) => customer)).toEqual(['Acme', 'Acme', 'Birke']);
});

it('reads months under their year, over the turn of it', () => {
  const { book } = read([['Balances 2024'], ['Customer', 'Nov', 'Dec', 'Jan'], ['Acme', 5, 4, 3]]);
  expect(book.balances.map(({ month, credits }) => `${month} ${credits}`)).toEqual([
    '2024-11 5',
    '2024-12 4',
    '2025-01 3',
  ]);
  expect(readMonth('03/2025', null)).toBe('2025-03');
  expect(readMonth('Mar', null)).toBeNull();
  expect(readMonth('Credits', '2025')).toBeNull();
});

const BELOW = [
  ['Acme', 'EUR', 100, '200.00', 90, '180.00'],
  ['Birke', 'USD', 10, '20.00', 9, '18.00'],
];
const TWO_ROWS: Record<string, [upper: RawCell[], lower: RawCell[], merges?: Merge[]]> = {
  'months over credits and money': [
    ['Customer', 'Currency', '2025-12', null, '2026-01', null],
    [null, null, 'Credits', 'Deferred', 'Credits', 'Deferred'],
  ],
  'months merged over credits and money': [
    ['Customer', 'Currency', '2025-12', null, '2026-01', null],
    [null, null, 'Credits', 'Deferred', 'Credits', 'Deferred'],
    [
      { top: 1, left: 2, bottom: 1, right: 3 },
      { top: 1, left: 4, bottom: 1, right: 5 },
    ],
  ],
  'names that come again under what they are of': [
    [null, null, 'Credits', 'Deferred', 'Credits', 'Deferred'],
    ['Customer', 'Currency', '2025-12', '2025-12', '2026-01', '2026-01'],
  ],
};

it.each(Object.entries(TWO_ROWS))('reads a header of two rows: %s', (_, [upper, lower, merges = []]) => {
  const { book, understood } = read([upper, lower, ...BELOW], merges);
  expect(understood.shape.sheets[0]!.headerRow).toBe(2);
  expect(
    book.balances.map(({ customer, month, credits, deferred, currency }) =>
      [customer, month, credits, deferred, currency].join(' '),
    ),
  ).toEqual([
    'Acme 2025-12 100 200 EUR',
    'Acme 2026-01 90 180 EUR',
    'Birke 2025-12 10 20 USD',
    'Birke 2026-01 9 18 USD',
  ]);
});

it('reads months that stand under more than one year', () => {
  const { book } = read([
    ['Customer', '2025', null, '2026', null],
    [null, 'Nov', 'Dec', 'Jan', 'Feb'],
    ['Acme', 5, 4, 3, 2],
  ]);
  expect(book.balances.map(({ month, credits }) => `${month} ${credits}`)).toEqual([
    '2025-11 5',
    '2025-12 4',
    '2026-01 3',
    '2026-02 2',
  ]);
});

it.each([
  [['Customer', 'Currency', '2026-01', '2026-02']],
  [['Customer', 'Currency', '2026-01', '2026-02', 'Who', 'Who']],
])('takes a title over a header for no part of it: %s', (header) => {
  const { book } = read([
    ['Company', 'Lumen', 'As of', '31.03.2026'],
    header,
    ['Acme', 'EUR', 100, 90, 5, 6],
  ]);
  expect(book.balances.map(({ month, credits }) => `${month} ${credits}`)).toEqual([
    '2026-01 100',
    '2026-02 90',
  ]);
});

it('reads amounts as they are typed', () => {
  const cell = (value: RawCell) => ({ value, formula: null, currency: null, fill: null });
  const point = { decimal: '.', dateOrder: null } as const;
  const comma = { decimal: ',', dateOrder: null } as const;
  expect(readAmount(cell('€ 1,234.50'), point)).toEqual({ value: '1234.5', currency: 'EUR' });
  expect(readAmount(cell('1.234,50 EUR'), comma)).toEqual({ value: '1234.5', currency: 'EUR' });
  expect(readAmount(cell('(12.00)'), point)).toEqual({ value: '-12', currency: null });
  expect(readAmount(cell('250 credits'), point)).toEqual({ value: '250', currency: null });
  expect(readAmount(cell('-'), point)).toBeNull();
  expect(readAmount(cell('see note'), point)).toBeUndefined();
  expect(readAmount(cell(0.1 + 0.2), point)).toEqual({ value: '0.3', currency: null });
});

it('takes usage without a sign out, and keeps a sign that is there', () => {
  const moves = (used: number) =>
    read([
      ['Date', 'Customer', 'Type', 'Credits'],
      ['2025-01-01', 'Acme', 'Purchase', 10],
      ['2025-01-02', 'Acme', 'Usage', used],
    ]).book.entries.map(({ kind, credits }) => `${kind} ${credits}`);
  expect(moves(4)).toEqual(['purchase 10', 'usage -4']);
  expect(moves(-4)).toEqual(['purchase 10', 'usage -4']);
});

it('suggests what may be one customer, and merges nothing', () => {
  const counts = new Map(
    ['Acme GmbH', 'ACME', 'Northwind 1', 'Northwind 2', 'Birke & Söhne', 'Birke und Soehne'].map((text) => [
      text,
      1,
    ]),
  );
  const found = spellingsOf(counts, {}, new Map());
  expect(found.map(({ text, code, like }) => `${text}|${code}|${like}`)).toEqual([
    'ACME|null|Acme GmbH',
    'Acme GmbH|null|ACME',
    'Birke & Söhne|null|Birke und Soehne',
    'Birke und Soehne|null|Birke & Söhne',
    'Northwind 1|null|null',
    'Northwind 2|null|null',
  ]);
});
