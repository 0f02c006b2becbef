// What can be said of an old credit spreadsheet, what must be asked, and why a migration is refused.
// Provoked by test/import/legacy/checks.test.ts and test/services/migration. Must not: hold messages; those name what was found.

/** Found in the workbook: told with their place and amount, and kept with the migration. */
export const LEGACY_CHECK_CODES = {
  remaining_above_bought: 'More credits remain of a purchase than were bought.',
  not_released: 'A purchase has expired, and credits or deferred revenue of it still stand.',
  hard_coded: 'A number was typed where the column has formulas.',
  error_cell: 'A cell shows an error instead of a value.',
  similar_customers: 'Customers are spelt in ways that may mean the same one.',
  negative_balance: 'A balance is below zero.',
  price_outlier: 'The price of a credit is more than three times the usual one.',
  does_not_foot: 'Numbers that should add up do not.',
  unread_cell: 'A cell that matters is neither a number nor a date as the column has them.',
  hidden_rows: 'Rows or columns are hidden; their numbers count like any other.',
  deferred_differs: 'The deferred revenue is not the share of the price that the remaining credits have.',
} as const;

/** What cannot be known and is asked. */
export const LEGACY_QUESTION_CODES = {
  layout_unclear: 'No table of credits was found on any sheet.',
  date_order_unclear: 'Dates that are text may be read in two ways.',
  decimal_unclear: 'Numbers that are text may be read in two ways.',
  currency_needed: 'It is not clear which currency amounts are in.',
  credit_type_needed: 'It is not clear which credit type the credits are.',
  customers_unmapped: 'A customer of the workbook is none of the book yet.',
  meters_unmapped: 'A meter of the workbook is none of the book, so its usage cannot be replayed.',
  credit_types_unmapped: 'A credit type of the workbook is none of the book.',
} as const;

/** A migration with one of these is refused. */
export const MIGRATION_CODES = {
  bad_shape: 'The saved shape of a workbook is malformed.',
  unknown_shape: 'A saved shape is meant that the book does not have.',
  already_migrated: 'The same workbook was migrated into this book before.',
  nothing_to_migrate: 'The workbook has nothing that could be migrated this way.',
  no_history: 'The workbook does not say what was used when, so it cannot be replayed.',
  tie_out_differs:
    'What goes into the book is not what the workbook or the general ledger says, and no reason was given.',
  unknown_migration: 'A migration is meant that the book does not have.',
  migration_touched: 'A migration cannot be undone: something was told about its lots since.',
  usage_rejected: 'Usage of the workbook cannot come in as it stands, so nothing of it does.',
} as const;

export const LEGACY_CODES = { ...LEGACY_CHECK_CODES, ...LEGACY_QUESTION_CODES, ...MIGRATION_CODES } as const;
export type LegacyCheckCode = keyof typeof LEGACY_CHECK_CODES;
export type LegacyCode = keyof typeof LEGACY_CODES;
