// A whole book has no findings; each kind of damage is named.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../src-main/storage/integrity.ts';
import { type OpenBook, openBook, PAGE_BYTES } from '../../src-main/storage/open.ts';
import { findings, newBook, OPENER, value } from './book-files.ts';
import { poster } from './posted-by-hand.ts';

const ENDLESS =
  'SELECT count(*) FROM (WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT * FROM c)';

function filledBook(): OpenBook {
  const book = newBook();
  const anna = poster(book);
  anna.lot({ id: 'a', credits: 5n });
  anna.post({ at: '2026-01-01', kind: 'grant', lot: 'a', credits: 5 });
  const event = anna.event('cup-1');
  anna.post({ at: '2026-01-02', kind: 'drawdown', lot: 'a', event, meter: 'coffee', credits: -1 });
  return book;
}

/** The book after something was done to its file without the program. */
function afterwards(sql: string): OpenBook {
  const book = filledBook();
  book.close();
  new Database(book.path).exec(sql).close();
  return value(openBook(book.path, OPENER));
}

describe('integrity', () => {
  test('of a book is whole', () => {
    expect(checkIntegrity(filledBook())).toEqual([]);
  });

  test.each([
    [
      'a lot',
      'PRAGMA foreign_keys = OFF; DELETE FROM lot',
      'posting: 2 rows name in lot a lot that is not there, first 1',
    ],
    [
      'an event',
      'DROP TRIGGER usage_no_delete; DELETE FROM usage_event',
      'posting: 1 row names in event a usage_event',
    ],
    ['a wallet', 'DELETE FROM wallet', 'lot: 1 row names in wallet a wallet that is not there'],
    [
      'a meter',
      `DROP TRIGGER code_no_delete; DELETE FROM code WHERE kind = 'meter'`,
      'usage_event: 1 row names in meter a code',
    ],
  ])('broken_reference: %s is gone', (_name, sql, message) => {
    expect(checkIntegrity(afterwards(sql))).toContainEqual(
      expect.objectContaining({ code: 'broken_reference', message: expect.stringContaining(message) }),
    );
  });

  test('broken_reference: of a declared foreign key', () => {
    const book = filledBook();
    book.db.pragma('foreign_keys = OFF');
    book.db.exec('CREATE TABLE note (lot INTEGER REFERENCES lot (id)); INSERT INTO note VALUES (99)');
    const messages = checkIntegrity(book).map(({ message }) => message);
    expect(messages).toContain('note: row 1 points at no lot');
  });

  test.each([
    ['DROP TRIGGER fact_no_update', 'The trigger fact_no_update is missing'],
    ['DROP INDEX usage_by_time', 'The index usage_by_time is missing'],
    ['ALTER TABLE lot ADD COLUMN note TEXT', 'The table lot is not as the program makes it'],
    [
      'CREATE TRIGGER x AFTER INSERT ON fact BEGIN DELETE FROM lot; END',
      'The trigger x does not belong here',
    ],
  ])('schema_changed: %s', (sql, message) => {
    const book = filledBook();
    book.db.exec(sql);
    expect(checkIntegrity(book)).toEqual([expect.objectContaining({ code: 'schema_changed', message })]);
  });

  test.each([
    ['a trigger', `CREATE TRIGGER x AFTER INSERT ON fact BEGIN ${ENDLESS}; END`, 'The trigger x does not'],
    [
      'a guard of another kind',
      `DROP TRIGGER fact_no_update; CREATE TRIGGER fact_no_update BEFORE INSERT ON fact BEGIN ${ENDLESS}; END`,
      'The trigger fact_no_update is not as',
    ],
    ['an index', 'CREATE INDEX x ON fact (length(hex(zeroblob(seq))))', 'The index x does not'],
    ['a table', 'ALTER TABLE fact ADD COLUMN x INT CHECK (abs(seq) > 0)', 'The table fact is not as'],
    [
      'a trigger under a name of SQLite’s own',
      `CREATE TRIGGER x AFTER INSERT ON fact BEGIN ${ENDLESS}; END; PRAGMA writable_schema = ON;
       UPDATE sqlite_schema SET name = 'sqlite_x', sql = replace(sql, 'TRIGGER x', 'TRIGGER sqlite_x') WHERE name = 'x'`,
      'The trigger sqlite_x does not',
    ],
  ])(
    'schema_changed: %s that would run when something is written keeps the book closed',
    (_name, sql, message) => {
      const book = filledBook();
      book.close();
      new Database(book.path).unsafeMode().exec(sql).close();
      expect(findings(openBook(book.path, OPENER))[0]).toMatchObject({
        code: 'schema_changed',
        message: expect.stringContaining(message),
      });
      expect(readdirSync(dirname(book.path))).toEqual(['acme.drawdown']);
    },
  );

  test('a view or a table that nothing asks keeps no one out, and is named', () => {
    const book = afterwards('CREATE VIEW sales AS SELECT 1; CREATE TABLE notes (x)');
    expect(checkIntegrity(book).map(({ message }) => message)).toEqual([
      'The table notes does not belong here',
      'The view sales does not belong here',
    ]);
  });

  test('statistics that SQLite keeps are no change', () => {
    expect(checkIntegrity(afterwards('ANALYZE'))).toEqual([]);
  });

  test('corrupt_book: an index that does not agree with its table, a page of nonsense', () => {
    const path = filledBook();
    path.close();
    const page = (name: string): number => {
      const db = new Database(path.path, { readonly: true });
      const root = db
        .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(name)!;
      db.close();
      return root;
    };
    const whole = readFileSync(path.path);
    const emptied = Buffer.from(whole);
    // A leaf page of an index (kind 10) without cells.
    const at = (page('usage_by_time') - 1) * PAGE_BYTES;
    emptied.fill(0, at, at + PAGE_BYTES);
    emptied[at] = 10;
    emptied.writeUInt16BE(PAGE_BYTES, at + 5);
    writeFileSync(path.path, emptied);
    const book = value(openBook(path.path, OPENER));
    expect(checkIntegrity(book)[0]).toMatchObject({
      code: 'corrupt_book',
      message: expect.stringContaining('usage_by_time'),
    });
    book.close();
    const torn = Buffer.from(whole);
    torn.fill(0xff, (page('posting') - 1) * PAGE_BYTES, page('posting') * PAGE_BYTES);
    writeFileSync(path.path, torn);
    const again = value(openBook(path.path, OPENER));
    expect(new Set(checkIntegrity(again).map(({ code }) => code))).toEqual(new Set(['corrupt_book']));
  });
});
