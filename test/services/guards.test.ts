// What is told is never changed or deleted, and what is sealed neither: SQLite itself refuses, whoever asks.
import { describe, expect, it } from 'vitest';
import { reopenMonth } from '../../src-main/services/months.ts';
import type { CompanyBook } from './company-book.ts';
import { must } from './company-book.ts';
import { januaryClosed, twoMonths } from './small-company.ts';

const run = (book: CompanyBook, sql: string) => () => book.session.open.db.exec(sql);

async function withRejects(): Promise<CompanyBook> {
  const book = await januaryClosed();
  must(await book.usage('x,nobody,calls,1,2026-02-01'));
  return book;
}

describe('facts', () => {
  it.each(['fact', 'usage_event', 'rejected_row'])('%s: no row is changed', async (table) => {
    const book = await withRejects();
    const columns = book.session.open.db.pragma(`table_info(${table})`) as { name: string }[];
    for (const { name } of columns) {
      expect(run(book, `UPDATE ${table} SET ${name} = ${name}`)).toThrow('facts are never changed');
    }
  });

  it.each(['fact', 'usage_event', 'rejected_row'])(
    '%s: no row is deleted, nor replaced by another',
    async (table) => {
      const book = await withRejects();
      expect(run(book, `DELETE FROM ${table}`)).toThrow('facts are never deleted');
      expect(run(book, `REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow('facts are never deleted');
    },
  );

  it('codes stay what they are', async () => {
    const book = await withRejects();
    expect(run(book, "UPDATE code SET code = 'other'")).toThrow('codes are never changed');
    expect(run(book, 'DELETE FROM code')).toThrow('codes are never deleted');
  });
});

describe('postings', () => {
  const sealed = (book: CompanyBook): number =>
    book.session.open.db.prepare('SELECT sealed_until FROM book_state').pluck().get() as number;

  it('are never changed, sealed or not', async () => {
    const book = await januaryClosed();
    expect(run(book, 'UPDATE posting SET usage = usage WHERE at < 0 OR at > 0')).toThrow(
      'derived, not edited',
    );
    expect(run(await twoMonths(), 'UPDATE posting SET usage = 1')).toThrow('derived, not edited');
  });

  it('of a closed month are not deleted, not even the last of it', async () => {
    const book = await januaryClosed();
    const until = sealed(book);
    expect(until).toBe(Date.UTC(2026, 0, 31, 23));
    expect(
      run(book, `DELETE FROM posting WHERE at = (SELECT max(at) FROM posting WHERE at < ${until})`),
    ).toThrow('the month is sealed');
    expect(run(book, `DELETE FROM posting WHERE at < ${until}`)).toThrow('the month is sealed');
    book.session.open.db.exec(
      `SAVEPOINT looking; DELETE FROM posting WHERE at >= ${until}; ROLLBACK TO looking`,
    );
  });

  it('of a month that was reopened are open again', async () => {
    const book = await januaryClosed();
    must(reopenMonth(book.session, '2026-01', 'forgot something'));
    book.session.open.db.exec('SAVEPOINT looking; DELETE FROM posting; ROLLBACK TO looking');
  });
});
