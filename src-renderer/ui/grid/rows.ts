// What a grid shows: rows of cells with a lasting id, and what a screen may say about a column beyond its type.
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import type { Tone } from '../panels/status.tsx';
import type { Choices } from './editing/choices.ts';

export interface GridRow {
  /** The same for the same thing, whatever is loaded, sorted or filtered. */
  readonly id: string;
  readonly cells: readonly Cell[];
}

/** How a screen wants a column; all of it may be left out. */
export interface ColumnLook {
  readonly width?: number;
  readonly hide?: boolean;
  /** Stays in sight at the left. */
  readonly pinned?: boolean;
  /** Title, where the report's is not what this screen needs. */
  readonly title?: string;
  readonly tooltip?: string;
  /** The column that says in what this one is counted. Money: `currency`, credits: `credit_type`, if the table has them. */
  readonly unit?: string;
  /** Codes as words: rolled_in → "Rolled in". Edited cells are given to `read` as these words. */
  readonly words?: boolean | Readonly<Record<string, string>> | ((code: string) => string);
  /** Where a value leads. */
  readonly link?: (value: string, row: RowReader) => string | null;
  /** Where its amount in a row of totals leads: what explains it. */
  readonly total?: (value: string, row: RowReader) => string | null;
  /** The link of what all rows share explains the total of all rows: it is a figure of the book. */
  readonly whole?: boolean;
  /** A dot beside the word. */
  readonly tone?: (value: string, row: RowReader) => Tone;
  /** What to choose from when edited. */
  readonly choices?: Choices;
}

/** A row by column keys. */
export interface RowReader {
  readonly id: string;
  get(key: string): Cell;
}

export type Looks = Readonly<Record<string, ColumnLook>>;

export function readerOf(columns: readonly Column[], row: GridRow): RowReader {
  return {
    id: row.id,
    get: (key) => row.cells[columns.findIndex((column) => column.key === key)] ?? null,
  };
}

/** Rows of a report with ids made of the columns that tell them apart; repeats are numbered. */
export function rowsWithIds(
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
  keys: readonly string[],
): GridRow[] {
  const places = keys.map((key) => columns.findIndex((column) => column.key === key));
  const seen = new Map<string, number>();
  const made: GridRow[] = [];
  for (const cells of rows) {
    const key = places.map((place) => cells[place] ?? '').join('|');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    made.push({ id: times === 1 ? key : `${key}|${times}`, cells });
  }
  return made;
}

/** "rolled_in" → "Rolled in". */
export function asWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function isNumeric({ type }: Pick<Column, 'type'>): boolean {
  return type === 'credits' || type === 'money' || type === 'quantity';
}

/** The column that says in what this one is counted, if any. */
export function unitColumn(columns: readonly Column[], column: Column, looks: Looks): number {
  const key =
    looks[column.key]?.unit ??
    (column.type === 'money' ? 'currency' : column.type === 'credits' ? 'credit_type' : '');
  return columns.findIndex((one) => one.key === key);
}
