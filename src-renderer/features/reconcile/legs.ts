// The legs of the screen and what is peculiar to each in words. Must not: hold a rule.
import type { Leg } from '../../../src-shared/reconcile/words.ts';

export interface LegWords {
  readonly title: string;
  /** Whose a line is. */
  readonly party: string;
  readonly unit: string;
  /** What the other side is called. */
  readonly source: string;
  /** What goes there, and what one needs for it. */
  readonly about: string;
  /** Columns of open lines that say nothing there. */
  readonly hidden?: readonly string[];
}

export const LEG_PAGES: Readonly<Record<Leg, LegWords>> = {
  billing: {
    title: 'Billing',
    party: 'Customer',
    unit: 'Currency',
    source: 'Invoices',
    about:
      'The month’s charges beside the invoice lines of your billing program. Export them with customer, date and net amount; with the charge as a reference they match by themselves.',
  },
  general_ledger: {
    title: 'General ledger',
    party: 'Account',
    unit: 'Currency',
    source: 'General ledger',
    about:
      'The month’s journal and balances beside your general ledger: account activity, or a trial balance. The number of a journal exported here makes its lines match by themselves.',
  },
  usage: {
    title: 'Usage source',
    party: 'Meter',
    unit: 'Meter',
    source: 'Usage source',
    about: 'What the source of usage says it sent, by day and meter, beside what was imported.',
  },
  spreadsheet: {
    title: 'Old spreadsheet',
    party: 'Customer',
    unit: 'Unit',
    source: 'Old spreadsheet',
    about:
      'The balances of the old spreadsheet at the month’s end beside the book’s: credits, and deferred revenue where it says that.',
    hidden: ['reference', 'date', 'age'],
  },
};

/** What the names in a file are names of. */
export const PARTY_WORDS: Readonly<Record<Leg, { readonly one: string; readonly many: string }>> = {
  billing: { one: 'customer', many: 'customers' },
  general_ledger: { one: 'account', many: 'accounts' },
  usage: { one: 'meter', many: 'meters' },
  spreadsheet: { one: 'customer', many: 'customers' },
};

export const isLeg = (key: string | undefined): key is Leg =>
  key !== undefined && Object.hasOwn(LEG_PAGES, key);
