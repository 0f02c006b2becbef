// Layouts, meanings and kinds of rows as the wizard says them. Must not: decide what something is.
import type { LegacyShape, Meaning } from '../../../src-shared/migration/shape.ts';

export const LAYOUT_WORDS: Readonly<Record<LegacyShape['layout'], string>> = {
  purchases: 'One row per purchase',
  customer_sheets: 'A sheet for each customer',
  balance_grid: 'A grid of balances by month',
  transactions: 'A list of transactions',
};

export const MEANING_WORDS: Readonly<Record<Meaning, string>> = {
  customer: 'Customer',
  ref: 'Reference',
  date: 'Date',
  credit_type: 'Credit type',
  bought: 'Credits bought',
  price: 'Price',
  unit_price: 'Price of a credit',
  currency: 'Currency',
  used: 'Used',
  expired: 'Expired',
  remaining: 'Remaining',
  deferred: 'Deferred revenue',
  expires: 'Valid until',
  kind: 'Kind',
  meter: 'Meter',
  quantity: 'Quantity',
  credits: 'Credits, with sign',
  credits_in: 'Credits in',
  credits_out: 'Credits out',
  balance: 'Balance',
  note: 'Note',
  ignore: 'Not read',
};

const ALWAYS: readonly Meaning[] = ['customer', 'credit_type', 'currency', 'note', 'ignore'];
const MOVEMENTS: readonly Meaning[] = [
  'date',
  'kind',
  'ref',
  'credits',
  'credits_in',
  'credits_out',
  'balance',
  'meter',
  'quantity',
  'price',
];

/** What a column can mean in a layout. */
export const MEANINGS_OF: Readonly<Record<LegacyShape['layout'], readonly Meaning[]>> = {
  purchases: [
    'customer',
    'ref',
    'date',
    'expires',
    'bought',
    'used',
    'expired',
    'remaining',
    'price',
    'unit_price',
    'deferred',
    'currency',
    'credit_type',
    'kind',
    'note',
    'ignore',
  ],
  customer_sheets: [...MOVEMENTS, ...ALWAYS.filter((one) => one !== 'customer')],
  transactions: ['customer', ...MOVEMENTS, ...ALWAYS.filter((one) => one !== 'customer')],
  balance_grid: ['customer', 'balance', 'deferred', 'credit_type', 'currency', 'note', 'ignore'],
};

/** What colours a column: who and when, credits, money, the rest. */
export function sortOf(means: Meaning): 'who' | 'credits' | 'money' | 'other' | 'none' {
  if (means === 'ignore') return 'none';
  if (['price', 'unit_price', 'deferred', 'currency'].includes(means)) return 'money';
  if (['customer', 'date', 'ref', 'expires'].includes(means)) return 'who';
  return ['kind', 'note', 'meter', 'credit_type'].includes(means) ? 'other' : 'credits';
}

export const FINDING_WORDS: Readonly<Record<string, string>> = {
  remaining_above_bought: 'More remains than was bought',
  not_released: 'Expired, not released',
  hard_coded: 'Typed among formulas',
  error_cell: 'Error',
  similar_customers: 'May be the same customer',
  negative_balance: 'Below zero',
  price_outlier: 'Unusual price',
  does_not_foot: 'Does not add up',
  unread_cell: 'Cannot be read',
  hidden_rows: 'Hidden',
  deferred_differs: 'Deferred is not the share left',
};

/** @param drew usage events that came otherwise and had drawn on its lots. */
export function undoneInWords(number: number, drew: number): string {
  const gone = `Migration ${number} is undone: what it brought is as if it had never come.`;
  if (drew === 0) return gone;
  return `${gone} ${drew === 1 ? 'One usage event that came otherwise needs' : `${drew.toLocaleString()} usage events that came otherwise need`} other credits now.`;
}
