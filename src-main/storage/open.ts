// Makes, opens and closes a book: the lock, the settings of SQLite, the version. While open, a book is one file, its
// write-ahead log and a note of who has it; closed, one plain file that can be copied, mailed or kept in a synced folder.
// Must not: read a book's bytes except through SQLite or book-bytes.ts. (POSIX drops a process's locks on a file as soon as the
// process closes any handle on it, so even a look at the header would unlock a book that this process has open.)
import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Instant } from '../../src-shared/calendar.ts';
import { done, type Finding, type Result, refused } from '../../src-shared/findings/finding.ts';
import { type Codes, openCodes } from './codes.ts';
import { type FactLog, openFactLog } from './fact-log.ts';
import { bookFailure, bookReplaced, logLeft, notABook } from './failures.ts';
import { type BookBytes, openBookBytes } from './file/book-bytes.ts';
import { putOver, removeUnfinished, writeNew } from './file/into-place.ts';
import { inUse, isHeldElsewhere, readLockNote, removeLockNote, writeLockNote } from './file/lock-note.ts';
import { creationFailure, lookAt, mayWrite } from './file/look-at.ts';
import { CACHE_KB, readTogether, setForReading } from './file/read-together.ts';
import { foreignCode, schemaChanges } from './integrity.ts';
import type { Migration } from './migrations/list.ts';
import { migrate } from './migrations/migrate.ts';

/** Of a new book: what a month brings goes to the end of each customer's rows, and small pages are less to write for it. */
export const PAGE_BYTES = 4096;
/** "DRDW" in ASCII, in the header of every book, so that `file` and we can tell it from other SQLite databases. */
export const APPLICATION_ID = 0x44524457;

/** How long another program's short look at the file (a virus scanner, a sync client) is waited for. */
const BUSY_MS = 500;
const BULK_CACHE_KB = 200_000;

/** Who opens a book, and when: storage has no clock of its own. */
export interface Opener {
  user: string;
  at: Instant;
}

/** What only reads needs of a book. */
export type BookTables = Pick<OpenBook, 'db' | 'codes'>;

export interface OpenBook {
  readonly path: string;
  readonly db: Database.Database;
  readonly codes: Codes;
  readonly facts: FactLog;
  /** Runs `work` in one transaction: all of it or nothing, also of what is kept in memory. May be nested. */
  write<T>(work: () => T): T;
  /** After a transaction was rolled back by hand: forgets what was kept in memory of it. */
  rolledBack(): void;
  /** A larger page cache while much is written: on a million rows it is worth a factor of two. */
  setBulk(on: boolean): void;
  /**
   * While on, a transaction writes into the file itself, and keeps beside it what stood there before: half the writing of the log
   * where most of the book is new, and as safe. Between transactions.
   */
  writeInPlace(on: boolean): void;
  /**
   * While on, what a statement has changed is kept in memory until it is done, not in a temporary file: where few rows at a time go all over
   * an index, that file takes four times the writing of the rows. Sorting is done in memory, too. Between transactions.
   */
  keepStepsInMemory(on: boolean): void;
  /** Work that only reads, while others of this program read the file as well (`openBeside`). Between transactions. */
  readTogether<T>(work: () => Promise<T>): Promise<T>;
  /** The file as it is now, copied while work goes on. */
  readonly copyTo: BookBytes['copyTo'];
  /** What is wrong where the file is not at its path any more; asked before anything is told. */
  outOfPlace(): Finding | null;
  /** Leaves one plain file. May be called again. @returns what to know where that did not come out as it should. */
  close(): Finding | null;
}

/** Makes an empty book where no file is yet, and opens it. */
export function createBook(
  path: string,
  opener: Opener,
  migrations?: readonly Migration[],
): Result<OpenBook> {
  const full = resolve(path);
  try {
    writeNew(full, emptyBook(full, opener, migrations));
  } catch (error) {
    return refused(creationFailure(error, full));
  }
  const opened = openBook(full, opener, migrations);
  // Nobody was told of it. Unless somebody else has found it already.
  if (!opened.ok && opened.findings[0]?.code !== 'book_in_use') removeUnfinished(full);
  return opened;
}

/** The bytes of a book that holds nothing: made aside, since a file that is half a book is none. */
function emptyBook(path: string, { at }: Opener, migrations: readonly Migration[] | undefined): Uint8Array {
  const db = new Database(':memory:');
  try {
    db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    const made = migrate(db, { path, at, backup() {}, migrations });
    if (!made.ok) throw new Error(made.findings[0]!.message);
    return db.serialize();
  } finally {
    db.close();
  }
}

/** Opens a book, alone: until it is closed no other program can. Brings it up to this program's version first. */
export function openBook(path: string, opener: Opener, migrations?: readonly Migration[]): Result<OpenBook> {
  const finding = lookAt(path) ?? mayWrite(path);
  if (finding) return refused(finding);
  // One book, one note: whoever comes by a symbolic link must find it too.
  const full = realpathSync(path);
  return guarded(full, (db) => {
    const id = db.pragma('application_id', { simple: true });
    if (id !== APPLICATION_ID) return refused(notABook(full, 'it is the database of another program'));
    return bringUp(db, full, opener, migrations);
  });
}

