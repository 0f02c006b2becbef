// Rows that contradict what stands, or come too late. Each load is refused for one reason.
import { OPEN_JANUARY } from '../../support/setup-company.ts';
import { noFacts } from '../../support/setup-tables.ts';
import type { Refusal } from './refusal.ts';
import { ADJUST, GRANT, PACK, PLAN, RATE } from './refusal.ts';

export const BOOK: Refusal[] = [
  [
    'setup tables: all four settings',
    'book_incomplete',
    'book',
    'book\nkey | value\nname | N\ncurrency | EUR\ntime_zone | UTC',
    noFacts(),
  ],
  ['setup tables: a book comes first', 'book_incomplete', 'book', 'meters\ncode\nm', noFacts()],
  [
    'rules §2: time zones of IANA',
    'unknown_time_zone',
    'book 4 value',
    'book\nkey | value\nname | N\ncurrency | EUR\ntime_zone | Berlin\nfirst_month | 2026-01',
    noFacts(),
  ],
  [
    'rules §1: months',
    'not_a_month',
    'book 5 value',
    'book\nkey | value\nname | N\ncurrency | EUR\ntime_zone | UTC\nfirst_month | 2026-13',
    noFacts(),
  ],
  ['setup tables: keys of the book', 'unknown_choice', 'book 2 key', 'book\nkey | value\ncountry | DE'],
  ['a book keeps its currency', 'contradicts_book', 'book 2 value', 'book\nkey | value\ncurrency | USD'],
  ['a book keeps its time zone', 'contradicts_book', 'book 2 value', 'book\nkey | value\nTime Zone | UTC'],
  ['a setting is said once', 'contradicts_row', 'book 3 value', 'book\nkey | value\nname | A\nname | B'],
];

