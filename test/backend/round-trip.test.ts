// Every reference case's setup comes back out as rows that load again as identical: each kind of fact, each default, each override.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { catalogRows, checkRows } from '../../src-main/services/catalog/rows.ts';
import { readTables } from '../../src-main/services/incoming/read-tables.ts';
import { loadSetup } from '../../src-main/services/setup.ts';
import type { Edited } from '../../src-shared/contract/catalog.ts';
import { CATALOG_TABLES } from '../../src-shared/contract/catalog.ts';
import { emptyBook, must } from '../services/company-book.ts';

const CASES = resolve(import.meta.dirname, '../cases');
const names = readdirSync(CASES, { withFileTypes: true }).flatMap((one) =>
  // Old spreadsheets stand beside the reference cases.
  one.isDirectory() && one.name !== 'legacy' ? [one.name] : [],
);

it.each(names)('%s', async (name) => {
  const { session } = emptyBook();
  const tables = must(await readTables(join(CASES, name, 'setup')));
  must(loadSetup(session, tables, name));
  const edited: Edited = CATALOG_TABLES.map((table) => ({
    table,
    rows: catalogRows(session, table, 20_000).rows,
  }));
  const all = edited.reduce((sum, { rows }) => sum + rows.length, 0);
  expect(must(checkRows(session, edited))).toEqual({
    findings: [],
    counts: { added: 0, identical: all, updated: 0 },
  });
  expect(all).toBeGreaterThan(3);
});
