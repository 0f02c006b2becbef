// The sheets of a workbook with what stands around the values: formulas, hidden rows and columns, merged cells, colours, the
// currency of a number format. Types, and what may be asked of them. Must not: know what a column means.
import type { RawCell } from '../raw-row.ts';

export interface SheetCell {
  readonly value: RawCell;
  /** Without "="; null: a value that was typed. */
  readonly formula: string | null;
  /** What the number format says: a code or a symbol, as written. */
  readonly currency: string | null;
  /** The colour behind it, as the workbook names it; null: none. */
  readonly fill: string | null;
}

export interface SheetRow {
  /** From 1, as people see it. */
  readonly line: number;
  readonly hidden: boolean;
  /** From column A on; null is no cell. */
  readonly cells: readonly (SheetCell | null)[];
}

/** Rows from 1, columns from 0, all included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetContent {
  readonly name: string;
  readonly hidden: boolean;
  /** In order; blank rows left out. */
  readonly rows: readonly SheetRow[];
  /** From 0. */
  readonly hiddenColumns: readonly number[];
  readonly merges: readonly Merge[];
}

/** Rows of text, as a CSV file has them. */
export function plainSheet(
  name: string,
  rows: readonly { readonly line: number; readonly cells: readonly RawCell[] }[],
): SheetContent {
  return {
    name,
    hidden: false,
    hiddenColumns: [],
    merges: [],
    rows: rows.map(({ line, cells }) => ({
      line,
      hidden: false,
      cells: cells.map((value) =>
        value === null || value === '' ? null : { value, formula: null, currency: null, fill: null },
      ),
    })),
  };
}
