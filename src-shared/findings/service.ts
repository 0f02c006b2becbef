// Every code with which a use case can be refused, or that it names beside its answer, and what each one means.
// Provoked by test/services/refusals.test.ts. Must not: hold codes of files, setup tables or usage rows, which have
// catalogues of their own.

export const SERVICE_CODES = {
  // The book
  not_set_up: 'The book has no settings yet: a `book` table has to be loaded first',
  unknown_customer: 'A customer is meant that the book does not have',
  unknown_event: 'A usage event is meant that the book does not have, or that was undone',
  unknown_subject:
    'An explanation is asked of a lot, posting, charge, fact or figure that the book does not have',
  unknown_batch: 'An import batch is meant that the book does not have',
  unknown_profile: 'An import profile is meant that the book does not have',
  unknown_report: 'A report is meant that there is not',
  reason_missing: 'What stays on record needs a reason',
  // Setup tables
  file_not_found: 'The file or folder of setup tables is not there',
  no_tables: 'The folder of setup tables holds no CSV file',
  // Usage
  cancelled: 'Long work was stopped by the user; nothing of it was kept',
  conflict: 'A row has the id of an event of the book and says something else of it; the first stands',
  left_out: 'A row was left out by hand in the review; it is kept with the batch, with the reason',
  totals_differ: 'The control totals of the source are not those of the import, and no reason was given',
  review_stale: 'The file or the book changed since the review, so the import would not be what it showed',
  already_undone: 'The batch was undone before',
  batch_touched: 'An event of the batch was voided or excluded, which is final',
  closed_month: 'Something is posted in a closed month, which never changes',
  already_excluded: 'The event was excluded before',
  amount_too_large: 'A usage event needs, or costs, more than a book can count',
  not_an_exception: 'Only usage without a rate can be excluded',
  // Profiles
  bad_profile_name: 'A profile cannot be called so',
  profile_unreadable: 'The file of a profile cannot be read or is no JSON',
  // Statements and their letterhead
  not_issued: 'A document is asked for that was never issued',
  unknown_period: 'A statement is asked for a subscription period that does not end in the month',
  bad_letterhead: 'What is to be the letterhead is none, or cannot be read',
  bad_logo: 'A logo is no picture, or too large a one',
  // Months
  before_first_month: 'A month lies before the first one of the book',
  too_far_ahead: 'A month lies so far ahead that nobody can mean it',
  already_closed: 'The month is closed',
  close_in_order: 'An earlier month is still open',
  not_closed: 'The month is not closed: it cannot be reopened, and there is no evidence of it to give',
  reopen_last_only: 'A later month is closed, and only the last one can be reopened',
  exceptions_open: 'Usage without a rate keeps the month from closing',
  adjustment_short: 'An adjustment took less than was told, because usage that came later had left less',
  // What comes out
  scope_contradicts: 'A report is asked for a scope that contradicts itself',
  unknown_entry: 'The ledger is asked for entries of a kind that there is not',
  file_exists: 'A file that people fill in would be written over one that is there',
  would_overwrite: 'A file would be written over one that it is made from, or over a book',
  folder_not_empty: 'What stands by itself would be written among other files',
  no_picture: 'What was to be saved as a picture is none',
  unknown_step: 'A line of a steps.txt is no step',
  not_the_sample: 'The sample company would be written over somebody’s book',
  // The proof
  invariant_broken: 'An invariant of the ledger does not hold',
  replay_differs: 'Deriving the facts again gives something else than the book holds',
  not_as_recorded: 'Rows, seals or marks are not as they were recorded',
} as const;

export type ServiceCode = keyof typeof SERVICE_CODES;
