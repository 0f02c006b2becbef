// Typed tables: what reports make and what grid, workbook, csv and json show. One object, every output.
// Values are exact: numbers travel as decimal strings with exactly the scale of their credit type or currency.

export type ColumnType =
  | 'text' // ids, names, codes
  | 'credits' // decimal string at the row's credit type scale
  | 'money' // decimal string at the row's currency scale
  | 'quantity' // decimal string, canonical
  | 'date' // YYYY-MM-DD
  | 'month' // YYYY-MM
  | 'instant'; // UTC, ISO 8601 with milliseconds

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly type: ColumnType;
  /** May a total be shown under this column (where all rows share one unit)? */
  readonly sum?: boolean;
}

/** A cell: text, or null for none. */
export type Cell = string | null;

export interface ReportTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  /** One array per row, in the order of `columns`. May be an iterator for wide data: read it once. */
  readonly rows: Iterable<readonly Cell[]>;
}
