// Statements of a closed month are issued: numbered without gaps in the order of customers, kept, given again byte for byte; after the
// month was closed again only those that changed get another one, which says what changed. Stopped half-way, nothing is lost or doubled.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issuedDocuments } from '../../../src-main/services/documents/issued.ts';
import { setLetterheadFile } from '../../../src-main/services/documents/letterhead.ts';
import { listStatements, previewStatement } from '../../../src-main/services/files/statement-list.ts';
import {
  type StatementsWritten,
  writeStatement,
  writeStatements,
} from '../../../src-main/services/files/statements.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { copyStatement } from '../../../src-main/services/statements/issued.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { bookWith, type CompanyBook, must, scratchFolder } from '../company-book.ts';
import { COMPANY, januaryClosed } from '../small-company.ts';

const MONTH = '2026-01';

const write = async (
  { session }: CompanyBook,
  folder: string,
  more: object = {},
): Promise<StatementsWritten> => must(await writeStatements(session, { month: MONTH, folder, ...more }));

/** Closes January again, with 50 credits that Anna had bought. */
function changed(book: CompanyBook): void {
  must(reopenMonth(book.session, MONTH, 'an order was forgotten'));
  must(
    book.load(`
grants
ref | date       | customer | credit_type | credits | price
g9  | 2026-01-30 | anna     | credits     | 50      | 40
`),
  );
  must(closeMonth(book.session, MONTH));
}

const contents = (folder: string): Map<string, string> =>
  new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'base64')]));

/** The texts of a statement's first page. */
async function firstPage(path: string): Promise<string> {
  const cells = (await plainWorkbook(path)).get('Summary')!;
  return [...cells.values()].map(({ value }) => String(value)).join('\n');
}

