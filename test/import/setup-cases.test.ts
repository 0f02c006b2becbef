// The setup folders of all reference cases plan cleanly, one after another as their steps load them, and a second time without effect.
import { expect, test } from 'vitest';
import type { LedgerLookups, SetupKind } from '../../src-main/import/setup/existing.ts';
import { KEYS } from '../../src-main/import/setup/existing.ts';
import { planSetup } from '../../src-main/import/setup/plan.ts';
import { factKey } from '../../src-main/storage/fact-log.ts';
import {
  after,
  caseFolders,
  EMPTY_LEDGER,
  exampleTables,
  noFacts,
  tablesIn,
} from '../support/setup-tables.ts';

const firstLoads = caseFolders().filter(({ path }) => path.endsWith('/setup'));

test('there are cases to load', () => {
  expect(firstLoads.length).toBeGreaterThanOrEqual(15);
});

test.each(firstLoads)('setup tables: $path loads, and loading it again changes nothing', ({ tables }) => {
  const first = planSetup(tables, noFacts(), EMPTY_LEDGER);
  if (!first.ok) throw new Error(JSON.stringify(first.findings, null, 1));
  expect(first.value.told.length).toBe(first.value.added);
  expect(first.value.told.map(({ body }) => body)).not.toContain(undefined);
  const again = planSetup(tables, after(first.value.told), EMPTY_LEDGER);
  expect(again).toMatchObject({
    ok: true,
    value: { told: [], added: 0, updated: 0, identical: first.value.added },
  });
});

const february = Date.parse('2026-01-31T23:00:00Z');
const sam: LedgerLookups = {
  lot: () => null,
  event: (id) => ({
    customer: id === 't1' ? 'tom' : 'sam',
    postedAt: id === 's4' ? february : february - 1,
    state: 'counted',
  }),
};

test('rules §11: a void erases usage of an open month and reverses usage of a closed one (case 11)', () => {
  const first = planSetup(tablesIn('11-late-usage-and-void-after-close/setup'), noFacts(), EMPTY_LEDGER);
  if (!first.ok) throw new Error('the first load is refused');
  const existing = after(first.value.told, noFacts(), '2026-02-01');
  const plan = planSetup(tablesIn('11-late-usage-and-void-after-close/corrections'), existing, sam);
  if (!plan.ok) throw new Error(JSON.stringify(plan.findings));
  expect(plan.value.told.map(({ body }) => body)).toEqual([
    { eventId: 's2', customer: 'sam', date: '2026-02-10', reason: 'counted twice', mode: 'reverse' },
    { eventId: 't1', customer: 'tom', date: '2026-02-10', reason: 'test run', mode: 'reverse' },
    { eventId: 's4', customer: 'sam', date: '2026-02-10', reason: 'wrong customer', mode: 'erase' },
  ]);
});

test('rules §2, §12: a cancellation must end in an open month; the day after a successor may start (case 15)', () => {
  const first = planSetup(tablesIn('15-cancellation-and-successor/setup'), noFacts(), EMPTY_LEDGER);
  if (!first.ok) throw new Error('the first load is refused');
  const existing = after(first.value.told, noFacts(), '2026-02-01');
  const late = planSetup(tablesIn('15-cancellation-and-successor/too-late'), existing, EMPTY_LEDGER);
  expect(late).toMatchObject({
    ok: false,
    findings: [{ code: 'closed_month', place: { table: 'cancellations' } }],
  });
  expect(!late.ok && late.findings[0]?.message).toContain('2026-02-01');
  const changes = planSetup(tablesIn('15-cancellation-and-successor/changes'), existing, EMPTY_LEDGER);
  expect(changes).toMatchObject({ ok: true, value: { added: 3 } });
});

test('setup tables: the example rows of the template are a company that loads', () => {
  const ledger: LedgerLookups = {
    lot: () => null,
    event: () => ({ customer: 'acme', postedAt: february, state: 'counted' }),
  };
  const plan = planSetup(exampleTables(), noFacts(), ledger);
  if (!plan.ok) throw new Error(JSON.stringify(plan.findings, null, 1));
  expect(plan.value.tables.every(({ added }) => added > 0)).toBe(true);
  expect(plan.value.tables.length).toBe(13);
  for (const told of plan.value.told) {
    if (told.kind === 'book') continue;
    const key = (KEYS[told.kind as SetupKind] as (body: unknown) => string)(told.body);
    expect(key, 'the plan and the fact log know facts by the same keys').toBe(factKey(told));
  }
});
