// Workbooks that are damaged, hostile, or no workbooks at all: each is refused with a word on what it is, before it can do harm.
// Every code of src-shared/findings/files.ts is provoked here or where files are written.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { listSheets, readSheet, readWorkbookTables } from '../../src-main/excel/read.ts';
import { openZip } from '../../src-main/excel/reading/zip-read.ts';
import { writeWorkbook } from '../../src-main/excel/write.ts';
import { Refusal } from '../../src-shared/findings/finding.ts';
import { FILE_CODES } from '../../src-shared/findings/files.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { type HandMade, handMade, type Part, zipOf } from '../support/workbook-parts.ts';

const folder = lastingFolder();
const provoked = new Set<string>();
let files = 0;

function saved(content: Uint8Array | string): string {
  const path = join(folder, `bad-${++files}.xlsx`);
  writeFileSync(path, content);
  return path;
}
const made = (parts: HandMade): string => saved(zipOf(handMade(parts)));
const ROW = '<row r="1"><c r="A1"><v>1</v></c></row>';

/** The finding that refuses a file, by the list of sheets or at the latest while its rows are read. */
async function refusal(path: string, sheet?: string): Promise<{ code: string; message: string; hint?: string }> {
  const listed = await listSheets(path);
  if (!listed.ok) return remember(listed.findings[0]!);
  try {
    for await (const _ of readSheet(path, { sheet })) {
      // Only the end matters.
    }
  } catch (error) {
    if (error instanceof Refusal) return remember(error.findings[0]!);
    throw error;
  }
  return { code: 'read', message: '' };
}

function remember<T extends { code: string }>(finding: T): T {
  provoked.add(finding.code);
  return finding;
}

describe('what is no workbook', () => {
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  test.each([
    ['not_a_workbook', 'an empty file', ''],
    ['not_a_workbook', 'text', 'event_id,customer\n1,acme\n'],
    ['not_a_workbook', 'a web page', '<html><table><tr><td>1</td></tr></table></html>'],
    ['not_a_workbook', 'another archive', zipOf([{ name: 'readme.txt', content: 'hello' }])],
    ['workbook_old', 'an .xls', Buffer.concat([ole, Buffer.alloc(600)])],
    ['workbook_encrypted', 'one with a password', Buffer.concat([ole, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')])],
    ['workbook_binary', 'an .xlsb', zipOf([{ name: 'xl/workbook.bin', content: 'x' }])],
    ['workbook_opendocument', 'an .ods', zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }, { name: 'content.xml', content: '<x/>' }])],
    ['workbook_macros', 'an .xlsm', zipOf(handMade({ rows: ROW, extra: [{ name: 'xl/vbaProject.bin', content: 'x' }] }))],
  ])('%s: %s', async (code, _, content) => {
    const finding = await refusal(saved(content as Uint8Array | string));
    expect(finding.code).toBe(code);
    expect(finding.hint).toMatch(/\.xlsx|password|CSV/);
  });

  test('a workbook that only says it has macros', async () => {
    const content = '<Types xmlns="x"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
    const finding = await refusal(made({ rows: ROW, extra: [{ name: '[Content_Types].xml', content }] }));
    expect(finding.code).toBe('workbook_macros');
  });

  test('nothing there, and a folder', async () => {
    expect((await refusal(join(folder, 'nowhere.xlsx'))).code).toBe('file_missing');
    mkdirSync(join(folder, 'folder.xlsx'));
    expect((await refusal(join(folder, 'folder.xlsx'))).code).toBe('file_not_readable');
  });
});

