// What our workbooks are made of: the order of elements that Excel insists on, results beside all formulas, numbers as numbers, text as
// text, parts that are all declared and all there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { fitsNumber } from '../../src-main/excel/writing/cell-xml.ts';
import { SETUP_TABLES } from '../../src-main/import/setup/tables.ts';
import { chargesWorkbook } from '../../src-main/reports/workbooks/charges/workbook.ts';
import { revenueWorkbook } from '../../src-main/reports/workbooks/revenue.ts';
import {
  address,
  NOT_YET,
  type SpecSheet,
  type WorkbookSpec,
} from '../../src-main/reports/workbooks/spec.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import { templateWorkbook } from '../../src-main/reports/workbooks/template.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { acmeStatement } from '../support/sample-workbooks.ts';
import { companyCharges } from '../support/samples/company-charges.ts';
import { companyRevenue } from '../support/samples/company-revenue.ts';
import { type PlainWorkbook, plainWorkbook } from '../support/workbook-cells.ts';
import { partsOf } from '../support/workbook-parts.ts';

// ECMA-376 Part 1, 18.3.1.99 (CT_Worksheet), 18.2.27 (CT_Workbook), 18.8.39 (CT_Stylesheet).
const WORKSHEET = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'extLst',
];
const WORKBOOK = ['fileVersion', 'workbookPr', 'bookViews', 'sheets', 'definedNames', 'calcPr'];
const STYLES = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
];

const SPECS: Record<string, WorkbookSpec> = {
  statement: statementWorkbook(acmeStatement()),
  revenue: revenueWorkbook(companyRevenue()),
  charges: chargesWorkbook(companyCharges()),
  template: templateWorkbook(SETUP_TABLES),
};

const folder = lastingFolder();
const parts = new Map<string, Map<string, string>>();
const plain = new Map<string, PlainWorkbook>();
beforeAll(async () => {
  for (const [name, spec] of Object.entries(SPECS)) {
    const path = join(folder, `${name}.xlsx`);
    writeFileSync(path, await workbookBytes(spec));
    parts.set(name, partsOf(path));
    plain.set(name, await plainWorkbook(path));
  }
});

/** Names of the root's children, in order. */
function children(xml: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, close, name, , empty] of xml.matchAll(/<(\/?)([\w:]+)((?:[^<>"]|"[^"]*")*?)(\/?)>/g)) {
    if (close) depth--;
    else {
      if (depth === 1) names.push(name!);
      if (!empty) depth++;
    }
  }
  return names;
}

function inOrder(found: readonly string[], order: readonly string[]): void {
  const places = found.map((name) => order.indexOf(name));
  expect(found.filter((_, index) => places[index] === -1)).toEqual([]);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

const sheetsOf = (name: string): [string, string][] =>
  [...parts.get(name)!].filter(([part]) => part.includes('worksheets/'));

describe.each(Object.keys(SPECS))('%s', (name) => {
  test('elements stand in the order of the schema', () => {
    for (const [, xml] of sheetsOf(name)) inOrder(children(xml), WORKSHEET);
    inOrder(children(parts.get(name)!.get('xl/workbook.xml')!), WORKBOOK);
    inOrder(children(parts.get(name)!.get('xl/styles.xml')!), STYLES);
  });

  test('every formula has its result', () => {
    for (const [, xml] of sheetsOf(name)) {
      const formulas = xml.match(/<f>/g)?.length ?? 0;
      expect(xml.match(/<f>[^<]+<\/f><v>[^<]+<\/v>/g)?.length ?? 0).toBe(formulas);
      expect(xml).not.toMatch(/<f>[^<]*(NOW|TODAY|OFFSET|INDIRECT|RAND)\(/);
    }
  });

  test('rows and cells come in order, each once', () => {
    for (const [, xml] of sheetsOf(name)) {
      const rows = [...xml.matchAll(/<row r="(\d+)"/g)].map(([, row]) => Number(row));
      expect(rows).toEqual(rows.map((_, index) => index + 1));
      const cells = [...xml.matchAll(/<c r="([A-Z]+\d+)"/g)].map(([, cell]) => cell);
      expect(new Set(cells).size).toBe(cells.length);
    }
  });

  test('numbers are numbers, dates are dates, text is text', () => {
    for (const sheet of SPECS[name]!.sheets) checkCells(sheet, plain.get(name)!.get(sheet.name)!);
  });

  test('every part is declared and there, and nothing refers outside', () => {
    const all = parts.get(name)!;
    const types = all.get('[Content_Types].xml')!;
    const declared = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, part]) => part!);
    expect(declared.filter((part) => !all.has(part))).toEqual([]);
    const known = [...all.keys()].filter((part) => !part.endsWith('.rels') && part !== '[Content_Types].xml');
    expect(known.filter((part) => !declared.includes(part))).toEqual([]);
    for (const [part, xml] of all) if (part.endsWith('.rels')) expect(xml).not.toContain('External');
  });

  test('prints: titles repeat, pages are numbered and as many side by side as can be read', () => {
    const workbook = parts.get(name)!.get('xl/workbook.xml')!;
    const names = [...workbook.matchAll(/<definedName name="([^"]+)" localSheetId="(\d+)">([^<]+)</g)];
    expect(names.filter(([, kind]) => kind === '_xlnm.Print_Area')).toHaveLength(SPECS[name]!.sheets.length);
    for (const [, kind, , range] of names) {
      expect(range).toMatch(
        kind === '_xlnm.Print_Area'
          ? /^&apos;[^!]+&apos;!\$A\$1:\$[A-Z]+\$\d+$/
          : /^(&apos;[^!,]+&apos;!\$A:\$[A-Z]+(,(?=&))?)?(&apos;[^!,]+&apos;!\$\d+:\$\d+)?$/,
      );
    }
    for (const [, xml] of sheetsOf(name)) {
      const [, pages] = /fitToWidth="([1-4])" fitToHeight="0"/.exec(xml)!;
      const widths = [...xml.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
      const inches = widths.reduce((sum, width) => sum + (width * 7) / 96, 0);
      const room = (xml.includes('orientation="landscape"') ? 11.69 : 8.27) - 1;
      expect((room * Number(pages)) / inches).toBeGreaterThan(0.5);
      if (inches < room) expect(pages).toBe('1');
      expect(xml).toContain('Page &amp;P of &amp;N');
    }
  });
});

