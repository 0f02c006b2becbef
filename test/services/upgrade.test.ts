// A book of the first shape, with postings and a closed month, opens as one of today: what is kept beside the postings is made
// from them, and is what writing them would have kept.
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { must } from './company-book.ts';
import { contents, januaryClosed, reports } from './small-company.ts';

const toFirstShape = (path: string): void => {
  const db = new Database(path);
  db.exec(
    'DROP TABLE month_sum; DROP INDEX posting_few; DROP INDEX posting_by_time; DROP TABLE document; DROP TABLE outside_row; DROP TABLE match_set; DELETE FROM migration WHERE version > 1',
  );
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
