// What a grid needs to be edited like a sheet. The rows, what may be changed and every step back are the caller's (useSheet);
// the grid turns typing, pasting, filling and deleting into changes, all of one gesture at once. Must not: keep values.
import { counted } from '../../../../src-shared/counted.ts';
import type { Cell } from '../../../../src-shared/report-table.ts';

export interface CellChange {
  readonly row: string;
  readonly column: string;
  readonly after: Cell;
}

export interface SheetEditing {
  canEdit(row: string, column: string): boolean;
  /** What a typed text becomes: trimmed, blank to null. */
  read(text: string, column: string): Cell;
  /** Why the value cannot stand, in a sentence with what would be right; null: it can. */
  check(value: Cell, column: string, row: string): string | null;
  /** Why what stands in a cell is no good: from `check`, or from whoever refused it. */
  problemOf(row: string, column: string): string | null;
  isChanged(row: string, column: string): boolean;
  /** What one should know of a cell that can stand; null: nothing. Left out: never. */
  remarkOf?(row: string, column: string): string | null;
  /** One step for undo, named: "Paste of 12 cells". */
  change(label: string, changes: readonly CellChange[]): void;
  undo(): void;
  redo(): void;
  /** The new row that was asked for last: the cursor goes there. */
  readonly newRow?: string | null;
  /** Makes blank rows at the end, as part of the next change: pasting may go beyond the last row. Their ids. */
  grow?(count: number): string[];
}

export interface PastePlan {
  readonly good: readonly CellChange[];
  readonly bad: readonly (CellChange & { readonly why: string })[];
}

/**
 * Lays a block over the rows and columns in sight, from the first of each; what falls beyond them, or on a cell that cannot be edited, is
 * left out. One single value fills the whole rectangle.
 */
export function planPaste(
  block: readonly (readonly string[])[],
  rows: readonly string[],
  columns: readonly string[],
  fill: { rows: number; columns: number },
  editing: SheetEditing,
): PastePlan {
  const single = block.length === 1 && block[0]?.length === 1;
  const height = single ? fill.rows : block.length;
  const good: CellChange[] = [];
  const bad: (CellChange & { why: string })[] = [];
  for (let down = 0; down < Math.min(height, rows.length); down++) {
    const row = rows[down]!;
    const line = (single ? block[0] : block[down]) ?? [];
    const width = single ? fill.columns : line.length;
    for (let across = 0; across < width; across++) {
      const column = columns[across];
      if (column === undefined || !editing.canEdit(row, column)) continue;
      const after = editing.read((single ? line[0] : line[across]) ?? '', column);
      const why = editing.check(after, column, row);
      if (why === null) good.push({ row, column, after });
      else bad.push({ row, column, after, why });
    }
  }
  return { good, bad };
}

/** Puts cells that were pasted into the sheet, as one step. */
export function paste(editing: SheetEditing, cells: readonly CellChange[]): void {
  editing.change(`Paste of ${counted(cells.length, 'cell')}`, cells);
}

export const NOTHING_SAID = { problem: null, remark: null };

/** What is said of a cell. */
export function saidOf(editing: SheetEditing | null, row: string, column: string) {
  return {
    problem: editing?.problemOf(row, column) ?? null,
    remark: editing?.remarkOf?.(row, column) ?? null,
  };
}
