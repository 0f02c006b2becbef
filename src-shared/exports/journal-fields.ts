// What the columns of a journal can hold, in the words people choose it by, and how fields stand in a column's text. Plain data: the page
// has it too. Must not: check a template (journal-template.ts does).

/** What a column can hold, with the words people choose it by. */
export const JOURNAL_FIELDS = {
  journal: 'Number of the entry',
  batch: 'Batch number',
  line: 'Line in the entry',
  date: 'Date, the last day of the month',
  from: 'First day of the month',
  to: 'Last day of the month',
  month: 'Month, as 2026-03',
  period: 'Month, as Mar 2026',
  account: 'Account code',
  account_name: 'Account name',
  debit: 'Debit',
  credit: 'Credit',
  amount: 'Amount with a sign',
  currency: 'Currency',
  customer: 'Customer code',
  customer_name: 'Customer name',
  lot: 'Lot',
  description: 'What the line is',
  seal: 'Seal of the month',
} as const;
export type JournalField = keyof typeof JOURNAL_FIELDS;
export const AMOUNT_FIELDS: readonly string[] = ['debit', 'credit', 'amount'];

/** `account`: a line an account and side; `customer`, `lot`: these apart. All levels add up to the same. */
export const JOURNAL_LEVELS = {
  account: 'By account',
  customer: 'By account and customer',
  lot: 'By lot',
} as const;
export type JournalLevel = keyof typeof JOURNAL_LEVELS;
export const LEVELS = ['account', 'customer', 'lot'] as const;

export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD.MM.YYYY',
  'DD MMM YYYY',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A journal has at most that many lines that must stay together. */
export const FEWEST_LINES = 20;

const FIELD = /\{(\w+)\}/g;

/** The names in braces of a column's text. */
export function fieldsOf(value: string): string[] {
  return [...value.matchAll(FIELD)].map(([, field]) => field!);
}

/** The one field a column consists of, or null where it is other text. */
export function loneField(value: string): string | null {
  return /^\{(\w+)\}$/.exec(value)?.[1] ?? null;
}

/** Puts values in the place of fields. */
export function filled(value: string, of: (field: JournalField) => string): string {
  return value.replaceAll(FIELD, (_, field: string) => of(field as JournalField));
}
