// What an old credit spreadsheet says, in one form whatever its layout: purchases, movements and balances, each with
// its place. Types only: reading fills them, the migration and the comparison use them.

/** Where something stands in the old workbook: the sheet's name, the row from 1, the column's letters. */
export interface Place {
  sheet: string;
  row: number;
  column: string | null;
}

/**
 * One row per purchase with used and remaining; one sheet per customer with a running balance; a grid of balances by
 * month and customer; a list of transactions.
 */
export type Layout = 'purchases' | 'customer_sheets' | 'balance_grid' | 'transactions';

/** One purchase (a lot) as the sheet tells it. Canonical decimals, dates YYYY-MM-DD; null: the sheet does not say. */
export interface LegacyPurchase {
  place: Place;
  ref: string | null;
  customer: string;
  date: string | null;
  creditType: string | null;
  bought: string | null;
  price: string | null;
  currency: string | null;
  used: string | null;
  expired: string | null;
  remaining: string | null;
  deferred: string | null;
  /** The last valid day. */
  expires: string | null;
  note: string;
}

export type EntryKind =
  | 'purchase'
  | 'usage'
  | 'expiry'
  | 'rollover'
  | 'adjustment'
  | 'refund'
  | 'opening'
  | 'unknown';

/** One movement: positive credits come in, negative ones go out. `balance` is the running balance shown after it. */
export interface LegacyEntry {
  place: Place;
  ref: string | null;
  customer: string;
  date: string | null;
  creditType: string | null;
  kind: EntryKind;
  meter: string | null;
  quantity: string | null;
  credits: string;
  price: string | null;
  currency: string | null;
  balance: string | null;
  note: string;
}

/** What a customer had at a month's end: from a grid, or the last running balance of the month (YYYY-MM). */
export interface LegacyBalance {
  place: Place;
  customer: string;
  creditType: string | null;
  month: string;
  credits: string;
  deferred: string | null;
  currency: string | null;
  /** The formula in the cell, where there is one. */
  formula: string | null;
}

/** Something about the workbook that a controller should know before it goes in; codes in src-shared/findings. */
export interface LegacyFinding {
  code: string;
  place: Place;
  customer: string | null;
  message: string;
  amount: { credits: string | null; money: string | null } | null;
}

/**
 * The workbook, understood. `customer` is the book's code where the spelling was mapped, else the spelling itself.
 */
export interface LegacyBook {
  file: { name: string; sha256: string };
  layout: Layout;
  purchases: LegacyPurchase[];
  entries: LegacyEntry[];
  balances: LegacyBalance[];
  findings: LegacyFinding[];
}
