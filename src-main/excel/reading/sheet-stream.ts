// Streams the rows of one sheet, and turns refusals into results: what all readers of workbooks share.
// Must not: choose a sheet, or know what columns mean.
import { done, Refusal, type Result, refused } from '../../../src-shared/findings/finding.ts';
import { MOST_CELLS } from '../../../src-shared/read-whole.ts';
import { shown } from '../../../src-shared/shown.ts';
import type { RawCell, RawRow } from '../../import/raw-row.ts';
import type { NumberKind } from './number-formats.ts';
import type { SharedTexts } from './shared-texts.ts';
import { SharedStrings, SheetRows, SheetTooLarge } from './sheet-rows.ts';
import { readNumberKinds, type SheetPart, scanPart, type WorkbookParts } from './workbook-parts.ts';
import { refuse } from './zip-read.ts';

export interface ReadContext {
  readonly strings: SharedTexts;
  readonly kinds: readonly NumberKind[];
}

export async function readContext(parts: WorkbookParts): Promise<ReadContext> {
  const strings = new SharedStrings();
  if (parts.strings) {
    try {
      for await (const _ of scanPart(parts.archive, parts.strings, strings)) {
        // Collected by the handler.
      }
    } catch (error) {
      if (!(error instanceof SheetTooLarge)) throw error;
      const hint = 'Save the data as CSV, or split it over several workbooks.';
      throw refuse(parts.archive.path, 'workbook_too_large', `The workbook has ${error.message}`, hint);
    }
  }
  return { strings: strings.list, kinds: await readNumberKinds(parts) };
}

/** Says what a number is, by its format; undefined leaves it to the usual answer. */
export type NumberReader = (value: number, kind: NumberKind) => RawCell | undefined;

export async function* rowsOf(
  parts: WorkbookParts,
  sheet: SheetPart,
  context: ReadContext,
  onProgress?: (read: number, total: number) => void,
  number?: NumberReader,
): AsyncGenerator<RawRow[]> {
  const mostShared = parts.archive.most;
  const handler = new SheetRows({ ...context, from1904: parts.from1904, mostShared, number });
  try {
    for await (const read of scanPart(parts.archive, sheet.entry, handler)) {
      onProgress?.(read, sheet.entry.size);
      if (handler.rows.length === 0) continue;
      const batch = handler.rows;
      handler.rows = [];
      yield batch;
    }
  } catch (error) {
    throw tooLargeFor(parts, sheet, error);
  }
  if (handler.rows.length > 0) yield handler.rows;
}

/** What is thrown for an error while a sheet was read: cells beyond a sheet's bounds refuse the file. */
export function tooLargeFor(parts: WorkbookParts, sheet: SheetPart, error: unknown): unknown {
  if (!(error instanceof SheetTooLarge)) return error;
  return refuse(
    parts.archive.path,
    'sheet_too_large',
    `Sheet "${shown(sheet.name)}" has ${error.message}`,
    'Save the file again in a spreadsheet program, or as CSV.',
  );
}

/** Of a workbook that is read whole. */
export function tooMuchFor({ archive }: WorkbookParts): Refusal {
  return refuse(
    archive.path,
    'sheet_too_large',
    `The workbook has more than ${MOST_CELLS} cells, or more text than can be read at once`,
    'Leave out the sheets that are not needed, and save it again.',
  );
}

/** A Refusal as a Result. */
export async function answer<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return done(await work());
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.findings);
    throw error;
  }
}