export const AGAINST: Refusal[] = [
  [
    'setup tables: other contradictions are refused',
    'contradicts_book',
    'packs 2 price',
    `${PACK} expires | priority | expected_breakage\nc100 | credits | 100 | 90 | P1Y | 70 | 20%`,
  ],
  [
    'setup tables: rates change by dated rows',
    'contradicts_book',
    'rates 2 credits',
    `${RATE}calls | credits | 5 | 2 | 2026-01-01`,
  ],
  [
    'rules §9: a plan keeps its rules',
    'contradicts_book',
    'plans 2 overage',
    `${PLAN} overage\nsmall | credits | 10 | 30 | P1Y | carry_forward`,
  ],
  [
    'setup tables: likewise within a load',
    'contradicts_row',
    'meters 3 name',
    'meters\ncode | name\nm | Em\nm | Emm',
  ],
  [
    'rules §9: one base subscription at a time',
    'two_base_subscriptions',
    'subscriptions 2 start',
    'subscriptions\nref | customer | plan | start\ns | anna | small | 2026-03-01',
  ],
  [
    'rules §9: not on the last day either',
    'two_base_subscriptions',
    'subscriptions 2 start',
    'subscriptions\nref | customer | plan | start\ns | bob | small | 2026-06-30',
  ],
  [
    'rules §9: nor before one that starts',
    'two_base_subscriptions',
    'subscriptions 2 start',
    'subscriptions\nref | customer | plan | start\ns | bob | small | 2025-12-01',
    OPEN_JANUARY,
  ],
  [
    'rules §9: two of one load',
    'two_base_subscriptions',
    'subscriptions 3 start',
    'subscriptions\nref | customer | plan | start\ns | cleo | small | 2026-02-01\nt | cleo | small | 2026-02-01',
  ],
  [
    'rules §2: an earlier last day only',
    'cancellation_not_earlier',
    'cancellations 2 end',
    'cancellations\nsubscription | end\ns-bob | 2026-06-30',
  ],
  [
    'rules §12: rates of closed months',
    'closed_month',
    'rates 2 from',
    `${RATE}coffee | drinks | 1 | 1 | 2026-01-31`,
  ],
  [
    'rules §2: even from before the book',
    'closed_month',
    'rates 2 from',
    `${RATE}coffee | drinks | 1 | 1 | 2025-01-31`,
  ],
  [
    'rules §12: subscriptions',
    'closed_month',
    'subscriptions 2 start',
    'subscriptions\nref | customer | plan | start\ns | cleo | small | 2026-01-31',
  ],
  ['rules §12: grants', 'closed_month', 'grants 2 date', `${GRANT} pack\ng | 2026-01-31 | anna | c100`],
  ['rules §12: adjustments', 'closed_month', 'adjustments 2 date', `${ADJUST}a | 2026-01-31 | g1 | void`],
  ['rules §11: voids', 'closed_month', 'voids 2 date', 'voids\nevent_id | date\nfeb | 2026-01-31'],
  [
    'rules §2: cancellations',
    'closed_month',
    'cancellations 2 end',
    'cancellations\nsubscription | end\ns-bob | 2026-01-31',
  ],
  [
    'rules §2: grants before the book',
    'before_first_month',
    'grants 2 date',
    `${GRANT} pack\ng | 2025-12-31 | anna | c100`,
    OPEN_JANUARY,
  ],
  [
    'rules §2: adjustments before the book',
    'before_first_month',
    'adjustments 2 date',
    `${ADJUST}a | 2025-12-31 | old | void`,
    OPEN_JANUARY,
  ],
  [
    'rules §2: voids before the book',
    'before_first_month',
    'voids 2 date',
    'voids\nevent_id | date\nfeb | 2025-12-31',
    OPEN_JANUARY,
  ],
  ['rules §11: lots are known', 'unknown_lot', 'adjustments 2 lot', `${ADJUST}a | 2026-02-02 | g2 | void`],
  [
    'rules §11: lots of the same load',
    'lot_of_this_load',
    'adjustments 2 lot',
    `subscriptions\nref | customer | plan | start\ns | cleo | small | 2026-02-01\n\n${ADJUST}a | 2026-02-02 | s:2026-02-01 | void`,
  ],
  [
    'rules §11: lots have started',
    'lot_not_started',
    'adjustments 2 date',
    `${ADJUST}a | 2026-02-20 | s-anna:auto:1 | void`,
  ],
  [
    'rules §11: lots have not ended',
    'lot_ended',
    'adjustments 2 date',
    `${ADJUST}a | 2026-02-01 | old | extend | | | 2026-03-31`,
  ],
  [
    'rules §11: lots have the credits',
    'too_few_credits',
    'adjustments 2 credits',
    `${ADJUST}a | 2026-02-02 | g1 | void | 60.01`,
  ],
  [
    'rules §11: all that remains is something',
    'too_few_credits',
    'adjustments 2 credits',
    `${ADJUST}a | 2026-02-02 | s-anna:2026-01-01 | void`,
  ],
  [
    'rules §11: adjustments add up',
    'too_few_credits',
    'adjustments 2 credits',
    `${ADJUST}a | 2026-02-03 | g1 | void | 31\nb | 2026-02-02 | g1 | void | 30`,
  ],
  [
    'rules §11: lots granted by this load',
    'too_few_credits',
    'adjustments 2 credits',
    `${GRANT} pack\ng9 | 2026-02-03 | anna | c100\n\n${ADJUST}a | 2026-02-04 | g9 | void | 101`,
  ],
  [
    'rules §11: a later last day',
    'not_later',
    'adjustments 2 expires',
    `${ADJUST}a | 2026-02-02 | g1 | extend | | | 2027-01-04`,
  ],
  [
    'rules §11: never is later than any day',
    'not_later',
    'adjustments 2 expires',
    `${ADJUST}a | 2026-02-02 | forever | extend | | | 2027-01-04`,
  ],
  [
    'rules §11: events are known',
    'unknown_event',
    'voids 2 event_id',
    'voids\nevent_id | date\nnone | 2026-02-02',
  ],
  [
    'rules §4: an exclusion is final',
    'event_excluded',
    'voids 2 event_id',
    'voids\nevent_id | date\nout | 2026-02-02',
  ],
  [
    'rules §11: a voided id is not free again',
    'already_voided',
    'voids 2 event_id',
    'voids\nevent_id | date\ngone | 2026-02-02',
  ],
];
