// A small company whose January is closed: what the setup tests load against.
// Must not: change for one test; a test that needs more loads it itself.

import type { KnownEvent, KnownLot, LedgerLookups } from '../../src-main/import/setup/existing.ts';
import { planSetup } from '../../src-main/import/setup/plan.ts';
import { after, BOOK, EMPTY_LEDGER, noFacts, setup } from './setup-tables.ts';

export const COMPANY = `${BOOK}
credit_types
code    | scale
credits | 2
drinks  | 0

meters
code
calls
coffee

rates
meter | credit_type | units | credits | from
calls | credits     | 5     | 1       | 2026-01-01

packs
code  | credit_type | credits | price | currency | expires | priority | expected_breakage
c100  | credits     | 100     | 80.00 |          | P12M    | 70       | 20%
empty | credits     | 0       | 0     |          |         |          |
us10  | credits     | 10      | 9.50  | USD      |         |          |

plans
code  | credit_type | credits | price | interval | type
small | credits     | 10      | 30.00 | P1Y      |
extra | credits     | 5       | 10.00 | P1M      | add_on

customers
code | name | email        | low_balance
anna | Anna | anna@a.test  | 5
bob  | Bob  |              |
cleo | Cleo |              |

subscriptions
ref    | customer | plan  | start      | end
s-anna | anna     | small | 2026-01-01 |
s-bob  | bob      | small | 2026-01-15 | 2026-06-30

grants
ref | date       | customer | pack | note
g1  | 2026-01-05 | anna     | c100 | first order
`;

const first = planSetup(setup(COMPANY), noFacts(), EMPTY_LEDGER);
if (!first.ok) throw new Error(JSON.stringify(first.findings, null, 1));

/** What stands: the company, with its January closed; or still open. */
export const CLOSED_JANUARY = after(first.value.told, noFacts(), '2026-02-01');
export const OPEN_JANUARY = after(first.value.told, noFacts());

const at = (date: string): number => Date.parse(`${date}T00:00:00+01:00`);
const ANNAS = { customer: 'anna', creditType: 'credits', currency: 'EUR' };
const LOTS: Readonly<Record<string, KnownLot>> = {
  g1: { ...ANNAS, startsAt: at('2026-01-05'), expiresAt: at('2027-01-05'), remaining: 60_00n },
  's-anna:2026-01-01': { ...ANNAS, startsAt: at('2026-01-01'), expiresAt: at('2027-01-01'), remaining: 0n },
  's-anna:auto:1': { ...ANNAS, startsAt: at('2026-02-20') + 1, expiresAt: null, remaining: 5_00n },
  old: { ...ANNAS, startsAt: at('2025-12-01'), expiresAt: at('2026-02-01'), remaining: 0n },
  forever: { ...ANNAS, startsAt: at('2026-01-01'), expiresAt: null, remaining: 5_00n },
};
const EVENTS: Readonly<Record<string, KnownEvent>> = {
  jan: { customer: 'anna', postedAt: at('2026-02-01') - 1, state: 'counted' },
  feb: { customer: 'bob', postedAt: at('2026-02-01'), state: 'counted' },
  out: { customer: 'bob', postedAt: at('2026-02-01'), state: 'excluded' },
  gone: { customer: 'bob', postedAt: at('2026-02-01'), state: 'voided' },
};
export const LEDGER: LedgerLookups = {
  lot: (lotId) => LOTS[lotId] ?? null,
  event: (eventId) => EVENTS[eventId] ?? null,
};
