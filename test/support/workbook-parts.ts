// The parts of a workbook file as text, and files put together from parts: for tests that look at, or spoil, what is inside.
// Must not: share code with the reader or writer under test.
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Names and contents in the order of the directory. */
export function partsOf(file: string | Uint8Array): Map<string, string> {
  const bytes = Buffer.from(typeof file === 'string' ? readFileSync(file) : file);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength!);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    parts.set(name, (bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8'));
    at += 46 + nameLength! + extra! + comment!;
  }
  return parts;
}

export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  /** Lies about the unpacked size. */
  readonly statedSize?: number;
  readonly statedCrc?: number;
  readonly stored?: boolean;
}

/** A zip file of the parts, as a careful or a careless program would write it. */
export function zipOf(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, statedSize, statedCrc, stored } of parts) {
    const data = Buffer.from(content);
    const packed = stored ? data : deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(statedCrc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(statedSize ?? data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, rest, Buffer.from(name)]),
    );
    local.push(head);
    offset += head.length;
  }
  const names = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(names.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, names, Buffer.from('PK\x05\x06'), end]);
}

/** Writes a changed copy of a workbook: `change` sees each part. */
export function spoilt(path: string, copy: string, change: (name: string, content: string) => string): void {
  const parts = [...partsOf(path)].map(([name, content]) => ({ name, content: change(name, content) }));
  writeFileSync(copy, zipOf(parts));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface HandMade {
  /** What stands in <sheetData>. */
  readonly rows: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly date1904?: boolean;
  readonly sheetName?: string;
  /** More parts, or others in place of these. */
  readonly extra?: readonly Part[];
  readonly sheet?: string;
}

/** The least that is a workbook, with rows given as XML. */
export function handMade(made: HandMade): Part[] {
  const { rows, strings, styles, date1904, sheetName = 'Usage', extra = [], sheet } = made;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  const parts: Part[] = [
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships ${packaged}>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships ${packaged}>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}${relation('rId3', 'styles', '/xl/styles.xml')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: sheet ?? `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    },
  ];
  if (strings !== undefined)
    parts.push({ name: 'xl/sharedStrings.xml', content: `${XML}<sst xmlns="${MAIN}">${strings}</sst>` });
  if (styles !== undefined)
    parts.push({
      name: 'xl/styles.xml',
      content: `${XML}<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    });
  return [...parts.filter(({ name }) => !extra.some((other) => other.name === name)), ...extra];
}
