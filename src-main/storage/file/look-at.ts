// What can be known of a path before a book there is opened or made. Only names and permissions are looked at, never the
// bytes (open.ts says why). Must not: create, change or open files.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { bookFailure, notABook, readOnlyFile, readOnlyFolder } from '../failures.ts';

/** Why there can be no book at a path: nothing there, a folder, an empty file. */
export function lookAt(path: string): Finding | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    return {
      code: 'not_found',
      place: { file: path },
      message: 'There is no book at this path',
      hint: 'Check the path, or make a new book',
    };
  }
  if (stat.isDirectory()) return notABook(path, 'it is a folder');
  if (!stat.isFile()) return notABook(path, 'it is not a plain file');
  if (stat.size === 0) return notABook(path, 'it is empty');
  return null;
}

/** Why a book that is there cannot be opened for work. */
export function mayWrite(path: string): Finding | null {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    return readOnlyFile(path);
  }
  return canWriteInto(dirname(path)) ? null : readOnlyFolder(path);
}

export function canWriteInto(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why a file cannot be made at a path. */
export function creationFailure(error: unknown, path: string): Finding {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EEXIST') {
    return {
      code: 'book_exists',
      place: { file: path },
      message: 'There is already a file at this path',
      hint: 'Open it, or choose another name',
    };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      code: 'folder_missing',
      place: { file: path },
      message: `There is no folder ${dirname(path)}`,
      hint: 'Make the folder first, or choose another one',
    };
  }
  const finding = bookFailure(error, path);
  if (!finding) throw error;
  return finding;
}
