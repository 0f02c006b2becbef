// Workbooks are laid out for the paper that the letterhead names, else for what printers hold where the book's currency is used.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setLetterheadFile } from '../../../src-main/services/documents/letterhead.ts';
import { paperOf } from '../../../src-main/services/documents/paper.ts';
import { reportFile } from '../../../src-main/services/files/report-output.ts';
import { writeRevenue } from '../../../src-main/services/files/revenue.ts';
import { writeStatement } from '../../../src-main/services/files/statements.ts';
import { partsOf } from '../../support/workbook-parts.ts';
import { bookWith, type CompanyBook, must } from '../company-book.ts';
import { COMPANY } from '../small-company.ts';

const A4 = 'paperSize="9"';
const LETTER = 'paperSize="1"';

const tell = (book: CompanyBook, paper: string | null): void =>
  void must(
    setLetterheadFile(book.session, book.file('letterhead.json', JSON.stringify({ name: 'Us', paper }))),
  );

async function papersOf({ session, folder }: CompanyBook): Promise<string[]> {
  const [statement, revenue, report] = ['statement', 'revenue', 'report'].map((name) =>
    join(folder, `${name}.xlsx`),
  );
  must(await writeStatement(session, { month: '2026-01', customer: 'anna' }, statement!));
  must(await writeRevenue(session, { month: '2026-01' }, revenue!));
  must(await reportFile(session, 'lots', {}, 'xlsx', report!));
  const sheets = [statement!, revenue!, report!].flatMap((path) =>
    [...partsOf(path)].filter(([name]) => name.startsWith('xl/worksheets/sheet')),
  );
  return [...new Set(sheets.map(([, xml]) => /paperSize="\d+"/.exec(xml)![0]))];
}

it('follows the currency of the book', async () => {
  expect(await papersOf(bookWith(COMPANY))).toEqual([A4]);
  expect(await papersOf(bookWith(COMPANY.replace('| EUR', '| USD')))).toEqual([LETTER]);
});

it('is what the letterhead says, until it says otherwise', async () => {
  const book = bookWith(COMPANY);
  tell(book, 'letter');
  expect(await papersOf(book)).toEqual([LETTER]);
  tell(book, null);
  expect(paperOf(book.session)).toBe('a4');
});

it('is read from letterheads that were told before it could be said', () => {
  const book = bookWith(COMPANY);
  const before = { name: 'Us', address: [], taxId: '', contact: '', disputeDays: 0, footer: '', logo: null };
  must(book.session.act(() => book.session.tell([{ kind: 'letterhead', body: before }], 'test')));
  expect(paperOf(book.session)).toBe('a4');
  const again = book.file('letterhead.json', JSON.stringify({ name: 'Us' }));
  expect(must(setLetterheadFile(book.session, again)).unchanged).toBe(true);
});
