// What setup tables mean when they are right: defaults, packs that fill blanks, what updates, what may be told together.
import { expect, test } from 'vitest';
import { compileBook } from '../../src-main/engine/book.ts';
import type { Told } from '../../src-main/engine/facts.ts';
import type { SetupPlan } from '../../src-main/import/setup/plan.ts';
import { planSetup } from '../../src-main/import/setup/plan.ts';
import { CLOSED_JANUARY, COMPANY, LEDGER, OPEN_JANUARY } from '../support/setup-company.ts';
import { after, caseFolders, EMPTY_LEDGER, exampleTables, noFacts, setup } from '../support/setup-tables.ts';

function planned(load: string, existing = CLOSED_JANUARY): SetupPlan {
  const plan = planSetup(setup(load), existing, LEDGER);
  if (!plan.ok) throw new Error(JSON.stringify(plan.findings, null, 1));
  return plan.value;
}
const bodies = (plan: SetupPlan): object[] => plan.told.map(({ body }) => body);
const counts = ({ added, identical, updated }: SetupPlan): number[] => [added, identical, updated];

test('setup tables: defaults of a plan, a pack and a credit type', () => {
  const load = `
    plans
    code | credit_type | credits | price | interval
    p    | credits     | 10.50   | 5     | p1m

    packs
    code | credit_type | credits | price
    k    | credits     | 007     | 1.10

    credit_types
    code
    GB`;
  expect(bodies(planned(load))).toEqual([
    {
      code: 'GB',
      name: 'GB',
      unit: '',
      scale: 2,
      rounding: 'half_up',
      burnOrder: ['priority', 'expiry', 'start'],
    },
    {
      ...{ code: 'k', name: 'k', creditType: 'credits', credits: '7', price: '1.1', currency: 'EUR' },
      ...{ expires: 'never', priority: 100, expectedBreakage: '0' },
    },
    {
      ...{
        code: 'p',
        name: 'p',
        type: 'base',
        creditType: 'credits',
        credits: '10.5',
        price: '5',
        currency: 'EUR',
      },
      ...{ interval: 'P1M', expires: 'period_end', priority: 100, expectedBreakage: '0' },
      ...{ rollover: 'none', rolloverThreshold: '0', rolloverCap: null, rolloverTimes: null },
      ...{ rolloverExpires: 'period_end', rolloverPriority: null },
      ...{ overage: 'block', overagePrice: null },
      ...{ autoTopUpPack: null, autoTopUpBelow: '0', autoTopUpLimit: null },
    },
  ]);
});

test('setup tables: values have one written form, however people write them', () => {
  const load = `
    plans
    CODE | Credit Type | credits | price  | currency | Interval | roll-over | ROLLOVER CAP    | overage         | overageprice
    p    | credits     | 1e2     | 5.000  | usd      | P1M      | All       | 25.0 % Allocation | Bill next cycle | 0.00050`;
  expect(bodies(planned(load))).toMatchObject([
    {
      credits: '100',
      price: '5',
      currency: 'USD',
      rollover: 'all',
      rolloverCap: '25% allocation',
      overagePrice: '0.0005',
    },
  ]);
});

test('setup tables: blank rows are skipped, zeros where nothing is used say nothing', () => {
  const load = `
    plans
    code | credit_type | credits | price | interval | overage_price | rollover_threshold | rollover_expires
         |             |         |       |          |               |                    |
    p    | credits     | 1       | 0     | P1M      | 0.00          | 0                  | period_end`;
  expect(bodies(planned(load))).toMatchObject([{ overagePrice: null, rolloverThreshold: '0' }]);
});

