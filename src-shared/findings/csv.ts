// What can be wrong with a CSV file as a whole. Each code refuses the file: nothing of it is taken.
// Must not: speak of what the columns mean; that is usage.ts and the setup tables.
import type { Finding, Place } from './finding.ts';

export const CSV_CODES = {
  file_unreadable: 'The file cannot be opened or read.',
  empty_file: 'The file has no rows.',
  not_text: 'The file is a workbook, an archive or another binary file, not CSV.',
  nul_byte: 'The file has NUL bytes, which no text file has.',
  truncated_utf16: 'The file is UTF-16 and ends inside a character: it was cut off.',
  bad_encoding: 'The file has bytes that are no text in its encoding.',
  unclosed_quote: 'A quoted cell is never closed.',
  text_after_quote: 'There is text between the closing quote of a cell and the next delimiter.',
  too_many_columns: 'A row has more than 10 000 cells.',
  cell_too_large: 'A cell is longer than 1 MB.',
  row_too_large: 'A row is longer than 16 MB.',
} as const;

export type CsvCode = keyof typeof CSV_CODES;

export function csvFinding(code: CsvCode, place: Place, message: string, hint?: string): Finding {
  return { code, place, message, hint };
}
