// Backups of a book at work, and putting them back: checked copies, and never over something without being told.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Told } from '../../src-main/engine/facts.ts';
import { backUp, restore } from '../../src-main/storage/file/backup.ts';
import { type OpenBook, openBook } from '../../src-main/storage/open.ts';
import { code, findings, newBook, OPENER, temporaryFolder, value } from './book-files.ts';

const meter = (name: string): Told => ({ kind: 'meter', body: { code: name, name, unit: 'cup' } });

function bookWithFacts(facts = 3): OpenBook {
  const book = newBook();
  const told = Array.from({ length: facts }, (_, i) => meter(`meter-${i}`));
  book.facts.append(told, 'meters.csv', 'mara', 1000);
  return book;
}

const target = (): string => join(temporaryFolder(), 'copy.drawdown');

describe('a backup', () => {
  test('of a book at work is one plain, equal book', async () => {
    const book = bookWithFacts(5000);
    const path = target();
    const pages: number[] = [];
    const copied = value(await backUp(book, path, { progress: (done) => pages.push(done) }));
    expect(copied).toMatchObject({ path, facts: 5000, hash: book.facts.head().hash });
    expect(copied.bytes).toBe(readFileSync(path).length);
    expect(pages.length).toBeGreaterThan(0);
    expect(readdirSync(join(path, '..'))).toEqual(['copy.drawdown']);
    expect(readFileSync(path)[18]).toBe(1); // not in WAL mode
    const again = value(openBook(path, OPENER));
    expect(again.facts.read()).toEqual(book.facts.read());
    book.facts.append([meter('still at work')], 't', 'mara', 2000);
  });

  test('leaves the book locked', async () => {
    const book = bookWithFacts();
    const other = `const Database = require('better-sqlite3');
      try { new Database(${JSON.stringify(book.path)}, { timeout: 100 }).exec('BEGIN EXCLUSIVE'); console.log('free'); }
      catch ({ code }) { console.log(code); }`;
    const tried = () =>
      spawnSync(process.execPath, ['-e', other], { cwd: import.meta.dirname, encoding: 'utf8' });
    value(await backUp(book, target()));
    expect(tried().stdout.trim()).toBe('SQLITE_BUSY');
    book.close();
    expect(tried().stdout.trim()).toBe('free');
  });

  test('holds what is told while it is made', async () => {
    const book = bookWithFacts(20_000);
    const path = target();
    let told = 0;
    const making = backUp(book, path, {
      progress: () => {
        if (told < 3) book.facts.append([meter(`late-${told++}`)], 't', 'mara', 2000);
      },
    });
    const copied = value(await making);
    expect(told).toBeGreaterThan(0);
    expect(copied.facts).toBeGreaterThanOrEqual(20_000);
    expect(value(openBook(path, OPENER)).facts.verify()).toEqual([]);
  });

  test('is refused where something is, unless told; then that is kept', async () => {
    const book = bookWithFacts();
    const path = target();
    writeFileSync(path, 'my notes');
    expect(code(await backUp(book, path))).toBe('target_exists');
    expect(readFileSync(path, 'utf8')).toBe('my notes');
    value(await backUp(book, path, { replace: true }));
    expect(readFileSync(`${path}.replaced`, 'utf8')).toBe('my notes');
    expect(value(openBook(path, OPENER)).facts.head().facts).toBe(3);
  });

  test('is refused onto the book itself, a folder, into no folder', async () => {
    const book = bookWithFacts();
    expect(findings(await backUp(book, book.path, { replace: true }))[0]!.message).toContain('onto itself');
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x'));
    expect(code(await backUp(book, join(folder, 'x'), { replace: true }))).toBe('target_exists');
    expect(code(await backUp(book, join(folder, 'none', 'x')))).toBe('folder_missing');
    expect(book.facts.verify()).toEqual([]);
  });

  test('is not made inside a transaction', async () => {
    const book = bookWithFacts();
    book.db.exec('BEGIN');
    await expect(backUp(book, target())).rejects.toThrow('inside a transaction');
  });

  test('copy_differs and damage: what is not equal is not kept', async () => {
    const book = bookWithFacts();
    const spoiled = (sql: string): OpenBook => ({
      ...book,
      async copyTo(path) {
        await book.copyTo(path);
        const db = new Database(path);
        db.exec(sql);
        db.close();
      },
    });
    const cut = `DROP TRIGGER fact_no_delete; DELETE FROM fact WHERE seq = 3;
      CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;`;
    const state = 'UPDATE book_state SET facts = 2, facts_hash = (SELECT hash FROM fact WHERE seq = 2)';
    const path = target();
    expect(code(await backUp(spoiled(`${cut} ${state}`), path))).toBe('copy_differs');
    expect(code(await backUp(spoiled(cut), path))).toBe('facts_truncated');
    expect(code(await backUp(spoiled('DROP INDEX usage_by_id'), path))).toBe('schema_changed');
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });
});

