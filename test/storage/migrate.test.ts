// Migrations: each once and whole, with a copy of what was there before; none on a book whose history is not known.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkIntegrity } from '../../src-main/storage/integrity.ts';
import { MIGRATIONS, type Migration } from '../../src-main/storage/migrations/list.ts';
import { createBook, openBook } from '../../src-main/storage/open.ts';
import { code, findings, OPENER, temporaryFolder, value } from './book-files.ts';

const next = (sql: string): Migration[] => [
  ...MIGRATIONS,
  { version: MIGRATIONS.length + 1, name: 'next', sql },
];
const NOTES = next('CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT');

function oldBook(): string {
  const book = value(createBook(join(temporaryFolder(), 'old.drawdown'), OPENER));
  book.facts.append(
    [{ kind: 'meter', body: { code: 'coffee', name: 'Coffee', unit: 'cup' } }],
    't',
    'mara',
    1,
  );
  book.close();
  return book.path;
}

/** What a book file says of itself, read by nobody's help. */
function look(path: string): { version: number; tables: string[]; facts: number; history: string[] } {
  const db = new Database(path, { readonly: true });
  const texts = (sql: string): string[] => db.prepare<[], string>(sql).pluck().all();
  const seen = {
    version: db.pragma('user_version', { simple: true }) as number,
    tables: texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"),
    facts: db.prepare('SELECT count(*) FROM fact').pluck().get() as number,
    history: texts("SELECT version || ' ' || name || ' ' || applied_at FROM migration ORDER BY version"),
  };
  db.close();
  return seen;
}

describe('migrating', () => {
  test('brings a book up once, and keeps a copy of what it was', () => {
    const path = oldBook();
    const old = look(path);
    value(openBook(path, { user: 'mara', at: 77 }, NOTES)).close();
    const now = look(path);
    expect(now.version).toBe(old.version + 1);
    expect(now.tables).toContain('note');
    expect(now.history).toEqual([...old.history, `${now.version} next 77`]);
    expect(look(`${path}.v${old.version}-backup`)).toEqual(old);
    value(openBook(path, { user: 'mara', at: 99 }, NOTES)).close();
    expect(look(path)).toEqual(now);
  });

  test('makes no copy of a new book', () => {
    const path = join(temporaryFolder(), 'new.drawdown');
    value(createBook(path, OPENER, NOTES)).close();
    expect(existsSync(`${path}.v0-backup`)).toBe(false);
    expect(look(path).version).toBe(MIGRATIONS.length + 1);
  });

  test('keeps the rows of a child when its parent is rebuilt', () => {
    const path = oldBook();
    const family = next(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
      INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 1);`);
    const rebuilt = `CREATE TABLE parent_2 (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO parent_2 (id) SELECT id FROM parent; DROP TABLE parent; ALTER TABLE parent_2 RENAME TO parent;`;
    const more = [...family, { version: family.length + 1, name: 'rebuild', sql: rebuilt }];
    const book = value(openBook(path, OPENER, more));
    expect(book.db.prepare('SELECT count(*) FROM child').pluck().get()).toBe(1);
    expect(book.db.pragma('foreign_keys', { simple: true })).toBe(1);
  });
});

describe('an upgrade that is killed', () => {
  test('leaves the old book', async () => {
    const path = oldBook();
    const old = look(path);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'upgrade-slowly.ts'), path]);
    const ended = new Promise((gone) => child.once('exit', gone));
    // Killed when pages of the new version have reached the file itself.
    const size = statSync(path).size;
    while (statSync(path).size < size + 100_000) await new Promise((later) => setTimeout(later, 5));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(`${path}-journal`)).toBe(true);
    const book = value(openBook(path, OPENER));
    expect(checkIntegrity(book)).toEqual([]);
    expect(book.facts.verify()).toEqual([]);
    book.close();
    expect(look(path)).toEqual(old);
    expect(look(`${path}.v${old.version}-backup`)).toEqual(old);
  });
});

describe('migrating refuses', () => {
  test('upgrade_failed: the book stays as it was', () => {
    const path = oldBook();
    const before = readFileSync(path);
    const broken = next('CREATE TABLE note (x TEXT); INSERT INTO no_such_table VALUES (1)');
    expect(findings(openBook(path, OPENER, broken))[0]).toMatchObject({
      code: 'upgrade_failed',
      message: expect.stringContaining('no_such_table'),
    });
    expect(look(path).tables).not.toContain('note');
    expect(look(path).version).toBe(MIGRATIONS.length);
    const orphan = next(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id)); INSERT INTO child VALUES (1, 7)`);
    expect(findings(openBook(path, OPENER, orphan))[0]!.message).toContain('broken references in child');
    expect(look(path).tables).not.toContain('child');
    value(openBook(path, OPENER)).close();
    expect(readFileSync(path).length).toBe(before.length);
  });

  test('migration_edited', () => {
    const path = oldBook();
    const edited = MIGRATIONS.map((migration, i) =>
      i === 0 ? { ...migration, sql: `${migration.sql} ` } : migration,
    );
    expect(code(openBook(path, OPENER, edited))).toBe('migration_edited');
    const renamed = MIGRATIONS.map((migration, i) => (i === 0 ? { ...migration, name: 'other' } : migration));
    expect(code(openBook(path, OPENER, renamed))).toBe('migration_edited');
  });

  test.each([
    ['a missing row', 'DELETE FROM migration WHERE version = 1'],
    ['a row too many', "INSERT INTO migration VALUES (7, 'x', 'y', 1)"],
    ['no record at all', 'DROP TABLE migration'],
  ])('migration_gap: %s', (_name, sql) => {
    const path = oldBook();
    new Database(path).exec(sql).close();
    expect(code(openBook(path, OPENER, NOTES))).toBe('migration_gap');
  });

  test('newer_book: one that a later program has brought up', () => {
    const path = oldBook();
    value(openBook(path, OPENER, NOTES)).close();
    expect(code(openBook(path, OPENER))).toBe('newer_book');
  });

  test('a list with a hole, which is a programmer’s mistake', () => {
    const path = oldBook();
    const hole = [...MIGRATIONS, { version: MIGRATIONS.length + 2, name: 'hole', sql: '' }];
    expect(() => openBook(path, OPENER, hole)).toThrow('stands where');
    value(openBook(path, OPENER));
  });
});
