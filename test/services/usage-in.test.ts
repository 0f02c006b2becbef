// Domain §12 from file to ledger: duplicates, conflicts, ids that are made, rejected rows, late usage, exceptions.
import { describe, expect, it } from 'vitest';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import { closeMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { excludeEvent } from '../../src-main/services/usage/exceptions.ts';
import {
  type Imported,
  type ImportOptions,
  importUsage,
} from '../../src-main/services/usage/import-usage.ts';
import { commitImport, reviewImport } from '../../src-main/services/usage/review.ts';
import { readCsv } from '../oracle/csv.ts';
import { type CompanyBook, must } from './company-book.ts';
import { januaryClosed, twoMonths } from './small-company.ts';

const at = { path: '', profile: null, dryRun: false };

/** Imports rows without ids. */
const idless = async (book: CompanyBook, name: string, rows: string) => {
  const content = `customer,meter,quantity,occurred_at\n${rows.trim().replaceAll(/\n\s+/g, '\n')}\n`;
  return must(await importUsage(book.session, { ...at, path: book.file(name, content) }));
};

const drawnBy = async (book: CompanyBook, id: string): Promise<string[]> =>
  readCsv(must(await book.report('ledger')))
    .filter((row) => row.event_id === id)
    .map((row) => `${row.at} ${row.entry} ${row.credits}`);

describe('rules §12: the same id', () => {
  it.each([
    ['the same row', 'a1,anna,calls,150,2026-01-03T10:00'],
    ['another notation of the same quantity', 'a1,anna,calls,150.00,2026-01-03T10:00'],
    ['another notation of the same instant', 'a1,anna,calls,150,2026-01-03T09:00:00.000Z'],
  ])('and the same content is a duplicate: %s', async (_what, row) => {
    const imported = must(await (await twoMonths()).usage(row));
    expect(imported).toMatchObject({ accepted: 0, duplicates: 1, rejected: 0 });
  });

  it.each([
    ['quantity', 'a1,anna,calls,150.000000001,2026-01-03T10:00'],
    ['instant', 'a1,anna,calls,150,2026-01-03T10:00:00.001'],
    ['meter', 'a1,anna,coffee,150,2026-01-03T10:00'],
    ['customer', 'a1,bert,calls,150,2026-01-03T10:00'],
  ])('with another %s is a conflict; the first stands', async (_what, row) => {
    const book = await twoMonths();
    const before = await book.report('ledger');
    const imported = must(await book.usage(row));
    expect(imported).toMatchObject({
      accepted: 0,
      duplicates: 0,
      rejected: 1,
      rejects: [{ code: 'conflict' }],
    });
    expect(await book.report('ledger')).toEqual(before);
  });

  it('within one file: the first stands, equal ones are duplicates, others conflicts', async () => {
    const rows = 'n,anna,calls,3,2026-02-01\n n,anna,calls,3,2026-02-01\n n,anna,calls,4,2026-02-01';
    const book = await twoMonths();
    expect(must(await book.usage(rows))).toMatchObject({ accepted: 1, duplicates: 1, rejected: 1 });
    expect(await drawnBy(book, 'n')).toEqual(['2026-01-31T23:00:00.000Z drawdown -1.00']);
  });

  it('of an event that was voided is not free again', async () => {
    const book = await twoMonths();
    must(book.load('voids\nevent_id | date | reason\n a3 | 2026-02-10 | sent twice'));
    expect(must(await book.usage('a3,anna,calls,100,2026-02-03'))).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    expect(must(await book.usage('a3,anna,calls,99,2026-02-03'))).toMatchObject({ accepted: 0, rejected: 1 });
    expect(await drawnBy(book, 'a3')).toEqual([]);
  });
});

describe('rules §12: a file so large that its ids are indexed after it', () => {
  /** Row n of the file, padded with a column that the profile keeps; ids repeat after `distinct`, now and then otherwise. */
  const row = (n: number, distinct: number): string => {
    const quantity = n >= distinct && n % 7 === 0 ? 2 : 1;
    return `n${n % distinct},anna,calls,${quantity},2026-02-01,${'x'.repeat(240)}`;
  };
  const file = (from: number, to: number, distinct: number): string =>
    `event_id,customer,meter,quantity,occurred_at,note\n${Array.from({ length: to - from }, (_, n) => row(from + n, distinct)).join('\n')}\n`;

  it.each([
    ['a few ids come again', 24_500],
    ['most ids come again', 2500],
  ])('decides as it does row by row: %s', async (_what, distinct) => {
    const [whole, split] = [await twoMonths(), await twoMonths()];
    const load = async (book: CompanyBook, name: string, from: number, to: number) =>
      must(await importUsage(book.session, { ...at, path: book.file(name, file(from, to, distinct)) }));
    const once = await load(whole, 'whole.csv', 0, 25_000);
    const parts = [];
    for (let from = 0; from < 25_000; from += 5000)
      parts.push(await load(split, `${from}.csv`, from, from + 5000));
    for (const tally of ['accepted', 'duplicates', 'rejected'] as const)
      expect(once[tally]).toBe(parts.reduce((sum, part) => sum + part[tally], 0));
    expect(once.rejected).toBeGreaterThan(0);
    expect(await whole.report('ledger')).toEqual(await split.report('ledger'));
    expect(must(verifyBook(whole.session)).findings).toEqual([]);
  });
});

describe('rules §12: a large file, read on a thread of its own', () => {
  const HEADER = 'event_id,customer,meter,quantity,occurred_at\n';
  const few = (count: number): string =>
    Array.from({ length: count }, (_, n) => `n${n},anna,calls,1,2026-02-01\n`).join('');
  const rows = (count: number): string => few(count).padEnd(5_500_000, '\n');
  const none = async (book: CompanyBook, options: Partial<ImportOptions>): Promise<void> => {
    const before = await book.report('ledger');
    const refused = await importUsage(book.session, { ...at, path: '', ...options });
    expect(refused.ok).toBe(false);
    expect(await book.report('ledger')).toEqual(before);
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  };

  it('keeps rejected rows, and conflicts with the cells that the file has', async () => {
    const book = await twoMonths();
    const path = book.file(
      'large.csv',
      `${HEADER}${rows(9000)}n7, anna ,calls,2,2026-02-01\nx,nobody,calls,1,2026-02-01\n`,
    );
    expect(must(await importUsage(book.session, { ...at, path }))).toMatchObject({
      accepted: 9000,
      rejected: 2,
      rejects: [
        { code: 'conflict', cells: ['n7', 'anna', 'calls', '2', '2026-02-01'] },
        { code: 'unknown_customer', cells: ['x', 'nobody', 'calls', '1', '2026-02-01'] },
      ],
    });
  });

  it('leaves its ids to the index where the book holds more, and does what a small one does', async () => {
    const first = `${HEADER}${few(36_000)}`;
    const said = `${HEADER}${few(20)}n5,anna,calls,9,2026-02-01\nx1,anna,calls,1,2026-02-02\nx1,anna,calls,2,2026-02-02\nx2,anna,calls,-,2026-02-02\n`;
    const [large, small] = await Promise.all(
      [said.padEnd(5_500_000, '\n'), said].map(async (content) => {
        const book = await januaryClosed();
        must(await importUsage(book.session, { ...at, path: book.file('first.csv', first) }));
        const { sha256: _ofTheFile, ...imported } = must(
          await importUsage(book.session, { ...at, path: book.file('rows.csv', content) }),
        ) as Imported & { sha256: string };
        expect(must(verifyBook(book.session)).findings).toEqual([]);
        return { imported, ledger: await book.report('ledger') };
      }),
    );
    expect(large).toEqual(small);
    expect(large?.imported).toMatchObject({ accepted: 1, duplicates: 20, rejected: 3 });
    expect(large?.imported.rejects.map(({ code, cells }) => [code, cells[0]])).toEqual([
      ['conflict', 'n5'],
      ['conflict', 'x1'],
      [expect.anything(), 'x2'],
    ]);
  });

  it('shows in its review, and takes in, what a small one does', async () => {
    const line = (n: number): string => `r${n},anna,calls,${1 + (n % 3)},2026-0${1 + (n % 2)}-03`;
    const lines = Array.from({ length: 1400 }, (_, n) => line(n));
    const odd = [
      line(8),
      'r9,anna,calls,77,2026-02-03',
      'y,nobody,calls,1,2026-02-01',
      'z,bert,calls,-,2026-02-01',
    ];
    const said = `${HEADER}${[...lines, ...odd].join('\n')}\n`;
    const byHand = {
      mends: new Map([
        [1300, new Map([[3, '7']])],
        [1406, new Map([[3, '5']])],
      ]),
      excluded: new Map([[5, 'a test row']]),
    };
    const [large, small] = await Promise.all(
      [said.padEnd(5_500_000, '\n'), said].map(async (content) => {
        const book = await januaryClosed();
        const given = { path: book.file('rows.csv', content), layout: CANONICAL_PROFILE, byHand };
        const { token, ...review } = must(await reviewImport(book.session, given));
        const commit = { token, profile: null, told: [], reason: '' };
        const { token: _same, ...committed } = must(await commitImport(book.session, given, commit));
        expect(committed).toEqual(review);
        return { review, ledger: await book.report('ledger') };
      }),
    );
    expect(large).toEqual(small);
    expect(large?.review.counts).toMatchObject({ duplicates: 1, late: 700, rejected: 4, leftOut: 1 });
    expect(large?.review.rows.filter(({ cells }) => cells.length !== 5)).toEqual([]);
  });

  it('keeps nothing of a file that turns out to be damaged near its end', async () => {
    const book = await twoMonths();
    await none(book, {
      path: book.file('cut.csv', `${HEADER}${rows(9000)}n9001,"anna,calls,1,2026-02-01\n`),
    });
  });

  it('keeps nothing when it is cancelled on the way', async () => {
    const book = await twoMonths();
    let asked = 0;
    await none(book, {
      path: book.file('long.csv', `${HEADER}${rows(60_000)}`),
      cancelled: () => ++asked === 3,
    });
    expect(asked).toBe(3);
  });
});

describe('rules §12: rows without ids', () => {
  const REPEATED = `anna,calls,3,2026-02-01T08:00
                    anna,calls,3,2026-02-01T08:00
                    anna,calls,6,2026-02-01T08:00`;

  it('get ids of what they say and how often; true repeats within a file count', async () => {
    const book = await twoMonths();
    expect(await idless(book, 'one.csv', REPEATED)).toMatchObject({ accepted: 3, idsMade: true });
    expect(await drawnBy(book, 'anna|calls|2026-02-01T07:00:00.000Z|3|1')).toHaveLength(1);
    expect(await drawnBy(book, 'anna|calls|2026-02-01T07:00:00.000Z|3|2')).toHaveLength(1);
    expect(await drawnBy(book, 'anna|calls|2026-02-01T07:00:00.000Z|6|1')).toHaveLength(1);
  });

  it('of overlapping exports do not count twice', async () => {
    const book = await twoMonths();
    await idless(book, 'one.csv', REPEATED);
    const more = `${REPEATED}\n anna,calls,3.0,2026-02-01T07:00Z\n bert,coffee,1,2026-02-01T08:00`;
    expect(await idless(book, 'two.csv', more)).toMatchObject({ accepted: 2, duplicates: 3 });
  });
});

describe('rules §12: rejected rows', () => {
  it('are kept with line, column and reason while the others go in; mended, they come in', async () => {
    const book = await twoMonths();
    const imported = must(
      await book.usage(`good,anna,calls,3,2026-02-01
                        r1,nobody,calls,3,2026-02-01
                        r2,anna,letters,3,2026-02-01
                        r3,anna,calls,-3,2026-02-01
                        r4,anna,calls,three,2026-02-01
                        r5,anna,calls,3,2026-02-30`),
    );
    expect(imported).toMatchObject({ accepted: 1, rejected: 5 });
    expect(imported.rejects.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 customer',
      '4 meter',
      '5 quantity',
      '6 quantity',
      '7 occurred_at',
    ]);
    const mended = must(
      await book.usage(`r1,bert,coffee,3,2026-02-01
                        r3,anna,calls,3,2026-02-01
                        r5,anna,calls,3,2026-02-28`),
    );
    expect(mended).toMatchObject({ accepted: 3, rejected: 0, duplicates: 0 });
  });
});

