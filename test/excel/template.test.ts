// The setup template, read back: it loads as it is, and says of every column what the specification says.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readWorkbookTables } from '../../src-main/excel/read.ts';
import { workbookBytes } from '../../src-main/excel/write.ts';
import type { RawTable } from '../../src-main/import/setup/existing.ts';
import { planSetup } from '../../src-main/import/setup/plan.ts';
import { exampleRows, SETUP_TABLES } from '../../src-main/import/setup/tables.ts';
import { templateWorkbook } from '../../src-main/reports/workbooks/template.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { savedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { EMPTY_LEDGER, noFacts } from '../support/setup-tables.ts';
import { plainWorkbook } from '../support/workbook-cells.ts';

const folder = lastingFolder();
const path = join(folder, 'template.xlsx');
beforeAll(async () => writeFileSync(path, await workbookBytes(templateWorkbook(SETUP_TABLES))));

async function tablesIn(file: string): Promise<readonly RawTable[]> {
  const result = await readWorkbookTables(file);
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.value;
}

function loads(tables: readonly RawTable[]): void {
  const result = planSetup(tables, noFacts(), EMPTY_LEDGER);
  expect(result.ok ? [] : result.findings).toEqual([]);
}

describe('the template', () => {
  test('loads as it is, with an example in every table but voids', async () => {
    const tables = await tablesIn(path);
    expect(tables.map(({ name }) => name)).toEqual(SETUP_TABLES.map(({ name }) => name));
    expect(tables.filter(({ rows }) => rows.length === 0).map(({ name }) => name)).toEqual(['voids']);
    loads(tables);
  });

  test('reads back as the examples stand in the specification', async () => {
    const plain = (cell: string): string => (/^\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell);
    for (const table of await tablesIn(path)) {
      if (table.name === 'voids') continue;
      const spec = SETUP_TABLES.find(({ name }) => name === table.name)!;
      // A row read from a workbook ends at its last cell with something in it.
      const filled = table.rows.map(({ cells }) => spec.columns.map((_, at) => cells[at] ?? ''));
      expect(filled).toEqual(exampleRows(spec).map((row) => row.map(plain)));
    }
  });

  test('says on About what belongs into every column', async () => {
    const about = [...(await plainWorkbook(path)).get('About')!.values()].map(({ value }) => value);
    for (const { title, columns } of SETUP_TABLES) {
      expect(about).toContain(title);
      for (const column of columns) expect(about).toContain(column.title);
    }
  });

  testWithOffice('still loads after another program saved it', async () => {
    loads(await tablesIn(savedByOffice(folder, [path]).get(path)!));
  });
});