describe('a closed month', () => {
  it('is issued in the order of customers, and given again as it was', async () => {
    const book = await januaryClosed();
    const [first, again] = [scratchFolder(), scratchFolder()];
    const written = await write(book, first);
    expect(written.files).toMatchObject([
      { customer: 'anna', number: 'ST-2026-01-000001', file: 'ST-2026-01-anna.xlsx', isNew: true },
      { customer: 'bert', number: 'ST-2026-01-000002', file: 'ST-2026-01-bert.xlsx', isNew: true },
    ]);
    expect(await firstPage(join(first, 'ST-2026-01-bert.xlsx'))).toContain('ST-2026-01-000002');
    const second = await write(book, again);
    expect(second.files.map(({ isNew }) => isNew)).toEqual([false, false]);
    expect(contents(again)).toEqual(contents(first));
    expect(issuedDocuments(book.session, 'statement')).toHaveLength(2);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('keeps what was issued, whatever is told afterwards', async () => {
    const book = await januaryClosed();
    const [first, again] = [scratchFolder(), scratchFolder()];
    await write(book, first);
    must(book.load('customers\ncode | name\nanna | Anna Maria'));
    const letterhead = book.file('letterhead.json', JSON.stringify({ name: 'Corner Cafe Ltd' }));
    must(setLetterheadFile(book.session, letterhead));
    await write(book, again);
    const index = 'index-2026-01.xlsx';
    const [then, now] = [contents(first), contents(again)];
    then.delete(index);
    now.delete(index);
    expect(now).toEqual(then);
  });

  it('issues one, and the others later, without a gap', async () => {
    const book = await januaryClosed();
    const folder = scratchFolder();
    const one = must(
      await writeStatement(book.session, { month: MONTH, customer: 'bert' }, join(folder, 'one.xlsx')),
    );
    expect(one).toMatchObject({ number: 'ST-2026-01-000001', isNew: true });
    const { files } = await write(book, folder);
    expect(files.map(({ number }) => number)).toEqual(['ST-2026-01-000002', 'ST-2026-01-000001']);
  });
});

describe('closed again', () => {
  it('with other content for one customer, only that one gets a revision, which says what changed', async () => {
    const book = await januaryClosed();
    const [first, again] = [scratchFolder(), scratchFolder()];
    await write(book, first);
    changed(book);
    const list = must(await listStatements(book.session, MONTH));
    expect(new Set(list.lines.map(({ issue }) => issue))).toEqual(new Set(['before']));
    const { files } = await write(book, again);
    expect(files).toMatchObject([
      { number: 'ST-2026-01-000001-R1', file: 'ST-2026-01-anna-R1.xlsx', isNew: true },
      { number: 'ST-2026-01-000002', file: 'ST-2026-01-bert.xlsx', isNew: false },
    ]);
    expect(contents(again).get('ST-2026-01-bert.xlsx')).toBe(contents(first).get('ST-2026-01-bert.xlsx'));
    const { changes } = issuedDocuments(book.session, 'statement').at(-1)!;
    expect(changes).toBe('credits: closing balance from 0 to 50; 1 line of activity added; 1 charge added');
    const said = await firstPage(join(again, 'ST-2026-01-anna-R1.xlsx'));
    expect(said).toContain('takes the place of ST-2026-01-000001');
    expect(said.replaceAll(/\s+/g, ' ')).toContain(changes);
    expect(said).toContain('Revision 1');
    const preview = must(await previewStatement(book.session, { month: MONTH, customer: 'anna' }));
    expect(preview).toMatchObject({ number: 'ST-2026-01-000001-R1', revision: 1 });
    expect(preview.issued.map(({ number }) => number)).toEqual(['ST-2026-01-000001-R1', 'ST-2026-01-000001']);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it('with the same content, everybody keeps theirs', async () => {
    const book = await januaryClosed();
    await write(book, scratchFolder());
    must(reopenMonth(book.session, MONTH, 'a look'));
    must(closeMonth(book.session, MONTH));
    const { files } = await write(book, scratchFolder());
    expect(files.map(({ isNew }) => isNew)).toEqual([false, false]);
  });

  it('what was issued can be had again by its number, each revision', async () => {
    const book = await januaryClosed();
    const folder = scratchFolder();
    await write(book, folder);
    changed(book);
    await write(book, scratchFolder());
    const copy = join(folder, 'copy.xlsx');
    must(copyStatement(book.session, 'ST-2026-01-000001', copy));
    expect(readFileSync(copy).equals(readFileSync(join(folder, 'ST-2026-01-anna.xlsx')))).toBe(true);
    expect(copyStatement(book.session, 'ST-2026-01-000009', copy)).toMatchObject({
      ok: false,
      findings: [{ code: 'not_issued' }],
    });
  });
});

describe('an open month', () => {
  it('gives drafts, without a number, and keeps nothing', async () => {
    const book = bookWith(COMPANY);
    const folder = scratchFolder();
    const { status, files } = await write(book, folder);
    expect(status).toBe('draft');
    expect(new Set(files.map(({ number }) => number))).toEqual(new Set([null]));
    expect(await firstPage(join(folder, 'ST-2026-01-anna.xlsx'))).toContain('Draft');
    expect(issuedDocuments(book.session, 'statement')).toEqual([]);
  });
});

describe('stopped half-way', () => {
  const stopAfter = (count: number) => ({
    progress: (_step: string, done: number): void => {
      if (done === count) throw new Refusal({ code: 'cancelled', message: 'Stopped' });
    },
  });

  it('what was not kept was never issued, and the same again goes on without a gap', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `c${String(n).padStart(2, '0')}`);
    const book = bookWith(COMPANY);
    must(
      book.load(`
customers
code | name
${many.map((code) => `${code} | ${code}`).join('\n')}

grants
ref | date | customer | credit_type | credits | price
${many.map((code) => `g-${code} | 2026-01-05 | ${code} | credits | 20 | 15`).join('\n')}
`),
    );
    must(closeMonth(book.session, MONTH));
    const folder = scratchFolder();
    const answer = await writeStatements(book.session, { month: MONTH, folder, ...stopAfter(55) });
    expect(answer).toMatchObject({
      ok: false,
      findings: [{ code: 'cancelled', hint: expect.stringContaining('50 are issued and stay so') }],
    });
    expect(issuedDocuments(book.session, 'statement')).toHaveLength(50);
    expect(readdirSync(folder)).toHaveLength(50);
    const before = contents(folder);
    const { files } = await write(book.reopened(), folder);
    expect(files.filter(({ isNew }) => isNew)).toHaveLength(files.length - 50);
    const numbers = files.map(({ number }) => Number(number!.slice(-6)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const after = contents(folder);
    for (const [file, bytes] of before) expect(after.get(file)).toBe(bytes);
  });
});
