// The folder in which the browser host keeps books, as there is no native dialog to choose places with; people see its name.
// Must not: open a book, or write into one.
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BOOK_ENDING, readBackupName } from '../../../src-shared/keeping/book-names.ts';
import { freeName, isBook, safeFileName, withoutEnding } from '../serving/file-names.ts';

/** More books than this nobody looks through in a list. */
const MOST_LISTED = 500;

export interface FoundBook {
  readonly path: string;
  readonly name: string;
  readonly changedAt: string;
}

export interface BookFolder {
  readonly path: string;
  /** Books in the folder and one level below, where their automatic backups are left out; changed last first. */
  list(): FoundBook[];
  /** Where a book of this name goes; null: no file can have the name. */
  placeFor(name: string): string | null;
  /** Copies a book into the folder, under a name that is free. */
  keep(file: string, name: string): string;
  /** Makes a new folder in it. */
  makeFolder(name: string): string | null;
}

export function openBookFolder(path: string): BookFolder {
  mkdirSync(path, { recursive: true });
  const isTaken = (name: string): boolean => existsSync(join(path, name));
  return {
    path,
    list: () =>
      [...booksIn(path), ...foldersIn(path).flatMap(booksIn).filter(isNoBackup)]
        .sort((a, b) => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0))
        .slice(0, MOST_LISTED),
    placeFor(name) {
      const safe = safeFileName(withoutEnding(name));
      return safe === null ? null : join(path, `${safe}${BOOK_ENDING}`);
    },
    keep(file, name) {
      const safe = safeFileName(withoutEnding(name)) ?? 'Book';
      const kept = join(path, freeName(safe, BOOK_ENDING, isTaken));
      copyFileSync(file, kept, constants.COPYFILE_EXCL);
      return kept;
    },
    makeFolder(name) {
      const safe = safeFileName(name);
      if (safe === null) return null;
      const made = join(path, freeName(safe, '', isTaken));
      mkdirSync(made);
      return made;
    },
  };
}

const isNoBackup = ({ path }: FoundBook): boolean => readBackupName(basename(path)) === null;

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(path, entry.name));
}

function booksIn(folder: string): FoundBook[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // A folder that may not be read has no books for us.
    return [];
  }
  return names.filter(isBook).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile()) return [];
    return [{ path, name: withoutEnding(name), changedAt: found.mtime.toISOString() }];
  });
}
