// Finds its way in a workbook file: which part is which sheet, which styles are dates, the shared strings.
// Everything that is no plain .xlsx is refused here with a word on what it is instead.
// Must not: read cells (sheet-rows.ts), or follow a relationship out of the archive.
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { shown } from '../../../src-shared/shown.ts';
import { kindOfFormat, type NumberKind } from './number-formats.ts';
import { attribute, type XmlHandler, XmlProblem, XmlScanner } from './xml-scan.ts';
import { damaged, openZip, refuse, unpack, type ZipArchive, type ZipEntry } from './zip-read.ts';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ZipEntry;
}

export interface WorkbookParts {
  readonly archive: ZipArchive;
  readonly sheets: readonly SheetPart[];
  /** Dates count from 1904 instead of 1900. */
  readonly from1904: boolean;
  readonly styles: ZipEntry | undefined;
  readonly strings: ZipEntry | undefined;
}

const SAVE_AS =
  'Open it in a spreadsheet program, choose Save As, "Excel Workbook (*.xlsx)", and use that file.';

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing) throw refuse(path, 'file_missing', `There is no file ${basename(path)} at that place`);
    throw refuse(
      path,
      'file_not_readable',
      `${basename(path)} cannot be opened`,
      'Check that you may read the file.',
    );
  }
}

/** Looks at the file's first bytes, so that what is no workbook is called by its name. */
function checkKind(path: string): void {
  const file = openFile(path);
  const head = Buffer.alloc(64 * 1024);
  let length: number;
  try {
    length = readSync(file, head, 0, head.length, 0);
  } catch {
    throw refuse(
      path,
      'file_not_readable',
      `${basename(path)} cannot be read`,
      'Check that it is a file and not a folder.',
    );
  } finally {
    closeSync(file);
  }
  if (length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0 && head.readUInt32BE(4) === 0xa1b11ae1) {
    if (head.subarray(0, length).includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
      throw refuse(
        path,
        'workbook_encrypted',
        'The workbook is protected with a password',
        'Save it without a password.',
      );
    }
    throw refuse(path, 'workbook_old', 'This is a workbook of the old .xls format', SAVE_AS);
  }
  if (length >= 4 && head.readUInt32BE(0) === 0x504b0304) return;
  const what = length === 0 ? 'The file is empty' : 'The file is no workbook, whatever its name says';
  throw refuse(path, 'not_a_workbook', what, 'Choose an .xlsx file, or import it as CSV if it is text.');
}

function checkContents(archive: ZipArchive): void {
  const { path, entries } = archive;
  const names = [...entries.keys()];
  if (names.some((name) => name.endsWith('vbaproject.bin'))) {
    throw refuse(path, 'workbook_macros', 'The workbook contains macros', SAVE_AS);
  }
  if (names.includes('xl/workbook.bin')) {
    throw refuse(path, 'workbook_binary', 'This is a workbook of the binary .xlsb format', SAVE_AS);
  }
  if (names.includes('mimetype') && names.includes('content.xml')) {
    throw refuse(path, 'workbook_opendocument', 'This is an OpenDocument spreadsheet', SAVE_AS);
  }
}

/** Runs one part through a handler, and gives after each chunk how many bytes of it, unpacked, were read. */
export async function* scanPart(
  archive: ZipArchive,
  entry: ZipEntry,
  handler: XmlHandler,
): AsyncGenerator<number> {
  const scanner = new XmlScanner(handler);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let read = 0;
  try {
    for await (const chunk of unpack(archive, entry)) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      scanner.write(decoder.decode(chunk, { stream: true }));
      read += chunk.length;
      yield read;
    }
    scanner.write(decoder?.decode() ?? '');
    scanner.end();
  } catch (error) {
    if (error instanceof XmlProblem && error.doctype) {
      const hint = 'Use a file saved by a spreadsheet program.';
      throw refuse(
        archive.path,
        'workbook_entities',
        'The workbook declares XML entities, which may be an attack',
        hint,
      );
    }
    if (error instanceof XmlProblem) throw damaged(archive.path, `${shown(entry.name)} has ${error.message}`);
    if (error instanceof TypeError) throw damaged(archive.path, `${shown(entry.name)} is not valid text`);
    throw error;
  }
}

function encodingOf(chunk: Buffer): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Parts that say how the others are to be read are small: what they say is kept. */
const MOST_SAID = 32 * 1024 ** 2;

async function scanSmall(archive: ZipArchive, entry: ZipEntry, handler: XmlHandler): Promise<void> {
  if (entry.size > MOST_SAID) {
    throw refuse(
      archive.path,
      'workbook_too_large',
      `${shown(entry.name)} unpacks to ${entry.size} bytes; at most ${MOST_SAID} are read`,
      'Save the data as CSV, or copy it into a new workbook.',
    );
  }
  for await (const _ of scanPart(archive, entry, handler)) {
    // All of it is wanted; the handler keeps what matters.
  }
}

const scanAll = (archive: ZipArchive, entry: ZipEntry, open: XmlHandler['open']): Promise<void> =>
  scanSmall(archive, entry, { open, close: () => {}, text: () => {} });

interface Relationship {
  type: string;
  target: string;
}

