// Is a file a picture that a logo can be, and how large? Looks at the structure only; nothing is decoded.
// Must not: take a format whose size it cannot read.

/** Larger ones would make every statement large. */
export const MOST_BYTES = 512 * 1024;
const MOST_PIXELS = 4000;

export interface Picture {
  readonly type: 'png' | 'jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a PNG begins with. */
export const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** @returns what is wrong with it, in words, where it is none. */
export function pictureOf(bytes: Uint8Array): Picture | string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length > MOST_BYTES)
    return `it has ${Math.ceil(data.length / 1024)} KB, and may have ${MOST_BYTES / 1024}`;
  const found = data.subarray(0, 8).equals(PNG) ? pngOf(data) : jpegOf(data);
  if (found === null) return 'it is no whole PNG or JPEG picture';
  const { width, height } = found;
  if (width < 1 || height < 1) return 'it is no whole PNG or JPEG picture';
  if (width > MOST_PIXELS || height > MOST_PIXELS)
    return `it has ${width} × ${height} pixels, and may have ${MOST_PIXELS} each way`;
  return found;
}

/** Chunk by chunk to the last: IHDR comes first, IEND is the end. */
function pngOf(data: Buffer): Picture | null {
  if (data.length < 33 || data.toString('latin1', 12, 16) !== 'IHDR') return null;
  for (let at = 8; at + 12 <= data.length; at += 12 + data.readUInt32BE(at)) {
    if (data.toString('latin1', at + 4, at + 8) === 'IEND')
      return { type: 'png', width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  return null;
}

/** Segment by segment to the frame, which says the size; the picture ends with FFD9. */
function jpegOf(data: Buffer): Picture | null {
  if (
    data.length < 4 ||
    data.readUInt16BE(0) !== 0xffd8 ||
    data.lastIndexOf('\xff\xd9', undefined, 'latin1') < 0
  )
    return null;
  for (let at = 2; at + 9 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1]!;
    // Start of frame, but for the three markers between them that are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'jpeg', width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) };
  }
  return null;
}
