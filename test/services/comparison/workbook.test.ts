// The workbook of a comparison, and the certificate of a parallel run: nothing is wrong with the files, another program computes the
// same from their formulas, every check says OK, and a figure that is changed shows.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareWithSheet, writeComparison } from '../../../src-main/services/comparison/compare.ts';
import { recordComparison, writeParallelRun } from '../../../src-main/services/comparison/parallel-run.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../../support/libreoffice.ts';
import { differences, plainWorkbook } from '../../support/workbook-cells.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { structureComplaints } from '../../support/workbook-structure.ts';
import { LEGACY, NAMES, withCase } from './legacy-case.ts';

const folder = lastingFolder();
const out = join(folder, 'out');
const FILES = ['compared.xlsx', 'clean.xlsx', 'parallel.xlsx', 'certificate.xlsx'];

beforeAll(async () => {
  mkdirSync(out);
  await withCase(join(LEGACY, 'planted-balance-grid'), async (session, path) => {
    const compared = must(await compareWithSheet(session, { path, customers: NAMES }));
    must(await writeComparison(session, compared, join(out, 'compared.xlsx')));
    must(await writeComparison(session, compared, join(out, 'again.xlsx')));
    must(closeMonth(session, '2025-01'));
    must(recordComparison(session, compared));
    must(await writeParallelRun(session, join(out, 'parallel.xlsx')));
  });
  await withCase(join(LEGACY, 'clean-transactions'), async (session, path) => {
    for (const month of ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'])
      must(closeMonth(session, month));
    const compared = must(await compareWithSheet(session, { path, customers: NAMES }));
    must(await writeComparison(session, compared, join(out, 'clean.xlsx')));
    must(recordComparison(session, compared));
    must(await writeParallelRun(session, join(out, 'certificate.xlsx')));
  });
}, 60_000);

describe.each(FILES)('%s', (file) => {
  it('is sound', () => {
    expect(structureComplaints(join(out, file))).toEqual([]);
  });
});

testWithOffice(
  'another program computes the same from the formulas alone',
  async () => {
    const theirs = computedByOffice(
      folder,
      FILES.map((file) => join(out, file)),
    );
    for (const file of FILES) {
      const ours = await plainWorkbook(join(out, file));
      expect(ours.get('Checks')?.get('B3')?.value, file).toBe('OK');
      expect(differences(ours, await theirs(join(out, file))), file).toEqual([]);
    }
  },
  120_000,
);

it('the same comparison gives the same content', () => {
  expect(partsOf(join(out, 'again.xlsx'))).toEqual(partsOf(join(out, 'compared.xlsx')));
});

it('a parallel run of which a month was open does not end, one of closed months does', async () => {
  const verdict = async (file: string): Promise<string> => {
    const cells = (await plainWorkbook(join(out, file))).get('Certificate')!;
    return String(
      [...cells.values()].find(({ value }) => /^The spreadsheet (may|is)/.test(String(value)))?.value,
    );
  };
  expect(await verdict('parallel.xlsx')).toBe(
    'The spreadsheet is still needed: 0 of the 3 months in a row that it takes are closed without an',
  );
  expect(await verdict('certificate.xlsx')).toContain(
    'The spreadsheet may be switched off: the last 6 months',
  );
});
