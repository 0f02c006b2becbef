// How a sheet lies on paper: which paper, and over how many pages side by side, so that what is printed can be read.
// Must not: know what a sheet is about.
import type { Paper } from '../../../src-shared/paper.ts';
import { columnLetters, type SpecSheet } from '../../reports/workbooks/spec.ts';

/** The number by which a workbook knows it, and its sides in inches. */
const SIZES: Readonly<Record<Paper, { code: number; short: number; long: number }>> = {
  a4: { code: 9, short: 8.27, long: 11.69 },
  letter: { code: 1, short: 8.5, long: 11 },
};
export const MARGINS = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 };
/** A width of 1 is a digit of 7 pixels, 96 to the inch. */
const INCHES = 7 / 96;
/** Type of 11 points is made no smaller than this share of it; what is looked at as a whole may be. */
const SMALLEST = { detail: 0.58, whole: 0.5 } as const;
const MOST_PAGES = 4;

export interface OnPaper {
  readonly paperSize: number;
  /** Pages side by side. */
  readonly pages: number;
  /** Columns that stand at the left of each of them, "A:B"; null: it is one page. */
  readonly repeated: string | null;
}

export function onPaper(sheet: SpecSheet, widths: readonly number[], paper: Paper): OnPaper {
  const { code, short, long } = SIZES[paper];
  const room = (sheet.landscape ? long : short) - MARGINS.left - MARGINS.right;
  const inches = (columns: readonly number[]): number =>
    columns.reduce((sum, width) => sum + width * INCHES, 0);
  const held = Math.max(1, sheet.freeze?.columns ?? 0);
  const [all, again] = [inches(widths), inches(widths.slice(0, held))];
  const { kind = 'detail' } = sheet;
  const smallest = SMALLEST[kind === 'detail' || kind === 'input' ? 'detail' : 'whole'];
  let pages = 1;
  while (pages < MOST_PAGES && (room * pages) / (all + again * (pages - 1)) < smallest) pages++;
  return { paperSize: code, pages, repeated: pages === 1 ? null : `A:${columnLetters(held)}` };
}
