// What the reader makes of cells, whoever wrote the workbook: Excel's ways, ExcelJS's, LibreOffice's, and odd but valid ones.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { listSheets, readSheet, readWorkbookTables } from '../../src-main/excel/read.ts';
import { kindOfCode, kindOfFormat } from '../../src-main/excel/reading/number-formats.ts';
import { workbookBytes } from '../../src-main/excel/write.ts';
import type { RawCell, RawRow } from '../../src-main/import/raw-row.ts';
import type { SpecRow } from '../../src-main/reports/workbooks/spec.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { savedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { type HandMade, handMade, zipOf } from '../support/workbook-parts.ts';

const folder = lastingFolder();
let files = 0;

async function rowsIn(path: string, sheet?: string): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readSheet(path, { sheet })) rows.push(...batch);
  return rows;
}

function saved(made: HandMade): string {
  const path = join(folder, `made-${++files}.xlsx`);
  writeFileSync(path, zipOf(handMade(made)));
  return path;
}
const cellsIn = async (made: HandMade): Promise<readonly RawCell[]> =>
  (await rowsIn(saved(made)))[0]?.cells ?? [];

const STYLES =
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="166" formatCode="0.0%"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="17"/><xf numFmtId="47"/></cellXfs>';

describe('cells', () => {
  test('the types of cells', async () => {
    const strings =
      '<si><t>plain</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si><si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="b"><v>1</v></c><c r="E1"><v>1.5</v></c>' +
      '<c r="F1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="G1" t="str"><f>A1&amp;"x"</f><v>plainx</v></c><c r="H1" t="e"><v>#REF!</v></c>' +
      '<c r="I1"><f>1+1</f><v>2</v></c><c r="J1"><f>1+1</f></c><c r="K1" t="d"><v>2026-01-31</v></c><c r="L1" s="1"/><c r="M1" t="s"><v>9</v></c></row>';
    expect(await cellsIn({ rows, strings, styles: STYLES })).toEqual([
      'plain',
      'rich text',
      '漢字',
      true,
      1.5,
      'inline',
      'plainx',
      { error: '#REF!' },
      2,
      { error: 'a formula whose result was never stored' },
      '2026-01-31',
      null,
      { error: 'a text that is missing from the workbook' },
    ]);
  });

  test('shared formulas, and errors and booleans as results', async () => {
    const rows =
      '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1*2</f><v>4</v></c><c r="B1"><f t="shared" si="0"/><v>6</v></c>' +
      '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="b"><f>1=1</f><v>1</v></c><c r="E1" t="str"><f>""</f><v></v></c></row>';
    expect(await cellsIn({ rows })).toEqual([4, 6, { error: '#DIV/0!' }, true]);
  });

  test('dates, times, durations and percentages by their formats', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>46053</v></c><c r="B1" s="2"><v>1.5</v></c><c r="C1" s="3"><v>46053.5</v></c><c r="D1" s="4"><v>0.25</v></c>' +
      '<c r="E1" s="5"><v>46023</v></c><c r="F1" s="6"><v>46053.123</v></c><c r="G1" s="1"><f>TODAY()</f><v>46053</v></c></row>';
    expect(await cellsIn({ rows, styles: STYLES })).toEqual([
      { serial: 46053 },
      '36:00:00',
      { serial: 46053.5 },
      0.25,
      { serial: 46023 },
      { serial: 46053.123 },
      { serial: 46053 },
    ]);
  });

  test('workbooks that count from 1904', async () => {
    const rows = '<row r="1"><c r="A1" s="1"><v>44591</v></c><c r="B1"><v>44591</v></c></row>';
    expect(await cellsIn({ rows, styles: STYLES, date1904: true })).toEqual([{ serial: 46053 }, 44591]);
  });

  test('ids of 20 digits written as numbers keep their digits', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>12345678901234567890</v></c><c r="B1"><v>1.2345678901234567E+19</v></c><c r="C1"><v>0.30000000000000004</v></c></row>';
    expect(await cellsIn({ rows })).toEqual([
      '12345678901234567890',
      1.2345678901234567e19,
      0.30000000000000004,
    ]);
  });

  test('numbers that are none', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c><c r="C1"><v>0x10</v></c></row>';
    const cells = await cellsIn({ rows });
    expect(
      cells.map((cell) => typeof cell === 'object' && cell !== null && cell.error !== undefined),
    ).toEqual([true, true, true]);
  });

  test('gaps, missing references and blank rows', async () => {
    const rows =
      '<row r="2"><c r="C2"><v>3</v></c></row><row r="3"/><row r="4"><c r="B4" s="0"/></row><row><c><v>1</v></c><c><v>2</v></c></row>';
    expect(await rowsIn(saved({ rows }))).toEqual([
      { line: 2, cells: [null, null, 3] },
      { line: 5, cells: [1, 2] },
    ]);
  });

  test('entities, escapes, CDATA and comments', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a &lt;b&gt; &amp; &quot;c&quot; &#233;&#x1F642;</t></is></c><!-- a > comment -->' +
      '<c r="B1" t="inlineStr"><is><t><![CDATA[<x>&]]></t></is></c><c r="C1" t="inlineStr"><is><t>line_x000D_end _x005F_x0041_</t></is></c></row>';
    expect(await cellsIn({ rows })).toEqual(['a <b> & "c" é🙂', '<x>&', 'line\rend _x0041_']);
  });

  test('elements with a prefix, attributes in single quotes, ">" in an attribute', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const sheet = `<?xml version='1.0'?><x:worksheet xmlns:x='${main}'><x:sheetPr codeName="a > b"/><x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>ok</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await cellsIn({ rows: '', sheet })).toEqual(['ok']);
  });

  test('UTF-16 parts', async () => {
    const text =
      '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>žluť</t></is></c></row></sheetData></worksheet>';
    const content = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(await cellsIn({ rows: '', extra: [{ name: 'xl/worksheets/sheet1.xml', content }] })).toEqual([
      'žluť',
    ]);
  });
});

test('characters that are cut by the edges of chunks are whole', async () => {
  // ExcelJS's stream reader loses some of these: the reason for a reader of our own.
  const names = Array.from({ length: 60_000 }, (_, n) => `Größe–${'ü'.repeat(n % 7)}🙂${n}`);
  const rows = names
    .map((name, n) => `<row r="${n + 1}"><c r="A${n + 1}" t="inlineStr"><is><t>${name}</t></is></c></row>`)
    .join('');
  const read = await rowsIn(saved({ rows }));
  expect(read.map(({ cells }) => cells[0])).toEqual(names);
});

test('formats that are dates, and formats that only look like it', () => {
  const kinds = (codes: string[]): string[] => codes.map(kindOfCode);
  expect(
    new Set(
      kinds([
        'yyyy-mm-dd',
        'd/m/yy;@',
        '[$-409]mmm d, yyyy',
        'h:mm AM/PM',
        'mm:ss.0',
        '[Red]dd.mm.yyyy',
        'yyyy"年"m"月"d"日"',
      ]),
    ),
  ).toEqual(new Set(['date']));
  expect(
    new Set(
      kinds([
        'General',
        '0.00',
        '#,##0 "days"',
        '0.00E+00',
        '_-* #,##0.00\\ "kr."',
        '[$Kč-405] #,##0',
        '0;"due"',
        '@',
        '#,##0\\d',
        '0_d',
      ]),
    ),
  ).toEqual(new Set(['plain']));
  expect(kinds(['[h]:mm', '[mm]:ss', '[ss]', '0%', '0.00%', 'mmm-yy', 'yyyy-mm'])).toEqual([
    'duration',
    'duration',
    'duration',
    'percent',
    'percent',
    'month',
    'month',
  ]);
  expect([14, 22, 30, 47, 57, 0, 4, 9, 46, 17].map((id) => kindOfFormat(id, new Map()))).toEqual([
    'date',
    'date',
    'date',
    'date',
    'date',
    'plain',
    'plain',
    'percent',
    'duration',
    'month',
  ]);
});

describe('sheets', () => {
  let path = '';
  beforeAll(async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Notes', { state: 'hidden' }).addRow(['secret']);
    workbook.addWorksheet('Usage 2026').addRow(['event_id', 'quantity']);
    workbook.addWorksheet('Ärger & "Ernst"').addRow([1]);
    path = join(folder, 'sheets.xlsx');
    await workbook.xlsx.writeFile(path);
  });

  test('are listed in order, hidden ones too', async () => {
    expect(await listSheets(path)).toEqual({
      ok: true,
      value: [
        { name: 'Notes', hidden: true },
        { name: 'Usage 2026', hidden: false },
        { name: 'Ärger & "Ernst"', hidden: false },
      ],
    });
  });

  test('the first visible one is read, or the one of that name', async () => {
    expect(await rowsIn(path)).toEqual([{ line: 1, cells: ['event_id', 'quantity'] }]);
    expect(await rowsIn(path, 'ärger & "ernst" ')).toEqual([{ line: 1, cells: [1] }]);
    await expect(rowsIn(path, 'Usage')).rejects.toMatchObject({
      findings: [{ code: 'sheet_missing', hint: expect.stringContaining('"Usage 2026"') }],
    });
  });

  test('reading may stop early, and progress is told', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, n): SpecRow => [{ value: `row ${n} ${Math.sqrt(n)}`, format: 'text' }],
    );
    const long = join(folder, 'long.xlsx');
    writeFileSync(
      long,
      await workbookBytes({
        title: '',
        subject: '',
        author: '',
        date: '2026-01-31',
        sheets: [{ name: 'A', columns: [], rows }],
      }),
    );
    const seen: number[] = [];
    let total = 0;
    for await (const batch of readSheet(long, {
      onProgress: (read, all) => {
        seen.push(read);
        total = all;
      },
    })) {
      expect(batch[0]?.cells[0]).toBe('row 0 0');
      break;
    }
    expect(seen).toHaveLength(1);
    expect(total).toBeGreaterThan(seen[0]!);
  });
});

describe('setup tables', () => {
  test('cells become text as people wrote it', async () => {
    const strings = ['Code', 'Credit type', 'Price', 'From', 'Share', 'First month', 'Active', 'At']
      .map((text) => `<si><t> ${text} </t></si>`)
      .join('');
    const header = 'ABCDEFGH'
      .split('')
      .map((column, index) => `<c r="${column}2" t="s"><v>${index}</v></c>`)
      .join('');
    const rows =
      `<row r="2">${header}</row><row r="4"><c r="A4"><v>7</v></c><c r="C4"><v>0.30000000000000004</v></c><c r="D4" s="1"><v>46053</v></c><c r="E4" s="4"><v>0.07</v></c>` +
      '<c r="F4" s="5"><v>46023</v></c><c r="G4" t="b"><v>0</v></c><c r="H4" s="3"><v>46053.4375</v></c></row><row r="5"><c r="A5" t="inlineStr"><is><t> x </t></is></c><c r="C5"><v>1E-7</v></c></row>';
    const result = await readWorkbookTables(
      saved({ rows, strings, styles: STYLES, sheetName: ' Credit-Types ' }),
    );
    expect(result).toEqual({
      ok: true,
      value: [
        {
          name: 'credit_types',
          place: ' Credit-Types ',
          header: ['Code', 'Credit type', 'Price', 'From', 'Share', 'First month', 'Active', 'At'],
          rows: [
            {
              row: 4,
              cells: ['7', '', '0.3', '2026-01-31', '7%', '2026-01', 'false', '2026-01-31T10:30:00'],
            },
            { row: 5, cells: ['x', '', '0.0000001'] },
          ],
        },
      ],
    });
  });

  test('all error cells are listed, and nothing is taken', async () => {
    const rows =
      '<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>price</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><f>SUM(C:C)</f></c></row>';
    const result = await readWorkbookTables(saved({ rows, sheetName: 'packs' }));
    expect(result).toMatchObject({
      ok: false,
      findings: [
        { code: 'error_cell', place: { table: 'packs', row: 2, column: 'code' } },
        { code: 'formula_without_result', place: { table: 'packs', row: 2, column: 'price' } },
      ],
    });
  });
});

describe('written elsewhere', () => {
  testWithOffice('by LibreOffice: the same cells as we wrote', async () => {
    const rows: SpecRow[] = [
      [
        { value: '00123', format: 'text' },
        { value: '12.50', format: 'amount' },
        { value: '2026-01-31', format: 'date' },
        { value: 'Zürich & Söhne', format: 'text' },
      ],
      [
        { value: '=1+1', format: 'text' },
        { value: '3.5', format: 'number', formula: 'B1-9' },
        { value: '2026-01-31T10:30', format: 'time' },
      ],
    ];
    const ours = join(folder, 'ours.xlsx');
    writeFileSync(
      ours,
      await workbookBytes({
        title: '',
        subject: '',
        author: '',
        date: '2026-01-31',
        sheets: [{ name: 'A', columns: [], rows }],
      }),
    );
    expect(await rowsIn(ours)).toEqual([
      { line: 1, cells: ['00123', 12.5, { serial: 46053 }, 'Zürich & Söhne'] },
      { line: 2, cells: ['=1+1', 3.5, { serial: 46053.4375 }] },
    ]);
    const theirs = savedByOffice(folder, [ours]).get(ours)!;
    expect(await rowsIn(theirs)).toEqual(await rowsIn(ours));
  });

  test('by ExcelJS: dates, links, rich text', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('A');
    sheet.addRow([
      new Date(Date.UTC(2026, 0, 31)),
      { text: 'link', hyperlink: 'https://example.test/' },
      { richText: [{ text: 'a' }, { text: 'b', font: { bold: true } }] },
      { formula: 'A1+1', result: 3 },
    ]);
    const path = join(folder, 'exceljs.xlsx');
    await workbook.xlsx.writeFile(path);
    expect(await rowsIn(path)).toEqual([{ line: 1, cells: [{ serial: 46053 }, 'link', 'ab', 3] }]);
  });
});
