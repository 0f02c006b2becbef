// The same book and month give the same file: whatever the clock says, wherever the machine stands.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { workbookBytes, writeWorkbook } from '../../src-main/excel/write.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { acmeStatement } from '../support/sample-workbooks.ts';
import { partsOf } from '../support/workbook-parts.ts';

const folder = lastingFolder();
const script = fileURLToPath(new URL('../support/write-sample.ts', import.meta.url));

test('under four time zones, byte for byte', () => {
  const hashes = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'].map((zone) =>
    execFileSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, TZ: zone } }),
  );
  expect(hashes[0]).toMatch(/^([0-9a-f]{64}\n){3}$/);
  expect(new Set(hashes).size).toBe(1);
});

test('written to a file or to memory, twice', async () => {
  const spec = statementWorkbook(acmeStatement());
  const first = Buffer.from(await workbookBytes(spec));
  const path = join(folder, 'again.xlsx');
  await writeWorkbook(statementWorkbook(acmeStatement()), path);
  expect(readFileSync(path).equals(first)).toBe(true);
});

test('what changes in the data changes only its own cells', async () => {
  const data = acmeStatement();
  const other = { ...data, customer: { ...data.customer, name: 'Acme Limited' } };
  const [a, b] = await Promise.all(
    [data, other].map(async (one) => partsOf(await workbookBytes(statementWorkbook(one)))),
  );
  const changed = [...a!].filter(([name, content]) => b!.get(name) !== content).map(([name]) => name);
  expect(changed.sort()).toEqual([
    'docProps/core.xml',
    ...[1, 2, 3, 4, 5, 6, 7].map((sheet) => `xl/worksheets/sheet${sheet}.xml`),
  ]);
});

test('properties and entries carry the date of the content, not of the writing', async () => {
  const bytes = Buffer.from(await workbookBytes(statementWorkbook(acmeStatement())));
  expect(partsOf(bytes).get('docProps/core.xml')).toContain('2026-02-28T00:00:00Z</dcterms:created>');
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) {
    expect(bytes.readUInt32LE(at + 12)).toBe(0x0021_0000); // 1 January 1980, 00:00
  }
});
