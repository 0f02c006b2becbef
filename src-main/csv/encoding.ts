// Turns a file's bytes into text, piece by piece: UTF-8, UTF-16 of either order, windows-1252.
// Must not: guess; sniff.ts decides which encoding it is. Bytes that are no text are an answer, never replaced silently.
import { isAscii, isUtf8 } from 'node:buffer';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** @returns null for bytes that are no text in this encoding. `last` with whatever is left. */
export type Decode = (bytes: Buffer, last: boolean) => string | null;

/** Bytes at the end that begin a character of which the rest has not come yet (0 to 3). */
export function unfinishedUtf8(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Holds back the unfinished end of a piece and puts it before the next one. */
function carrying(unfinished: (bytes: Buffer) => number, decode: (whole: Buffer) => string | null): Decode {
  let carried: Buffer = Buffer.alloc(0);
  return (bytes, last) => {
    const joined = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    const keep = last ? 0 : unfinished(joined);
    // Copied: the reader fills the same buffer again.
    carried = Buffer.from(joined.subarray(joined.length - keep));
    return decode(keep === 0 ? joined : joined.subarray(0, joined.length - keep));
  };
}

const decodeUtf8 = (bytes: Buffer): string | null =>
  isAscii(bytes) ? bytes.toString('latin1') : isUtf8(bytes) ? bytes.toString('utf8') : null;

/** A pair of surrogates may be cut in two by the end of a piece; joined text is whole again. */
const decodeUtf16 = (bytes: Buffer): string | null =>
  bytes.length % 2 === 1 ? null : bytes.toString('utf16le');

// What windows-1252 has where ISO 8859-1 has control characters; undefined bytes stay controls (WHATWG).
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function decodeWindows1252(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return isAscii(bytes) ? text : text.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]!);
}

export function openDecoder(encoding: Encoding): Decode {
  const odd = (bytes: Buffer): number => bytes.length % 2;
  switch (encoding) {
    case 'utf-8':
      return carrying(unfinishedUtf8, decodeUtf8);
    case 'utf-16le':
      return carrying(odd, decodeUtf16);
    case 'utf-16be':
      return carrying(odd, (bytes) =>
        bytes.length % 2 === 1 ? null : decodeUtf16(Buffer.from(bytes).swap16()),
      );
    case 'windows-1252':
      return (bytes) => decodeWindows1252(bytes);
  }
}
