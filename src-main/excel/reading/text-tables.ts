// Reads all sheets of a workbook as text: the setup tables, just as a folder of CSV files would give them.
// Dates become YYYY-MM-DD, numbers plain decimals of the 15 digits a spreadsheet shows, percentages "10%".
// Must not: know any table.
import { basename } from 'node:path';
import { addDays, DAY_MS } from '../../../src-shared/calendar.ts';
import { canonicalDecimal } from '../../../src-shared/decimal.ts';
import { BoundedFindings } from '../../../src-shared/findings/bounded.ts';
import { fileFinding } from '../../../src-shared/findings/files.ts';
import { type Finding, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { Whole } from '../../../src-shared/read-whole.ts';
import type { RawCell } from '../../import/raw-row.ts';
import type { RawTable } from '../../import/setup/existing.ts';
import type { NumberKind } from './number-formats.ts';
import { DAYS_1904 } from './sheet-rows.ts';
import {
  answer,
  type NumberReader,
  type ReadContext,
  readContext,
  rowsOf,
  tooMuchFor,
} from './sheet-stream.ts';
import { openWorkbook, type SheetPart, type WorkbookParts } from './workbook-parts.ts';

/** The sheet that explains a workbook; it is no table. */
const GUIDE = 'about';

/** All sheets as text tables; sheets without a cell are left out. Error cells refuse the file, all of them listed. */
export async function readWorkbookTables(path: string): Promise<Result<RawTable[]>> {
  const findings = new BoundedFindings();
  const whole = new Whole();
  const result = await answer(async () => {
    const parts = await openWorkbook(path);
    const context = await readContext(parts);
    const tables: RawTable[] = [];
    for (const sheet of parts.sheets) {
      if (sheet.name.trim().toLowerCase() === GUIDE) continue;
      const table = await readTable(parts, sheet, context, { findings, whole });
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
  { findings, whole }: { findings: Finding[]; whole: Whole },
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
      if (!whole.take(texts)) throw tooMuchFor(parts);
      if (header === null) header = texts;
      else rows.push({ row: line, cells: texts });
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
  const serial = from1904 ? value + DAYS_1904 : value;
  const milliseconds = Math.round(serial * DAY_MS);
  const day = Math.floor(milliseconds / DAY_MS);
  if (day < 61 || day > 2_958_465) return plainDecimal(value); // before March 1900 (Excel counts a 29 February there) or after 9999
  const date = addDays('1899-12-30', day);
  if (kind === 'month' && date.endsWith('-01')) return date.slice(0, 7);
  const seconds = Math.round((milliseconds - day * DAY_MS) / 1000);
  if (seconds === 0) return date;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
