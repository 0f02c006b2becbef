// Every code with which a book file can be refused or found damaged, and what each one means.
// Must not: hold codes of setup tables, usage or months; those have catalogues of their own.

export const BOOK_CODES = {
  not_found: 'There is no file at the path',
  folder_missing: 'A new file was asked for in a folder that does not exist',
  book_exists: 'A new book was asked for where a file already is',
  target_exists: 'A copy would replace a file that is already there',
  not_a_book: 'The file is no book: a folder, empty, not SQLite, or the database of another program',
  newer_book: 'The book was last written by a newer version of the program',
  book_in_use: 'Another program has the book open',
  read_only_file: 'The book may not be written to',
  read_only_folder: 'The folder of the book may not be written to, which keeping it safe needs',
  corrupt_book: 'The file is damaged',
  disk_full: 'There is no room left on the disk',
  disk_error: 'The disk, or the way to it, refused to read or write',
  log_left:
    'All is kept, but part of it still in the log beside the book, which could not be written back into it',
  migration_edited: 'The book was brought up by a migration that differs from the one of this program',
  migration_gap: "The book's record of migrations has gaps or differs from its version number",
  upgrade_failed: 'The book could not be brought up to this version of the program; it was left as it was',
  schema_changed: 'A table, index or guard of the file is not as the program made it',
  broken_reference: 'A row points at a row that is not there',
  fact_altered: 'A fact is not as it was recorded',
  fact_missing: 'A fact is missing from the middle of the book',
  facts_truncated: 'The book knows of other facts at its end than it holds',
  book_replaced: 'The file of an open book was moved, removed or replaced by another one',
  shared_place: 'The book lies where other computers reach it too: a synchronized folder, a network drive',
  copy_differs: 'A copy is not equal to what it was made from',
} as const;
