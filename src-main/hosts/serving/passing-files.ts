// Files on their way between page and backend: uploads and pasted text to be read, targets that jobs write and the browser downloads
// once. They live in a private folder that goes when the host goes. Must not: be given a path from outside.

import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export interface Outgoing {
  readonly name: string;
  readonly size: number;
  readonly stream: Readable;
}

export interface PassingFiles {
  /** A place for an upload, under its own name: messages and batches name it. */
  placeFor(name: string): string;
  /** Keeps text as a file of this name; the oldest goes when there are many. @returns its path. */
  spool(name: string, text: string): string;
  drop(path: string): void;
  /** Known from now on as an upload. */
  uploaded(ref: string, path: string): void;
  uploadOf(ref: string): string | null;
  /** Known from now on as a file to be downloaded once it is written. */
  target(ref: string, path: string): void;
  /** The file, once; null: no such target, not written, or taken before. */
  takeOut(ref: string): Outgoing | null;
  clear(): void;
}

/** Pasted texts that are kept: one goes back to the last few, not to all. */
const MOST_SPOOLED = 8;

/** @param within another folder than the system's for temporary files. */
export function openPassingFiles(within: string = tmpdir()): PassingFiles {
  const folder = mkdtempSync(join(within, 'drawdown-'));
  const uploads = new Map<string, string>();
  const targets = new Map<string, string>();
  const spooled: string[] = [];
  const drop = (path: string): void => rmSync(dirname(path), { recursive: true, force: true });
  const placeFor = (name: string): string => {
    const own = join(folder, randomUUID());
    mkdirSync(own, { mode: 0o700 });
    return join(own, name);
  };
  return {
    placeFor,
    drop,
    spool(name, text) {
      const path = placeFor(name);
      writeFileSync(path, text, { mode: 0o600 });
      spooled.push(path);
      while (spooled.length > MOST_SPOOLED) drop(spooled.shift()!);
      return path;
    },
    uploaded: (ref, path) => void uploads.set(ref, path),
    uploadOf: (ref) => uploads.get(ref) ?? null,
    target: (ref, path) => void targets.set(ref, path),
    takeOut(ref) {
      const path = targets.get(ref);
      const found = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
      if (path === undefined || !found?.isFile()) return null;
      targets.delete(ref);
      const stream = createReadStream(path);
      stream.once('close', () => drop(path));
      return { name: basename(path), size: found.size, stream };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
