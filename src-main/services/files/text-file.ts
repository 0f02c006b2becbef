// Writes text files that people asked for: whole or not at all, and never over a book or over what was read.
// Must not: know what is in them.
import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileFinding } from '../../../src-shared/findings/files.ts';
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

export function notWritable(path: string, why: string): Finding {
  const hint = `Check that ${dirname(path)} exists and may be written to, and that no program has the file open`;
  return fileFinding(
    'file_in_use',
    { file: basename(path) },
    `${basename(path)} cannot be written: ${why}`,
    hint,
  );
}

/** Why the system refused, in words. What is no refusal of the system is thrown on. */
export function failure(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return 'there is no such folder';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'the folder may not be written to';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'there is no room left on the disk';
  if (code === 'EIO') return 'the disk has failed';
  if (!/^E[A-Z]+$/.test(code)) throw error;
  return code;
}
