// The sample company's November as each general ledger takes it, and as it is invoiced: file by file as they were looked at and found
// right (vitest -u writes them anew). And every reference book: a journal at any level adds up to the journal of the book.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { journalEntries, sideTotal } from '../../../src-main/reports/general-ledger/entries.ts';
import { exportCharges } from '../../../src-main/services/exports/charges.ts';
import { exportJournal } from '../../../src-main/services/exports/journal.ts';
import { withSource } from '../../../src-main/services/report.ts';
import { makeSampleCompany, SAMPLE_BOOK } from '../../../src-main/services/sample/sample-company.ts';
import { runStep, stepLines } from '../../../src-main/services/sample/steps.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { openBook } from '../../../src-main/storage/open.ts';
import { moneyByLot } from '../../../src-main/storage/sums/by-lot.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { BUILT_IN } from '../../../src-shared/exports/built-in.ts';
import { LEVELS } from '../../../src-shared/exports/journal-fields.ts';
import { JOURNAL_TEMPLATE } from '../../../src-shared/exports/journal-template.ts';
import { lastingFolder } from '../../support/folders/lasting-folder.ts';
import { ACTOR, emptyBook, must } from '../company-book.ts';

const MONTH = '2025-11';
const golden = (name: string): string => join(import.meta.dirname, 'golden', name);
const folder = lastingFolder();
beforeAll(async () => {
  must(await makeSampleCompany(folder, ACTOR));
});

async function inSample(work: (session: ReturnType<typeof openSession>, out: string) => Promise<void>) {
  const open = must(openBook(join(folder, SAMPLE_BOOK), { user: ACTOR.user, at: ACTOR.now() }));
  try {
    await work(openSession(open, ACTOR), mkdtempSync(join(folder, 'out-')));
  } finally {
    open.close();
  }
}

describe('the sample company', () => {
  it.each(Object.keys(BUILT_IN))('for %s', async (template) => {
    await inSample(async (session, out) => {
      // Xero has no column for a currency.
      const currency = template === 'xero' ? 'EUR' : null;
      const { files } = must(
        await exportJournal(session, { month: MONTH, template, level: null, currency, folder: out }),
      );
      // Numbers count on from batch to batch; here each target is as if it were the first.
      const text = readFileSync(join(out, files.find((file) => file.endsWith('.csv'))!), 'utf8');
      const first = text.replaceAll(/JE-2025-11-\d{6}/g, 'JE-2025-11-000001');
      await expect(first).toMatchFileSnapshot(golden(`${template}.csv`));
    });
  });

  it('to invoice', async () => {
    await inSample(async (session, out) => {
      const csv = join(out, 'charges.csv');
      must(await exportCharges(session, { month: MONTH, file: join(out, 'charges.xlsx'), csv }));
      await expect(readFileSync(csv, 'utf8')).toMatchFileSnapshot(golden('charges.csv'));
    });
  });
});

it('the templates of the program are templates like any other, with nothing left out', () => {
  for (const template of Object.values(BUILT_IN)) expect(JOURNAL_TEMPLATE.parse(template)).toEqual(template);
});

const CASES = resolve(import.meta.dirname, '../../cases');
const names = readdirSync(CASES, { withFileTypes: true }).flatMap((one) =>
  // Old spreadsheets stand beside the reference cases.
  one.isDirectory() && one.name !== 'legacy' ? [one.name] : [],
);

describe('reference books', () => {
  it.each(names)('%s: every level adds up to its journal', async (name) => {
    const { session } = emptyBook();
    for (const line of stepLines(readFileSync(join(CASES, name, 'steps.txt'), 'utf8')))
      await runStep(session, join(CASES, name), line);
    const expected = readFileSync(join(CASES, name, 'expected/journal.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const months = [...new Set(expected.map((row) => row.slice(0, 7)))];
    expect(months.length).toBeGreaterThan(0);
    for (const level of LEVELS) {
      const found: string[] = [];
      for (const month of months) {
        const rows = await withSource(session, { month, through: month }, (source) => {
          const money = level === 'lot' ? moneyByLot(session.open, month) : source.money();
          const lines = journalEntries(money, month, level, 20).flatMap((entry) => {
            expect(entry.lines.length).toBeLessThanOrEqual(20);
            expect(sideTotal(entry.lines, 'debit')).toBe(sideTotal(entry.lines, 'credit'));
            return entry.lines;
          });
          const sums = Map.groupBy(lines, ({ currency, account }) => `${month},${currency},${account}`);
          return [...sums].map(([key, own]) => {
            const scale = source.book.currencyScale(own[0]!.currency);
            const total = (side: 'debit' | 'credit') => formatScaled(sideTotal(own, side), scale);
            return `${key},${total('debit')},${total('credit')}`;
          });
        });
        found.push(...must(rows));
      }
      expect(found.sort(), level).toEqual(expected.sort());
    }
  });
});