describe('bombs', () => {
  test('a small file that unpacks to a lot', async () => {
    const content = Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(40_000_000, ' '), Buffer.from('</sheetData></worksheet>')]);
    const finding = await refusal(made({ rows: '', extra: [{ name: 'xl/worksheets/sheet1.xml', content }] }));
    expect(finding.code).toBe('workbook_too_large');
    expect(finding.message).toContain('times its size');
  });

  test('more than two gigabytes, by its own word', async () => {
    const extra: Part[] = [{ name: 'xl/media/image1.png', content: 'x', statedSize: 0x9000_0000 }];
    expect((await refusal(made({ rows: ROW, extra }))).code).toBe('workbook_too_large');
  });

  test('a part that is longer than it says', async () => {
    const content = `<worksheet><sheetData>${ROW}</sheetData>${' '.repeat(5_000_000)}</worksheet>`;
    const finding = await refusal(made({ rows: '', extra: [{ name: 'xl/worksheets/sheet1.xml', content, statedSize: 1000 }] }));
    expect(finding.code).toBe('workbook_damaged');
  });

  test('parts that share their bytes', async () => {
    const bytes = zipOf(handMade({ rows: ROW }));
    const second = bytes.indexOf('PK\x01\x02', bytes.indexOf('PK\x01\x02') + 1);
    bytes.writeUInt32LE(0, second + 42);
    expect((await refusal(saved(bytes))).code).toBe('workbook_damaged');
  });

  test('limits can be tightened', () => {
    const path = made({ rows: ROW });
    expect(() => openZip(path, { size: 100, ratio: 200 })).toThrow(Refusal);
  });
});

describe('XML that attacks', () => {
  const sheet = (prolog: string, value: string): string =>
    `<?xml version="1.0"?>${prolog}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${value}</t></is></c></row></sheetData></worksheet>`;
  const lol = `<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghi'.split('').map((name, index) => `<!ENTITY ${name} "${`&${'abcdefgh'[index]};`.repeat(10)}">`).join('')}]>`;

  test.each([
    ['a billion laughs', lol, '&i;'],
    ['an external entity', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', '&f;'],
    ['an external document type', '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">', 'x'],
  ])('%s', async (_, prolog, value) => {
    expect((await refusal(made({ rows: '', sheet: sheet(prolog, value) }))).code).toBe('workbook_entities');
    const strings: Part = { name: 'xl/sharedStrings.xml', content: `${prolog}<sst><si><t>x</t></si></sst>` };
    expect((await refusal(made({ rows: ROW, extra: [strings] }))).code).toBe('workbook_entities');
  });

  test.each([
    ['an entity nobody declared', sheet('', '&unknown;')],
    ['elements that do not nest', '<worksheet><sheetData></worksheet></sheetData>'],
    ['an element that never ends', '<worksheet><sheetData>'],
    ['a tag that never ends', '<worksheet><sheetData'],
    ['an attribute without quotes', '<worksheet><sheetData><row r=1/></sheetData></worksheet>'],
    ['a thousand levels', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`],
    ['nothing', ''],
    ['text', 'hello'],
  ])('%s', async (_, content) => {
    expect((await refusal(made({ rows: '', sheet: content }))).code).toBe('workbook_damaged');
  });

  test('bytes that are no text', async () => {
    const content = Buffer.concat([Buffer.from('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('</v></c></row></sheetData></worksheet>')]);
    expect((await refusal(made({ rows: '', extra: [{ name: 'xl/worksheets/sheet1.xml', content }] }))).code).toBe('workbook_damaged');
  });
});

describe('damage', () => {
  const whole = zipOf(handMade({ rows: Array.from({ length: 500 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n * 7919}</v></c></row>`).join('') }));

  test('cut off anywhere', async () => {
    for (let length = 4; length < whole.length; length += Math.ceil(whole.length / 40)) {
      expect((await refusal(saved(whole.subarray(0, length)))).code).toBe('workbook_damaged');
    }
  });

  test('one byte changed anywhere never gives other numbers', async () => {
    const codes = new Set<string>();
    for (let at = 0; at < whole.length; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0x20;
      const path = saved(bytes);
      const finding = await refusal(path);
      codes.add(finding.code);
      if (finding.code !== 'read') continue;
      const numbers: unknown[] = [];
      for await (const rows of readSheet(path)) numbers.push(...rows.map(({ cells }) => cells[0]));
      expect(numbers).toEqual(Array.from({ length: 500 }, (_, n) => n * 7919));
    }
    expect([...codes].sort()).toEqual(expect.arrayContaining(['read', 'workbook_damaged']));
  });

  test('a wrong checksum', async () => {
    const parts = handMade({ rows: ROW }).map((part) => (part.name.includes('sheet1') ? { ...part, statedCrc: 1 } : part));
    expect((await refusal(saved(zipOf(parts)))).code).toBe('workbook_damaged');
  });

  test('two parts of one name', async () => {
    const parts = handMade({ rows: ROW });
    expect((await refusal(saved(zipOf([...parts, { ...parts[4]!, name: 'XL/worksheets/Sheet1.xml' }])))).code).toBe('workbook_damaged');
  });

  test('an unknown way of packing', async () => {
    const bytes = zipOf(handMade({ rows: ROW }));
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) bytes.writeUInt16LE(12, at + 10);
    expect((await refusal(saved(bytes))).code).toBe('workbook_damaged');
  });

  test('no sheets, and none of that name', async () => {
    const workbook = { name: 'xl/workbook.xml', content: '<workbook><sheets/></workbook>' };
    expect((await refusal(made({ rows: ROW, extra: [workbook] }))).code).toBe('workbook_without_sheets');
    expect((await refusal(made({ rows: ROW }), 'Other')).code).toBe('sheet_missing');
  });
});

