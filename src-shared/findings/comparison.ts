// What can be wrong where an old spreadsheet is compared with the book. Provoked by test/services/comparison/refusals.test.ts.

export const COMPARISON_CODES = {
  nothing_to_compare: 'No month of the spreadsheet lies in the months of the book that were asked for',
  name_unclear: 'A name in the spreadsheet is probably a customer of the book, and nobody said whether it is',
  credit_type_unsaid:
    'Balances of a customer with several credit types were not compared, as the spreadsheet does not say which it means',
  currency_unsaid:
    'Deferred revenue in several currencies was not compared, as the spreadsheet does not say which it means',
  not_parallel_yet: 'No comparison was recorded, so that nothing can be said of a parallel run',
} as const;

export type ComparisonCode = keyof typeof COMPARISON_CODES;