test('rules §5: a pack fills the blanks of a grant, explicit cells override it', () => {
  const load = `
    grants
    ref | date       | customer | pack | kind  | credits | price | currency | expires    | priority | meters
    a   | 2026-02-03 | anna     | c100 |       |         |       |          |            |          |
    b   | 2026-02-03 | anna     | c100 |       | 90      | 70    | usd      | 2026-12-31 | 5        | coffee, calls
    c   | 2026-02-03 | anna     | c100 | promo |         |       |          |            |          |`;
  const pack = {
    creditType: 'credits',
    credits: '100',
    price: '80',
    currency: 'EUR',
    expires: 'P12M',
    priority: 70,
  };
  const terms = {
    date: '2026-02-03',
    customer: 'anna',
    pack: 'c100',
    meters: null,
    expectedBreakage: '0.2',
    note: '',
  };
  const own = { credits: '90', price: '70', currency: 'USD', expires: '2026-12-31', priority: 5 };
  expect(bodies(planned(load))).toEqual([
    { ref: 'a', kind: 'top_up', ...terms, ...pack },
    { ref: 'b', kind: 'top_up', ...terms, ...pack, ...own, meters: ['calls', 'coffee'] },
    { ref: 'c', kind: 'promo', ...terms, ...pack, price: '0' },
  ]);
});

test('setup tables: a grant without a kind is a top-up with a price above 0, else a promo', () => {
  const load = `
    grants
    ref | date       | customer | credit_type | credits | price | kind
    a   | 2026-02-03 | anna     | drinks      | 5       | 0.01  |
    b   | 2026-02-03 | anna     | drinks      | 5       | 0     |
    c   | 2026-02-03 | anna     | drinks      | 5       |       |
    d   | 2026-02-03 | anna     | drinks      | 0       |       | opening`;
  expect(planned(load).told.map(({ body }) => 'kind' in body && body.kind)).toEqual([
    'top_up',
    'promo',
    'promo',
    'opening',
  ]);
});

test('setup tables: what stands is skipped even when its month is closed, and however it is written', () => {
  expect(counts(planned(COMPANY))).toEqual([0, 17, 0]);
  const load = `
    plans
    code  | credit_type | credits | price | interval | expires
    small | credits     | 10.0    | 30    | P12M     | period end

    packs
    code | credit_type | credits | price | expires | priority | expected_breakage
    c100 | credits     | 100     | 80    | P1Y     | 70       | 20 %`;
  expect(counts(planned(load))).toEqual([0, 2, 0]);
});

test('setup tables: what only describes is updated; a column that is missing says nothing', () => {
  const load = `
    book
    key  | value
    name | Corner Inc
    First month | 2026-01-01

    customers
    code | name | low_balance
    anna | Anne | 10
    bob  | Bob  |

    grants
    ref | date       | customer | pack | note
    g1  | 2026-01-05 | anna     | c100 |`;
  const plan = planned(load);
  expect(counts(plan)).toEqual([0, 1, 3]);
  expect(bodies(plan)).toMatchObject([
    { name: 'Corner Inc', currency: 'EUR', timeZone: 'Europe/Berlin', firstMonth: '2026-01' },
    { code: 'anna', name: 'Anne', email: 'anna@a.test', lowBalance: '10', burnOrder: null },
    { ref: 'g1', note: '' },
  ]);
  expect(plan.tables).toEqual([
    { table: 'book', added: 0, identical: 0, updated: 1 },
    { table: 'customers', added: 0, identical: 1, updated: 1 },
    { table: 'grants', added: 0, identical: 0, updated: 1 },
  ]);
});

test('setup tables: a row twice in one load counts once', () => {
  expect(counts(planned('meters\ncode | name\nm | Em\nm | Em'))).toEqual([1, 1, 0]);
});

test('rules §2: a cancellation gives a last day, later an earlier one; the day after a successor starts', () => {
  const load = `
    subscriptions
    ref      | customer | plan  | start
    s-anna-2 | anna     | small | 2026-03-01

    cancellations
    subscription | end
    s-anna       | 2026-04-30
    s-anna       | 2026-02-28`;
  const plan = planned(load);
  expect(counts(plan)).toEqual([3, 0, 0]);
  expect(counts(planned(load, after(plan.told, CLOSED_JANUARY)))).toEqual([0, 3, 0]);
});

