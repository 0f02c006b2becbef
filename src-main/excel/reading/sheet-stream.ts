// Streams the rows of one sheet, and turns refusals into results: what all readers of workbooks share.
// Must not: choose a sheet, or know what columns mean.
import { done, Refusal, type Result, refused } from '../../../src-shared/findings/finding.ts';
import type { RawCell, RawRow } from '../../import/raw-row.ts';
import type { NumberKind } from './number-formats.ts';
import { SharedStrings, SheetRows, SheetTooLarge } from './sheet-rows.ts';
import { readNumberKinds, type SheetPart, scanPart, type WorkbookParts } from './workbook-parts.ts';
import { refuse } from './zip-read.ts';

export interface ReadContext {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
}

export async function readContext(parts: WorkbookParts): Promise<ReadContext> {
  const strings = new SharedStrings();
  if (parts.strings) {
    for await (const _ of scanPart(parts.archive, parts.strings, strings)) {
      // Collected by the handler.
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
    `Sheet "${sheet.name}" has ${error.message}, out of order or beyond row 1 048 576 or column XFD`,
    'Save the file again in a spreadsheet program, or as CSV.',
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
