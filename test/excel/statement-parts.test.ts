// What a statement has beyond plain sheets: activity that goes on on further sheets, a logo over the first page; and the index, whose lines
// lead to the files beside it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import {
  type StatementIndexData,
  statementIndex,
} from '../../src-main/reports/workbooks/statement/index-workbook.ts';
import { statementWorkbook } from '../../src-main/reports/workbooks/statement.ts';
import type { StatementData } from '../../src-main/reports/workbooks/statement-data.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { acmeStatement } from '../support/sample-workbooks.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';
import { partsOf } from '../support/workbook-parts.ts';

const folder = lastingFolder();
/** One grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const LETTERHEAD: StatementData['letterhead'] = {
  name: 'Klarblatt "& Söhne" <GmbH>',
  address: ['Lindenweg 7', '10115 Berlin'],
  taxId: 'DE1',
  contact: '=billing@klarblatt.example',
  disputeDays: 30,
  footer: '',
  logo: { bytes: PIXEL, type: 'png', width: 1, height: 1 },
};

function indexData(): StatementIndexData {
  const { book, before, during, month } = acmeStatement();
  const walletMonths = [...before, ...during];
  const file = 'ST-2026-02-acme & co (2).xlsx';
  return {
    ...{ book, month, walletMonths, issuer: 'Klarblatt', status: 'final' },
    files: [{ customer: 'acme', file, number: 'ST-2026-02-000012-R1', sha256: 'ab'.repeat(32) }],
    names: new Map([['acme', { name: 'Acme Ltd' }]]),
  };
}

/** Written, computed again without our results, and compared. */
async function sameComputed(name: string, spec: ReturnType<typeof statementWorkbook>): Promise<void> {
  const path = join(folder, `${name}.xlsx`);
  writeFileSync(path, await workbookBytes(spec));
  const ours = await plainWorkbook(path);
  const theirs = await computedByOffice(folder, [path])(path);
  expect(ours.get('Checks')!.get('B3')!.value).toBe('OK');
  expect(differences(ours, theirs)).toEqual([]);
}

describe('activity longer than a sheet may be', () => {
  const data = acmeStatement(300);
  const sheets = (limit?: number) =>
    statementWorkbook(data, limit).sheets.filter(({ name }) => name.startsWith('Activity'));

  test('goes on on further sheets, each with its heading, with what is brought and carried forward', () => {
    const [one, ...more] = sheets(60);
    expect(more.length).toBeGreaterThan(4);
    expect(more[0]!.name).toBe('Activity (2)');
    for (const sheet of [one!, ...more]) {
      const rows = [...sheet.rows];
      expect(rows.length).toBeLessThanOrEqual(60);
      expect(rows[3]!.map((cell) => cell?.value)).toContain('Balance');
      expect(rows[4]![2]!.value).toBe('Brought forward');
      expect(rows.at(-1)![2]!.value).toBe('Carried forward');
    }
    const [last, first] = [[...one!.rows].at(-1)!, [...more[0]!.rows][4]!];
    expect(first[9]!.value).toBe(last[9]!.value);
    expect(first[9]!.formula).toBe("'Activity'!J60");
  });

  test('has every line once, whatever a sheet holds', () => {
    const lines = (limit?: number) =>
      sheets(limit).flatMap(({ rows }) =>
        [...rows]
          .slice(4)
          .filter((row) => !/forward$/.test(row[2]?.value ?? ''))
          .map((row) => row.map((cell) => cell?.value ?? null)),
      );
    for (const limit of [8, 59, 61]) expect(lines(limit)).toEqual(lines());
  });

  testWithOffice('comes to the same balances in another program', async () => {
    await sameComputed(
      'split',
      statementWorkbook({ ...data, letterhead: { ...LETTERHEAD!, logo: null } }, 60),
    );
  });
});

describe('a logo', () => {
  test('stands over the first page, as it was given, with parts that are declared', async () => {
    const bytes = Buffer.from(
      await workbookBytes(statementWorkbook({ ...acmeStatement(), letterhead: LETTERHEAD })),
    );
    expect(bytes.includes(PIXEL)).toBe(true);
    const parts = partsOf(bytes);
    expect(parts.get('xl/worksheets/sheet1.xml')).toMatch(
      /<\/ignoredErrors><drawing r:id="rId1"\/><\/worksheet>$/,
    );
    expect(parts.get('xl/worksheets/_rels/sheet1.xml.rels')).toContain('Target="../drawings/drawing1.xml"');
    expect(parts.get('xl/drawings/_rels/drawing1.xml.rels')).toContain('Target="../media/image1.png"');
    expect(parts.get('xl/drawings/drawing1.xml')).toContain(
      'descr="Klarblatt &quot;&amp; Söhne&quot; &lt;GmbH&gt;"',
    );
    const types = parts.get('[Content_Types].xml')!;
    expect(types).toContain('Extension="png"');
    expect(types).toContain('PartName="/xl/drawings/drawing1.xml"');
    expect(parts.has('xl/worksheets/_rels/sheet2.xml.rels')).toBe(false);
  });
});

describe('the index', () => {
  test('leads to the files beside it and nowhere else', async () => {
    const parts = partsOf(await workbookBytes(statementIndex(indexData())));
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      '<hyperlinks><hyperlink ref="G5" r:id="rId1"/><hyperlink ref="G6" r:id="rId2"/></hyperlinks><pageMargins',
    );
    const targets = [...parts.get('xl/worksheets/_rels/sheet1.xml.rels')!.matchAll(/Target="([^"]*)"/g)];
    expect(targets.map(([, target]) => target)).toEqual(
      Array(2).fill('ST-2026-02-acme%20%26%20co%20(2).xlsx'),
    );
  });

  testWithOffice('adds up in another program, and says Revision', async () => {
    const spec = statementIndex(indexData());
    const texts = [...spec.sheets[0]!.rows].flatMap((row) => row.map((cell) => cell?.value));
    expect(texts).toContain('Revision 1');
    await sameComputed('index', spec);
  });
});
