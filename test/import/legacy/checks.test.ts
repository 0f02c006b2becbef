// Every check and every question of the catalogue, provoked by the smallest sheet that has it; and what looks like one and is none.
import { describe, expect, it } from 'vitest';
import { type LegacyRead, readLegacyBook } from '../../../src-main/import/legacy/read-legacy.ts';
import { plainSheet, type SheetContent } from '../../../src-main/import/legacy/sheet-cells.ts';
import type { RawCell } from '../../../src-main/import/raw-row.ts';
import type { LEGACY_CHECK_CODES, LEGACY_QUESTION_CODES } from '../../../src-shared/findings/legacy.ts';
import { parseShape } from '../../../src-shared/migration/shape.ts';

const known = {
  currency: 'EUR',
  customers: new Map([
    ['acme', 'Acme'],
    ['birke', 'Birke'],
  ]),
  creditTypes: new Map([['credits', 'Credits']]),
  meters: new Map<string, string>(),
};
const HEADER = ['Customer', 'Date', 'Valid until', 'Price', 'Bought', 'Used', 'Remaining', 'Deferred'];
const MOVES = ['Date', 'Customer', 'Type', 'Credits', 'Balance'];

function sheetOf(rows: readonly (readonly RawCell[])[]): SheetContent {
  return plainSheet(
    'Sheet',
    rows.map((cells, index) => ({ line: index + 1, cells: [...cells] })),
  );
}

function read(sheet: SheetContent, more: Partial<typeof known> = {}): LegacyRead {
  const file = { name: 'x.xlsx', sha256: '' };
  const found = readLegacyBook({ file, sheets: [sheet], shape: null, known: { ...known, ...more } });
  if (!found) throw new Error('not understood');
  return found;
}

const day = (iso: string): string => iso;
const purchase = (...cells: RawCell[]): RawCell[] => ['Acme', day('2025-01-10'), ...cells];
const purchases = (...rows: RawCell[][]): SheetContent => sheetOf([HEADER, ...rows]);
const NEVER = '2030-01-01';
const sound = purchase(NEVER, 100, 100, 40, 60, 60);

/** The cell in a row (from 1) and column (from 0) gets a formula. */
function withFormulas(sheet: SheetContent, places: readonly [row: number, column: number][]): SheetContent {
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell, column) =>
        cell && places.some(([line, at]) => line === row.line && at === column)
          ? { ...cell, formula: 'E1-F1' }
          : cell,
      ),
    })),
  };
}

const formulas = purchases(...Array.from({ length: 6 }, () => sound));

const CHECKS: Record<
  keyof typeof LEGACY_CHECK_CODES,
  [SheetContent, place: string, credits: string | null, money: string | null]
> = {
  remaining_above_bought: [purchases(purchase(NEVER, 100, 100, null, 120, null)), 'null2', '20', null],
  not_released: [
    purchases(purchase('2025-02-01', 100, 100, 40, 60, 60), [
      'Birke',
      '2025-03-01',
      NEVER,
      10,
      10,
      0,
      10,
      10,
    ]),
    'null2',
    '60',
    '60',
  ],
  hard_coded: [
    withFormulas(
      formulas,
      [2, 3, 4, 6, 7].map((row) => [row, 6]),
    ),
    'G5',
    null,
    null,
  ],
  error_cell: [purchases(purchase(NEVER, 100, 100, 40, 60, { error: '#REF!' })), 'H2', null, null],
  similar_customers: [
    purchases(sound, ['ACME Ltd', '2025-01-11', NEVER, 1, 1, 0, 1, 1]),
    'null0',
    null,
    null,
  ],
  negative_balance: [
    sheetOf([MOVES, ['2025-01-01', 'Acme', 'Purchase', 10, 10], ['2025-01-02', 'Acme', 'Usage', -15, -5]]),
    'null3',
    '-5',
    null,
  ],
  price_outlier: [
    purchases(sound, sound, sound, sound, purchase(NEVER, 1000, 100, 40, 60, 600)),
    'null6',
    null,
    '1000',
  ],
  does_not_foot: [purchases(purchase(NEVER, 100, 100, 40, 61, 61)), 'null2', '1', null],
  unread_cell: [purchases(purchase(NEVER, 100, 'about 100', 40, 60, 60), sound, sound), 'E2', null, null],
  hidden_rows: [{ ...purchases(sound), hiddenColumns: [5] }, 'F1', null, null],
  deferred_differs: [purchases(purchase(NEVER, 100, 100, 40, 60, 61.5)), 'null2', null, '1.5'],
};

