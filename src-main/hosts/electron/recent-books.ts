// The books that were open here, last one first: for the start screen, the menu and the system's own list.
// One that is gone is listed as missing. Must not: open a book.
import { type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { app } from 'electron';
import { withoutEnding } from '../serving/file-names.ts';
import type { Remembered } from '../serving/remembered.ts';

const FILE = 'recent';
const MOST = 12;

export interface RecentBook {
  readonly path: string;
  readonly name: string;
  readonly changedAt: string;
  readonly missing: boolean;
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
      paths().map((path) => {
        const found = lookAt(path);
        return {
          path,
          name: withoutEnding(basename(path)),
          changedAt: found?.mtime.toISOString() ?? '',
          missing: !found,
        };
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

/** The file, where there is one: a disk that is not there any more is no failure. */
function lookAt(path: string): Stats | null {
  try {
    const found = statSync(path);
    return found.isFile() ? found : null;
  } catch {
    return null;
  }
}
