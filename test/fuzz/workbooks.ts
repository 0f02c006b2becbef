// Workbooks changed where they can be wrong: the zip around them, the parts in it, the XML of a part, the cells of a sheet.
// Must not: share code with the reader under test.
import { inflateRawSync } from 'node:zlib';
import type { Random } from '../support/random.ts';
import { type Part, zipOf } from '../support/workbook-parts.ts';
import { type Change, changeBytes, LONGEST, NUMBERS, pick, WORDS } from './mutate.ts';

type Made = { -readonly [K in keyof Part]: Part[K] };

/** The parts of a whole zip; null for one that is spoiled already. */
function unzip(input: Buffer): Made[] | null {
  try {
    const end = input.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    const parts: Made[] = [];
    let at = input.readUInt32LE(end + 16);
    for (let n = input.readUInt16LE(end + 10); n > 0; n--) {
      const [name, extra, comment] = [28, 30, 32].map((field) => input.readUInt16LE(at + field)) as [
        number,
        number,
        number,
      ];
      const local = input.readUInt32LE(at + 42);
      const start = local + 30 + input.readUInt16LE(local + 26) + input.readUInt16LE(local + 28);
      const packed = input.subarray(start, start + input.readUInt32LE(at + 20));
      const stored = input.readUInt16LE(at + 10) === 0;
      const content = stored ? packed : inflateRawSync(packed, { maxOutputLength: LONGEST });
      parts.push({ name: input.toString('utf8', at + 46, at + 46 + name), content, stored });
      at += 46 + name + extra + comment;
    }
    return parts;
  } catch {
    return null;
  }
}

const TYPES = ['n', 's', 'str', 'inlineStr', 'b', 'e', 'd', '', 'x'];
const PIECES: readonly ((random: Random) => string)[] = [
  (random) => `<c t="${pick(random, TYPES)}"><v>${pick(random, [...NUMBERS, ...WORDS])}</v></c>`,
  (random) => `<c r="${pick(random, ['A1', 'XFD1', 'XFE1', 'ZZZZZZZ1', '1', 'a1', 'B', ''])}"><v>1</v></c>`,
  (random) => `<c s="${pick(random, NUMBERS)}"><v>${pick(random, NUMBERS)}</v></c>`,
  (random) => `<row r="${pick(random, NUMBERS)}"><c><v>1</v></c></row>`,
  (random) => `<is><t>${pick(random, WORDS)}</t><rPh><t>x</t></rPh></is>`,
  () => '<f>1+1</f>',
  () => '<c><f>SUM(A1:A2)</f></c>',
  () => '<!-- a > b -->',
  () => '<![CDATA[<row r="9">]]>',
  () => '<!DOCTYPE x [<!ENTITY a "b">]>',
  () => '<?pi?>',
  (random) => `_x${pick(random, ['D800', '0000', 'FFFE', '000A', '005F'])}_`,
  (random) =>
    pick(random, ['&amp;', '&#0;', '&#xD800;', '&#x110000;', '&#9999999;', '&x;', '&', '&#x1F4A5;']),
  (random) =>
    `<numFmt numFmtId="${pick(random, NUMBERS)}" formatCode="${pick(random, ['yyyy', '[h]:mm', '0%', '[[[[', '"', '\\', ';;;', 'General'])}"/>`,
  (random) => `<xf numFmtId="${pick(random, NUMBERS)}"/>`,
  (random) => `<sheet name="${pick(random, WORDS)}" sheetId="1" r:id="rId1"/>`,
  (random) => `<si><t>${pick(random, WORDS)}</t></si>`,
  (random) => '<a>'.repeat(1 + random.below(300)),
];

/** An element, an attribute or a piece of text of a part changed. */
function changeXml(input: Buffer, random: Random): Buffer {
  const text = input.toString('utf8');
  const marks = [...text.slice(0, 50_000).matchAll(/<[^>]*>/g)];
  const piece = pick(random, PIECES)(random);
  if (marks.length === 0) return Buffer.from(piece);
  const { 0: mark, index } = pick(random, marks);
  const after = index + mark.length;
  const kind = random.below(14);
  if (kind === 0) return Buffer.from(text.slice(0, index) + text.slice(after));
  if (kind === 1) return Buffer.from(text.slice(0, index) + piece + text.slice(after));
  if (kind === 2) {
    const until = pick(random, marks).index;
    const stretch = text.slice(Math.min(index, until), Math.max(after, until));
    const times = Math.min(1 + random.below(40), Math.ceil(LONGEST / (stretch.length + 1)));
    return Buffer.from(text.slice(0, after) + stretch.repeat(times) + text.slice(after));
  }
  if (kind > 2 && kind < 6) {
    const value = pick(random, [...NUMBERS, ...WORDS]).replaceAll('"', "'");
    return Buffer.from(
      text.slice(0, index) + mark.replace(/="[^"]*"/, () => `="${value}"`) + text.slice(after),
    );
  }
  return Buffer.from(text.slice(0, after) + piece + text.slice(after));
}

const NAMES = [
  'xl/workbook.xml',
  'xl/vbaProject.bin',
  '../../x',
  '/xl/styles.xml',
  'XL/SHAREDSTRINGS.XML',
  '',
  'mimetype',
];

export const changeWorkbook: Change = (input, random, others) => {
  const parts = random.below(8) === 0 ? null : unzip(input);
  if (parts === null || parts.length === 0) return changeBytes(input, random, others);
  for (let steps = 1 + random.below(1 + random.below(4)); steps > 0; steps--) {
    const part = pick(random, parts);
    const kind = random.below(20);
    if (kind === 0) part.statedSize = random.below(LONGEST);
    else if (kind === 1) part.statedCrc = 1;
    else if (kind === 2) part.stored = !part.stored;
    else if (kind === 3) parts.push({ ...part, name: pick(random, NAMES) });
    else if (kind === 4) part.name = pick(random, [...NAMES, ...parts.map(({ name }) => name)]);
    else if (kind === 5 && parts.length > 1) parts.splice(parts.indexOf(part), 1);
    else if (kind < 8) part.content = changeBytes(Buffer.from(part.content), random, []);
    else part.content = changeXml(Buffer.from(part.content), random);
  }
  if (parts.reduce((sum, { content }) => sum + content.length, 0) > 4 * LONGEST) return input;
  return zipOf(parts);
};