/** Targets by relationship id, as names in the archive. External ones are left out: nothing outside is ever read. */
async function relationships(archive: ZipArchive, part: string): Promise<Map<string, Relationship>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const entry = archive.entries.get(`${folder}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relationship>();
  if (!entry) return found;
  await scanAll(archive, entry, (name, raw) => {
    if (name !== 'Relationship' || attribute(raw, 'TargetMode') === 'External') return;
    const target = attribute(raw, 'Target') ?? '';
    const type = attribute(raw, 'Type') ?? '';
    found.set(attribute(raw, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: nameInside(folder, target),
    });
  });
  return found;
}

function nameInside(folder: string, target: string): string {
  const parts: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(step);
  }
  return parts.join('/').toLowerCase();
}

/** Opens a workbook, or throws a Refusal that says what the file is. */
export async function openWorkbook(path: string): Promise<WorkbookParts> {
  checkKind(path);
  const archive = openZip(path);
  checkContents(archive);
  const types = archive.entries.get('[content_types].xml');
  if (types) {
    await scanAll(archive, types, (_, raw) => {
      if (raw.includes('macroEnabled'))
        throw refuse(path, 'workbook_macros', 'The workbook is macro-enabled', SAVE_AS);
    });
  }
  const root = [...(await relationships(archive, '')).values()].find(
    (relationship) => relationship.type === 'officeDocument',
  );
  const workbookName = root?.target ?? 'xl/workbook.xml';
  const workbook = archive.entries.get(workbookName);
  if (!workbook) {
    throw refuse(
      path,
      'not_a_workbook',
      'The file is a zip archive, but no workbook',
      'Choose an .xlsx file; unpack archives first.',
    );
  }
  const related = await relationships(archive, workbookName);
  const sheets: SheetPart[] = [];
  const taken = new Set<ZipEntry>();
  let from1904 = false;
  await scanAll(archive, workbook, (name, raw) => {
    if (name === 'workbookPr') from1904 = ['1', 'true', 'on'].includes(attribute(raw, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const relationship = related.get(attribute(raw, '*:id') ?? '');
    const entry = relationship?.type === 'worksheet' ? archive.entries.get(relationship.target) : undefined;
    if (!entry) return;
    // Or a small file could be read ten thousand times over.
    if (taken.has(entry)) throw damaged(path, 'two of its sheets are the same part');
    taken.add(entry);
    sheets.push({
      name: attribute(raw, 'name') ?? '',
      hidden: (attribute(raw, 'state') ?? 'visible') !== 'visible',
      entry,
    });
  });
  if (sheets.length === 0)
    throw refuse(path, 'workbook_without_sheets', 'The workbook has no sheet of cells');
  const partOf = (type: string): ZipEntry | undefined => {
    const relationship = [...related.values()].find((one) => one.type === type);
    return relationship && archive.entries.get(relationship.target);
  };
  return { archive, sheets, from1904, styles: partOf('styles'), strings: partOf('sharedStrings') };
}

/** Spreadsheet programs take 255 letters. */
const LONGEST_CODE = 1000;

export interface CellFormat {
  readonly kind: NumberKind;
  /** Blank for the formats that have none. */
  readonly code: string;
  /** The colour behind the cell, as the workbook names it; null: none. */
  readonly fill: string | null;
}

/** What each cell style says about numbers. */
export async function readNumberKinds(parts: WorkbookParts): Promise<NumberKind[]> {
  return (await readFormats(parts)).map(({ kind }) => kind);
}

/** The cell styles, in their order. */
export async function readFormats(parts: WorkbookParts): Promise<CellFormat[]> {
  if (!parts.styles) return [];
  const codes = new Map<number, string>();
  const fills: (string | null)[] = [];
  const cells: { format: number; fill: number }[] = [];
  let inside = '';
  const handler: XmlHandler = {
    open(name, raw) {
      if (name === 'numFmt')
        codes.set(
          Number(attribute(raw, 'numFmtId')),
          attribute(raw, 'formatCode')?.slice(0, LONGEST_CODE) ?? '',
        );
      else if (name === 'cellXfs' || name === 'fills') inside = name;
      else if (name === 'xf' && inside === 'cellXfs')
        cells.push({
          format: Number(attribute(raw, 'numFmtId') ?? 0),
          fill: Number(attribute(raw, 'fillId') ?? 0),
        });
      else if (name === 'fill' && inside === 'fills') fills.push(null);
      else if (name === 'fgColor' && inside === 'fills') fills[fills.length - 1] = colourOf(raw);
    },
    close(name) {
      if (name === inside) inside = '';
    },
    text() {},
  };
  await scanSmall(parts.archive, parts.styles, handler);
  const kinds = new Map<number, NumberKind>();
  const kindOf = (format: number): NumberKind => {
    const known = kinds.get(format) ?? kindOfFormat(format, codes);
    kinds.set(format, known);
    return known;
  };
  return cells.map(({ format, fill }) => ({
    kind: kindOf(format),
    code: codes.get(format) ?? '',
    fill: fills[fill] ?? null,
  }));
}

/** White is no colour. */
function colourOf(raw: string): string | null {
  const rgb = attribute(raw, 'rgb');
  if (rgb !== null) return /^(FF)?FFFFFF$/i.test(rgb) ? null : rgb.slice(-6).toUpperCase();
  const theme = attribute(raw, 'theme');
  return theme === null || theme === '0' ? null : `theme ${theme}`;
}
