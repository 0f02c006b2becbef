// Reads .xlsx workbooks: the list of sheets, one sheet as a stream of typed rows, or all sheets as text tables for the setup.
// Files are guarded before anything is parsed, formulas are never computed, and nothing outside the file is read.
// Must not: write, or know what columns mean. (Why this is not ExcelJS's reader: docs/DECISIONS.)
import { basename } from 'node:path';
import { addDays } from '../../src-shared/calendar.ts';
import { canonicalDecimal } from '../../src-shared/decimal.ts';
import { fileFinding } from '../../src-shared/findings/files.ts';
import { done, type Finding, Refusal, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { RawCell, RawRow } from '../import/raw-row.ts';
import type { NumberKind } from './number-formats.ts';
import { SharedStrings, SheetRows, SheetTooLarge } from './sheet-rows.ts';
import {
  openWorkbook,
  readNumberKinds,
  type SheetPart,
  scanPart,
  type WorkbookParts,
} from './workbook-parts.ts';
import { refuse } from './zip-read.ts';

export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** Names of the sheets, in the workbook's order. */
export async function listSheets(path: string): Promise<Result<SheetInfo[]>> {
  return answer(async () => {
    const { sheets } = await openWorkbook(path);
    return sheets.map(({ name, hidden }) => ({ name, hidden }));
  });
}

export interface ReadOptions {
  /** By name, without regard to case; the first visible sheet when left out. */
  readonly sheet?: string;
  /** Bytes of the sheet read so far, and all of them. */
  readonly onProgress?: (read: number, total: number) => void;
}

/**
 * The rows of a sheet in batches, in order, blank rows left out. Throws a Refusal when the file cannot be read or turns out to be
 * damaged on the way: what was taken from it until then must not be kept.
 */
export async function* readSheet(path: string, options: ReadOptions = {}): AsyncGenerator<RawRow[]> {
  const parts = await openWorkbook(path);
  const sheet = chooseSheet(path, parts, options.sheet);
  yield* rowsOf(parts, sheet, await readContext(parts), options.onProgress);
}

function chooseSheet(path: string, parts: WorkbookParts, name: string | undefined): SheetPart {
  if (name === undefined) return parts.sheets.find((sheet) => !sheet.hidden) ?? parts.sheets[0]!;
  const wanted = name.trim().toLowerCase();
  const found = parts.sheets.find((sheet) => sheet.name.trim().toLowerCase() === wanted);
  if (found) return found;
  const names = parts.sheets.map((sheet) => `"${sheet.name}"`).join(', ');
  throw refuse(path, 'sheet_missing', `The workbook has no sheet "${name}"`, `It has ${names}.`);
}

interface ReadContext {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
}

async function readContext(parts: WorkbookParts): Promise<ReadContext> {
  const strings = new SharedStrings();
  if (parts.strings) {
    for await (const _ of scanPart(parts.archive, parts.strings, strings)) {
      // Collected by the handler.
    }
  }
  return { strings: strings.list, kinds: await readNumberKinds(parts) };
}

type NumberReader = (value: number, kind: NumberKind) => RawCell | undefined;

async function* rowsOf(
  parts: WorkbookParts,
  sheet: SheetPart,
  context: ReadContext,
  onProgress?: (read: number, total: number) => void,
  number?: NumberReader,
): AsyncGenerator<RawRow[]> {
  const handler = new SheetRows({ ...context, from1904: parts.from1904, number });
  try {
    for await (const read of scanPart(parts.archive, sheet.entry, handler)) {
      onProgress?.(read, sheet.entry.size);
      if (handler.rows.length === 0) continue;
      const batch = handler.rows;
      handler.rows = [];
      yield batch;
    }
  } catch (error) {
    if (!(error instanceof SheetTooLarge)) throw error;
    const message = `Sheet "${sheet.name}" has ${error.message}, out of order or beyond row 1 048 576 or column XFD`;
    throw refuse(
      parts.archive.path,
      'sheet_too_large',
      message,
      'Save the file again in a spreadsheet program, or as CSV.',
    );
  }
  if (handler.rows.length > 0) yield handler.rows;
}

/** A sheet as text: what the setup loader reads, whether it came from a workbook or a folder of CSV files. */
export interface RawTable {
  /** The sheet's name as a table name: "Credit types" is `credit_types`. */
  readonly name: string;
  /** The sheet's name as it is written. */
  readonly place: string;
  readonly header: string[];
  /** `row` counts as people see it. Every row has at least as many cells as the header. */
  readonly rows: { readonly row: number; readonly cells: string[] }[];
}

/** All sheets as text tables; sheets without a cell are left out. Error cells refuse the file, all of them listed. */
export async function readWorkbookTables(path: string): Promise<Result<RawTable[]>> {
  const findings: Finding[] = [];
  const result = await answer(async () => {
    const parts = await openWorkbook(path);
    const context = await readContext(parts);
    const tables: RawTable[] = [];
    for (const sheet of parts.sheets) {
      const table = await readTable(parts, sheet, context, findings);
      if (table) tables.push(table);
    }
    return tables;
  });
  return result.ok && findings.length > 0 ? refused(...findings) : result;
}

async function readTable(
  parts: WorkbookParts,
  sheet: SheetPart,
  context: ReadContext,
  findings: Finding[],
): Promise<RawTable | null> {
  let header: string[] | null = null;
  const rows: { row: number; cells: string[] }[] = [];
  const number: NumberReader = (value, kind) => numberText(value, kind, parts.from1904);
  for await (const batch of rowsOf(parts, sheet, context, undefined, number)) {
    for (const { line, cells } of batch) {
      const texts = cells.map((cell, index) => {
        if (cell !== null && typeof cell === 'object' && cell.error !== undefined) {
          findings.push(errorFinding(parts, sheet, line, header?.[index], cell.error));
        }
        return cellText(cell);
      });
      if (header === null) header = texts;
      else
        rows.push({
          row: line,
          cells: [...texts, ...Array<string>(Math.max(0, header.length - texts.length)).fill('')],
        });
    }
  }
  if (header === null) return null;
  const name = sheet.name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
  return { name, place: sheet.name, header, rows };
}

function errorFinding(
  parts: WorkbookParts,
  sheet: SheetPart,
  row: number,
  column: string | undefined,
  error: string,
): Finding {
  const formula = error.startsWith('a formula');
  const hint = formula
    ? 'Open the file in a spreadsheet program and save it again, so that results are stored.'
    : 'Mend the formula, or type the value.';
  return fileFinding(
    formula ? 'formula_without_result' : 'error_cell',
    { file: basename(parts.archive.path), table: sheet.name, row, column },
    formula ? `The cell has ${error}` : `The cell shows ${error} instead of a value`,
    hint,
  );
}

function cellText(cell: RawCell): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  return ''; // blanks and errors; numbers and dates were made text while reading
}

/** 15 digits are what a spreadsheet shows and keeps; the rest is binary noise (0.1 + 0.2). */
function plainDecimal(value: number): string {
  return canonicalDecimal(value.toPrecision(15)) ?? String(value);
}

function numberText(value: number, kind: NumberKind, from1904: boolean): string | undefined {
  if (kind === 'plain') return plainDecimal(value);
  if (kind === 'percent') return `${plainDecimal(value * 100)}%`;
  if (kind === 'duration') return undefined;
  const serial = from1904 ? value + 1462 : value;
  const milliseconds = Math.round(serial * 86_400_000);
  const day = Math.floor(milliseconds / 86_400_000);
  if (day < 61 || day > 2_958_465) return plainDecimal(value); // before March 1900 (Excel counts a 29 February there) or after 9999
  const date = addDays('1899-12-30', day);
  if (kind === 'month' && date.endsWith('-01')) return date.slice(0, 7);
  const seconds = Math.round((milliseconds - day * 86_400_000) / 1000);
  if (seconds === 0) return date;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

async function answer<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return done(await work());
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.findings);
    throw error;
  }
}
