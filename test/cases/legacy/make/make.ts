// Writes the clean workbooks of test/cases/legacy with their true books: `node test/cases/legacy/make/make.ts`. Messy as real
// ones, and right in every number. Must not: write what a test would have to trust without reading it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type ExcelJS from 'exceljs';
import { csvText } from '../../../support/csv-text.ts';
import { setup } from '../../../support/setup-tables.ts';
import { balanceGridWorkbook } from './balance-grid.ts';
import { customerSheetsWorkbook } from './customer-sheets.ts';
import { purchasesWorkbook } from './purchases.ts';
import { transactionsWorkbook } from './transactions.ts';
import { makeWorld, type Truth, truthOf, usageText, type World, type WorldOptions } from './world.ts';

type Maker = (world: World, truth: Truth) => ExcelJS.Workbook;

export const CLEAN: readonly { name: string; seed: number; options: WorldOptions; make: Maker }[] = [
  { name: 'clean-purchases', seed: 7, options: {}, make: purchasesWorkbook },
  { name: 'clean-customer-sheets', seed: 11, options: { plan: true }, make: customerSheetsWorkbook },
  { name: 'clean-balance-grid', seed: 13, options: { plan: true }, make: balanceGridWorkbook },
  { name: 'clean-transactions', seed: 17, options: {}, make: transactionsWorkbook },
];

/** The folder of a case: setup tables, usage, and the workbook. */
export async function writeCase(folder: string, world: World, workbook: ExcelJS.Workbook): Promise<void> {
  mkdirSync(join(folder, 'setup'), { recursive: true });
  for (const { name, header, rows } of setup(world.tables)) {
    const columns = header.map((key) => ({ key, title: key, type: 'text' as const }));
    const text = csvText({ columns, rows: rows.map(({ cells }) => [...cells]) });
    writeFileSync(join(folder, 'setup', `${name}.csv`), text);
  }
  writeFileSync(join(folder, 'usage.csv'), usageText(world));
  await workbook.xlsx.writeFile(join(folder, 'legacy.xlsx'));
}

if (import.meta.main) {
  for (const { name, seed, options, make } of CLEAN) {
    const world = makeWorld(seed, options);
    const workbook = make(world, await truthOf(world));
    await writeCase(join(import.meta.dirname, '..', name), world, workbook);
    // The guide goes through the list of purchases.
    if (name === 'clean-purchases')
      await workbook.xlsx.writeFile(join(import.meta.dirname, '../../../../resources/migration/credits.xlsx'));
    process.stdout.write(`${name}\n`);
  }
}