/** Locks the file, runs the steps of opening, and leaves nothing behind when one of them refuses. */
function guarded(path: string, steps: (db: Database.Database) => Result<OpenBook>): Result<OpenBook> {
  let db: Database.Database | null = null;
  let opened: Result<OpenBook>;
  try {
    db = new Database(path, { fileMustExist: true, timeout: BUSY_MS });
    // Before anything is read, so that WAL keeps its index in memory and makes no -shm file; and before the version is
    // known, since a book of a newer program must be left untouched by one that can still be told to lock it.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    opened = steps(db);
  } catch (error) {
    const finding = bookFailure(error, path, true);
    if (!finding) {
      db?.close();
      throw error;
    }
    opened = refused(finding);
  }
  if (!opened.ok) db?.close();
  return opened;
}

/** From a locked database to an open book. */
function bringUp(
  db: Database.Database,
  path: string,
  opener: Opener,
  migrations: readonly Migration[] | undefined,
): Result<OpenBook> {
  if (isHeldElsewhere(readLockNote(path))) return refused(inUse(path));
  try {
    applySettings(db);
    const foreign = foreignCode(db, path, migrations);
    if (foreign.length > 0) return refused(...foreign);
    const migrated = migrate(db, {
      path,
      at: opener.at,
      backup: (version) => backUpBefore(db, path, version),
      migrations,
    });
    if (!migrated.ok) return migrated;
    writeLockNote(path, opener.user, opener.at);
    db.pragma('journal_mode = WAL');
    return done(openedBook(db, path));
  } catch (error) {
    removeLockNote(path);
    // Statements that cannot be prepared speak of a table that somebody took away or changed.
    const changes = schemaChanges(db, path);
    if (changes.length > 0) return refused(...changes);
    throw error;
  }
}

function applySettings(db: Database.Database): void {
  // FULL, since WAL would make it NORMAL: a month that was said to be closed must be closed after a power cut.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Or a row could be replaced without asking the guard against deleting it.
  db.pragma('recursive_triggers = ON');
  setForReading(db);
}

/** A copy of the old version beside the book. Replaces an earlier one: it was of an upgrade that did not come about. */
function backUpBefore(db: Database.Database, path: string, version: number): void {
  const target = `${path}.v${version}-backup`;
  const part = `${target}.part`;
  removeUnfinished(part);
  try {
    db.prepare('VACUUM INTO ?').run(part);
    putOver(part, target);
  } catch (error) {
    removeUnfinished(part);
    throw error;
  }
}

function openedBook(db: Database.Database, path: string): OpenBook {
  const codes = openCodes(db);
  const facts = openFactLog(db);
  facts.head(); // without it no fact could be told: better found now
  const rolledBack = (): void => codes.forgetUncommitted();
  const bytes = openBookBytes(db, path);
  const opened = identityOf(path);
  const isElsewhere = (): boolean => identityOf(path) !== opened;
  return {
    path,
    db,
    codes,
    facts,
    write(work) {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        rolledBack();
        throw error;
      }
    },
    rolledBack,
    setBulk(on) {
      db.pragma(`cache_size = ${-(on ? BULK_CACHE_KB : CACHE_KB)}`);
    },
    writeInPlace(on) {
      if (on && bytes.isCopied()) throw new Error('the file is being copied');
      const mode = on ? 'DELETE' : 'WAL';
      if (db.pragma('journal_mode', { simple: true }) !== mode.toLowerCase())
        db.pragma(`journal_mode = ${mode}`);
    },
    keepStepsInMemory: (on) => void db.pragma(`temp_store = ${on ? 'MEMORY' : 'FILE'}`),
    async readTogether(work) {
      try {
        return await readTogether(db, work);
      } finally {
        rolledBack();
      }
    },
    copyTo: bytes.copyTo,
    outOfPlace: () => (isElsewhere() ? bookReplaced(path, null) : null),
    close() {
      bytes.stop();
      const failure = closeBook(db, path, isElsewhere);
      bytes.close();
      return failure;
    },
  };
}

/** Which file is at a path; blank for none. */
function identityOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.dev} ${stat.ino}` : '';
}

function closeBook(db: Database.Database, path: string, isElsewhere: () => boolean): Finding | null {
  if (!db.open) return null;
  let failure: Finding | null = null;
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
    // Somebody took the file from under us: what was told since would go with it.
    if (isElsewhere()) failure = bookReplaced(path, rescue(db, path));
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    failure ??= bookFailure(error, path);
    if (!failure) throw error;
  } finally {
    removeLockNote(path);
    db.close();
  }
  // What was committed is on the disk: in the log, until whoever opens the book next has written it back.
  if (failure?.code === 'book_replaced') return failure;
  return failure && existsSync(`${path}-wal`) ? logLeft(path, failure) : null;
}

/** Writes all that an open book holds beside its path, under a name that is free. */
function rescue(db: Database.Database, path: string): string {
  let target = `${path}.rescued`;
  for (let n = 2; existsSync(target); n++) target = `${path}.rescued-${n}`;
  db.prepare('VACUUM INTO ?').run(target);
  return target;
}
