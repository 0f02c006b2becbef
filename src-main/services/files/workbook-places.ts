// Where many workbooks go at once: a folder, in which each stands by itself, or one zip, which is there whole or not at all.
// Must not: know what is in a workbook.
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { counted } from '../../../src-shared/counted.ts';
import { failure, notWritable } from '../../../src-shared/findings/files.ts';
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../src-shared/findings/finding.ts';
import { FileSink, ZipWriter } from '../../excel/writing/zip-write.ts';
import { wouldOverwrite, writeWhole } from './text-file.ts';

export interface WorkbookPlace {
  /** Writes one. What is in its way is a finding; the others go on. */
  put(file: string, bytes: Uint8Array): readonly Finding[];
  /** After the last. */
  finish(): readonly Finding[];
  /** The work was stopped. @returns what stays of it, in words. */
  drop(written: number): string;
}

/** Made if it is not there. Workbooks of the same names in it are replaced, everything else stays. */
export function intoFolder(folder: string): Result<WorkbookPlace> {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      return refused(notWritable(folder, 'it is a file'));
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const why = `the folder cannot be made (${(error as NodeJS.ErrnoException).code})`;
    return refused(notWritable(folder, why));
  }
  return done({
    put(file, bytes) {
      const answer = writeWhole(join(folder, file), bytes, []);
      return answer.ok ? [] : answer.findings;
    },
    finish: () => [],
    drop: (written) =>
      written === 0
        ? 'None was written'
        : `${counted(written, 'was written and stays', 'were written and stay')} in ${folder}`,
  });
}

/** A zip of them; an older one of that name is replaced, but none of `sources`. */
export function intoZip(path: string, sources: readonly string[]): Result<WorkbookPlace> {
  const taken = wouldOverwrite(path, sources);
  if (taken) return refused(taken);
  const unfinished = `${path}.part`;
  let sink: FileSink | null;
  try {
    sink = new FileSink(unfinished);
  } catch (error) {
    return refused(notWritable(path, failure(error)));
  }
  const zip = new ZipWriter(sink);
  const close = (): void => {
    sink?.close();
    sink = null;
  };
  /** A disk that is full is said; nothing half stays. */
  const trying = (work: () => void): readonly Finding[] => {
    try {
      work();
      return [];
    } catch (error) {
      close();
      rmSync(unfinished, { force: true });
      return [notWritable(path, failure(error))];
    }
  };
  return done({
    put: (file, bytes) => trying(() => zip.store(file, bytes)),
    finish: () =>
      trying(() => {
        zip.finish();
        close();
        renameSync(unfinished, path);
      }),
    drop() {
      close();
      rmSync(unfinished, { force: true });
      return `Nothing of ${basename(path)} was kept`;
    },
  });
}
