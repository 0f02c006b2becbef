// Writes text files that people asked for: whole or not at all, and never over a book or over what was read.
// Must not: know what is in them.
import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { failure, notWritable } from '../../../src-shared/findings/files.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';

export interface TextFile {
  write(piece: string): void;
  /** Puts the file in its place; an older one of that name is replaced. */
  finish(): Result<string>;
  /** Leaves nothing behind. After `finish` it does nothing. */
  drop(): void;
}

/** Begins a file beside its place, so that whether it can be written is known before the work begins. */
export function beginTextFile(path: string, sources: readonly string[]): Result<TextFile> {
  const taken = wouldOverwrite(path, sources);
  if (taken) return refused(taken);
  const unfinished = `${path}.part`;
  let fd: number | null;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      return refused(notWritable(path, 'it is a folder'));
    fd = openSync(unfinished, 'w');
  } catch (error) {
    return refused(notWritable(path, failure(error)));
  }
  const close = (): void => {
    if (fd !== null) closeSync(fd);
    fd = null;
  };
  return done({
    write(piece) {
      writeSync(fd!, piece);
    },
    finish() {
      close();
      try {
        renameSync(unfinished, path);
        return done(path);
      } catch (error) {
        rmSync(unfinished, { force: true });
        return refused(notWritable(path, failure(error)));
      }
    },
    drop() {
      if (fd === null) return;
      close();
      rmSync(unfinished, { force: true });
    },
  });
}

/** Refused where a file could not be written as things are: asked before work that stays done whether its file is written or not. */
export function couldWrite(path: string, sources: readonly string[]): Result<null> {
  const begun = beginTextFile(path, sources);
  if (!begun.ok) return begun;
  begun.value.drop();
  return done(null);
}

/** The same with bytes that are all there. */
export function writeWhole(path: string, bytes: Uint8Array, sources: readonly string[]): Result<string> {
  const taken = wouldOverwrite(path, sources);
  if (taken) return refused(taken);
  const unfinished = `${path}.part`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, path);
    return done(path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    return refused(notWritable(path, failure(error)));
  }
}

/** Books, and the logs beside them. They are known by their names: reading the bytes of one that is open would undo its lock. */
const BOOK = /\.ddb(-wal|-journal)?$/i;

/** A file that is asked for must be none of those it is made from, and no book: who asks for a report wants none replaced. */
export function wouldOverwrite(path: string, sources: readonly string[]): Finding | null {
  const target = statSync(path, { throwIfNoEntry: false });
  const same = sources.find((source) => {
    const there = statSync(source, { throwIfNoEntry: false });
    return there && target && there.ino === target.ino && there.dev === target.dev;
  });
  const isBook = target?.isFile() === true && BOOK.test(path);
  if (same === undefined && !isBook) return null;
  const over = same === undefined ? 'a book' : `${basename(same)}, which it is made from`;
  return {
    code: 'would_overwrite' satisfies ServiceCode,
    place: { file: basename(path) },
    message: `${basename(path)} would be written over ${over}`,
    hint: 'Give another name',
  };
}