const WORDS = ['title', 'subtitle', 'section', 'header', 'optional'];

function checkCells(sheet: SpecSheet, cells: ReadonlyMap<string, { value: unknown; format: string }>): void {
  let line = 0;
  for (const row of sheet.rows) {
    line++;
    for (const [index, cell] of row.entries()) {
      if (!cell?.value || WORDS.includes(cell.role ?? '')) continue;
      const where = `${sheet.name}!${address(index + 1, line)}`;
      const found = cells.get(address(index + 1, line));
      const isNumber = ['amount', 'number', 'count', 'percent'].includes(cell.format);
      if (isNumber && cell.value !== NOT_YET && fitsNumber(cell.value))
        expect(found?.value, where).toBe(Number(cell.value));
      else if (cell.format === 'date') expect(found?.value, where).toBe(`date ${cell.value}T00:00:00.000Z`);
      else if (cell.format === 'month')
        expect(found?.value, where).toBe(`date ${cell.value}-01T00:00:00.000Z`);
      else if (cell.format === 'time')
        expect(found?.value, where).toMatch(new RegExp(`^date ${cell.value}:\\d\\d`));
      else expect(found?.value, where).toBe(cell.value);
      if (cell.format === 'text' && (cell.role ?? 'body') === 'body') expect(found?.format, where).toBe('@');
    }
  }
}

test('the list in the template offers what the loader takes', () => {
  const xml = [...parts.get('template')!.values()].find((content) =>
    content.includes('bill_next_cycle,charge_now'),
  )!;
  expect(xml).toContain('type="list"');
  expect(xml).toMatch(
    /<dataValidation [^>]*promptTitle="Overage"[^>]*sqref="[A-Z]+2:[A-Z]+2000"><formula1>"block,bill_next_cycle,charge_now,auto_top_up,carry_forward"<\/formula1>|&quot;block,bill_next_cycle/,
  );
});

describe('paper', () => {
  const sheet = (columns: number): SpecSheet => ({
    name: 'Lots',
    kind: 'detail',
    landscape: true,
    columns: Array.from({ length: columns }, () => ({ min: 20 })),
    rows: [Array.from({ length: columns }, (_, index) => ({ value: `c${index}`, format: 'text' as const }))],
    freeze: { rows: 1, columns: 2 },
    printTitles: [1, 1],
  });
  const written = async (columns: number, paper?: 'a4' | 'letter') => {
    const path = join(folder, 'paper.xlsx');
    const about = { title: 't', subject: 's', author: 'a', date: '2026-01-31' };
    writeFileSync(path, await workbookBytes({ ...about, sheets: [sheet(columns)] }, { paper }));
    const all = partsOf(path);
    return { sheet: all.get('xl/worksheets/sheet1.xml')!, names: all.get('xl/workbook.xml')! };
  };

  test('is A4 unless told, or Letter', async () => {
    expect((await written(3)).sheet).toContain('paperSize="9"');
    expect((await written(3, 'letter')).sheet).toContain('paperSize="1"');
  });

  test('a wide sheet goes over pages side by side, with its first columns on each', async () => {
    const [narrow, wide] = [await written(10), await written(16)];
    expect(narrow.sheet).toContain('fitToWidth="1"');
    expect(narrow.names).toContain('>&apos;Lots&apos;!$1:$1<');
    expect(wide.sheet).toContain('fitToWidth="2"');
    expect(wide.names).toContain('>&apos;Lots&apos;!$A:$B,&apos;Lots&apos;!$1:$1<');
  });

  test('the same sheet may need more pages on Letter, which is shorter', async () => {
    expect((await written(12)).sheet).toContain('fitToWidth="1"');
    expect((await written(12, 'letter')).sheet).toContain('fitToWidth="2"');
  });
});
