// Rules §12 from file to ledger: duplicates, conflicts, ids that are made, rejected rows, late usage, exceptions.
import { describe, expect, it } from 'vitest';
import { closeMonth } from '../../src-main/services/months.ts';
import { excludeEvent } from '../../src-main/services/usage/exceptions.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
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
