// What an old list corrected, replayed: refunds and corrections become adjustments of the purchase they name, a part that rolled over
// goes on, and what the sheet does not say enough of is listed with the reason.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Migration } from '../../../src-main/services/migration/migrate.ts';
import { undoMigration } from '../../../src-main/services/migration/undo.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { migrated, tables } from './migrating.ts';

const HEADER = 'Date,Customer,Type,Invoice,Meter,Units,Credits,Amount,Note';

async function replayed(lines: string, expires = 'P12M'): Promise<{ book: CompanyBook; done: Migration }> {
  const book = bookWith(tables('2025-01'));
  const path = join(book.folder, 'list.csv');
  const rows = lines.split('\n').map((line) => line.trim());
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  const done = await migrated(book, '', { path, way: 'history', at: null, expires, newCustomers: true });
  expect(must(verifyBook(book.session)).findings).toEqual([]);
  return { book, done };
}

const left = ({ leftOut }: Migration) => leftOut.map(({ credits, why }) => `${credits} ${why}`);
const balance = ({ effect }: Migration) => effect.map(({ sheet, book }) => `${sheet} ${Number(book)}`);

it('pays back a refund, and takes a correction from the purchase it names', async () => {
  const { book, done } = await replayed(`2025-01-02,Velo Kurier,Purchase,INV-1,,,100,200,
    2025-01-03,Velo Kurier,Purchase,INV-2,,,50,100,
    2025-01-10,Velo Kurier,Usage,,support_hours,1,-12,,
    2025-02-01,Velo Kurier,Refund,INV-2,,,-20,-40,not needed
    2025-02-05,Velo Kurier,Correction,,,,-5,,booked twice on INV-1
    2025-02-06,Velo Kurier,Correction,,,,3,,goodwill`);
  expect(balance(done)).toEqual(['116 116']);
  expect(done.adjustments).toMatchObject([
    { lot: 'INV-2', type: 'refund', credits: '20', amount: '40', date: '2025-02-01' },
    { lot: 'INV-1', type: 'void', credits: '5', amount: null, date: '2025-02-05' },
  ]);
  expect(done.differs).toBe(false);
  expect(left(done)).toEqual([]);
  expect(done.counts.adjustments).toBe(2);
  const ledger = must(await book.report('ledger')).split('\n');
  expect(ledger.filter((line) => /,(refund|void),/.test(line))).toHaveLength(2);
  expect(must(undoMigration(book.session, 1, 'wrong'))).toMatchObject({ lots: 3, adjustments: 2, usage: 1 });
  expect(
    must(await book.report('ledger'))
      .trimEnd()
      .split('\n'),
  ).toHaveLength(1);
  expect(must(verifyBook(book.session)).findings).toEqual([]);
});

it('takes a refund from the only purchase that it can be of', async () => {
  const { done } = await replayed(`2025-01-02,Velo Kurier,Purchase,INV-1,,,100,200,
    2025-01-02,Birke,Purchase,INV-2,,,100,200,
    2025-02-01,Velo Kurier,Refund,CN-7,,,-20,40,`);
  expect(done.adjustments).toMatchObject([{ lot: 'INV-1', credits: '20', amount: '40' }]);
});

it('lists what the sheet says too little of, or what does not fit', async () => {
  const { done } = await replayed(`2025-01-02,Velo Kurier,Purchase,INV-1,,,100,200,
    2025-01-03,Velo Kurier,Purchase,INV-2,,,50,100,
    2025-02-01,Velo Kurier,Refund,,,,-20,-40,
    2025-02-02,Velo Kurier,Refund,INV-1,,,-20,,
    2025-02-03,Velo Kurier,Correction,INV-2,,,-60,,
    2025-02-04,Velo Kurier,Refund,INV-1,,,20,-40,`);
  expect(done.adjustments).toEqual([]);
  expect(left(done)).toEqual([
    '-20 refund: the sheet does not say of which purchase',
    '-20 refund: the sheet does not say what was paid back',
    '20 refund: the sheet gives credits and pays money back',
    '-60 correction: The lot INV-2 has 50.00 credits left on 2025-02-03',
  ]);
});

it('lets a rest that rolled over go on in its purchase: only what lapsed is breakage', async () => {
  const { book, done } = await replayed(
    `2025-01-01,Velo Kurier,Purchase,INV-1,,,100,200,
    2025-01-31,Velo Kurier,Expired,INV-1,,,-100,,
    2025-02-01,Velo Kurier,Rolled over,INV-1,,,40,,
    2025-02-28,Velo Kurier,Expired,INV-1,,,-40,,
    2025-03-01,Birke,Purchase,INV-2,,,10,20,
    2025-03-31,Birke,Expired,INV-2,,,-10,,
    2025-04-01,Birke,Rolled over,INV-2,,,10,,
    2025-04-01,Birke,Rolled over,,,,7,,`,
    'P1M',
  );
  expect(done.adjustments).toMatchObject([{ lot: 'INV-1', type: 'void', credits: '60', date: '2025-01-31' }]);
  expect(done.lots.map(({ ref, expires }) => `${ref} ${expires}`)).toEqual([
    'INV-1 2025-02-28',
    'INV-2 2025-05-01',
  ]);
  expect(left(done)).toContain(
    '7 rollover: the sheet does not say of which purchase; of a plan the rules work it out',
  );
  expect(left(done)).toContain('40 rollover: its credits go on in their purchase');
  const revenue = must(await book.report('revenue', { through: '2025-03' }));
  expect(revenue).toContain('120.00');
  expect(revenue).toContain('80.00');
});