describe('too large, or out of order', () => {
  test.each([
    ['a million columns', `<row r="1">${Array.from({ length: 1_000_000 }, () => '<c><v>1</v></c>').join('')}</row>`],
    ['a column beyond XFD', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
    ['a row beyond the last', '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'],
    ['rows out of order', '<row r="2"/><row r="1"/>'],
    ['cells out of order', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'],
    ['a row twice', `${ROW}${ROW}`],
    ['a row of no number', '<row r="x"/>'],
    ['a cell of no column', '<row r="1"><c r="1"><v>1</v></c></row>'],
  ])('%s', async (_, rows) => {
    // Packed small, but not so small that it counts as a bomb.
    const path = join(folder, `large-${++files}.xlsx`);
    const noise: Part = { name: 'xl/media/noise', content: deflateRawSync(Buffer.from(String(Math.PI).repeat(10))), stored: true };
    writeFileSync(path, zipOf(handMade({ rows, extra: [noise] })));
    expect((await refusal(path)).code).toBe('sheet_too_large');
  });

  test('the last cell of all is read', async () => {
    expect((await refusal(made({ rows: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' }))).code).toBe('read');
  });
});

describe('names of parts', () => {
  test('are never used as paths', async () => {
    const extra: Part[] = ['../../escape.txt', '/etc/passwd', 'C:\\x.txt', '..\\..\\x'].map((name) => ({ name, content: 'x' }));
    expect((await refusal(made({ rows: ROW, extra }))).code).toBe('read');
  });

  test('may point upwards inside the archive, but not out of it', async () => {
    const target = (to: string): Part => ({
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="${to}"/></Relationships>`,
    });
    expect((await refusal(made({ rows: ROW, extra: [target('../xl/./worksheets/sheet1.xml')] }))).code).toBe('read');
    expect((await refusal(made({ rows: ROW, extra: [target('../../../../etc/passwd')] }))).code).toBe('workbook_without_sheets');
    const external = target('file:///etc/passwd" TargetMode="External');
    expect((await refusal(made({ rows: ROW, extra: [external] }))).code).toBe('workbook_without_sheets');
  });
});

describe('cells without a value, and files without room', () => {
  test('refuse setup tables', async () => {
    const rows = '<row r="1"><c r="A1" t="str"><v>code</v></c></row><row r="2"><c r="A2"><f>1+1</f></c></row><row r="3"><c r="A3" t="e"><v>#REF!</v></c></row>';
    const result = await readWorkbookTables(made({ rows }));
    expect(result.ok).toBe(false);
    if (!result.ok) for (const finding of result.findings) remember(finding);
  });

  test('refuse writing', async () => {
    const spec = { title: '', subject: '', author: '', date: '2026-01-31', sheets: [{ name: 'A', columns: [], rows: [] }] };
    const result = await writeWorkbook(spec, join(folder, 'nowhere', 'x.xlsx'));
    if (!result.ok) remember(result.findings[0]!);
    expect(result.ok).toBe(false);
  });
});

afterAll(() => {
  expect([...provoked].sort()).toEqual(Object.keys(FILE_CODES).sort());
});