describe('restoring', () => {
  test('puts a backup where a book is wanted', async () => {
    const book = bookWithFacts();
    const [backup, path] = [target(), target()];
    value(await backUp(book, backup));
    const before = readFileSync(backup);
    chmodSync(backup, 0o444);
    expect(value(await restore(backup, path))).toMatchObject({ facts: 3, hash: book.facts.head().hash });
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(value(openBook(path, OPENER)).facts.read()).toEqual(book.facts.read());
  });

  test('replaces a book only when told, and keeps it with its journal', async () => {
    const backup = target();
    value(await backUp(bookWithFacts(), backup));
    const old = bookWithFacts(7);
    old.close();
    writeFileSync(`${old.path}-wal`, 'left over');
    expect(code(await restore(backup, old.path))).toBe('target_exists');
    value(await restore(backup, old.path, { replace: true }));
    expect(existsSync(`${old.path}-wal`)).toBe(false);
    expect(value(openBook(old.path, OPENER)).facts.head().facts).toBe(3);
    expect(value(openBook(`${old.path}.replaced`, OPENER)).facts.head().facts).toBe(7);
  });

  test('replaces a damaged book, which is what it is for', async () => {
    const backup = target();
    value(await backUp(bookWithFacts(), backup));
    const path = target();
    writeFileSync(path, 'nonsense'.repeat(2000));
    value(await restore(backup, path, { replace: true }));
    expect(value(openBook(path, OPENER)).facts.head().facts).toBe(3);
  });

  test('refuses to take a book from under who has it open, here or elsewhere', async () => {
    const backup = target();
    value(await backUp(bookWithFacts(), backup));
    const open = bookWithFacts(7);
    expect(code(await restore(backup, open.path, { replace: true }))).toBe('book_in_use');
    expect(code(await restore(open.path, target()))).toBe('book_in_use');
    open.close();
    const script = join(import.meta.dirname, 'try-open.ts');
    const child = spawn(process.execPath, [script, 'open', open.path, 'hold'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((said) => child.stdout!.once('data', said));
    const [finding] = findings(await restore(backup, open.path, { replace: true }));
    child.kill('SIGKILL');
    expect(finding!.code).toBe('book_in_use');
    expect(finding!.message).toContain('otto');
  });

  test('refuses what is no whole book of this program', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'x.drawdown');
    const make = (name: string, change: (db: Database.Database) => void): string => {
      const book = bookWithFacts();
      book.close();
      const db = new Database(book.path);
      change(db);
      db.exec(`VACUUM INTO '${join(folder, name)}'`);
      db.close();
      return join(folder, name);
    };
    expect(code(await restore(join(folder, 'none'), path))).toBe('not_found');
    expect(code(await restore(folder, path))).toBe('not_a_book');
    writeFileSync(join(folder, 'text'), 'x'.repeat(5000));
    expect(code(await restore(join(folder, 'text'), path))).toBe('not_a_book');
    expect(
      code(
        await restore(
          make('other', (db) => db.pragma('application_id = 7')),
          path,
        ),
      ),
    ).toBe('not_a_book');
    expect(
      code(
        await restore(
          make('zero', (db) => db.pragma('user_version = 0')),
          path,
        ),
      ),
    ).toBe('not_a_book');
    expect(
      code(
        await restore(
          make('newer', (db) => db.pragma('user_version = 99')),
          path,
        ),
      ),
    ).toBe('newer_book');
    const altered = make('altered', (db) => {
      const guard = db
        .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'fact_no_update'")
        .pluck()
        .get()!;
      db.exec(`DROP TRIGGER fact_no_update; UPDATE fact SET author = 'otto' WHERE seq = 2; ${guard}`);
    });
    expect(findings(await restore(altered, path))[0]).toMatchObject({
      code: 'fact_altered',
      message: expect.stringContaining('meter-1'),
    });
    expect(existsSync(path)).toBe(false);
  });
});
