// Reads .xlsx workbooks: the list of sheets, and one sheet as a stream of typed rows, or all sheets as text tables.
// Files are guarded before anything is parsed, formulas are never computed, and nothing outside the file is read.
// Must not: write, or know what columns mean.
// ExcelJS's stream reader is not used: it decodes chunk by chunk and loses characters at their edges, keeps only the last run of rich
// inline text, takes phonetic readings for the text, and finds nothing in sheets whose elements have a prefix.
import type { Result } from '../../src-shared/findings/finding.ts';
import type { RawRow } from '../import/raw-row.ts';
import { answer, readContext, rowsOf } from './reading/sheet-stream.ts';
import { openWorkbook, type SheetPart, type WorkbookParts } from './reading/workbook-parts.ts';
import { refuse } from './reading/zip-read.ts';

export { readWorkbookTables } from './reading/text-tables.ts';
export { readWholeWorkbook } from './reading/whole-sheets.ts';

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
