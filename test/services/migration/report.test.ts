// The report of a migration as a workbook: right as a file, computed the same by another program, its checks hold, and it shows
// what came in, what did not, and what was found.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Migration,
  type MigrationAsked,
  reviewMigration,
} from '../../../src-main/services/migration/migrate.ts';
import { readLegacy } from '../../../src-main/services/migration/read-legacy.ts';
import { writeMigrationReport } from '../../../src-main/services/migration/report-file.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { computedByOffice, testWithOffice } from '../../support/libreoffice.ts';
import { differences, plainWorkbook } from '../../support/workbook-cells.ts';
import { structureComplaints } from '../../support/workbook-structure.ts';
import { bookWith, must } from '../company-book.ts';
import { tables } from './migrating.ts';

const PURCHASES = `Customer,Invoice,Date,Valid until,Price,Currency,Bought,Used,Remaining,Deferred
=Velo,I-1,2025-01-01,2026-01-01,100,EUR,100,40,60,60
Velo Kurier,I-2,2024-01-01,2025-01-01,100,USD,100,90,10,10
Velo Kurier,I-3,2025-02-01,2026-01-01,3000,JPY,100,105,-5,0
Total,,,,,,300,,65,
`;
const TRANSACTIONS = `Date,Customer,Type,Meter,Units,Credits,Price,Balance
2025-01-02,Velo,Purchase,,,50,40.00,50
2025-01-03,Velo,Usage,api_calls,20,-20,,30
2025-01-04,Velo,Correction by hand,,,-5,,25
`;

async function reviewOf(session: Session, path: string, more: Partial<MigrationAsked>): Promise<Migration> {
  const { understood } = must(await readLegacy(session, { path }));
  return must(
    await reviewMigration(session, {
      path,
      shape: understood.shape,
      way: 'openings',
      at: '2025-07-01',
      expires: 'never',
      ledger: { EUR: '60', USD: '0' },
      newCustomers: true,
      ...more,
    }),
  );
}

/** Both ways in, each with what differs. */
async function reports(): Promise<{ folder: string; files: string[] }> {
  const book = bookWith(tables('2025-07'));
  const second = bookWith(tables('2025-01'));
  const { folder } = book;
  const files = ['openings.xlsx', 'history.xlsx'].map((name) => join(folder, name));
  const [purchases, transactions] = [join(folder, 'purchases.csv'), join(folder, 'transactions.csv')];
  writeFileSync(purchases, PURCHASES);
  writeFileSync(transactions, TRANSACTIONS);
  const openings = await reviewOf(book.session, purchases, {});
  must(await writeMigrationReport(book.session, openings, files[0]!, purchases));
  const history = await reviewOf(second.session, transactions, { way: 'history', at: null });
  must(await writeMigrationReport(second.session, history, files[1]!, transactions));
  return { folder, files };
}

describe('the report', () => {
  it('is right as a file, its checks hold, and it says what came in and what did not', async () => {
    const { files } = await reports();
    expect(files.flatMap((file) => structureComplaints(file))).toEqual([]);
    const openings = await plainWorkbook(files[0]!);
    expect(openings.get('Checks')?.get('B3')?.value).toBe('OK');
    const texts = (sheet: string): string =>
      [...(openings.get(sheet)?.values() ?? [])].map(({ value }) => String(value)).join(' | ');
    expect(texts('Lots')).toMatch(/I-1 \| velo \| opening/);
    expect(texts('Left out')).toContain('expired before 2025-07-01');
    expect(texts('Left out')).toContain('a total: Total');
    expect(texts('Summary')).toContain('A review: nothing was changed');
    expect(texts('Findings')).toContain('credits still stand');
    const history = await plainWorkbook(files[1]!);
    const corrected = [...(history.get('Corrections')?.values() ?? [])].map(({ value }) => String(value));
    expect(corrected.join(' | ')).toMatch(/Correction \| .*5.* \| credits \| .*Correction by hand/);
  });

  it('is not written over the book or the workbook it is of', async () => {
    const book = bookWith(tables('2025-07'));
    const path = join(book.folder, 'purchases.csv');
    writeFileSync(path, PURCHASES);
    const review = await reviewOf(book.session, path, {});
    const written = await writeMigrationReport(book.session, review, path, path);
    expect(written.ok ? '' : written.findings[0]!.code).toBe('would_overwrite');
  });

  testWithOffice('is computed the same by another program', async () => {
    const { folder, files } = await reports();
    const theirs = computedByOffice(folder, files);
    for (const file of files) expect(differences(await plainWorkbook(file), await theirs(file))).toEqual([]);
  });
});
