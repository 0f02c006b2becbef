// The letterhead: told from a file with its logo, kept, unchanged where nothing is new; what is no picture, or too large a one, is named.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  letterheadShown,
  letterheadTold,
  setLetterheadFile,
  standingLetterhead,
} from '../../../src-main/services/documents/letterhead.ts';
import { pictureOf } from '../../../src-main/services/documents/picture.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { TABLES } from '../../support/one-customer.ts';
import { bookWith, must } from '../company-book.ts';

function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size[8] = 8;
  const lines = deflateSync(Buffer.alloc((width + 1) * height));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const ends = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', lines), ends]);
}

/** Start, a table, the frame with the size, end. */
const JPEG = Buffer.from('ffd8ffdb0004aabbffc00011080064012c03011100021101031101ffd9', 'hex');

describe('a picture', () => {
  it('is known by its structure, with its size', () => {
    expect(pictureOf(png(300, 100))).toEqual({ type: 'png', width: 300, height: 100 });
    expect(pictureOf(JPEG)).toEqual({ type: 'jpeg', width: 300, height: 100 });
  });
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg onload="alert(1)"/>'.repeat(9))],
    ['a cut PNG', png(300, 100).subarray(0, 60)],
    ['a cut JPEG', JPEG.subarray(0, 20)],
    ['no pixels', png(0, 1)],
  ])('is not %s', (_what, bytes) => {
    expect(pictureOf(bytes)).toBe('it is no whole PNG or JPEG picture');
  });
  it('has bounds', () => {
    expect(pictureOf(png(4001, 1))).toContain('4001 × 1 pixels');
    expect(pictureOf(Buffer.alloc(600 * 1024))).toContain('600 KB');
  });
});

describe('a letterhead', () => {
  const FIELDS = {
    name: 'Us Ltd',
    address: ['1 Way', '', 'Town'],
    contact: 'us@us.example',
    disputeDays: 30,
  };

  it('is told from a file, keeps its logo until another is told, and is proven', () => {
    const book = bookWith(TABLES);
    const set = (fields: object) =>
      setLetterheadFile(book.session, book.file('letterhead.json', JSON.stringify(fields)));
    expect(standingLetterhead(book.session)).toBeNull();
    writeFileSync(join(book.folder, 'logo.png'), png(300, 100));
    expect(must(set({ ...FIELDS, logo: 'logo.png' }))).toMatchObject({ unchanged: false, hasLogo: true });
    expect(must(set(FIELDS))).toMatchObject({ unchanged: true, hasLogo: true });
    const standing = standingLetterhead(book.session)!;
    expect(standing).toMatchObject({ name: 'Us Ltd', address: ['1 Way', 'Town'], taxId: '', footer: '' });
    expect(standing.logo).toMatchObject({ type: 'png', width: 300, height: 100 });
    expect(letterheadShown(book.session)!.logo).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(must(set({ ...FIELDS, logo: null }))).toMatchObject({ unchanged: false, hasLogo: false });
    expect(letterheadTold(book.session)!.logo).toBeNull();
    // The logo of before is still named by its fact.
    expect(must(verifyBook(book.session)).findings).toEqual([]);
  });

  it.each([
    [{ ...FIELDS, adress: ['x'] }, 'adress'],
    [{ ...FIELDS, disputeDays: -1 }, 'disputeDays'],
    [{ ...FIELDS, name: ' ' }, 'name'],
    [{ ...FIELDS, logo: 'nowhere.png' }, 'nowhere.png'],
  ])('with a mistake is refused, and says where: %o', (fields, named) => {
    const book = bookWith(TABLES);
    const answer = setLetterheadFile(book.session, book.file('letterhead.json', JSON.stringify(fields)));
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(answer.findings[0]!.message).toContain(named);
    expect(letterheadTold(book.session)).toBeNull();
  });
});
