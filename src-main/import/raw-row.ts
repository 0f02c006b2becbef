// One row of a file as a reader found it, before anything is understood: CSV gives text, Excel typed cells.
// Must not: know where the cells came from, or what their columns mean.

/**
 * `serial` is an Excel date: days since 1899-12-30 in the 1900 system (readers convert 1904 workbooks). null is no cell.
 * `error` is a cell without a usable value (#REF!, a formula whose result was never stored): the reason, for the row's rejection.
 */
export type RawCell =
  | string
  | number
  | boolean
  | null
  | { readonly serial: number; readonly error?: undefined }
  | { readonly error: string; readonly serial?: undefined };

/**
 * `line` counts from 1 as people see it: the physical line the row begins on (CSV), or the sheet's row number.
 * Text may be a slice of a much larger one that stays in memory as long as it does: store it or copy it, never collect it.
 */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly RawCell[];
}
