// What one does on each screen, as help shows it first; and the words that belong to it. Must not: repeat what a screen says itself.

export interface ScreenHelp {
  readonly does: readonly string[];
  /** As in the glossary. */
  readonly words: readonly string[];
}

export const SCREEN_HELP: Readonly<Record<string, ScreenHelp>> = {
  overview: {
    does: [
      'Says where the book stands at the end of its last month. Every figure leads to what it is made of.',
      'The list at the right says what is still to do before the open month can close.',
      'A chart’s menu (…) shows the same figures as a table, and saves the picture as PNG.',
    ],
    words: ['Deferred revenue', 'Overage', 'Exception', 'Breakage', 'Month'],
  },
  customers: {
    does: [
      'A row for each wallet: what it holds, what expires next, and how long it lasts at the pace of the last three months.',
      'Enter opens the customer: wallets with their lots and burn, ledger, charges, and the statement of any month.',
    ],
    words: ['Wallet', 'Lot', 'Subscription', 'Deficit', 'Statement'],
  },
  catalog: {
    does: [
      'What is sold, and to whom: credit types, meters, rates, packs, plans, customers, subscriptions, grants. Edit as in a sheet, paste from one, then apply.',
      'What decides numbers is changed by new rows with a date: a new rate, a cancellation and a new subscription.',
      'A plan shows its rules in words, and what another rule would have done on the usage there is.',
    ],
    words: [
      'Credit type',
      'Meter',
      'Rate',
      'Plan',
      'Pack',
      'Subscription',
      'Rollover',
      'Burn order',
      'Opening',
    ],
  },
  usage: {
    does: [
      'Every event with how it was rated and paid. Enter explains one.',
      'Batches are the files that came in: one can be taken back out while its months are open.',
      'Drop a file anywhere on the window to import it.',
    ],
    words: ['Meter', 'Rate', 'Late usage', 'Exception', 'Void'],
  },
  import: {
    does: [
      'Source, shape, columns, review, commit. Going back loses nothing.',
      'The review shows the rows with mistakes first; mend them in place, or map a value for all of them.',
      'What the review shows is what the commit does. A batch can be taken back out later.',
    ],
    words: ['Meter', 'Late usage', 'Exception', 'Fact'],
  },
  ledger: {
    does: [
      'Every posting, in order. Filter by customer, lot, event, kind or month.',
      'Postings are worked out from facts: a correction is a new fact, never an edit.',
    ],
    words: ['Posting', 'Fact', 'Drawdown', 'Lot', 'Breakage'],
  },
  months: {
    does: [
      'Closing checks everything and seals the month: its postings never change again.',
      'The last closed month can be reopened, with a reason; the old seal stays on record.',
      'Usage without a rate keeps a month open: add a rate, or exclude the usage for good.',
    ],
    words: ['Month', 'Seal', 'Exception', 'Late usage', 'Re-issue'],
  },
  statements: {
    does: [
      'Who gets a statement for the month, and with what balance. Enter shows one; open it to print it or to save it as PDF.',
      'Save all as workbooks; or filter, and save those shown from the menu of the table.',
    ],
    words: ['Statement', 'Re-issue', 'Deferred revenue', 'Overage'],
  },
  revenue: {
    does: [
      'The month’s roll-forward of deferred revenue, the journal for the general ledger, the lots and charges behind both.',
      'The workbook, of the month, its quarter or the year so far, adds the waterfall, the expiry ladder, breakage, a tie-out and the close certificate, with live formulas and a sheet of checks.',
    ],
    words: ['Deferred revenue', 'Usage revenue', 'Breakage', 'Charge', 'Lot'],
  },
  reconcile: {
    does: [
      'The book beside invoices, the general ledger and the source of usage, month by month. Take a file in: its lines match with the book in passes, from the surest on.',
      'What could be wrong is only suggested: Enter says that it belongs together. What is left gets a reason, or stands in the next month, too.',
      'One person signs as preparer, another as reviewer. A reopened month voids both, visibly. The workbook has a certificate.',
    ],
    words: ['Charge', 'Deferred revenue', 'Month', 'Seal'],
  },
  migrate: {
    does: [
      'Brings in the spreadsheet that kept the credits until now: as openings at a cut-over date, or with its whole history.',
      'What was understood stands over the sheet itself. Click what a column means to change it, and a row’s number to leave it out or to make it the header.',
      'Nothing is in the book before the last step, which does exactly what the one before showed.',
    ],
    words: ['Opening', 'Lot', 'Deferred revenue', 'Fact'],
  },
  audit: {
    does: [
      'Every fact, who told it and when; the seals of closed months.',
      'The proof derives the whole ledger again from the facts, and compares it with what is stored.',
    ],
    words: ['Fact', 'Posting', 'Seal'],
  },
  settings: {
    does: [
      'How things look here is kept on this computer; what the book is set to is in the book.',
      'Currency and time zone are fixed since the book was set up: postings rest on them.',
    ],
    words: ['Book', 'Month'],
  },
};
