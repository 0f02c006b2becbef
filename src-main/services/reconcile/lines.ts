// A line of one side of a reconciliation: an item to be matched, with what people want to know of it. Types, a line's place in words, and its key.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Item, Side } from '../../reports/matching/items.ts';

export interface Line extends Item {
  readonly side: Side;
  /** The month whose reconciliation it first stands in. */
  readonly month: Month;
  /** Of an account: its balance, or what moved it in the month; blank for lines. */
  readonly measure: '' | 'closing' | 'movement';
  readonly text: string;
  /** Of an old spreadsheet: what the book had when its text, a cause, was found. */
  readonly beside?: bigint;
  /** Where it stands outside: the table's number, its file, and the place in it in words; null: it is the book's. */
  readonly source: { readonly number: number; readonly file: string; readonly place: string } | null;
  /** Left open, it stands in the next month's reconciliation, too. Balances and control totals do not: they are of their month. */
  readonly carries: boolean;
}

/** "invoices.csv, line 4"; blank for the book's. */
export const placeOf = ({ source }: Pick<Line, 'source'>): string =>
  source === null ? '' : `${source.file}, ${source.place}`;

/** Names a line, or what is said of it: keys are each side's own. */
export const lineKey = (side: string, key: string): string => `${side}|${key}`;
