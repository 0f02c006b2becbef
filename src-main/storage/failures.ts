// What SQLite and the file system throw, as findings a person can act on. Anything not named here is a programmer's
// mistake and stays an exception. Must not: open or change files.
import Database from 'better-sqlite3';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { inUse } from './file/lock-note.ts';

export function notABook(path: string, why: string): Finding {
  return {
    code: 'not_a_book',
    place: { file: path },
    message: `The file is no Drawdown book: ${why}`,
    hint: 'Choose a book, or make a new one',
  };
}

export function corruptBook(path: string, detail: string): Finding {
  return {
    code: 'corrupt_book',
    place: { file: path },
    message: `The book is damaged: ${detail}`,
    hint: 'Restore it from a backup; keep the damaged file',
  };
}

export function readOnlyFile(path: string): Finding {
  return {
    code: 'read_only_file',
    place: { file: path },
    message: 'The book may not be written to',
    hint: 'Allow writing to the file, or copy it to a folder of your own',
  };
}

export function readOnlyFolder(path: string): Finding {
  return {
    code: 'read_only_folder',
    place: { file: path },
    message: 'The folder may not be written to, and a book is kept safe by files beside it while it is open',
    hint: 'Allow writing to the folder, or use a folder of your own',
  };
}

function diskFull(path: string): Finding {
  return {
    code: 'disk_full',
    place: { file: path },
    message: 'There is no room left on the disk',
    hint: 'Make room, then try again',
  };
}

function diskError(path: string, detail: string): Finding {
  return {
    code: 'disk_error',
    place: { file: path },
    message: `The disk, or the way to it, has failed (${detail})`,
    hint: 'Check the disk and the connection to it, open the book again to see how it stands, and verify it',
  };
}

/** After work that was done: what holds part of it, and how it gets to where it belongs. */
export function logLeft(path: string, why: Finding): Finding {
  return {
    code: 'log_left',
    place: { file: path },
    message: `What was done is kept, part of it in ${path}-wal, as it could not be written into the book: ${why.message}`,
    hint: 'Keep both files together; the book takes it in when it is next opened and closed',
  };
}

/** While the book was open. `rescued`: where what it held was put; null: nowhere yet. */
export function bookReplaced(path: string, rescued: string | null): Finding {
  return {
    code: 'book_replaced',
    place: { file: path },
    message: `The file was moved, removed or replaced while it was open${rescued === null ? '; nothing more is told to it' : `: what it held is in ${rescued}`}`,
    hint:
      rescued === null
        ? 'Close the book: what it holds is kept in a file beside it'
        : 'Look which of the two is the one to go on with; keep the other until that is sure',
  };
}

/** What reading a row throws that the program cannot have written: damage of the book, wherever it is met. */
export function damagedRow(detail: string): Error {
  return new Database.SqliteError(detail, 'SQLITE_CORRUPT');
}

/** A device that fails, one that is gone, a network folder that is. */
const DISK_ERRORS: ReadonlySet<string> = new Set([
  'EIO',
  'ENXIO',
  'ENODEV',
  'ESTALE',
  'ENOTCONN',
  'EHOSTDOWN',
  'ETIMEDOUT',
]);

/** @returns null for what is no failure of the book or its disk: throw it on. */
export function bookFailure(error: unknown, path: string, opening = false): Finding | null {
  if (error instanceof Database.SqliteError) return sqliteFailure(error.code, error.message, path, opening);
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return readOnlyFolder(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path);
  if (code !== undefined && DISK_ERRORS.has(code)) return diskError(path, code);
  return null;
}

function sqliteFailure(code: string, detail: string, path: string, opening: boolean): Finding | null {
  // Extended codes refine the plain ones: SQLITE_READONLY_DIRECTORY, SQLITE_CORRUPT_VTAB, SQLITE_BUSY_RECOVERY …
  if (code.startsWith('SQLITE_BUSY')) return inUse(path);
  if (code.startsWith('SQLITE_NOTADB')) {
    return opening ? notABook(path, 'it was not made by Drawdown') : corruptBook(path, detail);
  }
  if (code.startsWith('SQLITE_CORRUPT')) return corruptBook(path, detail);
  // A damaged header, in words only: the code says no more than that something is wrong.
  if (detail === 'unsupported file format') return corruptBook(path, detail);
  if (code === 'SQLITE_READONLY_DIRECTORY' || code.startsWith('SQLITE_CANTOPEN')) return readOnlyFolder(path);
  if (code.startsWith('SQLITE_READONLY')) return readOnlyFile(path);
  // The other one: what SQLite keeps beside a log could not grow.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE') return diskFull(path);
  if (code.startsWith('SQLITE_IOERR')) return diskError(path, detail);
  if (detail === 'integer overflow')
    return corruptBook(path, 'its amounts add up to more than a book can count');
  return null;
}
