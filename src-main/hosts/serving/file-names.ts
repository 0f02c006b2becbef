// Names for files, out of what people and other systems call things; good on every system. Must not: touch the disk.
import { extname } from 'node:path';
import { BOOK_ENDING } from '../../../src-shared/keeping/book-names.ts';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 120;

/** The name without what no file name may hold, or null where nothing is left of it. A path loses its folders' meaning. */
export function safeFileName(given: string): string | null {
  const plain = given
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\u{fffd}]/gu, '_');
  const trimmed = shorten(plain).replace(/^[\s.]+|[\s.]+$/g, '');
  if (trimmed.replaceAll('_', '') === '') return null;
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
}

/** Long names lose their middle, not their ending: it says what is in the file. */
function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= LONGEST && Buffer.byteLength(name) <= 2 * LONGEST) return name;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  let kept = letters.slice(0, LONGEST - ending.length);
  while (Buffer.byteLength(kept.join('')) + ending.length > 2 * LONGEST) kept = kept.slice(0, -1);
  return `${kept.join('')}${ending}`;
}

/** "name", "name (2)", "name (3)" … : the first that is not taken. */
export function freeName(name: string, ending: string, isTaken: (name: string) => boolean): string {
  let free = `${name}${ending}`;
  for (let count = 2; isTaken(free); count++) free = `${name} (${count})${ending}`;
  return free;
}

export function isBook(path: string): boolean {
  return extname(path).toLowerCase() === BOOK_ENDING;
}

/** The name of a book's file without its ending; another name as it is. */
export function withoutEnding(name: string): string {
  return isBook(name) ? name.slice(0, -BOOK_ENDING.length) : name;
}
