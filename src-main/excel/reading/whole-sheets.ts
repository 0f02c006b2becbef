// Reads a workbook whole, for people to look at: values with their formulas, formats, colours, hidden and merged cells. For
// workbooks that somebody kept by hand; usage is streamed (sheet-stream.ts). Must not: know what a column means.
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { SheetCell, SheetContent, SheetRow } from '../../import/legacy/sheet-cells.ts';
import { currencyOfCode } from './number-formats.ts';
import { SheetMarks } from './sheet-marks.ts';
import { SheetRows } from './sheet-rows.ts';
import { answer, readContext, tooLargeFor } from './sheet-stream.ts';
import {
  type CellFormat,
  openWorkbook,
  readFormats,
  type SheetPart,
  scanPart,
  type WorkbookParts,
} from './workbook-parts.ts';
import type { XmlHandler } from './xml-scan.ts';
import { refuse } from './zip-read.ts';

/** A workbook that somebody keeps by hand has fewer; beyond it, memory would be at stake. */
const MOST_CELLS = 2_000_000;

/** All sheets, hidden ones too. */
export async function readWholeWorkbook(path: string): Promise<Result<SheetContent[]>> {
  return answer(async () => {
    const parts = await openWorkbook(path);
    const context = await readContext(parts);
    const formats = await readFormats(parts);
    const sheets: SheetContent[] = [];
    let left = MOST_CELLS;
    for (const sheet of parts.sheets) {
      const content = await readWhole(parts, sheet, context, formats);
      left -= content.rows.reduce((sum, { cells }) => sum + cells.length, 0);
      if (left < 0)
        throw refuse(
          path,
          'sheet_too_large',
          `The workbook has more than ${MOST_CELLS} cells`,
          'Leave out the sheets that are not needed, and save it again.',
        );
      sheets.push(content);
    }
    return sheets;
  });
}

async function readWhole(
  parts: WorkbookParts,
  sheet: SheetPart,
  context: Awaited<ReturnType<typeof readContext>>,
  formats: readonly CellFormat[],
): Promise<SheetContent> {
  const values = new SheetRows({ ...context, from1904: parts.from1904 });
  const marks = new SheetMarks();
  try {
    for await (const _ of scanPart(parts.archive, sheet.entry, both(values, marks))) {
      // Both handlers keep what they need.
    }
  } catch (error) {
    throw tooLargeFor(parts, sheet, error);
  }
  const rows = values.rows.map(
    ({ line, cells }): SheetRow => ({
      line,
      hidden: marks.hiddenRows.has(line),
      cells: cells.map((value, index): SheetCell | null => {
        if (value === null) return null;
        const mark = marks.at(line, index + 1);
        const format = formats[mark?.style ?? 0];
        return {
          value,
          formula: mark?.formula ?? null,
          currency: typeof value === 'number' && format ? currencyOfCode(format.code) : null,
          fill: format?.fill ?? null,
        };
      }),
    }),
  );
  const { hiddenColumns, merges } = marks;
  return { name: sheet.name, hidden: sheet.hidden, rows, hiddenColumns, merges };
}

const both = (a: XmlHandler, b: XmlHandler): XmlHandler => ({
  open(name, raw) {
    a.open(name, raw);
    b.open(name, raw);
  },
  close(name) {
    a.close(name);
    b.close(name);
  },
  text(text) {
    a.text(text);
    b.text(text);
  },
});
