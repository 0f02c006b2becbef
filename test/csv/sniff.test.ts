// What a CSV file is like, found out from its beginning: encoding, delimiter, header.
import { describe, expect, it } from 'vitest';
import { firstCsvRows } from '../../src-main/csv/read.ts';
import { sniffCsv } from '../../src-main/csv/sniff.ts';
import { withFile } from '../support/usage-file.ts';

/** "encoding delimiter headerLine: first row after the header" as the sniffer sees a file. */
function sniffed(content: string | Buffer): string {
  return withFile(content, (path) => {
    const shape = sniffCsv(path);
    if (!shape.ok) return shape.findings.map(({ code }) => code).join(' ');
    const rows = firstCsvRows(path, shape.value, 100);
    const { encoding, delimiter, headerLine } = shape.value;
    const after = rows.ok ? rows.value.find(({ line }) => line > headerLine) : undefined;
    return `${encoding} ${delimiter === '\t' ? 'tab' : delimiter} ${headerLine}: ${after?.cells.join('|') ?? ''}`;
  });
}

const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Buffer => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('encoding', () => {
  const text = 'kunde,menge\nMüller €,5\n';
  const latin = Buffer.from([
    ...Buffer.from('kunde,menge\nM'),
    0xfc,
    ...Buffer.from('ller '),
    0x80,
    ...Buffer.from(',5\n'),
  ]);
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8 , 1: Müller €|5'],
    ['UTF-8 without one', Buffer.from(text), 'utf-8 , 1: Müller €|5'],
    ['UTF-16LE with a mark', utf16(text, 'le', true), 'utf-16le , 1: Müller €|5'],
    ['UTF-16BE with a mark', utf16(text, 'be', true), 'utf-16be , 1: Müller €|5'],
    ['UTF-16LE without one', utf16(text, 'le', false), 'utf-16le , 1: Müller €|5'],
    ['UTF-16BE without one', utf16(text, 'be', false), 'utf-16be , 1: Müller €|5'],
    ['windows-1252 (0x80 is €, not a control character)', latin, 'windows-1252 , 1: Müller €|5'],
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8 , 1: 1|2'],
  ])('%s', (_, bytes, expected) => {
    expect(sniffed(bytes)).toBe(expected);
  });

  it('is told by the last byte of a large file too', () => {
    const filler = 'name,5\n'.repeat(100_000);
    expect(
      sniffed(Buffer.concat([Buffer.from(`a,b\n${filler}`), Buffer.from([0x4d, 0xfc, 0x2c, 0x35, 0x0a])])),
    ).toMatch(/^windows-1252/);
    expect(sniffed(Buffer.from(`a,b\n${filler}Mü,5\n`))).toMatch(/^utf-8/);
  });

  it('keeps to what a profile has said', () => {
    withFile('a;b\n1;2\n', (path) => {
      const shape = sniffCsv(path, { encoding: 'windows-1252', delimiter: ',' });
      expect(shape).toMatchObject({ ok: true, value: { encoding: 'windows-1252', delimiter: ',' } });
    });
  });
});

describe('delimiter', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n', 'utf-8 , 1: 1|2|3'],
    ['semicolon with decimal commas', 'a;b;c\n1;2,5;3\n1;2,7;3\n', 'utf-8 ; 1: 1|2,5|3'],
    ['tab', 'a\tb\n1,5\t2\n', 'utf-8 tab 1: 1,5|2'],
    ['pipe', 'a|b\n1|2\n', 'utf-8 | 1: 1|2'],
    [
      'sep= line, with data that would say otherwise',
      'sep=;\r\na,a;b,b\r\n1,1;2,2\r\n',
      'utf-8 ; 2: 1,1|2,2',
    ],
    ['delimiters within quotes do not count', 'a,b\n"1;2;3;4",x\n"1;2;3;4",y\n', 'utf-8 , 1: 1;2;3;4|x'],
    ['titles above the header', 'Usage report\n\nFor January\na,b,c\n1,2,3\n4,5,6\n', 'utf-8 , 4: 1|2|3'],
    ['one column only', 'a\n1\n', 'utf-8 , 1: 1'],
  ])('%s', (_, text, expected) => {
    expect(sniffed(text)).toBe(expected);
  });
});

describe('what is no CSV', () => {
  it.each([
    ['an xlsx file', Buffer.from('504b030414000600', 'hex')],
    ['an OLE file', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
    ['a book', Buffer.from('SQLite format 3\0')],
    ['bytes of no kind', Buffer.from(Array.from({ length: 999 }, (_, n) => (n * 7) % 31))],
  ])('%s is refused', (_, bytes) => {
    expect(sniffed(bytes)).toBe('not_text');
  });

  it('names an empty file, half a UTF-16 character, and a file that is not there', () => {
    expect(sniffed('')).toBe('empty_file');
    expect(sniffed(utf16('a,b\n1,2\n', 'le', true).subarray(0, -1))).toBe('truncated_utf16');
    expect(sniffCsv('/nowhere/at/all.csv')).toMatchObject({
      ok: false,
      findings: [{ code: 'file_unreadable' }],
    });
  });
});