const QUESTIONS: Record<keyof typeof LEGACY_QUESTION_CODES, () => LegacyRead> = {
  layout_unclear: () => {
    const said = read(purchases(sound)).understood.shape;
    const file = { name: 'x.xlsx', sha256: '' };
    return readLegacyBook({
      file,
      sheets: [purchases(sound)],
      shape: { ...said, layout: 'balance_grid', sheets: [] },
      known,
    })!;
  },
  date_order_unclear: () => read(purchases(['Acme', '01/02/2025', NEVER, 100, 100, 40, 60, 60])),
  decimal_unclear: () => read(purchases(purchase(NEVER, '1.234', 100, 40, 60, null))),
  currency_needed: () => read(purchases(sound), { currency: '' }),
  credit_type_needed: () => read(purchases(sound), { creditTypes: new Map() }),
  customers_unmapped: () => read(purchases(['Nobody', '2025-01-10', NEVER, 100, 100, 40, 60, 60])),
  meters_unmapped: () =>
    read(
      sheetOf([
        ['Date', 'Customer', 'Type', 'Meter', 'Credits'],
        ['2025-01-01', 'Acme', 'Usage', 'faxes', -5],
      ]),
    ),
  credit_types_unmapped: () =>
    read(
      sheetOf([
        [...HEADER, 'Credit type'],
        [...sound, 'gold'],
      ]),
    ),
};

describe('checks', () => {
  it.each(Object.entries(CHECKS))('%s', (code, [sheet, place, credits, money]) => {
    const { findings } = read(sheet).book;
    expect(findings.map((one) => [one.code, `${one.place.column}${one.place.row}`])).toEqual([[code, place]]);
    expect(findings[0]!.amount ?? { credits: null, money: null }).toEqual({ credits, money });
  });

  it('finds nothing in a sound sheet', () => {
    expect(read(formulas).book.findings).toEqual([]);
    expect(
      read(
        withFormulas(
          formulas,
          [3, 4, 5, 6, 7].map((row) => [row, 6]),
        ),
      ).book.findings,
    ).toEqual([]);
  });
});

describe('questions', () => {
  it.each(Object.entries(QUESTIONS))('%s', (code, ask) => {
    const { questions } = ask().understood;
    expect(questions.map((one) => one.code)).toContain(code);
    expect(questions.every(({ hint }) => (hint ?? '').length > 5)).toBe(true);
  });

  it('a currency that there is not is no answer; one that is written otherwise is', () => {
    const { shape } = read(purchases(sound)).understood;
    const withCurrency = (currency: string) =>
      readLegacyBook({
        file: { name: '', sha256: '' },
        sheets: [purchases(sound)],
        shape: { ...shape, currency },
        known,
      })!;
    for (const none of ['EUV', 'euros', '__proto__'])
      expect(withCurrency(none).understood.questions.map(({ code }) => code)).toEqual(['currency_needed']);
    const { understood, book } = withCurrency('usd');
    expect(understood.questions).toEqual([]);
    expect(book.purchases[0]!.currency).toBe('USD');
  });

  it('of a sheet of thousands of columns are of the first ones, as its layout is to be kept', () => {
    const wide = (row: readonly RawCell[], name: RawCell): RawCell[] => [...row, ...Array(3000).fill(name)];
    const { understood } = read(sheetOf([wide(HEADER, 'note'), wide(sound, 'x')]));
    expect(parseShape(understood.shape)).toMatchObject({ ok: true });
    expect(understood.questions).toEqual([]);
  });

  it('are answered by the shape', () => {
    const sheet = purchases(['Acme', '01/02/2025', NEVER, '1.234', 100, 40, 60, null]);
    const { shape } = read(sheet).understood;
    const answered = { ...shape, dateOrder: 'mdy' as const, decimal: ',' as const };
    const again = readLegacyBook({
      file: { name: '', sha256: '' },
      sheets: [sheet],
      shape: answered,
      known,
    })!;
    expect(again.understood.questions).toEqual([]);
    expect(again.book.purchases[0]).toMatchObject({ date: '2025-01-02', price: '1234' });
  });
});
