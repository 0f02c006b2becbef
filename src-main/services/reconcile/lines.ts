// A line of one side of a reconciliation: an item to be matched, with what people want to know of it. Types only.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Item, Side } from '../../reports/matching/items.ts';

export interface Line extends Item {
  readonly side: Side;
  /** The month whose reconciliation it first stands in. */
  readonly month: Month;
  /** Of an account: its balance, or what moved it in the month; blank for lines. */
  readonly measure: '' | 'closing' | 'movement';
  readonly text: string;
  /** Where it stands outside: the table's number, its file and the line in it; null: it is the book's. */
  readonly source: { readonly number: number; readonly file: string; readonly line: number } | null;
  /** Left open, it stands in the next month's reconciliation, too. Balances and control totals do not: they are of their month. */
  readonly carries: boolean;
}
