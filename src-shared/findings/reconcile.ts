// What can be wrong where the book is compared with an outside table. Provoked by test/services/reconcile/refusals.test.ts.

export const RECONCILE_CODES = {
  bad_outside_profile: 'The profile of an outside table is malformed, or does not fit the file',
  unknown_outside_profile: 'A profile of outside tables is meant that the book does not have',
  bad_outside_row: 'A row of an outside table cannot be read; nothing of the table is taken',
  nothing_outside: 'An outside table holds nothing to compare',
  outside_known: 'The same file was taken in before',
  unknown_outside: 'An outside table is meant that the book does not have, or that was taken back out',
  month_unclear: 'An outside table does not say which month it is of',
  bad_tolerance: 'A tolerance or a materiality is no amount in a unit of the reconciliation',
  nothing_to_reconcile: 'No outside table was taken in for the month',
  unknown_item: 'An item is meant that is not open in this reconciliation',
  unknown_set: 'A match is meant that does not stand in this reconciliation',
  one_sided: 'A match needs items of both sides, in one unit',
  same_signer: 'Preparer and reviewer of a reconciliation must be two people',
  not_prepared: 'Only what its preparer signed can be reviewed',
  file_too_large: 'A file is larger than a book takes in as an attachment',
} as const;

export type ReconcileCode = keyof typeof RECONCILE_CODES;
