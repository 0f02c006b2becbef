// Every code of the exports' catalogue is provoked here, once, and says what to do; nothing was issued by what was refused.
import { describe, expect, it } from 'vitest';
import { issuedDocuments } from '../../../src-main/services/documents/issued.ts';
import { chargesInto } from '../../../src-main/services/exports/charges.ts';
import {
  deleteTemplate,
  saveTemplate,
  saveTemplateFile,
} from '../../../src-main/services/exports/templates.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { EXPORT_CODES } from '../../../src-shared/findings/exports.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { provoking } from '../findings/provoked.ts';
import { CHART, closedJanuary, journalOf, TABLES } from './journal-book.ts';

const { expectRefused, expectAllProvoked } = provoking(EXPORT_CODES);

const columns = [
  { title: 'Account', value: '{account}' },
  { title: 'Amount', value: '{amount}' },
];

describe('templates', () => {
  const save = (book: CompanyBook, data: unknown, name = 'ours'): Result<unknown> =>
    saveTemplate(book.session, name, data, 'test');
  it('unknown_template', async () => {
    const book = await closedJanuary();
    expectRefused(await journalOf(book, { template: 'quickboks' }), 'unknown_template');
    expectRefused(deleteTemplate(book.session, 'ours'), 'unknown_template');
  });
  it('built_in_template', () => {
    const book = bookWith(TABLES);
    expectRefused(save(book, { columns }, 'xero'), 'built_in_template');
    expectRefused(deleteTemplate(book.session, 'xero'), 'built_in_template');
  });
  it('bad_template_name', () => {
    expectRefused(save(bookWith(TABLES), { columns }, 'a/b'), 'bad_template_name');
  });
  it.each([
    ['no amount', { columns: [{ title: 'Account', value: '{account}' }] }],
    ['no account', { columns: [{ title: 'Amount', value: '{amount}' }] }],
    ['a debit without a credit', { columns: [columns[0], { title: 'D', value: '{debit}' }] }],
    ['a field that there is not', { columns: [...columns, { title: 'X', value: '{tax}' }] }],
    ['two columns of one title', { columns: [...columns, columns[0]] }],
    ['too few lines a file', { columns, linesPerFile: 10 }],
    ['a title the encoding has not', { columns: [...columns, { title: '科目' }], encoding: 'windows-1252' }],
    ['another word', { columns, colour: 'red' }],
  ])('bad_journal_template: %s', (_, data) => {
    expectRefused(save(bookWith(TABLES), data), 'bad_journal_template');
  });
  it('template_unreadable', () => {
    const book = bookWith(TABLES);
    expectRefused(saveTemplateFile(book.session, 'ours', book.file('t.json', '{')), 'template_unreadable');
    expectRefused(saveTemplateFile(book.session, 'ours', `${book.folder}/none`), 'template_unreadable');
  });
});

describe('journals', () => {
  it('account_unmapped: each account that is moved, and nothing is issued', async () => {
    const book = await closedJanuary(TABLES);
    const refused = await journalOf(book);
    expectRefused(refused, 'account_unmapped');
    const told = refused.ok ? [] : refused.findings.map(({ message }) => message);
    expect(told).toContain('Deferred revenue has no code in your chart of accounts');
    expect(told).toContain('Deferred revenue has no name in your chart of accounts');
    expect(told.some((message) => message.startsWith('Migration'))).toBe(false);
    expect(issuedDocuments(book.session, 'journal')).toEqual([]);
  });
  it('text_not_taken: too long, as a formula begins, or of letters that the target has not', async () => {
    const book = await closedJanuary();
    const name = (value: string): Promise<Result<unknown>> => {
      must(book.load(`\ncustomers\ncode | name\nanna | ${value}\n`));
      return journalOf(book, { template: 'quickbooks' });
    };
    expectRefused(await name('x'.repeat(101)), 'text_not_taken');
    for (const evil of ['=1+1', '+1', '-1', '@a', '＝1', '＠a'])
      expectRefused(await name(evil), 'text_not_taken');
    must(
      saveTemplate(
        book.session,
        'plain',
        { columns: [...columns, { title: 'N', value: '{customer_name}' }], characters: 'ascii' },
        '',
      ),
    );
    must(book.load('\ncustomers\ncode | name\nanna | Jürgen\n'));
    expectRefused(await journalOf(book, { template: 'plain', level: 'customer' }), 'text_not_taken');
    expect(issuedDocuments(book.session, 'journal')).toEqual([]);
  });
  it('currency_not_taken', async () => {
    const book = await closedJanuary(`${TABLES}${CHART}
packs
code | credit_type | credits | price | currency
yen  | credits     | 10      | 500   | JPY
`);
    must(book.load('\ngrants\nref | date | customer | pack\ng2 | 2026-02-02 | bert | yen\n'));
    must(closeMonth(book.session, '2026-02'));
    expectRefused(await journalOf(book, { template: 'xero', month: '2026-02' }), 'currency_not_taken');
    must(await journalOf(book, { template: 'xero', month: '2026-02', currency: 'JPY' }));
  });
  it('month_open, and a draft all the same', async () => {
    const book = await closedJanuary();
    expectRefused(await journalOf(book, { month: '2026-02' }), 'month_open');
    expect(must(await journalOf(book, { month: '2026-02', draft: true }))).toMatchObject({
      number: 'DRAFT-JE-2026-02',
      status: 'draft',
    });
    expect(issuedDocuments(book.session, 'journal')).toEqual([]);
  });
  it('nothing_to_export', async () => {
    const book = await closedJanuary();
    expectRefused(await journalOf(book, { currency: 'USD' }), 'nothing_to_export');
    const empty = bookWith(TABLES.slice(0, TABLES.indexOf('subscriptions')));
    const path = `${empty.folder}/c.xlsx`;
    expectRefused(
      await chargesInto(empty.session, { month: '2026-01', draft: true }, 'xlsx', path),
      'nothing_to_export',
    );
  });
});

it('each code of the catalogue was provoked', expectAllProvoked);
