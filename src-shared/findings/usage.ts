// What can be wrong with usage: with a row (it is rejected, the others go in), with a file or its profile (nothing is
// read), and what a person must be asked because it cannot be known. Rules §12.
// Must not: hold messages for one row; those name its own values and are made where the check is.

/** A row with one of these is rejected, kept with its batch, and can be mended and tried again. */
const USAGE_ROW_CODES = {
  too_few_cells: 'The row ends before a column that is needed.',
  too_many_cells: 'The row has cells beyond the last named column.',
  missing_value: 'A cell that is needed is blank.',
  error_cell: 'A cell of a workbook that is needed shows an error instead of a value.',
  bad_event_id: 'The event id has control characters, or more than 200 characters.',
  lost_digits: 'The id was rounded by a spreadsheet and is no longer the id.',
  unknown_customer: 'The book has no customer with this code.',
  unknown_meter: 'The book has no meter with this code.',
  bad_quantity: 'The quantity is no number as the profile writes numbers.',
  negative_quantity: 'The quantity is below 0.',
  too_many_decimals: 'The quantity has more than 9 decimal places.',
  quantity_too_large: 'The quantity is not below 10^15.',
  bad_date: 'The date is no date as the profile writes dates.',
  bad_time: 'The time of day is blank or no time.',
  totals_row: 'The row looks like a totals row of a spreadsheet, not like usage.',
} as const;

/** A file with one of these is not read: its profile does not fit it or the book. */
const USAGE_FILE_CODES = {
  bad_profile: 'The import profile is malformed.',
  missing_column: 'A column that is needed is not in the header.',
  duplicate_column: 'Two columns of the header have the name of one that is needed.',
  unknown_time_zone: 'The time zone of the import profile is unknown.',
} as const;

/** What the proposal for an unknown layout must ask, or warn of; it never guesses. */
const USAGE_SHAPE_CODES = {
  unmapped_column: 'It is not clear which column has a value that is needed.',
  unmapped_id: 'A column that is not used may have the ids; without them ids are made.',
  ambiguous_decimal: 'A number like 1.234 may mean a thousand or one and a bit.',
  mixed_decimal: 'The numbers of a column are written in ways that contradict each other.',
  ambiguous_date: 'A date like 01/02/2026 may be in January or in February.',
  mixed_date: 'The dates of a column are written in ways that contradict each other.',
  digits_at_risk: 'Ids look as if a spreadsheet has rounded them.',
  totals_seen: 'There are rows that look like totals.',
} as const;

export const USAGE_CODES = { ...USAGE_ROW_CODES, ...USAGE_FILE_CODES, ...USAGE_SHAPE_CODES } as const;
export type UsageRowCode = keyof typeof USAGE_ROW_CODES;
export type UsageFileCode = keyof typeof USAGE_FILE_CODES;
export type UsageShapeCode = keyof typeof USAGE_SHAPE_CODES;
