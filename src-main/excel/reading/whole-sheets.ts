// Reads a workbook whole, for people to look at: values with their formulas, formats, colours, hidden and merged cells. For
// workbooks that somebody kept by hand; usage is streamed (sheet-stream.ts). Must not: know what a column means.
import type { Result } from '../../../src-shared/findings/finding.ts';
import { MOST_CELLS } from '../../../src-shared/read-whole.ts';
import type { SheetCell, SheetContent, SheetRow } from '../../import/legacy/sheet-cells.ts';
import { currencyOfCode } from './number-formats.ts';
import { SheetMarks } from './sheet-marks.ts';
import { SheetRows } from './sheet-rows.ts';
import { answer, readContext, tooLargeFor, tooMuchFor } from './sheet-stream.ts';
import {
  type CellFormat,
  openWorkbook,
  readFormats,
  type SheetPart,
  scanPart,
  type WorkbookParts,
} from './workbook-parts.ts';
import type { XmlHandler } from './xml-scan.ts';

/** All sheets, hidden ones too. */
export async function readWholeWorkbook(path: string): Promise<Result<SheetContent[]>> {
  return answer(async () => {
    const parts = await openWorkbook(path);
    const context = await readContext(parts);
    const formats = await readFormats(parts);
    const sheets: SheetContent[] = [];
    const left = { cells: MOST_CELLS };
    for (const sheet of parts.sheets) sheets.push(await readWhole(parts, sheet, { context, formats, left }));
    return sheets;
  });
}

interface Reading {
  readonly context: Awaited<ReturnType<typeof readContext>>;
  readonly formats: readonly CellFormat[];
  /** How many more cells are read of the workbook. */
  readonly left: { cells: number };
}

async function readWhole(
  parts: WorkbookParts,
  sheet: SheetPart,
  { context, formats, left }: Reading,
): Promise<SheetContent> {
  const values = new SheetRows({ ...context, from1904: parts.from1904, mostShared: parts.archive.most });
  const marks = new SheetMarks();
  let counted = 0;
  try {
    for await (const _ of scanPart(parts.archive, sheet.entry, both(values, marks))) {
      // Both handlers keep what they need; what they keep is counted chunk by chunk.
      for (; counted < values.rows.length; counted++) left.cells -= values.rows[counted]!.cells.length;
      if (left.cells < marks.size) throw tooMuchFor(parts);
    }
  } catch (error) {
    throw tooLargeFor(parts, sheet, error);
  }
  const currencyOf = remembered(currencyOfCode);
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
          currency: typeof value === 'number' && format ? currencyOf(format.code) : null,
          fill: format?.fill ?? null,
        };
      }),
    }),
  );
  left.cells -= marks.size;
  const { hiddenColumns, merges } = marks;
  return { name: sheet.name, hidden: sheet.hidden, rows, hiddenColumns, merges };
}

/** Thousands of cells have one format. */
function remembered(find: (code: string) => string | null): (code: string) => string | null {
  const known = new Map<string, string | null>();
  return (code) => {
    const found = known.has(code) ? known.get(code)! : find(code);
    known.set(code, found);
    return found;
  };
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
