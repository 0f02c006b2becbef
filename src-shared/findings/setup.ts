// The catalogue of what can be wrong with setup tables. Every code is provoked by a test (test/import/setup-*.test.ts).
// The texts say what a code means at large; a finding's own message and hint name the cell.
// Must not: hold a code that no test provokes.

export const SETUP_CODES = {
  // The shape of a table
  more_mistakes: 'A load has more mistakes than are listed',
  unknown_table: 'A file or sheet is none of the setup tables',
  duplicate_table: 'A table comes twice in one load',
  unknown_column: 'A column is none of the table',
  duplicate_column: 'A column comes twice in one table',
  missing_column: 'A required column is missing',
  cell_without_column: 'A cell stands where the table has no heading',
  // One cell
  missing_value: 'A required cell is blank',
  bad_code: 'A code or reference holds : + | or a comma, is too long or holds invisible characters',
  reserved_ref: 'A reference is kept for the ledger itself',
  bad_text: 'A text is too long or holds control characters',
  not_a_number: 'A number is not written as plain digits with a decimal point',
  negative_number: 'A number is below 0 where it cannot be',
  not_above_zero: 'A number must be above 0',
  too_many_decimals: 'A number has more decimal places than its credit type, currency or column counts with',
  number_too_large: 'A number is beyond what a book can count',
  not_a_whole_number: 'A whole number is needed',
  out_of_range: 'A whole number or percentage is outside its limits',
  not_a_percentage: 'A percentage is not written like 10%',
  not_a_date: 'A date is no real day written as YYYY-MM-DD',
  not_a_month: 'A month is not written as YYYY-MM',
  not_an_interval: 'An interval is no ISO 8601 duration of days, weeks, months or years',
  bad_expiry: 'An expiry is none of the forms its table allows',
  bad_rollover_cap: 'A rollover cap is none of 500, 25% allocation, 50% unused',
  unknown_choice: 'A word is none of those allowed in its column',
  repeated_in_list: 'A list names the same thing twice',
  unknown_currency: 'A currency is no ISO 4217 code',
  unknown_time_zone: 'A time zone is no IANA name',
  // One row
  unknown_reference: 'A code is meant that neither the book nor this load knows',
  value_needed: 'A cell is needed because of what another cell of the row says',
  setting_not_used: 'A cell would be ignored because of what another cell of the row says',
  price_without_credits: 'A plan, pack or grant of 0 credits has a price',
  promo_with_price: 'A promo has a price',
  other_credit_type: 'A pack is of another credit type than the row that names it',
  empty_top_up_pack: 'An auto top-up would buy packs of 0 credits',
  ends_before_start: 'An end lies before its start',
  // Against the book and the rest of the load
  book_incomplete: 'A book needs its name, currency, time zone and first month',
  contradicts_book: 'A row says something else than what stands in the book',
  contradicts_row: 'A row says something else than an earlier row of the same load',
  two_base_subscriptions: 'A wallet would have two base subscriptions at a time',
  cancellation_not_earlier: 'A subscription already ends by then',
  closed_month: 'A fact is dated in a closed month',
  before_first_month: 'A fact is dated before the book begins',
  unknown_lot: 'No lot of this name is in the book',
  lot_of_this_load: 'A lot is made by this load, so it can be adjusted by the next one',
  lot_not_started: 'A lot has not started on the date',
  lot_ended: 'A lot has ended by the date',
  too_few_credits: 'A lot has fewer credits on the date than are taken from it',
  not_later: 'A lot is already valid for as long',
  unknown_event: 'No usage event of this id is in the book',
  event_excluded: 'A usage event is excluded, which is final',
  already_voided: 'A usage event is already voided',
} as const;

export type SetupCode = keyof typeof SETUP_CODES;
