// An import profile: how the usage files of one source are laid out; the canonical one is what is used when none is named.
// Must not: read one from JSON (read-profile.ts, which most imports do without), look at a file (usage-shape.ts) or read rows (usage-row.ts).

export type { ImportProfile } from './read-profile.ts';

const USAGE_FIELDS = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at'] as const;
export type UsageField = (typeof USAGE_FIELDS)[number];

/** How dates are written. `excel` and `unix` (seconds, or milliseconds) are plain numbers. */
export const DATE_ORDERS = ['iso', 'dmy', 'mdy', 'ymd', 'excel', 'unix', 'unix_ms'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** `reject`: shown with the rejected rows; `skip`: left out and counted; `keep`: a row like any other. */
export const TOTALS_RULES = ['reject', 'skip', 'keep'] as const;

export type ColumnSource = { readonly column: string } | { readonly value: string };

export const CANONICAL_PROFILE = {
  columns: {
    customer: { column: 'customer' },
    meter: { column: 'meter' },
    quantity: { column: 'quantity' },
    occurred_at: { column: 'occurred_at' },
    time: null,
  },
  dateOrder: 'iso',
  twoDigitYears: false,
  decimalSeparator: '.',
  thousandsSeparator: '',
  timeZone: null,
  delimiter: null,
  encoding: null,
  sheet: null,
  headerLine: null,
  skipBottom: 0,
  totals: 'reject',
  values: { customer: {}, meter: {} },
  quantityTimes: '1',
} as const;
