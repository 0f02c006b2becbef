// A month goes out once: then the identical bytes, whatever was changed meanwhile, until it is closed under another seal or somebody says
// why. All of it is proven with the book.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { issuedDocuments } from '../../../src-main/services/documents/issued.ts';
import { exportCharges, lookAtCharges } from '../../../src-main/services/exports/charges.ts';
import { previewJournal } from '../../../src-main/services/exports/journal.ts';
import { saveTemplate } from '../../../src-main/services/exports/templates.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { closedJanuary, journalOf } from './journal-book.ts';

const fileOf = (book: CompanyBook, name: string): string =>
  readFileSync(join(book.folder, 'journal', name), 'utf8');

it('a journal is the same file again, also after a template, an account or a name has changed', async () => {
  const book = await closedJanuary();
  must(saveTemplate(book.session, 'ours', { columns: COLUMNS }, 'test'));
  const first = must(await journalOf(book, { template: 'ours' }));
  expect(first).toMatchObject({
    number: 'JE-2026-01-000001',
    status: 'issued',
    files: ['JE-2026-01-000001.csv'],
  });
  const text = fileOf(book, 'JE-2026-01-000001.csv');
  expect(must(await journalOf(book, { template: 'ours' }))).toMatchObject({
    status: 'copy',
    outdated: false,
  });
  must(saveTemplate(book.session, 'ours', { columns: COLUMNS, delimiter: ';' }, 'test'));
  must(book.load('\naccounts\naccount | code | name\nreceivable | 1300 | Other\n'));
  const copy = must(await journalOf(book, { template: 'ours', level: 'lot' }));
  expect(copy).toMatchObject({ status: 'copy', outdated: true, number: 'JE-2026-01-000001' });
  expect(fileOf(book, 'JE-2026-01-000001.csv')).toBe(text);
  const revised = must(await journalOf(book, { template: 'ours', replace: 'the account was wrong' }));
  expect(revised).toMatchObject({
    number: 'JE-2026-01-000001-R1',
    replaces: 'JE-2026-01-000001',
    status: 'issued',
  });
  expect(fileOf(book, 'JE-2026-01-000001-R1.csv')).toContain('1300');
  expect(issuedDocuments(book.session, 'journal').at(-1)!.changes).toContain('the account was wrong');
  expect(must(verifyBook(book.session)).findings).toEqual([]);
});

it('templates and currencies are batches of their own; numbers have no gaps', async () => {
  const book = await closedJanuary();
  const numbers = [];
  for (const template of ['generic', 'xero', 'netsuite'])
    numbers.push(must(await journalOf(book, { template })).number);
  numbers.push(must(await journalOf(book, { template: 'xero', currency: 'EUR' })).number);
  expect(numbers).toEqual([1, 2, 3, 4].map((n) => `JE-2026-01-00000${n}`));
});

it('says where the month went out in another form, whose entries would count twice', async () => {
  const book = await closedJanuary();
  const said = async (template: string, currency?: string) =>
    must(await journalOf(book, { template, currency })).warnings.map((one) =>
      /as (\S+) \(([^)]+)\)/.exec(one)!.slice(1),
    );
  expect(await said('generic')).toEqual([]);
  expect(await said('generic')).toEqual([]);
  expect(await said('xero', 'EUR')).toEqual([['JE-2026-01-000001', 'generic']]);
  expect(await said('xero')).toEqual([
    ['JE-2026-01-000001', 'generic'],
    ['JE-2026-01-000002', 'xero · EUR'],
  ]);
  const look = must(
    await previewJournal(book.session, { month: '2026-01', template: 'generic', level: null }, 1),
  );
  expect(look.notes.filter((note) => note.includes('counts twice'))).toHaveLength(2);
});

it('a month closed again with the same seal gives the copy; with another, a revision that says what changed', async () => {
  const book = await closedJanuary();
  must(await journalOf(book));
  must(reopenMonth(book.session, '2026-01', 'to look'));
  const open = must(await previewJournal(book.session, ASKED, 5));
  expect(open).toMatchObject({ status: 'draft', number: 'DRAFT-JE-2026-01' });
  must(closeMonth(book.session, '2026-01'));
  expect(must(await journalOf(book))).toMatchObject({ status: 'copy', outdated: false });
  must(reopenMonth(book.session, '2026-01', 'usage was missing'));
  must(await book.usage('e9,bert,calls,2,2026-01-21'));
  must(closeMonth(book.session, '2026-01'));
  const look = must(await previewJournal(book.session, ASKED, 5));
  expect(look).toMatchObject({ number: 'JE-2026-01-000001-R1', standing: { sameSeal: false } });
  expect(must(await journalOf(book))).toMatchObject({ status: 'issued', replaces: 'JE-2026-01-000001' });
  expect(issuedDocuments(book.session, 'journal').at(-1)!.changes).toMatch(/lines by account, .* EUR, seal/);
});

it('charges are marked with what went out before; what is no longer due is named', async () => {
  const book = await closedJanuary();
  const out = (name: string) => ({
    file: join(book.folder, `${name}.xlsx`),
    csv: join(book.folder, `${name}.csv`),
  });
  const first = must(await exportCharges(book.session, { month: '2026-01', ...out('one') }));
  expect(first).toMatchObject({
    number: 'CH-2026-01-000001',
    charges: 2,
    totals: [{ currency: 'EUR', now: '70.00', next: '0.75' }],
  });
  expect(must(await lookAtCharges(book.session, '2026-01')).standing).toEqual({
    number: 'CH-2026-01-000001',
    sameSeal: true,
    outdated: false,
  });
  must(reopenMonth(book.session, '2026-01', 'a pack more'));
  must(
    book.load(
      '\ngrants\nref | date | customer | credits | price | credit_type\ng2 | 2026-01-30 | bert | 5 | 4 | credits\n',
    ),
  );
  must(closeMonth(book.session, '2026-01'));
  const second = must(await exportCharges(book.session, { month: '2026-01', ...out('two') }));
  expect(second).toMatchObject({ number: 'CH-2026-01-000001-R1', replaces: 'CH-2026-01-000001', charges: 3 });
  const rows = readFileSync(join(book.folder, 'two.csv'), 'utf8').trim().split('\n');
  expect(rows.map((row) => [row.split(',')[4], row.split(',').at(-1)])).toEqual([
    ['charge', 'exported_before'],
    ['s1:2026-01-15', 'CH-2026-01-000001'],
    ['g1', 'CH-2026-01-000001'],
    ['g2', ''],
  ]);
  const again = must(await exportCharges(book.session, { month: '2026-01', ...out('three') }));
  expect(again.issue).toBe('copy');
  expect(
    readFileSync(join(book.folder, 'three.xlsx')).equals(readFileSync(join(book.folder, 'two.xlsx'))),
  ).toBe(true);
  expect(must(verifyBook(book.session)).findings).toEqual([]);
});

const COLUMNS = [
  { title: 'Account', value: '{account}' },
  { title: 'Debit', value: '{debit}' },
  { title: 'Credit', value: '{credit}' },
];
const ASKED = { month: '2026-01', template: 'generic', level: null };