test('rules §9: add-ons, other wallets and other customers may run at the same time', () => {
  const load = `
    plans
    code | credit_type | credits | price | interval
    bar  | drinks      | 10      | 30.00 | P1M

    subscriptions
    ref | customer | plan  | start
    a   | anna     | extra | 2026-02-01
    b   | anna     | bar   | 2026-02-01
    c   | cleo     | small | 2026-02-01
    d   | bob      | small | 2026-07-01`;
  expect(counts(planned(load))).toEqual([5, 0, 0]);
});

test('rules §2: rates and subscriptions may start before the first month while no month is closed', () => {
  const load = `
    rates
    meter  | credit_type | units | credits | from
    coffee | drinks      | 1     | 0       | 2020-01-01

    subscriptions
    ref | customer | plan  | start
    c   | cleo     | small | 2025-06-15`;
  expect(counts(planned(load, OPEN_JANUARY))).toEqual([2, 0, 0]);
});

test('rules §4: a rate of one customer stands beside the general one', () => {
  const load = `
    rates
    meter | credit_type | units | credits | from       | customer
    calls | credits     | 4     | 1       | 2026-02-01 | anna
    calls | drinks      | 4     | 1       | 2026-02-01 |`;
  expect(counts(planned(load))).toEqual([2, 0, 0]);
});

test('rules §11: adjustments know whose lot they touch, also one granted by the same load', () => {
  const load = `
    grants
    ref | date       | customer | credit_type | credits | price
    new | 2026-02-03 | bob      | drinks      | 10      | 25.00

    adjustments
    ref | date       | lot | type   | credits | amount | expires    | reason
    a   | 2026-02-03 | new | refund | 4       | 10.00  |            | mistake
    b   | 2026-02-04 | new | void   |         |        |            |
    c   | 2026-02-02 | g1  | extend |         |        | 2027-01-05 | goodwill`;
  const drinks = { customer: 'bob', creditType: 'drinks', lot: 'new', expires: null };
  const annas = { customer: 'anna', creditType: 'credits', lot: 'g1', credits: null, amount: null };
  expect(bodies(planned(load)).slice(1)).toEqual([
    {
      ref: 'a',
      date: '2026-02-03',
      type: 'refund',
      credits: '4',
      amount: '10',
      reason: 'mistake',
      ...drinks,
    },
    { ref: 'b', date: '2026-02-04', type: 'void', credits: null, amount: null, reason: '', ...drinks },
    { ref: 'c', date: '2026-02-02', type: 'extend', expires: '2027-01-05', reason: 'goodwill', ...annas },
  ]);
});

test('rules §11: adjustments and voids told once stay as they were told', () => {
  const load = `
    adjustments
    ref | date       | lot | type | reason
    a   | 2026-02-03 | g1  | void | gone

    voids
    event_id | date       | reason
    feb      | 2026-02-03 | test`;
  const plan = planned(load);
  const later = after(plan.told, CLOSED_JANUARY, '2026-03-01');
  const again = planSetup(setup(load), later, EMPTY_LEDGER);
  expect(again).toMatchObject({ ok: true, value: { added: 0, identical: 2 } });
  const changed = planSetup(
    setup(load.replace('gone', 'lost').replace('test', 'trial')),
    later,
    EMPTY_LEDGER,
  );
  expect(changed.ok ? [] : changed.findings.map(({ code }) => code)).toEqual([
    'contradicts_book',
    'already_voided',
  ]);
});

test('what is told compiles into a book, in the order told', () => {
  const loads = [...caseFolders().filter(({ path }) => path.endsWith('/setup')), { tables: exampleTables() }];
  for (const { tables } of loads) {
    const ledger = {
      lot: () => null,
      event: () => ({ customer: 'acme', postedAt: 0, state: 'counted' as const }),
    };
    const plan = planSetup(tables, noFacts(), ledger);
    if (!plan.ok) throw new Error(JSON.stringify(plan.findings));
    expect(compileBook(plan.value.told as readonly Told[])).not.toBeNull();
  }
});
