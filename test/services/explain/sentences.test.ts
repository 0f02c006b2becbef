// What explanations say, kind by kind, on a company whose numbers can be worked out by hand: which rule, which lot and why before the
// next, which month and why, down to file and row. Must not: test that they foot; foots.test.ts does.
import { expect, it } from 'vitest';
import { readLedger } from '../../../src-main/services/screens/ledger-window.ts';
import type { Session } from '../../../src-main/services/session.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { figure, lotSubject } from '../../../src-shared/explain/subject.ts';
import { type CompanyBook, must } from '../company-book.ts';
import { januaryClosed, MARCH } from '../small-company.ts';
import { explained } from './in-words.ts';

const CORRECTIONS = `
grants
ref | date       | customer | credit_type | credits | price | expires | priority | kind  | note
h   | 2026-03-02 | anna     | credits     | 50      | 40    | never   | 200      |       | by telephone
i   | 2026-03-02 | anna     | credits     | 9       | 0     | P14D    | 50       | promo |

voids
event_id | date       | reason
a1       | 2026-02-10 | a test of ours
a2       | 2026-02-11 | counted twice

adjustments
ref | date       | lot          | type   | credits | amount | expires    | reason
x1  | 2026-02-02 | g            | extend |         |        | 2026-06-30 | as agreed
x2  | 2026-03-03 | h            | refund | 3       | 2      |            | bought too many
x3  | 2026-03-04 | s:2026-03-01 | void   | 5       |        |            | a mistake
`;

async function company(): Promise<CompanyBook> {
  const book = await januaryClosed();
  must(await book.usage(`${MARCH}\nlate,anna,calls,30,2026-01-30\nnone,anna,faxes,3,2026-03-04`));
  must(book.load(CORRECTIONS));
  return book;
}

/** Entry, lot and event of a line of the ledger, and what its explanation says. */
const LINES: readonly [entry: string, lot: string | null, event: string | null, ...says: string[]][] = [
  [
    'grant',
    's:2026-02-01',
    null,
    'Grant of lot s:2026-02-01 = 100.00 credits',
    'Granted to anna by subscription s on plan p, for its period from 2026-02-01.',
    'The subscription is [fact 13], told by mara on 2026-01-05T08:00:00.000Z from tables; the plan is [fact 7],',
    'Each month grants 100 credits for 80.00 EUR.',
    'Its price, 80.00 EUR, is deferred with charge [s:2026-02-01].',
    'so in 2026-02, which is open: it is derived again when facts change.',
  ],
  [
    'grant',
    'h',
    null,
    'Bought by anna on 2026-03-02: “by telephone”.',
    'The grant is [fact 20], told by mara',
  ],
  ['grant', 'i', null, 'Given free of charge to anna on 2026-03-02.'],
  [
    'drawdown',
    's:2026-01-01',
    'a2',
    'Usage event [a2] drew it.',
    '50.00 credits drawn from [s:2026-01-01] because it expires first: 2026-01-31 before 2026-04-04 of [g].',
    '100.00 credits drawn so far recognise 80.00 EUR, rounded as a whole; 40.00 EUR of it before, 40.00 EUR with this event.',
    'so in 2026-01, which is closed: it is sealed and never changes.',
    '  Deferred revenue: 40.00\n  Usage revenue: -40.00\n  = 0.00',
  ],
  ['drawdown', 'g', 'a2', 'the only lot left that could pay, after the lots before it were drawn empty.'],
  [
    'drawdown',
    's:2026-03-01',
    'a5',
    'because its priority is 100 before 200 of [h], after the lots before it were drawn empty.',
  ],
  [
    'drawdown',
    'i',
    'a5',
    'because its priority is 50 before 100 of [s:2026-03-01].',
    'The lot has no price: nothing is recognised.',
  ],
  [
    'drawdown',
    't:2026-02-15',
    'b2',
    'It fell short at 2026-01-20T23:00:00.000Z and was carried forward: the next credits that came, in lot [t:2026-02-15], pay 5 drinks of it before anything else.',
  ],
  [
    'overage',
    null,
    'a4',
    'Usage event [a4] needed more than its lots could pay.',
    '90.00 credits are overage at 0.90 EUR each: 81.00 EUR more on charge [s:2026-02-01:calls], rounded over the whole charge.',
    '  Overage revenue: -81.00\n  Unbilled receivable: 81.00\n  = 0.00',
  ],
  [
    'deficit',
    null,
    'b2',
    '8 drinks could not be paid and are carried forward: the next credits that come pay them.',
  ],
  [
    'reinstatement',
    'void:a2:g',
    'a2',
    'Came back when event [a2] was voided, whose month was closed: it had drawn these credits from lot [g].',
    'from tables: counted twice.',
  ],
  [
    'refund',
    'h',
    null,
    'A refund takes 3.00 credits unused out of lot [h]. 2.00 EUR are paid back; 2.40 EUR that they still deferred leaves with them',
    'Adjustment x2 asked for 3 credits: bought too many ([fact',
    '  Deferred revenue: 2.40\n  Breakage revenue: -0.40\n  Receivable: -2.00\n  = 0.00',
  ],
  [
    'void',
    's:2026-03-01',
    null,
    'A void takes 5.00 credits unused out of lot [s:2026-03-01].',
    'Adjustment x3 asked for 5 credits: a mistake',
  ],
  [
    'rollover_out',
    's:2026-03-01',
    null,
    '30.00 credits roll over into the next period, as lot [s:2026-03-01+2026-04-01]; 24.00 EUR that is still deferred goes with them.',
  ],
  [
    'rollover_in',
    's:2026-03-01+2026-04-01',
    null,
    'Rolled over from lot [s:2026-03-01] at the end of its period: 90.67 credits were left in it; 30.00 credits went over, the other 60.67 credits expired.',
    'With them went 24.00 EUR of the 72.54 EUR that it still deferred, in proportion, rounded',
    'What is left then rolls over into the next period, at most 30 of them',
  ],
  [
    'expiry',
    's:2026-03-01',
    null,
    'ended with 60.67 credits left: they expire. All that the lot still deferred, 48.54 EUR, becomes breakage revenue.',
    'What ends, ends in the day that ends',
    'Posted at 2026-03-31T21:59:59.999Z (Europe/Berlin), so in 2026-03',
  ],
];

