// The books that were open here, last one first: for the start screen, the menu and the system's own list.
// Must not: open a book, or list one that is gone.
import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { app } from 'electron';
import type { Remembered } from './remembered.ts';

export const BOOK_ENDING = '.ddb';
const FILE = 'recent';
const MOST = 12;

export interface RecentBook {
  readonly path: string;
  readonly name: string;
  readonly changedAt: string;
}

export interface RecentBooks {
  list(): RecentBook[];
  add(path: string): void;
  clear(): void;
}

export function openRecentBooks(remembered: Remembered): RecentBooks {
  const paths = (): string[] => {
    const read = remembered.read(FILE);
    return Array.isArray(read) ? read.filter((one) => typeof one === 'string').slice(0, MOST) : [];
  };
  return {
    list: () =>
      paths().flatMap((path) => {
        const found = statSync(path, { throwIfNoEntry: false });
        return found?.isFile() ? [{ path, name: bookName(path), changedAt: found.mtime.toISOString() }] : [];
      }),
    add(path) {
      remembered.write(FILE, [path, ...paths().filter((one) => one !== path)].slice(0, MOST));
      app.addRecentDocument(path);
    },
    clear() {
      remembered.write(FILE, []);
      app.clearRecentDocuments();
    },
  };
}

/** What a book's file is called without its ending. */
export function bookName(path: string): string {
  const name = basename(path);
  return isBook(name) ? name.slice(0, -BOOK_ENDING.length) : name;
}

export function isBook(path: string): boolean {
  return extname(path).toLowerCase() === BOOK_ENDING;
}