describe('rules §12: late usage', () => {
  it('is posted at the start of the first open month, rated by its own date', async () => {
    const book = await januaryClosed();
    must(
      book.load('rates\nmeter | credit_type | units | credits | from\n calls | credits | 1 | 1 | 2026-02-01'),
    );
    expect(must(await book.usage('late,anna,calls,3,2026-01-31T23:59'))).toMatchObject({
      accepted: 1,
      late: 1,
    });
    expect(await drawnBy(book, 'late')).toEqual(['2026-01-31T23:00:00.000Z drawdown -1.00']);
  });

  it('at the first instant of the open month is in time', async () => {
    expect(must(await (await januaryClosed()).usage('on,anna,calls,3,2026-02-01'))).toMatchObject({
      late: 0,
    });
  });
});

describe('rules §4: exceptions', () => {
  it('wait, keep their month from closing, and are rated as soon as a rate covers them', async () => {
    const book = await twoMonths();
    expect(must(await book.usage('fax,anna,faxes,2,2026-01-15'))).toMatchObject({
      accepted: 1,
      exceptions: 1,
    });
    expect(await drawnBy(book, 'fax')).toEqual([]);
    expect(closeMonth(book.session, '2026-01')).toMatchObject({ findings: [{ code: 'exceptions_open' }] });
    must(
      book.load('rates\nmeter | credit_type | units | credits | from\n faxes | credits | 1 | 1 | 2026-01-01'),
    );
    expect(await drawnBy(book, 'fax')).toHaveLength(1);
    must(closeMonth(book.session, '2026-01'));
  });

  it('of a later month do not hold up an earlier one', async () => {
    const book = await twoMonths();
    must(await book.usage('fax,anna,faxes,2,2026-02-15'));
    must(closeMonth(book.session, '2026-01'));
    expect(closeMonth(book.session, '2026-02').ok).toBe(false);
  });

  it('excluded stay out for good, whatever rates come', async () => {
    const book = await twoMonths();
    must(await book.usage('fax,anna,faxes,2,2026-01-15'));
    must(excludeEvent(book.session, 'fax', 'never priced'));
    must(
      book.load('rates\nmeter | credit_type | units | credits | from\n faxes | credits | 1 | 1 | 2026-01-01'),
    );
    expect(await drawnBy(book, 'fax')).toEqual([]);
    must(closeMonth(book.session, '2026-01'));
    expect(readCsv(must(await book.report('exceptions')))).toMatchObject([
      { event_id: 'fax', reason: 'excluded' },
    ]);
  });
});
