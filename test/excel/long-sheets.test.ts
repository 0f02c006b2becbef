// What comes far down on a sheet has room, too: widths are known when all rows were written, and mended in the file that was begun.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { workbookBytes, writeWorkbook } from '../../src-main/excel/write.ts';
import { tableToWorkbook } from '../../src-main/reports/workbooks/report-workbook.ts';
import type { WorkbookSpec } from '../../src-main/reports/workbooks/spec.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { partsOf } from '../support/workbook-parts.ts';
import { structureComplaints } from '../support/workbook-structure.ts';

const folder = lastingFolder();

/** Small amounts, from row `from` on larger ones. */
function charges(rows: number, from: number): WorkbookSpec {
  const table = {
    name: 'charges',
    title: 'Charges',
    columns: [
      { key: 'date', title: 'Date', type: 'date' },
      { key: 'charge', title: 'Charge', type: 'text' },
      { key: 'amount', title: 'Amount', type: 'money', sum: true },
      { key: 'currency', title: 'Currency', type: 'text' },
    ],
    rows: Array.from({ length: rows }, (_, n) => [
      '2026-01-31',
      `c-${n}`,
      n < from ? '1.00' : '9876543210.00',
      'EUR',
    ]),
  } as const;
  return tableToWorkbook(table, { author: 'Book', scope: 'through 2026-01', date: '2026-01-31' });
}

const widthsIn = (file: Uint8Array | string, part = 'xl/worksheets/sheet1.xml'): number[] =>
  [
    ...partsOf(file)
      .get(part)!
      .matchAll(/<col [^>]*width="([\d.]+)"/g),
  ].map(([, width]) => Number(width));

describe('amounts that come after the rows that columns are fitted to', () => {
  it('have room, in memory and in a file, which are the same', async () => {
    const bytes = await workbookBytes(charges(6000, 5000));
    expect(structureComplaints(bytes)).toEqual([]);
    const path = join(folder, 'long.xlsx');
    await writeWorkbook(charges(6000, 5000), path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const [date, text, amount] = widthsIn(bytes);
    const [sameDate, sameText, less] = widthsIn(await workbookBytes(charges(6000, 6000)));
    expect([date, text]).toEqual([sameDate, sameText]);
    expect(amount).toBeGreaterThan(less!);
  });

  it('such as the total at the end', async () => {
    const bytes = await workbookBytes(charges(4000, 0));
    expect(structureComplaints(bytes)).toEqual([]);
    expect(partsOf(bytes).get('xl/worksheets/sheet1.xml')).toContain('39506172840000.00');
  });

  it('on the sheets that a long one goes on with, each by itself', async () => {
    const bytes = await workbookBytes(charges(6000, 5900), { sheetRows: 2500 });
    const widths = [1, 2, 3].map((n) => widthsIn(bytes, `xl/worksheets/sheet${n}.xml`)[2]!);
    expect(structureComplaints(bytes)).toEqual([]);
    expect(widths[2]).toBeGreaterThan(widths[0]!);
  });

  it('and their checksum is that of what stands there', async () => {
    const bytes = Buffer.from(await workbookBytes(charges(30_000, 29_000)));
    const name = 'xl/worksheets/sheet1.xml';
    const entry = bytes.lastIndexOf(name) - 46;
    expect(bytes.readUInt32LE(entry)).toBe(0x02014b50);
    expect(bytes.readUInt32LE(entry + 16)).toBe(crc32(partsOf(bytes).get(name)!));
    expect(bytes.readUInt32LE(14)).toBe(bytes.readUInt32LE(entry + 16));
  });

  testWithOffice('and the archive is whole for other programs', async () => {
    const path = join(folder, 'whole.xlsx');
    await writeWorkbook(charges(6000, 5000), path);
    const theirs = await computedByOffice(folder, [path])(path);
    expect(theirs.get('Charges')!.get('C6004')!.value).toBe(9_876_543_210);
  });
});
