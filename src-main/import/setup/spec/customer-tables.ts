// The tables of what customers have: customers, subscriptions, cancellations, grants, adjustments, voids.
// Must not: hold rules that a reader of the table enforces; the texts here are what people see.
import { BURN_KEYS } from '../../../engine/facts.ts';
import { BURN_ORDER_ABOUT } from './book-tables.ts';
import { may, must, table } from './column.ts';

export const GRANT_KINDS = ['top_up', 'promo', 'opening'] as const;
export const ADJUSTMENT_TYPES = ['refund', 'void', 'extend'] as const;

const REF_ABOUT = 'A reference of its own, without : + | or comma.';

export const CUSTOMERS = table({
  name: 'customers',
  about: 'Who uses credits.',
  changeBy: 'The burn order of a customer cannot change: what decides postings stays as it was told',
  columns: [
    must('code', 'code', 'acme', 'As usage files name the customer, without : + | or comma.'),
    must('name', 'text', 'Acme Ltd', 'As statements name the customer.', { describes: true }),
    may('email', 'text', 'accounts@acme.example', 'Where statements go.', { describes: true }),
    may('burn_order', 'list', '', `${BURN_ORDER_ABOUT} Blank: as the credit type says.`, {
      choices: BURN_KEYS,
    }),
    may('low_balance', 'number', '50', 'Alert when a balance is below this.', { describes: true }),
  ],
});

export const SUBSCRIPTIONS = table({
  name: 'subscriptions',
  about: 'Customers on plans. Each period makes its credits and its charge without anyone’s hand.',
  changeBy: 'A subscription changes by a cancellation and a new subscription',
  columns: [
    must('ref', 'code', 'acme-team', REF_ABOUT),
    must('customer', 'reference', 'acme', 'The customer.', { refersTo: 'customers' }),
    must('plan', 'reference', 'team', 'The plan.', { refersTo: 'plans' }),
    must('start', 'date', '2026-01-01', 'First day, such as 2026-01-31. All periods are counted from it.'),
    may('end', 'date', '', 'Last day, inclusive. Blank: runs on.'),
    may('credits', 'credits', '1200', 'Credits a period, if other than the plan’s.'),
    may('price', 'money', '', 'Fee a period, if other than the plan’s.'),
  ],
});

export const CANCELLATIONS = table({
  name: 'cancellations',
  about: 'The last day of a running subscription, or an earlier one than it has.',
  changeBy: 'A cancellation stands; a further one can only end the subscription earlier',
  columns: [
    must('subscription', 'reference', 'acme-team', 'The subscription.', { refersTo: 'subscriptions' }),
    must('end', 'date', '2026-06-30', 'Its last day, inclusive, in an open month.'),
    may('reason', 'text', 'moves to Enterprise', 'Why.'),
  ],
});

export const GRANTS = table({
  name: 'grants',
  about: 'Credits given by hand: top-ups bought, promotions, and opening balances from before the book.',
  changeBy: 'A grant stays as it was told: take it back with an adjustment and grant anew under another ref',
  columns: [
    must('ref', 'code', 'order-1001', REF_ABOUT),
    must('date', 'date', '2026-01-15', 'The day it takes effect, such as 2026-01-31, in an open month.'),
    must('customer', 'reference', 'acme', 'The customer.', { refersTo: 'customers' }),
    may('kind', 'choice', 'top_up', 'Blank: top_up with a pack or a price above 0, else promo.', {
      choices: GRANT_KINDS,
    }),
    may(
      'pack',
      'reference',
      'boost-500',
      'The pack bought; it fills every blank to the right but meters and note.',
      {
        refersTo: 'packs',
      },
    ),
    may('credit_type', 'reference', '', 'The credits granted; needed without a pack.', {
      refersTo: 'credit_types',
    }),
    may('credits', 'credits', '', 'How many; needed without a pack.'),
    may(
      'price',
      'money',
      '',
      'What was paid; of an opening what is still deferred. Blank: the pack’s, else 0.',
    ),
    may('currency', 'currency', '', 'Currency of the price. Blank: the pack’s, else the book’s.'),
    may(
      'expires',
      'expiry',
      '',
      'Last valid day such as 2026-12-31, a duration such as P12M, or never. Blank: the pack’s, else never.',
      { usual: ['never', 'P30D', 'P3M', 'P12M'] },
    ),
    may('priority', 'whole', '', 'Lower numbers are drawn first. Blank: the pack’s, else 100.'),
    may('meters', 'list', '', 'Pays only for these meters, between commas. Blank: for all.', {
      refersTo: 'meters',
    }),
    may('expected_breakage', 'percent', '', 'Such as 10%. Blank: the pack’s, else 0%.'),
    may('note', 'text', 'Purchase order 4711', 'Anything worth keeping.', { describes: true }),
  ],
  moreExamples: [
    {
      ref: 'welcome-acme',
      date: '2026-01-01',
      customer: 'acme',
      kind: 'promo',
      credit_type: 'credits',
      credits: '25',
      expires: 'P30D',
      meters: 'api_calls',
      note: 'Welcome credits',
    },
    {
      ref: 'old-acme',
      date: '2026-01-01',
      customer: 'acme',
      kind: 'opening',
      credit_type: 'credits',
      credits: '140',
      price: '112.00',
      expires: '2026-03-31',
      priority: '50',
      note: 'Left in the old spreadsheet',
    },
  ],
});

export const ADJUSTMENTS = table({
  name: 'adjustments',
  about: 'Credits taken out of a lot, with or without money back, or a later last day for it.',
  changeBy: 'An adjustment stays as it was told',
  columns: [
    must('ref', 'code', 'adj-1', REF_ABOUT),
    must('date', 'date', '2026-02-10', 'The day it takes effect, such as 2026-01-31, in an open month.'),
    must('lot', 'id', 'order-1001', 'The lot, as the lots report names it.'),
    must(
      'type',
      'choice',
      'refund',
      'refund: unused credits out, money back. void: out, nothing paid. extend: a later last day.',
      {
        choices: ADJUSTMENT_TYPES,
      },
    ),
    may('credits', 'credits', '100', 'How many credits a refund or void takes. Blank: all that remain.'),
    may('amount', 'money', '80.00', 'What a refund pays back; needed for it.'),
    may('expires', 'date', '', 'The new last valid day of an extend; needed for it.'),
    may('reason', 'text', 'bought too many', 'Why.'),
  ],
});

export const VOIDS = table({
  name: 'voids',
  about: 'Usage events that should not count.',
  changeBy: 'A void stays as it was told, and a voided event stays voided',
  columns: [
    must('event_id', 'id', 'evt-000123', 'The usage event.'),
    must('date', 'date', '2026-02-10', 'The day it is taken back, such as 2026-01-31, in an open month.'),
    may('reason', 'text', 'sent twice', 'Why.'),
  ],
});
