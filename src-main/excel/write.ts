// Writes a workbook spec as an .xlsx file: sheet after sheet, rows as they come, in memory that does not grow with them. The same spec
// gives the same bytes, on any machine, at any time.
// Must not: decide what is in a workbook, or leave half a file behind.
import { renameSync, rmSync } from 'node:fs';
import { failure, notWritable } from '../../src-shared/findings/files.ts';
import { done, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { Paper } from '../../src-shared/paper.ts';
import type { SpecRow, SpecSheet, WorkbookSpec } from '../reports/workbooks/spec.ts';
import { address, columnRange, SHEET_ROWS } from '../reports/workbooks/spec.ts';
import { attached, type CellLink } from './writing/attachments.ts';
import { rowXml } from './writing/cell-xml.ts';
import { fitColumns, rowHeight, Widening } from './writing/fit.ts';
import { addPackage, type WrittenSheet } from './writing/package.ts';
import { onPaper } from './writing/paper.ts';
import { sheetClosing, sheetOpening } from './writing/sheet-frame.ts';
import { safeSheetNames } from './writing/sheet-names.ts';
import { isHeading, Styles } from './writing/styles.ts';
import { FileSink, MemorySink, type ZipSink, ZipWriter } from './writing/zip-write.ts';

/** Column widths are fitted to so many rows; for numbers further down they are mended at the end. */
const FITTED_ROWS = 2000;
/** Room for mending, in bytes a column. */
const MENDING = 4;
const PIECE = 256 * 1024;

export interface WriteOptions {
  /** Called after every few thousand rows and after each sheet; may throw to stop, and nothing is left behind. */
  readonly onRows?: (rows: number) => void;
  /** A4 unless told. */
  readonly paper?: Paper;
  /** For tests. */
  readonly sheetRows?: number;
}

export interface WrittenWorkbook {
  readonly sheets: number;
  readonly rows: number;
}

/** Writes the file whole or not at all. A file that another program has open is a finding. */
export async function writeWorkbook(
  spec: WorkbookSpec,
  path: string,
  options: WriteOptions = {},
): Promise<Result<WrittenWorkbook>> {
  const unfinished = `${path}.part`;
  try {
    const sink = new FileSink(unfinished);
    let written: WrittenWorkbook;
    try {
      written = await writeTo(sink, spec, options);
    } finally {
      sink.close();
    }
    renameSync(unfinished, path);
    return done(written);
  } catch (error) {
    rmSync(unfinished, { force: true });
    return refused(notWritable(path, failure(error)));
  }
}

/** The file's bytes, for small workbooks. */
export async function workbookBytes(spec: WorkbookSpec, options: WriteOptions = {}): Promise<Uint8Array> {
  const sink = new MemorySink();
  await writeTo(sink, spec, options);
  return sink.bytes();
}

async function writeTo(sink: ZipSink, spec: WorkbookSpec, options: WriteOptions): Promise<WrittenWorkbook> {
  const zip = new ZipWriter(sink);
  const styles = new Styles();
  const names = safeSheetNames(spec.sheets.map((sheet) => sheet.name));
  const written: WrittenSheet[] = [];
  const progress = { rows: 0, paused: 0 };
  for (const [index, sheet] of spec.sheets.entries()) {
    await writeSheet({ zip, styles, options, written, progress, names }, { ...sheet, name: names[index]! });
    options.onRows?.(progress.rows);
  }
  addPackage(zip, spec, written, styles);
  zip.finish();
  return { sheets: written.length, rows: progress.rows };
}

interface Writing {
  readonly zip: ZipWriter;
  readonly styles: Styles;
  readonly options: WriteOptions;
  readonly written: WrittenSheet[];
  readonly progress: { rows: number; paused: number };
  readonly names: string[];
}

interface Fitted {
  readonly widths: number[];
  /** Of a sheet that may have more rows than its columns were fitted to. */
  readonly widening: Widening | null;
}

/** With blanks before the rows, where they mean nothing. */
function padded(opening: string, length: number): string {
  return opening.replace('<sheetData>', `${' '.repeat(length - opening.length)}<sheetData>`);
}

/** Writes a sheet, and its continuations where it is longer than a sheet may be. */
async function writeSheet(writing: Writing, sheet: SpecSheet): Promise<void> {
  const limit = writing.options.sheetRows ?? SHEET_ROWS;
  const rows = sheet.rows[Symbol.iterator]();
  const start = take(rows, Math.min(FITTED_ROWS, limit));
  const widths = fitColumns(sheet.columns, start, sheet.filter !== undefined);
  const isLong = start.length === Math.min(FITTED_ROWS, limit);
  const fitted: Fitted = { widths, widening: isLong ? new Widening(sheet.columns) : null };
  const heading = start.slice(0, sheet.repeatHeading ?? 0);
  let ahead: SpecRow[] = start;
  for (let part = 1; ; part++) {
    const name = part === 1 ? sheet.name : continuation(writing.names, sheet.name, part);
    const rest = await writePart(writing, { ...sheet, name }, fitted, ahead, rows, limit);
    if (rest === null) return;
    if (sheet.repeatHeading === undefined)
      throw new RangeError(`sheet ${sheet.name} has more than ${limit} rows`);
    ahead = [...heading, rest];
  }
}

function continuation(names: string[], name: string, part: number): string {
  const [fresh] = safeSheetNames([`${name.slice(0, 25)} (${part})`], names);
  names.push(fresh!);
  return fresh!;
}

/** One sheet of the file. @returns the first row that has no room any more, or null when all were written. */
async function writePart(
  writing: Writing,
  sheet: SpecSheet,
  fitted: Fitted,
  ahead: readonly SpecRow[],
  more: Iterator<SpecRow>,
  limit: number,
): Promise<SpecRow | null> {
  const { zip, styles, written } = writing;
  const { widths, widening } = fitted;
  const opening = (): string => sheetOpening(sheet, widths, styles, written.length === 0);
  let xml = opening();
  const held = widening ? padded(xml, xml.length + widths.length * MENDING) : '';
  const part = zip.open(`xl/worksheets/sheet${written.length + 1}.xml`, held);
  if (widening) xml = '';
  const seen = new Seen();
  let next = 0;
  let rest: SpecRow | null = null;
  for (;;) {
    const row = next < ahead.length ? ahead[next++]! : take(more, 1)[0];
    if (row === undefined) break;
    if (seen.rows === limit) {
      rest = row;
      break;
    }
    seen.add(row);
    widening?.add(row, widths);
    xml += rowXml(row, seen.rows, styles, rowHeight(row, widths));
    if (xml.length >= PIECE) {
      part.write(xml);
      xml = '';
      await pause(writing, seen.rows);
    }
  }
  const last = Math.max(1, seen.rows - seen.totals);
  const filter = sheet.filter?.replace(/:([A-Z]+)\d+$/, (_, letters: string) => `:${letters}${last}`);
  const end = { flags: seen.flags(), columns: seen.columns, rows: seen.rows };
  const beside = attached(written.length + 1, seen.links, sheet.picture);
  const paper = onPaper(sheet, widths.slice(0, seen.columns), writing.options.paper ?? 'a4');
  part.write(xml + sheetClosing({ ...sheet, filter }, end, styles, beside, paper));
  part.end(widening ? padded(opening(), held.length) : undefined);
  beside.addTo(zip);
  written.push({
    name: sheet.name,
    columns: seen.columns,
    rows: seen.rows,
    printTitles: sheet.printTitles,
    printColumns: paper.repeated,
    filter,
    picture: sheet.picture?.type,
  });
  writing.progress.rows += seen.rows;
  return rest;
}

/** Lets others of this thread have a turn, and the caller hear how far it is. */
async function pause(writing: Writing, rows: number): Promise<void> {
  writing.options.onRows?.(writing.progress.rows + rows);
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}

function take(rows: Iterator<SpecRow>, count: number): SpecRow[] {
  const taken: SpecRow[] = [];
  while (taken.length < count) {
    const { value, done: over } = rows.next();
    if (over) break;
    taken.push(value);
  }
  return taken;
}

/** What a sheet turned out to have. */
class Seen {
  rows = 0;
  columns = 0;
  /** Rows of totals at the end, with what is said below them. */
  totals = 0;
  readonly links: CellLink[] = [];
  /** Runs of flags under each other: column, first and last row. */
  readonly #flags: { column: number; first: number; last: number }[] = [];

  add(row: SpecRow): void {
    this.rows++;
    const role = row[0]?.role;
    this.totals = role === 'total' || role === 'note' ? this.totals + 1 : 0;
    if (row.length > this.columns) this.columns = row.length;
    for (let index = 0; index < row.length; index++) {
      const file = row[index]?.link;
      if (file !== undefined) this.links.push({ cell: address(index + 1, this.rows), file });
      if (row[index]?.format !== 'flag' || isHeading(row[index]?.role)) continue;
      const run = this.#flags.findLast(({ column }) => column === index + 1);
      if (run?.last === this.rows - 1) run.last = this.rows;
      else this.#flags.push({ column: index + 1, first: this.rows, last: this.rows });
    }
  }

  /** "B3:B3 F6:F20" */
  flags(): string | null {
    if (this.#flags.length === 0) return null;
    return this.#flags.map(({ column, first, last }) => columnRange(column, first, last)).join(' ');
  }
}
