// A book of the first shape, with postings and a closed month, opens as one of today: what is kept beside the postings is made
// from them, and is what writing them would have kept.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { withBook } from '../../src-main/backend/books.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { MIGRATIONS } from '../../src-main/storage/migrations/list.ts';
import { done } from '../../src-shared/findings/finding.ts';
import { ACTOR, must } from './company-book.ts';
import { contents, januaryClosed, reports } from './small-company.ts';

const toFirstShape = (path: string): void => {
  const db = new Database(path);
  const first = new Database(':memory:');
  first.exec(MIGRATIONS[0]!.sql);
  const madeBy = (name: string): string =>
    first.prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name)!;
  db.exec(`
    DROP TABLE month_sum; DROP INDEX posting_few; DROP INDEX posting_by_time;
    DROP TABLE document; DROP TABLE outside_row; DROP TABLE match_set;
    DROP INDEX usage_by_id; ${madeBy('usage_by_id')}; DROP TABLE id_filter;
    CREATE TEMP TABLE states AS SELECT * FROM snapshot; DROP TABLE snapshot;
    ${madeBy('snapshot')}; INSERT INTO snapshot SELECT * FROM states;
    DELETE FROM migration WHERE version > 1`);
  first.close();
  db.pragma('user_version = 1');
  db.close();
};

it('a book of version 1 gets the sums of its postings', async () => {
  const book = await januaryClosed();
  const { month_sum: sums } = contents(book);
  const said = await reports(book);
  expect(sums).not.toBe('');
  const upgraded = book.reopened(toFirstShape);
  expect(contents(upgraded).month_sum).toBe(sums);
  expect(await reports(upgraded)).toEqual(said);
  expect(must(verifyBook(upgraded.session)).findings).toEqual([]);
});

it('a book that a newer program has told something is left to it, though its tables are the same', async () => {
  const book = await januaryClosed();
  const { open } = book.session;
  open.facts.append([{ kind: 'forecast', body: { code: 'anna' } } as never], 'later', 'mara', 0);
  open.close();
  const tables = (): string => {
    const db = new Database(open.path, { readonly: true });
    const names = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    const rows = names.map((name) => db.prepare(`SELECT * FROM "${name}"`).raw().all());
    db.close();
    return JSON.stringify([names, rows]);
  };
  const before = tables();
  expect(await withBook(open.path, ACTOR, () => done('read'))).toEqual({
    ok: false,
    findings: [
      {
        code: 'newer_book',
        place: { file: open.path },
        message: expect.stringMatching(/newer version of Drawdown \(fact \d+ is a forecast, which/),
        hint: 'Open it with the newer version; this one has changed nothing',
      },
    ],
  });
  expect(tables()).toBe(before);
});