function posting(session: Session, entry: string, lot: string | null, event: string | null): Subject {
  const filter = { customer: null, lot: null, event: null, entry, month: null };
  const { rows } = must(readLedger(session, filter, { start: 0, limit: 500, sort: null, newest: false }));
  const found = rows.find(
    ({ cells }) => cells[4] === lot && cells[5] === event && !cells[8]?.startsWith('-'),
  );
  if (!found) throw new Error(`no ${entry} of ${lot} by ${event}`);
  return { kind: 'posting', posting: found.id };
}

it('every kind of posting says which rule, which lot and which month', async () => {
  const { session } = await company();
  for (const [entry, lot, event, ...says] of LINES) {
    const text = await explained(session, posting(session, entry, lot, event));
    for (const one of says) expect.soft(text).toContain(one);
  }
});

const SUBJECTS: readonly [subject: Subject, ...says: string[]][] = [
  [
    { kind: 'event', event: 'a2' },
    'Event a2 = 83.33 credits',
    'came with import batch 1, from line 3 of usage-1.csv ([fact 16], told by mara',
    '250 calls used at 2026-01-10T09:00:00.000Z (Europe/Berlin).',
    'In force is the general rate: 3 calls = 1 credits, from 2026-01-01 ([fact 11]',
    '250 × 1 ÷ 3, rounded once (half up to 2 places), is 83.33 credits.',
    '2026-02-10T23:00:00.000Z: voided; 13.33 credits of overage were taken back.',
    '2026-02-10T23:00:00.000Z: voided; 20.00 credits came back as [void:a2:g].',
    '[s:2026-01-01] had ended, so no credits came back and its revenue became breakage revenue.',
  ],
  [
    { kind: 'event', event: 'late' },
    'Its month was closed when it came: it is late, and posted at the start of the first open month, 2026-02; the rate is that of its own date.',
  ],
  [
    { kind: 'event', event: 'b2' },
    '2026-02-14T23:00:00.000Z: 5 drinks of its deficit were drawn from [t:2026-02-15].',
  ],
  [{ kind: 'event', event: 'none' }, 'No rate of faxes is in force on that date: it waits as an exception'],
  [
    lotSubject('g'),
    'It can pay from 2026-01-05; its last valid day is 2026-06-30; it was granted until 2026-04-04.',
    'Extended on 2026-02-02 to 2026-06-30: as agreed ([fact',
    'Credits are drawn in this order: lower priority numbers first, then those that expire soonest first',
    '  a2 (calls, 2026-01-10T09:00:00.000Z): 20.00 > event/a2',
  ],
  [
    lotSubject('i'),
    'its last valid day is 2026-03-15: it lasts for 2 weeks from its start.',
    '  Drawn: -9.00 >',
  ],
  [
    lotSubject('h'),
    '; never expires.',
    '  Refunded: -3.00 >',
    '  Taken by refunds and voids: -2.40 >',
    '  = 37.60',
  ],
  [
    lotSubject('s:2026-03-01'),
    '30.00 credits rolled over into lot [s:2026-03-01+2026-04-01], from 2026-04-01.',
    'its last valid day is 2026-03-31, the end of its period.',
  ],
  [
    { kind: 'charge', charge: 's:2026-02-01:calls' },
    'Charge s:2026-02-01:calls = 81.00 EUR',
    'Usage of calls beyond the credits of subscription s, which plan p bills: one charge for each meter and period, dated the day after the period’s last day.',
    '90.00 credits × 0.90 EUR, rounded once over the whole charge, is 81.00 EUR',
    'It is dated 2026-03-01 and posted in 2026-03.',
  ],
  [
    { kind: 'charge', charge: 'void:a2' },
    'Event [a2] was voided after it was billed: 13.33 credits of overage are credited with what they had cost, 12.00 EUR.',
  ],
  [
    { kind: 'charge', charge: 'h' },
    'A top-up for the 50.00 credits of lot [h]: 40.00 EUR, as its price was told',
  ],
  [
    { kind: 'fact', fact: 15 },
    'Top up of 20 credits to anna on 2026-01-05 for 15 EUR (g).',
    'Told by mara on 2026-01-05T08:00:00.000Z from tables.',
  ],
  [
    figure('deferred', 'EUR'),
    'Of all customers, at the end of 2026-03-31.',
    '  anna (Anna): 61.60 > figure/deferred/EUR//anna',
    'How it moved in the month, EUR\n  Opening: 0.00',
  ],
  [figure('deferred', 'EUR', { customer: 'anna' }), '  h (top up, never expires): 37.60 > lot/h'],
  [figure('deficit', 'drinks'), '  bert (Bert): 1 > figure/deficit/drinks//bert'],
  [figure('deficit', 'drinks', { customer: 'bert' }), '  b4: 1 > event/b4'],
  [
    figure('debit', 'EUR', { month: '2026-03', of: 'deferred_revenue' }),
    'Debit of deferred revenue',
    'By kind of posting',
    '  refund: 2.40',
  ],
  [
    figure('opening_deferred', 'EUR', { month: '2026-01' }),
    'The book begins with this month: there was nothing before it.',
  ],
  [
    figure('opening_deferred', 'EUR', { month: '2026-02' }),
    'Opening deferred revenue = 0.00 EUR',
    'at the end of 2026-01-31',
  ],
];

it('events, lots, charges, facts and figures say where they come from', async () => {
  const { session } = await company();
  for (const [subject, ...says] of SUBJECTS) {
    const text = await explained(session, subject);
    for (const one of says) expect.soft(text).toContain(one);
  }
});

it('what was voided while its month was open, or excluded, says so with the reason', async () => {
  const book = await company();
  must(book.load('voids\nevent_id | date | reason\na4 | 2026-02-21 | a trial'));
  expect(await explained(book.session, { kind: 'event', event: 'a4' })).toContain(
    'It was voided while its month was open: it takes part in nothing. Reason: a trial ([fact',
  );
});
