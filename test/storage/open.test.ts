// A book on disk: one plain file when closed, locked while open, and refused with a reason where it cannot be opened.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { bookFailure, logLeft } from '../../src-main/storage/failures.ts';
import { backupFolderBeside, backupName } from '../../src-main/storage/file/kept-backups.ts';
import { APPLICATION_ID, createBook, openBook, PAGE_BYTES } from '../../src-main/storage/open.ts';
import { code, findings, newBook, OPENER, temporaryFolder, value } from './book-files.ts';

const SCRIPT = join(import.meta.dirname, 'try-open.ts');
const NOBODY = 65534;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function closedBook(folder = temporaryFolder()): string {
  const book = newBook(folder);
  book.close();
  return book.path;
}

/** Another process that has the book open. */
async function holdElsewhere(path: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT, 'open', path, 'hold'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((done) => child.stdout!.once('data', (data) => done(String(data))));
  expect(said.trim()).toBe('open');
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}

/** What a process without root's powers is told. Tests run as root in some places, where nothing is read-only. */
function asOrdinaryUser(verb: string, path: string): string {
  const root = process.getuid?.() === 0;
  const owner = root ? { uid: NOBODY, gid: NOBODY } : {};
  const ran = spawnSync(process.execPath, [SCRIPT, verb, path], { ...owner, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  return ran.stdout.trim();
}

describe('a book', () => {
  test('is one file and a note while open, and one plain file when closed', () => {
    const folder = temporaryFolder();
    const book = newBook(folder);
    book.write(() => book.codes.idOf('meter', 'coffee'));
    expect(readdirSync(folder).sort()).toEqual(['acme.drawdown', 'acme.drawdown-wal', 'acme.drawdown.lock']);
    book.close();
    book.close();
    expect(readdirSync(folder)).toEqual(['acme.drawdown']);
    const bytes = readFileSync(book.path);
    expect(bytes.readUInt32BE(68)).toBe(APPLICATION_ID);
    expect(bytes[18]).toBe(1); // not in WAL mode: a copy of this file is whole
  });

  test('is opened with the settings that keep it safe', () => {
    const { db, setBulk } = newBook();
    const pragma = (name: string): unknown => db.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('locking_mode')).toBe('exclusive');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('cache_size')).toBe(-64_000);
    setBulk(true);
    expect(pragma('cache_size')).toBeLessThan(-64_000);
    setBulk(false);
    expect(pragma('cache_size')).toBe(-64_000);
  });

  test('keeps what was written, and forgets a transaction that failed', () => {
    const book = newBook();
    book.write(() => book.codes.idOf('meter', 'coffee'));
    expect(() =>
      book.write(() => {
        book.codes.idOf('meter', 'tea');
        throw new Error('no tea');
      }),
    ).toThrow('no tea');
    expect(book.codes.find('meter', 'tea')).toBeUndefined();
    book.close();
    const again = value(openBook(book.path, OPENER));
    expect(again.codes.find('meter', 'coffee')).toBe(1);
    expect(again.codes.find('meter', 'tea')).toBeUndefined();
  });

  test('survives its process being killed', async () => {
    const path = closedBook();
    await killed(await holdElsewhere(path));
    expect(existsSync(`${path}.lock`)).toBe(true);
    const book = value(openBook(path, OPENER));
    expect(book.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(readFileSync(`${path}.lock`, 'utf8')).toContain('"user":"mara"');
  });
});

describe('making a book refuses', () => {
  test('book_exists', () => {
    const path = closedBook();
    const before = readFileSync(path);
    expect(code(createBook(path, OPENER))).toBe('book_exists');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('folder_missing', () => {
    expect(code(createBook(join(temporaryFolder(), 'none', 'a.drawdown'), OPENER))).toBe('folder_missing');
  });

  test('read_only_folder, and leaves nothing there', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    expect(asOrdinaryUser('create', join(folder, 'a.drawdown'))).toContain('"read_only_folder"');
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('opening refuses', () => {
  test('not_found', () => {
    expect(code(openBook(join(temporaryFolder(), 'none.drawdown'), OPENER))).toBe('not_found');
  });

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a short text', (path: string) => writeFileSync(path, 'customer,name\n')],
    ['a long text', (path: string) => writeFileSync(path, 'customer,name\n'.repeat(1000))],
    [
      'another program’s database',
      (path: string) => new Database(path).exec('CREATE TABLE t (x); PRAGMA application_id = 77').close(),
    ],
  ])('not_a_book: %s', (_name, make) => {
    const path = join(temporaryFolder(), 'a.drawdown');
    make(path);
    const before = statSync(path).isFile() ? readFileSync(path) : null;
    expect(code(openBook(path, OPENER))).toBe('not_a_book');
    expect(existsSync(`${path}.lock`)).toBe(false);
    if (before) expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('newer_book, and changes nothing', () => {
    const path = closedBook();
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(path);
    expect(code(openBook(path, OPENER))).toBe('newer_book');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test('book_in_use by another process, naming who has it', async () => {
    const path = closedBook();
    const child = await holdElsewhere(path);
    const [finding] = findings(openBook(path, OPENER));
    expect(finding!.code).toBe('book_in_use');
    expect(finding!.message).toContain(
      `otto has had it open on this computer since 2026-01-05 09:00 UTC (process ${child.pid})`,
    );
    const [byLink] = [join(temporaryFolder(), 'link.drawdown')];
    symlinkSync(path, byLink);
    expect(findings(openBook(byLink, OPENER))[0]!.message).toContain('otto');
    await killed(child);
    value(openBook(path, OPENER));
  });

  test('book_in_use by this process, which keeps its lock', async () => {
    const book = newBook();
    expect(code(openBook(book.path, OPENER))).toBe('book_in_use');
    const ran = spawnSync(process.execPath, [SCRIPT, 'open', book.path], { encoding: 'utf8' });
    expect(ran.stdout).toContain('book_in_use');
    expect(ran.stdout).toContain('mara');
  });

  test('book_in_use by a program that is not this one', () => {
    const path = closedBook();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    const [finding] = findings(openBook(path, OPENER));
    expect(finding!.message).toBe('The book is open in another program');
    expect(finding!.hint).toBe('Close it there, then try again');
    other.close();
  });

  test('book_in_use, with the last backup to look at meanwhile', async () => {
    const path = closedBook();
    const folder = backupFolderBeside(path);
    mkdirSync(folder);
    const names = [7, 8].map((number) => backupName(path, number, OPENER.at, 'close'));
    for (const name of names) writeFileSync(join(folder, name), '');
    const child = await holdElsewhere(path);
    expect(findings(openBook(path, OPENER))[0]!.hint).toBe(
      `Close it there, then try again. To look at it meanwhile, open its last backup as a copy: ${join(folder, names[1]!)}`,
    );
    await killed(child);
  });

  test('book_in_use on another machine, whose lock does not reach here', () => {
    const path = closedBook();
    const note = { host: 'bureau-2', pid: 12, user: 'ines', since: '2026-01-04T10:00:00.000Z' };
    writeFileSync(`${path}.lock`, JSON.stringify(note));
    const [finding] = findings(openBook(path, OPENER));
    expect(finding!.code).toBe('book_in_use');
    expect(finding!.message).toBe(
      'The book is open: ines has had it open on bureau-2 since 2026-01-04 10:00 UTC (process 12)',
    );
    expect(finding!.hint).toContain(`${path}.lock`);
    expect(existsSync(`${path}.lock`)).toBe(true);
  });

  test('no one for a note left by a crash on this machine, or one that cannot be read', () => {
    const path = closedBook();
    const since = '2026-01-04T10:00:00.000Z';
    writeFileSync(
      `${path}.lock`,
      JSON.stringify({ host: hostname(), pid: process.pid, user: 'ines', since }),
    );
    value(openBook(path, OPENER)).close();
    writeFileSync(`${path}.lock`, '{"host":');
    value(openBook(path, OPENER)).close();
  });

  test('read_only_file and read_only_folder', () => {
    const folder = temporaryFolder();
    const path = closedBook(folder);
    chmodSync(folder, 0o777);
    chmodSync(path, 0o444);
    expect(asOrdinaryUser('open', path)).toContain('"read_only_file"');
    chmodSync(path, 0o666);
    expect(asOrdinaryUser('open', path)).toBe('open');
    chmodSync(folder, 0o555);
    expect(asOrdinaryUser('open', path)).toContain('"read_only_folder"');
    chmodSync(folder, 0o755);
    chownSync(path, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
  });

  test.each([
    ['schema_changed', 'ALTER TABLE fact ADD COLUMN note TEXT'],
    ['schema_changed', 'DROP TABLE book_state'],
    ['schema_changed', 'DROP TABLE code'],
    ['corrupt_book', 'DELETE FROM book_state'],
  ])('%s, where the program could not work: %s', (expected, sql) => {
    const path = closedBook();
    new Database(path).exec(sql).close();
    expect(findings(openBook(path, OPENER))[0]!.code).toBe(expected);
    expect(readdirSync(dirname(path))).toEqual(['acme.drawdown']);
  });

  test('corrupt_book: cut short, or with a page overwritten', () => {
    const path = closedBook();
    const cut = `${path}.cut`;
    copyFileSync(path, cut);
    truncateSync(cut, PAGE_BYTES);
    expect(code(openBook(cut, OPENER))).toBe('corrupt_book');
    const torn = `${path}.torn`;
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 100, PAGE_BYTES);
    writeFileSync(torn, bytes);
    expect(code(openBook(torn, OPENER))).toBe('corrupt_book');
  });
});

describe('trouble while open is named', () => {
  test('corrupt_book', () => {
    const book = newBook();
    book.write(() => {
      for (let i = 0; i < 5000; i++) book.codes.idOf('customer', `customer-${i}`);
    });
    book.close();
    const bytes = readFileSync(book.path);
    const root = new Database(book.path, { readonly: true });
    const page = root
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'fact'")
      .pluck()
      .get() as number;
    root.close();
    bytes.fill(0xff, (page - 1) * PAGE_BYTES, page * PAGE_BYTES);
    writeFileSync(book.path, bytes);
    const again = value(openBook(book.path, OPENER));
    try {
      again.facts.read();
      expect.unreachable();
    } catch (error) {
      expect(bookFailure(error, again.path)?.code).toBe('corrupt_book');
    }
  });

  test('disk_full', () => {
    const book = newBook();
    book.db.pragma(`max_page_count = ${book.db.pragma('page_count', { simple: true })}`);
    try {
      book.write(() => {
        for (let i = 0; i < 5000; i++) book.codes.idOf('customer', `customer-${i}`);
      });
      expect.unreachable();
    } catch (error) {
      expect(bookFailure(error, book.path)?.code).toBe('disk_full');
    }
    expect(book.codes.find('customer', 'customer-0')).toBeUndefined();
  });

  test('disk_error, from SQLite or from the system', () => {
    const path = '/x.ddb';
    const failed = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
    const gone = Object.assign(new Error('stale'), { code: 'ESTALE' });
    for (const error of [failed, gone])
      expect(bookFailure(error, path)).toMatchObject({ code: 'disk_error' });
    expect(logLeft(path, bookFailure(failed, path)!)).toMatchObject({ code: 'log_left' });
  });

  test('a programmer’s mistake is none', () => {
    const book = newBook();
    try {
      book.db.exec('SELEC');
    } catch (error) {
      expect(bookFailure(error, book.path)).toBeNull();
    }
    expect(bookFailure(new TypeError('x'), book.path)).toBeNull();
  });
});
