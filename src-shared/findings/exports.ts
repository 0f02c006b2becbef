// Every code with which handing out journals and charges can be refused, and what each one means.
// Provoked by test/services/exports/refusals.test.ts. Must not: hold codes of statements or reports; those are the services'.

export const EXPORT_CODES = {
  unknown_template: 'A journal template is meant that there is not',
  built_in_template: 'A template that comes with the program would be replaced or deleted',
  bad_template_name: 'A journal template cannot be called so',
  bad_journal_template: 'What is to be a journal template is none',
  template_unreadable: 'The file of a journal template cannot be read or is no JSON',
  account_unmapped:
    'An account is moved for which the chart of accounts has no code, or no name where the target wants one',
  text_not_taken: 'A text would go into the file that the target does not take',
  currency_not_taken: 'Money of another currency is moved, and the template has no column that says so',
  month_open: 'Only a closed month is handed out; an open one can be given as a draft',
  nothing_to_export: 'Nothing was posted in the month that would go out',
} as const;

export type ExportCode = keyof typeof EXPORT_CODES;
