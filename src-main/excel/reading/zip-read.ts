// Opens a zip archive by its directory and unpacks single entries, chunk by chunk. It believes nothing the archive says about itself:
// sizes are limited beforehand and checked again while unpacking, entries may not share bytes, checksums must agree.
// Must not: write anything to disk, use an entry's name as a path, or trust the local headers beyond their length.
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, createInflateRaw } from 'node:zlib';
import { type FileCode, fileFinding } from '../../../src-shared/findings/files.ts';
import { Refusal } from '../../../src-shared/findings/finding.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipArchive {
  readonly path: string;
  /** So many bytes it can honestly hold. */
  readonly most: number;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

export interface ZipLimits {
  /** Unpacked bytes of all entries together. */
  readonly size: number;
  /** Unpacked bytes per packed byte, over the whole archive; small archives are let off. */
  readonly ratio: number;
}
export const LIMITS: ZipLimits = { size: 2 * 1024 ** 3, ratio: 200 };

const RATIO_FLOOR = 16 * 1024 ** 2;
const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY = 16 * 1024 ** 2;
const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
// Larger ones are no faster, and what is read of them waits longer to be collected.
const CHUNK = 64 * 1024;

/** Refuses the whole file: thrown here, caught by the callers that answer with findings. */
export function refuse(path: string, code: FileCode, message: string, hint?: string): Refusal {
  return new Refusal(fileFinding(code, { file: basename(path) }, message, hint));
}

export function damaged(path: string, what: string): Refusal {
  return refuse(
    path,
    'workbook_damaged',
    `The workbook is damaged: ${what}`,
    'Open it in the program that made it, save it again as .xlsx, and use that file.',
  );
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, buffer, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

interface Directory {
  count: number;
  offset: number;
  size: number;
}

function findDirectory(path: string, file: number, length: number): Directory {
  const tail = readAt(file, Math.max(0, length - 65_557), Math.min(length, 65_557));
  const start = length - tail.length;
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + 22 + tail.readUInt16LE(at + 20) > tail.length) continue;
    const plain = {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    if (plain.count !== 0xffff && plain.offset !== 0xffffffff && plain.size !== 0xffffffff) return plain;
    const locator = at - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== END64_LOCATOR) return plain;
    const at64 = Number(tail.readBigUInt64LE(locator + 8));
    if (at64 > length) break;
    const end64 = readAt(file, at64, 56);
    if (end64.length < 56 || end64.readUInt32LE(0) !== END64) break;
    const [count, size, offset] = [32, 40, 48].map((field) => Number(end64.readBigUInt64LE(field)));
    if (offset! + size! > start + at) break;
    return { count: count!, size: size!, offset: offset! };
  }
  throw damaged(path, 'its end is missing, so it was probably cut off on the way');
}

/** Sizes beyond 32 bits stand in the extra field 1, in this order, only those that overflowed. */
function wideFields(extra: Buffer, fields: number[]): number[] {
  const wanted = fields.flatMap((value, index) => (value === 0xffffffff ? [index] : []));
  if (wanted.length === 0) return fields;
  const result = [...fields];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    let from = at + 4;
    for (const index of wanted) {
      if (from + 8 <= end) result[index] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
  }
  return result;
}

function readDirectory(path: string, file: number, length: number): ZipEntry[] {
  const { count, offset, size } = findDirectory(path, file, length);
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY || offset + size > length)
    throw damaged(path, 'its directory of parts makes no sense');
  const directory = readAt(file, offset, size);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY) {
      throw damaged(path, 'its directory of parts is incomplete');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const end = at + 46 + nameLength;
    const extra = directory.subarray(end, end + extraLength);
    const [unpacked, packed, start] = wideFields(
      extra,
      [24, 20, 42].map((field) => directory.readUInt32LE(at + field)),
    );
    if ((directory.readUInt16LE(at + 8) & 1) === 1) {
      throw refuse(path, 'workbook_encrypted', 'The workbook is encrypted', 'Save it without a password.');
    }
    entries.push({
      name: directory.toString('utf8', at + 46, end),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: packed!,
      size: unpacked!,
      offset: start!,
    });
    at = end + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function checkEntries(path: string, entries: ZipEntry[], length: number, limits: ZipLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const hint = 'Save the data as CSV, or split it over several workbooks.';
  if (total > limits.size) {
    throw refuse(
      path,
      'workbook_too_large',
      `The workbook unpacks to ${total} bytes; at most ${limits.size} are read`,
      hint,
    );
  }
  if (total > RATIO_FLOOR && total > length * limits.ratio) {
    const times = Math.floor(total / length);
    throw refuse(
      path,
      'workbook_too_large',
      `The workbook unpacks to ${times} times its size; at most ${limits.ratio} is believed`,
      hint,
    );
  }
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < end || entry.offset + 30 + entry.packed > length)
      throw damaged(path, 'its parts overlap or lie outside of it');
    end = entry.offset + 30 + entry.packed;
  }
}

/** Reads and checks the directory. Throws a Refusal. */
export function openZip(path: string, limits: ZipLimits = LIMITS): ZipArchive {
  const file = openSync(path, 'r');
  try {
    const length = fstatSync(file).size;
    const entries = readDirectory(path, file, length);
    checkEntries(path, entries, length, limits);
    const byName = new Map<string, ZipEntry>();
    for (const entry of entries) {
      // Names are compared without case, as the format asks; two parts of one name could show each reader another content.
      const key = entry.name.replace(/^\/+/, '').toLowerCase();
      if (byName.has(key)) throw damaged(path, 'two of its parts have the same name');
      byName.set(key, entry);
    }
    const most = Math.min(limits.size, Math.max(RATIO_FLOOR, length * limits.ratio));
    return { path, most, entries: byName };
  } finally {
    closeSync(file);
  }
}

function dataStart(archive: ZipArchive, entry: ZipEntry): number {
  const file = openSync(archive.path, 'r');
  try {
    const header = readAt(file, entry.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL)
      throw damaged(archive.path, 'a part is not where its directory says');
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    closeSync(file);
  }
}

/** The bytes of one entry. Throws a Refusal when it is longer than declared, cut off, or its checksum is wrong. */
export async function* unpack(archive: ZipArchive, entry: ZipEntry): AsyncGenerator<Buffer> {
  const start = dataStart(archive, entry);
  if (entry.method !== 0 && entry.method !== 8)
    throw damaged(archive.path, 'a part is packed in a way no spreadsheet program uses');
  if (entry.packed === 0) {
    if (entry.size === 0) return;
    throw damaged(archive.path, 'a part is empty');
  }
  const source = createReadStream(archive.path, {
    start,
    end: start + entry.packed - 1,
    highWaterMark: CHUNK,
  });
  const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: CHUNK }) : null;
  if (inflate) {
    source.on('error', (error) => inflate.destroy(error));
    source.pipe(inflate);
  }
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of (inflate ?? source) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > entry.size) throw damaged(archive.path, 'a part is longer than declared');
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damaged(archive.path, 'a part cannot be unpacked');
  } finally {
    inflate?.destroy();
    source.destroy();
  }
  if (size !== entry.size || crc !== entry.crc)
    throw damaged(archive.path, 'a part is not what its checksum says');
}
