// The words of reconciling that the page, the command and the workbook share: legs, passes, reasons, states, ages.

/** What the book is compared with. */
export const LEGS = ['billing', 'general_ledger', 'usage', 'spreadsheet'] as const;
export type Leg = (typeof LEGS)[number];

/** In the order they run. `by_hand` is a person's. */
export const PASSES = [
  'reference',
  'reference_amount',
  'customer_amount_date',
  'sums',
  'tolerance',
  'by_hand',
] as const;
export type Pass = (typeof PASSES)[number];

/** Why two sides may belong together, and why that is for a person to say. */
export const WHYS = [
  'amount_differs',
  'other_customer',
  'several_fit',
  'other_reference',
  'sum_found',
  'within_tolerance',
  'similar_reference',
] as const;
export type Why = (typeof WHYS)[number];

/** What is said of an item that nothing was matched with. The first two are found; all can be chosen. */
export const REASONS = [
  'missing_in_source',
  'missing_in_ledger',
  'timing',
  'wrong_period',
  'amount_difference',
  'duplicate',
  'rounding',
  'disputed',
  'accepted_with_note',
] as const;
export type Reason = (typeof REASONS)[number];

export const AGES = ['0–30', '31–60', '61–90', '90+'] as const;
export type Age = (typeof AGES)[number];

export const LEG_WORDS: Readonly<Record<Leg, string>> = {
  billing: 'Billing',
  general_ledger: 'General ledger',
  usage: 'Usage source',
  spreadsheet: 'Old spreadsheet',
};

export const PASS_WORDS: Readonly<Record<Pass, string>> = {
  reference: 'Same reference',
  reference_amount: 'Reference and amount',
  customer_amount_date: 'Customer, amount and date',
  sums: 'Sum of several lines',
  tolerance: 'Within tolerance',
  by_hand: 'By hand',
};

export const WHY_WORDS: Readonly<Record<Why, string>> = {
  amount_differs: 'Same reference, another amount',
  other_customer: 'Same reference and amount, another customer',
  several_fit: 'Several lines fit equally well',
  other_reference: 'Customer, amount and date fit; the references do not',
  sum_found: 'Some lines add up to it',
  within_tolerance: 'Near in amount and date',
  similar_reference: 'The references look alike',
};

/** Why a signature does not count any more: the month it is of can have changed. */
export const openedAgain = (month: string, when: string, by: string): string =>
  `${month} was opened again on ${when} by ${by}`;

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  missing_in_source: 'Not in the source',
  missing_in_ledger: 'Not in the book',
  timing: 'Timing',
  wrong_period: 'Wrong period',
  amount_difference: 'Amount differs',
  duplicate: 'Duplicate',
  rounding: 'Rounding',
  disputed: 'Disputed',
  accepted_with_note: 'Accepted, with a note',
};
