// A picture of the window made small: it has few colours, so that a palette holds them, and most rows repeat the one above. Reads
// what Chromium writes: 8 bits a channel, without interlacing. Must not: change what a person sees.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly colours: Uint32Array;
}

export function smallPng(png: Buffer): Buffer {
  const { width, height, colours } = read(png);
  const { palette, places } = paletteOf(colours);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(places.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colourBytes = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', colourBytes),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** One colour for all that are nearly alike, so nearly as leaves 256: rare ones, as a red dot, keep theirs. */
function paletteOf(colours: Uint32Array): { palette: number[]; places: Uint8Array } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byUse = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  for (let bits = 8; ; bits--) {
    const mask = ((0xff00 >> bits) & 0xff) * 0x010101;
    const first = new Map<number, number>();
    const palette: number[] = [];
    for (const colour of byUse)
      if (!first.has(colour & mask)) first.set(colour & mask, palette.push(colour) - 1);
    if (palette.length <= 256)
      return { palette, places: Uint8Array.from(colours, (colour) => first.get(colour & mask)!) };
  }
}

function read(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const bytes = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * bytes;
  const colours = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const row = unfiltered(raw[from]!, raw.subarray(from + 1, from + 1 + stride), above, bytes);
    for (let x = 0; x < width; x++)
      colours[y * width + x] = (row[x * bytes]! << 16) | (row[x * bytes + 1]! << 8) | row[x * bytes + 2]!;
    above = row;
  }
  return { width, height, colours };
}

/** A row as it was before the filter, by what stands left of, above and diagonally before each byte. */
function unfiltered(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(row.length);
  for (const [at, value] of row.entries()) {
    const left = made[at - bytes] ?? 0;
    const up = above[at]!;
    const before = above[at - bytes] ?? 0;
    const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, before) : 0][filter]!;
    made[at] = value + guess;
  }
  return made;
}

function paeth(left: number, up: number, before: number): number {
  const far = [left, up, before].map((one) => Math.abs(left + up - before - one));
  if (far[0]! <= far[1]! && far[0]! <= far[2]!) return left;
  return far[1]! <= far[2]! ? up : before;
}
