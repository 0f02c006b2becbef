// Writes a zip archive part by part, in constant memory, with nothing in it that depends on the clock or the machine.
// Must not: read archives, or know what the parts are.
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** Where the bytes go: appended, and headers mended once their sizes are known. */
export interface ZipSink {
  append(bytes: Uint8Array): void;
  patch(offset: number, bytes: Uint8Array): void;
}

export class FileSink implements ZipSink {
  readonly #file: number;
  #position = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }
  append(bytes: Uint8Array): void {
    this.#write(bytes, this.#position);
    this.#position += bytes.length;
  }
  patch(offset: number, bytes: Uint8Array): void {
    this.#write(bytes, offset);
  }
  close(): void {
    closeSync(this.#file);
  }
  #write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, position + done);
    }
  }
}

export class MemorySink implements ZipSink {
  #room = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#room.length) {
      // One piece of memory that grows: thousands of small ones would be kept apart, and put together in another one as large.
      const more = Buffer.allocUnsafe(Math.max(length, Math.ceil(this.#room.length * 1.5)));
      more.set(this.#room.subarray(0, this.#length));
      this.#room = more;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
  }
  patch(offset: number, bytes: Uint8Array): void {
    this.#room.set(bytes, offset);
  }
  bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }
}

const LIMIT = 0xffffffff;
/** Sheets are so repetitive that higher levels save a tenth of the size for twice the time. */
const LEVEL = 2;
// 1 January 1980, 00:00: the first moment a zip can name.
const DOS_TIME = 0;
const DOS_DATE = 0x21;

interface Written {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

function header(entry: Written, directory: boolean): Buffer {
  const fixed = Buffer.alloc(directory ? 46 : 30);
  const shift = directory ? 2 : 0;
  fixed.writeUInt32LE(directory ? 0x02014b50 : 0x04034b50, 0);
  if (directory) fixed.writeUInt16LE(20, 4);
  fixed.writeUInt16LE(20, 4 + shift);
  fixed.writeUInt16LE(0x0800, 6 + shift); // names are UTF-8
  fixed.writeUInt16LE(entry.method, 8 + shift);
  fixed.writeUInt16LE(DOS_TIME, 10 + shift);
  fixed.writeUInt16LE(DOS_DATE, 12 + shift);
  fixed.writeUInt32LE(entry.crc, 14 + shift);
  fixed.writeUInt32LE(entry.packed, 18 + shift);
  fixed.writeUInt32LE(entry.size, 22 + shift);
  fixed.writeUInt16LE(entry.name.length, 26 + shift);
  if (directory) fixed.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([fixed, entry.name]);
}

/** A part of an archive while it is written. */
export interface Part {
  write(content: string): void;
  /** @param mended in the place of what it was opened with, of as many bytes. */
  end(mended?: string): void;
}

const STORED_HEAD = 5;

/** A block of a deflate stream that is not packed (RFC 1951, 3.2.4), and not the last. */
function storedBlock(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(STORED_HEAD);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

const ZEROS = new Uint8Array(1 << 20);

/** The CRC of text of which the beginning was written over: it is linear, so what follows needs not be read again. */
function crcWithOther(crc: number, before: Uint8Array, after: Uint8Array, following: number): number {
  let [then, now] = [crc32(before), crc32(after)];
  for (let left = following; left > 0; left -= ZEROS.length) {
    const zeros = ZEROS.subarray(0, Math.min(left, ZEROS.length));
    then = crc32(zeros, then);
    now = crc32(zeros, now);
  }
  return (crc ^ then ^ now) >>> 0;
}

// Parts that are the same in every workbook (theme, styles) are packed once.
const packedBefore = new Map<string, { packed: Buffer; crc: number; size: number }>();
const REMEMBERED = 64;

export class ZipWriter {
  readonly #sink: ZipSink;
  readonly #entries: Written[] = [];
  #position = 0;

  constructor(sink: ZipSink) {
    this.#sink = sink;
  }

  /** A whole part. `remember` what many archives have in common. */
  add(name: string, content: string, remember = false): void {
    let part = remember ? packedBefore.get(content) : undefined;
    if (!part) {
      const bytes = Buffer.from(content);
      part = { packed: deflateRawSync(bytes, { level: LEVEL }), crc: crc32(bytes), size: bytes.length };
      if (remember && packedBefore.size < REMEMBERED) packedBefore.set(content, part);
    }
    this.#whole(name, 8, part.packed, part);
  }

  /** A whole part as it is: one that is packed already, such as a workbook in an archive of workbooks. */
  store(name: string, bytes: Uint8Array): void {
    this.#whole(name, 0, bytes, { crc: crc32(bytes), size: bytes.length });
  }

  #whole(
    name: string,
    method: number,
    packed: Uint8Array,
    { crc, size }: { crc: number; size: number },
  ): void {
    const offset = this.#position;
    const entry: Written = { name: Buffer.from(name), method, crc, packed: packed.length, size, offset };
    this.#append(header(entry, false));
    this.#append(packed);
    this.#entries.push(entry);
  }

  /**
   * A part that comes in pieces: `write` them, then `end`. One at a time. It begins with `opening`, which may be mended at the end by a
   * text of as many bytes: it is stored as it is, so that it can be written over.
   */
  open(name: string, opening = ''): Part {
    const start = this.#position;
    const blank: Written = { name: Buffer.from(name), method: 8, crc: 0, packed: 0, size: 0, offset: start };
    const head = header(blank, false);
    this.#append(head);
    const held = Buffer.from(opening);
    const heldAt = this.#position + STORED_HEAD;
    if (held.length > 0) this.#append(storedBlock(held));
    let crc = crc32(held);
    let size = held.length;
    // Each piece is deflated by itself and flushed to a whole byte, so the pieces are one stream when put together.
    const pack = (content: string, finish: number): void => {
      const bytes = Buffer.from(content);
      crc = crc32(bytes, crc);
      size += bytes.length;
      this.#append(deflateRawSync(bytes, { level: LEVEL, finishFlush: finish }));
    };
    let last = '';
    return {
      write: (content) => {
        if (last !== '') pack(last, constants.Z_SYNC_FLUSH);
        last = content;
      },
      end: (mended = opening) => {
        pack(last, constants.Z_FINISH);
        if (size > LIMIT) throw new RangeError(`${name} is too large for a workbook`);
        if (mended !== opening) {
          const bytes = Buffer.from(mended);
          if (bytes.length !== held.length)
            throw new RangeError(`${name} begins with other bytes than were held`);
          this.#sink.patch(heldAt, bytes);
          crc = crcWithOther(crc, held, bytes, size - held.length);
        }
        const entry = { ...blank, crc, size, packed: this.#position - start - head.length };
        this.#sink.patch(start, header(entry, false));
        this.#entries.push(entry);
      },
    };
  }

  /** Writes the directory. The sink stays open. */
  finish(): void {
    const start = this.#position;
    for (const entry of this.#entries) this.#append(header(entry, true));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(this.#position - start, 12);
    end.writeUInt32LE(start, 16);
    this.#append(end);
  }

  #append(bytes: Uint8Array): void {
    this.#sink.append(bytes);
    this.#position += bytes.length;
    if (this.#position > LIMIT) throw new RangeError('the workbook is too large');
  }
}
