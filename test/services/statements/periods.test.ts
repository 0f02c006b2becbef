// Statements of subscription periods: of exactly the period's days, issued in the month of its last day, numbered in the same row as
// those of months.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPeriodStatements, previewStatement } from '../../../src-main/services/files/statement-list.ts';
import { writeStatements } from '../../../src-main/services/files/statements.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { periodsEndingIn } from '../../../src-main/services/statements/spans.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { bookWith, type CompanyBook, must, scratchFolder } from '../company-book.ts';
import { COMPANY, FEBRUARY, JANUARY } from '../small-company.ts';

const PERIOD = '2026-01-15:2026-02-14';

/** Anna's periods are calendar months; Bert's begin on the 15th. */
async function company(): Promise<CompanyBook> {
  const book = bookWith(COMPANY);
  must(await book.usage(JANUARY));
  must(await book.usage(FEBRUARY));
  return book;
}

const keysIn = ({ session }: CompanyBook, month: string): string[] =>
  periodsEndingIn(session.book(), month).map(({ customer, span }) =>
    [customer, ...span.period!.subscriptions, span.from, span.to].join(' '),
  );

describe('which periods there are', () => {
  it('are those whose last day is in the month', () => {
    const book = bookWith(COMPANY);
    expect(keysIn(book, '2026-01')).toEqual(['anna s 2026-01-01 2026-01-31']);
    expect(keysIn(book, '2026-02')).toEqual(['anna s 2026-02-01 2026-02-28', 'bert t 2026-01-15 2026-02-14']);
  });

  it('subscriptions of a customer with a period of the same days have one', () => {
    const book = bookWith(
      COMPANY.replace('d    | 2026-01-15', 'd    | 2026-01-15\nu   | bert     | p    | 2025-12-15'),
    );
    expect(keysIn(book, '2026-02').at(-1)).toBe('bert t u 2026-01-15 2026-02-14');
  });

  it('a cancellation ends the last one early, in the month of the day it gives', () => {
    const book = bookWith(COMPANY);
    must(book.load('cancellations\nsubscription | end | reason\nt | 2026-02-20 | moved away'));
    expect(keysIn(book, '2026-02').filter((key) => key.startsWith('bert'))).toEqual([
      'bert t 2026-01-15 2026-02-14',
      'bert t 2026-02-15 2026-02-20',
    ]);
    expect(keysIn(book, '2026-03').filter((key) => key.startsWith('bert'))).toEqual([]);
  });

  it('one that was running when the book began is of the days from then on', () => {
    const book = bookWith(COMPANY.replace('d    | 2026-01-15', 'd    | 2025-12-10'));
    expect(keysIn(book, '2026-01').at(-1)).toBe('bert t 2026-01-01 2026-01-09');
  });
});

describe('one statement', () => {
  it('has the figures of its days, whichever months they are in', async () => {
    const { session } = await company();
    const asked = { month: '2026-02', customer: 'bert', period: PERIOD };
    const { wallets, from, to, charges, checks } = must(await previewStatement(session, asked));
    expect({ from, to, failed: checks.failed }).toEqual({ from: '2026-01-15', to: '2026-02-14', failed: [] });
    // Five granted on 15 January, drawn; then a deficit that the plan carries forward to 15 February, outside.
    expect(wallets).toMatchObject([
      {
        opening: '0',
        closing: '0',
        deficit: '9',
        movements: [{ word: 'Granted', credits: '5' }, { word: 'Used' }],
      },
    ]);
    expect(charges.map(({ date }) => date)).toEqual(['2026-01-15']);
    const next = must(
      await previewStatement(session, { ...asked, month: '2026-03', period: '2026-02-15:2026-03-14' }),
    );
    expect(next.wallets[0]!.opening).toBe('0');
    expect(next.charges.map(({ date }) => date)).toEqual(['2026-02-15']);
  });

  it('is a draft until the month of its last day is closed', async () => {
    const { session } = await company();
    const asked = { month: '2026-02', customer: 'bert', period: PERIOD };
    must(closeMonth(session, '2026-01'));
    expect(must(await previewStatement(session, asked)).status).toBe('draft');
    must(closeMonth(session, '2026-02'));
    expect(must(await previewStatement(session, asked)).status).toBe('final');
  });
});

describe('written', () => {
  it('they are issued in the same row of numbers, and given again as they were', async () => {
    const { session } = await company();
    must(closeMonth(session, '2026-01'));
    must(closeMonth(session, '2026-02'));
    const [months, periods, again] = [scratchFolder(), scratchFolder(), scratchFolder()];
    must(await writeStatements(session, { month: '2026-02', folder: months }));
    const written = must(
      await writeStatements(session, { month: '2026-02', folder: periods, periods: true }),
    );
    expect(written.files).toMatchObject([
      {
        customer: 'anna',
        number: 'ST-2026-02-000003',
        period: { subscriptions: ['s'], from: '2026-02-01', to: '2026-02-28' },
      },
      {
        customer: 'bert',
        number: 'ST-2026-02-000004',
        file: 'ST-2026-02-bert-2026-01-15-2026-02-14.xlsx',
        isNew: true,
      },
    ]);
    expect(readdirSync(periods).sort()).toEqual([
      'ST-2026-02-anna-2026-02-01-2026-02-28.xlsx',
      'ST-2026-02-bert-2026-01-15-2026-02-14.xlsx',
      'index-periods-2026-02.xlsx',
    ]);
    const second = must(await writeStatements(session, { month: '2026-02', folder: again, periods: true }));
    expect(second.files.map(({ isNew, sha256 }) => ({ isNew, sha256 }))).toEqual(
      written.files.map(({ sha256 }) => ({ isNew: false, sha256 })),
    );
    const { lines } = must(await listPeriodStatements(session, '2026-02'));
    expect(lines.map(({ customer, issue, period }) => [customer, issue, period?.from])).toEqual([
      ['anna', 'issued', '2026-02-01'],
      ['bert', 'issued', '2026-01-15'],
    ]);
    expect(must(verifyBook(session)).findings).toEqual([]);
  });

  it('say whose period they are, and list their days in the index', async () => {
    const { session } = await company();
    const folder = scratchFolder();
    must(await writeStatements(session, { month: '2026-02', folder, periods: true, customer: 'bert' }));
    expect(readdirSync(folder)).toEqual(['ST-2026-02-bert-2026-01-15-2026-02-14.xlsx']);
    const cells = await plainWorkbook(join(folder, readdirSync(folder)[0]!));
    const said = [...cells.get('Summary')!.values()].map(({ value }) => String(value));
    expect(said).toContain('Period of');
    expect(said.join('\n')).toContain('Charges dated from 15 January 2026 through 14 February 2026');
    expect(cells.get('Checks')!.get('B3')!.value).toBe('OK');
    must(await writeStatements(session, { month: '2026-02', folder, periods: true }));
    const index = (await plainWorkbook(join(folder, 'index-periods-2026-02.xlsx'))).get('Statements')!;
    expect(index.get('C6')!.value).toBe('t');
    expect(index.get('I6')!.value).toBe(0);
  });
});
