// A power cut, which is worse than a kill: what was written and not yet waited for (fsync) may be on the disk or not, piece by piece and in
// any order; names that were changed and not waited for may still be the old ones. From a record of everything that a command did to its
// files, the disk is played back up to one operation, and what was not sure then is there or not, by chance. Must not: judge what is left.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Random } from '../support/random.ts';

export interface Operation {
  /** w write, t truncate, s sync, c create, r rename, l link, u unlink */
  op: string;
  path: string;
  other: string;
  offset: number;
  bytes: Buffer;
}

/** Reads a record of faults.c. */
export function readRecord(file: string): Operation[] {
  const all = readFileSync(file);
  const operations: Operation[] = [];
  for (let at = 0; at < all.length; ) {
    const op = String.fromCharCode(all[at]!);
    const [first, second] = [all.readUInt16LE(at + 1), all.readUInt16LE(at + 3)];
    const offset = Number(all.readBigInt64LE(at + 5));
    const length = all.readUInt32LE(at + 13);
    const names = at + 17;
    const hasBytes = op === 'w';
    operations.push({
      op,
      path: all.toString('utf8', names, names + first),
      other: all.toString('utf8', names + first, names + first + second),
      offset,
      bytes: hasBytes
        ? all.subarray(names + first + second, names + first + second + length)
        : Buffer.alloc(0),
    });
    at = names + first + second + (hasBytes ? length : 0);
  }
  return operations;
}

/** A file: what is on the disk for sure, and what was done since. */
interface Inode {
  sure: Buffer;
  since: Operation[];
}

/** Names of a folder: those that are sure, and changes since. */
interface Names {
  sure: Map<string, Inode>;
  now: Map<string, Inode>;
}

const SECTOR = 512;

/** What a disk is like at one moment, from the files that were there before. */
export class Disk {
  readonly #folders = new Map<string, Names>();

  constructor(before: ReadonlyMap<string, Buffer>) {
    for (const [path, bytes] of before) {
      const inode = { sure: bytes, since: [] };
      const names = this.#names(path);
      names.sure.set(basename(path), inode);
      names.now.set(basename(path), inode);
    }
  }

  #names(path: string): Names {
    const folder = dirname(path);
    const known = this.#folders.get(folder);
    if (known) return known;
    const made = { sure: new Map<string, Inode>(), now: new Map<string, Inode>() };
    this.#folders.set(folder, made);
    return made;
  }

  do(operation: Operation): void {
    const { op, path, other } = operation;
    const now = this.#names(path).now;
    const inode = now.get(basename(path));
    if (op === 'w' || op === 't') inode?.since.push(operation);
    else if (op === 'c') now.set(basename(path), { sure: Buffer.alloc(0), since: [] });
    else if (op === 'u') now.delete(basename(path));
    else if (op === 'l' && inode) this.#names(other).now.set(basename(other), inode);
    else if (op === 'r' && inode) {
      now.delete(basename(path));
      this.#names(other).now.set(basename(other), inode);
    } else if (op === 's') this.#sync(path, inode);
  }

  #sync(path: string, inode: Inode | undefined): void {
    if (inode) {
      for (const one of inode.since) inode.sure = applied(inode.sure, one);
      inode.since = [];
      // Whoever waits for a new file has its name on the disk as well, on the file systems there are.
      const names = this.#names(path);
      if (!names.sure.has(basename(path))) names.sure.set(basename(path), inode);
      return;
    }
    const folder = this.#folders.get(path);
    if (folder) folder.sure = new Map(folder.now);
  }

  /** The files after a cut now: what was not sure is there or not. Names of a folder change in order; pages go as they please. */
  afterCut(random: Random): Map<string, Buffer> {
    const files = new Map<string, Buffer>();
    for (const [folder, { sure, now }] of this.#folders) {
      const names = random.below(2) === 0 ? sure : now;
      for (const [name, inode] of names) files.set(join(folder, name), survived(inode, random));
    }
    return files;
  }
}

function applied(bytes: Buffer, { op, offset, bytes: piece }: Operation): Buffer {
  if (op === 't') {
    if (offset <= bytes.length) return bytes.subarray(0, offset);
    return Buffer.concat([bytes, Buffer.alloc(offset - bytes.length)]);
  }
  const end = offset + piece.length;
  const grown =
    end > bytes.length ? Buffer.concat([bytes, Buffer.alloc(end - bytes.length)]) : Buffer.from(bytes);
  piece.copy(grown, offset);
  return grown;
}

/** All of what is not sure, none of it, or some: sector by sector. */
function survived({ sure, since }: Inode, random: Random): Buffer {
  const mood = random.below(4);
  let bytes = sure;
  for (const one of since) {
    if (mood === 0 || (mood > 1 && random.below(2) === 0)) continue;
    if (one.op === 't' || mood < 3) {
      bytes = applied(bytes, one);
      continue;
    }
    // Torn: some sectors of it.
    for (let at = 0; at < one.bytes.length; at += SECTOR) {
      if (random.below(2) === 0) continue;
      bytes = applied(bytes, { ...one, offset: one.offset + at, bytes: one.bytes.subarray(at, at + SECTOR) });
    }
  }
  return bytes;
}

/** Puts the files of a folder that was recorded into another one. */
export function putDown(files: ReadonlyMap<string, Buffer>, from: string, to: string): void {
  for (const [path, bytes] of files) {
    const target = join(to, relative(from, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}
