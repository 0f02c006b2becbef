// The tables of the book itself and of what is counted: book, accounts, credit types, meters, rates.
// Must not: hold rules that a reader of the table enforces; the texts here are what people see.

import { ROUNDINGS } from '../../../../src-shared/decimal.ts';
import { ACCOUNTS, BURN_KEYS, DEFAULT_BURN_ORDER } from '../../../engine/facts.ts';
import { may, must, table } from './column.ts';

export const BOOK_KEYS = ['name', 'currency', 'time_zone', 'first_month'] as const;

export const BOOK = table({
  name: 'book',
  about:
    'The book itself, one setting a row. All four are needed when a book is set up; later only the name can change.',
  changeBy: 'Only the name of a book can change; another currency, time zone or first month needs a new book',
  columns: [
    must('key', 'choice', 'name', 'name, currency, time_zone or first_month (the first open month).', {
      choices: BOOK_KEYS,
    }),
    must(
      'value',
      'value',
      'Brightwater Labs Ltd',
      'The name; an ISO 4217 currency such as EUR; an IANA time zone such as Europe/Berlin; a month such as 2026-01.',
    ),
  ],
  moreExamples: [
    { key: 'currency', value: 'EUR' },
    { key: 'time_zone', value: 'Europe/Berlin' },
    { key: 'first_month', value: '2026-01' },
  ],
});

export const ACCOUNTS_TABLE = table({
  name: 'accounts',
  about:
    'Which accounts of your chart the journal is written to. Used by journal exports; decides no posting.',
  changeBy: 'Load the row with the code that is right',
  columns: [
    must('account', 'choice', 'receivable', 'The journal account of the ledger.', { choices: ACCOUNTS }),
    must('code', 'text', '1200', 'The account of your chart, as your accounting system writes it.', {
      describes: true,
    }),
    may('name', 'text', 'Trade receivables', 'Its name there. Blank: the name of the journal account.', {
      describes: true,
    }),
  ],
  moreExamples: [
    { account: 'unbilled_receivable', code: '1210', name: 'Unbilled receivables' },
    { account: 'deferred_revenue', code: '2400', name: 'Deferred revenue' },
    { account: 'usage_revenue', code: '4000', name: 'Usage revenue' },
    { account: 'breakage_revenue', code: '4010', name: 'Breakage revenue' },
    { account: 'overage_revenue', code: '4020', name: 'Overage revenue' },
    { account: 'migration_clearing', code: '9000', name: 'Migration clearing' },
  ],
});

export const BURN_ORDER_ABOUT = `Which credits go first: keys between commas, compared in turn, out of ${BURN_KEYS.join(', ')}.`;

export const CREDIT_TYPES = table({
  name: 'credit_types',
  about: 'The units that credits are counted in. Each customer has one wallet for each of them.',
  changeBy: 'What decides postings cannot change: make a new credit type and new rates to it from a date',
  columns: [
    must('code', 'code', 'credits', 'A short name of its own, without : + | or comma.'),
    may('name', 'text', 'Platform credits', 'What people read. Blank: the code.', { describes: true }),
    may('unit', 'text', 'credit', 'The word after a number: 12 credit, 3 GB.', { describes: true }),
    may('scale', 'whole', '2', 'Decimal places that credits are counted with, 0 to 6. Blank: 2.', {
      fallback: '2',
    }),
    may(
      'rounding',
      'choice',
      'half_up',
      'How what a usage event needs is rounded to the scale. Blank: half_up.',
      {
        choices: ROUNDINGS,
        fallback: 'half_up',
      },
    ),
    may(
      'burn_order',
      'list',
      'priority, expiry, start',
      `${BURN_ORDER_ABOUT} Blank: priority, expiry, start.`,
      {
        choices: BURN_KEYS,
        fallback: DEFAULT_BURN_ORDER.join(', '),
      },
    ),
  ],
});

export const METERS = table({
  name: 'meters',
  about: 'What customers use and is counted: calls, hours, gigabytes.',
  changeBy: 'Make a new meter',
  columns: [
    must('code', 'code', 'api_calls', 'As usage files name it, without : + | or comma.'),
    may('name', 'text', 'API calls', 'What people read. Blank: the code.', { describes: true }),
    may('unit', 'text', 'call', 'The word after a quantity.', { describes: true }),
  ],
  moreExamples: [{ code: 'support_hours', name: 'Support hours', unit: 'hour' }],
});

export const RATES = table({
  name: 'rates',
  about: 'How meters draw credits: so many units of the meter cost so many credits, from a date on.',
  changeBy: 'A rate changes by a new row with a later "from"',
  columns: [
    must('meter', 'reference', 'api_calls', 'The meter.', { refersTo: 'meters' }),
    must('credit_type', 'reference', 'credits', 'The credits it draws, and so the wallet.', {
      refersTo: 'credit_types',
    }),
    must('units', 'number', '5', 'So many units of the meter, above 0 …'),
    must('credits', 'number', '1', '… cost so many credits. May be finer than the credit type counts.'),
    must(
      'from',
      'date',
      '2026-01-01',
      'First day it holds, such as 2026-01-31. The latest row in force wins.',
    ),
    may(
      'customer',
      'reference',
      '',
      'Only for this customer; such a row beats a general one. Blank: for all.',
      {
        refersTo: 'customers',
      },
    ),
  ],
  moreExamples: [
    { meter: 'support_hours', credit_type: 'credits', units: '1', credits: '10', from: '2026-01-01' },
    {
      meter: 'api_calls',
      credit_type: 'credits',
      units: '6',
      credits: '1',
      from: '2026-02-01',
      customer: 'acme',
    },
  ],
});
