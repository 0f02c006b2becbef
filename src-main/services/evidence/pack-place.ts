// Where an evidence pack goes: a folder or a zip, there whole or not at all; and the manifest of what went into it.
// Must not: know what the files are.
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { notWritable } from '../../../src-shared/findings/files.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';
import type { ServiceCode } from '../../../src-shared/findings/service.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { FileSink, ZipWriter } from '../../excel/writing/zip-write.ts';

/** A file that comes in pieces: one at a time. */
interface Piecemeal {
  write(text: string): void;
  end(): void;
}

interface Place {
  begin(path: string): Piecemeal;
  put(path: string, bytes: Uint8Array): void;
  finish(): void;
  drop(): void;
}

export interface Listed {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of a pack, each listed with its bytes and SHA-256 as it is written. */
export interface PackFiles {
  /** Writes a file from its pieces. */
  write(path: string, pieces: Iterable<string>): void;
  put(path: string, bytes: Uint8Array): void;
  /** What was written, by path. */
  listed(): Listed[];
  /** Puts the pack in its place. */
  finish(): void;
  /** Leaves nothing behind. */
  drop(): void;
}

/** Begins a pack: a zip if the name ends so, else a folder. Throws a Refusal where a folder is not empty. */
export function beginPack(out: string): PackFiles {
  const place = /\.zip$/i.test(out) ? zipPlace(out) : folderPlace(out);
  const listed: Listed[] = [];
  return {
    write(path, pieces) {
      const file = place.begin(path);
      const hash = createHash('sha256');
      let bytes = 0;
      for (const piece of pieces) {
        hash.update(piece);
        bytes += Buffer.byteLength(piece);
        file.write(piece);
      }
      file.end();
      listed.push({ path, bytes, sha256: hash.digest('hex') });
    },
    put(path, bytes) {
      place.put(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      listed.push({ path, bytes: bytes.length, sha256 });
    },
    listed: () => [...listed].sort((a, b) => compareText(a.path, b.path)),
    finish: () => place.finish(),
    drop: () => place.drop(),
  };
}

function zipPlace(out: string): Place {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new Refusal(notWritable(out, 'it is a folder'));
  const unfinished = `${out}.part`;
  let sink: FileSink | null = new FileSink(unfinished);
  const zip = new ZipWriter(sink);
  const close = (): void => {
    sink?.close();
    sink = null;
  };
  /** What is beyond the format (65 535 files, 4 GB) is said. */
  const within = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new Refusal(notWritable(out, 'it is more than a zip can hold; give a folder instead'));
    }
  };
  return {
    begin(path) {
      const part = within(() => zip.open(path));
      return { write: (text) => within(() => part.write(text)), end: () => within(() => part.end()) };
    },
    put: (path, bytes) => within(() => zip.store(path, bytes)),
    finish() {
      within(() => zip.finish());
      close();
      renameSync(unfinished, out);
    },
    drop() {
      close();
      rmSync(unfinished, { force: true });
    },
  };
}

/** Among other files nobody could tell what belongs to the pack: its folder is new, or empty. */
function folderPlace(out: string): Place {
  const there = statSync(out, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw new Refusal(notWritable(out, 'it is a file'));
  if (there && readdirSync(out).length > 0)
    throw new Refusal({
      code: 'folder_not_empty' satisfies ServiceCode,
      place: { file: basename(out) },
      message: `The folder ${basename(out)} is not empty, and an evidence pack stands by itself`,
      hint: 'Give a folder that is new or empty, or the name of a .zip',
    });
  const unfinished = `${out}.part`;
  mkdirSync(dirname(unfinished), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  let open: number | null = null;
  const close = (): void => {
    if (open !== null) closeSync(open);
    open = null;
  };
  const begin = (path: string): number => {
    const file = join(unfinished, path);
    mkdirSync(dirname(file), { recursive: true });
    open = openSync(file, 'wx');
    return open;
  };
  const writeAll = (fd: number, bytes: Uint8Array): void => {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  };
  return {
    begin(path) {
      const fd = begin(path);
      return { write: (text) => writeAll(fd, Buffer.from(text)), end: close };
    },
    put(path, bytes) {
      writeAll(begin(path), bytes);
      close();
    },
    finish() {
      if (there) rmdirSync(out);
      renameSync(unfinished, out);
    },
    drop() {
      close();
      rmSync(unfinished, { recursive: true, force: true });
    },
  };
}
