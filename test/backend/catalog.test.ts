// The catalog through the server: rows out and in again, edits weighed by row and column, a rule in words, and what if.
import { describe, expect, it } from 'vitest';
import type { CatalogTable, Edited } from '../../src-shared/contract/catalog.ts';
import { CATALOG_TABLES } from '../../src-shared/contract/catalog.ts';
import type { Calls } from './calls.ts';
import { callsOnSample } from './calls.ts';

async function rowWith(
  calls: Calls,
  table: CatalogTable,
  id: string,
  change: Record<string, string>,
): Promise<string[]> {
  const { tables } = await calls.ask('catalog.tables', {});
  const keys = tables.find((one) => one.table === table)!.columns.map(({ key }) => key);
  const { rows } = await calls.ask('catalog.rows', { table });
  const cells = rows.find((row) => row.id === id)?.cells ?? keys.map(() => '');
  return keys.map((key, index) => change[key] ?? cells[index]!);
}

const one = (table: CatalogTable, cells: string[]): Edited => [{ table, rows: [{ id: 'r', cells }] }];

describe('catalog rows', () => {
  it('are identical when loaded again, all tables at once', async () => {
    const calls = await callsOnSample();
    const edited: Edited = [];
    for (const table of CATALOG_TABLES)
      edited.push({ table, ...(await calls.ask('catalog.rows', { table })) });
    const tables = edited.map(({ table, rows }) => ({ table, rows }));
    const count = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    expect(count).toBeGreaterThan(40);
    expect(await calls.ask('catalog.check', { tables })).toEqual({
      findings: [],
      counts: { added: 0, identical: count, updated: 0 },
    });
    expect((await calls.ask('catalog.apply', { tables })).counts).toMatchObject({ identical: count });
  });

  it('can be referred to by code, with a name or with what they refer to themselves', async () => {
    const calls = await callsOnSample();
    const { codes } = await calls.ask('catalog.codes', { tables: ['meters', 'subscriptions'] });
    expect(codes).toContainEqual({ table: 'meters', code: 'support_minutes', name: 'Expert support' });
    const { rows } = await calls.ask('catalog.rows', { table: 'subscriptions' });
    const [ref, customer, plan] = rows[0]!.cells;
    expect(codes).toContainEqual({ table: 'subscriptions', code: ref, name: `${customer}, ${plan}` });
  });

  it('say what they are: columns with kinds, choices and what belongs there', async () => {
    const calls = await callsOnSample();
    const { tables } = await calls.ask('catalog.tables', {});
    expect(tables.map(({ table }) => table)).toEqual([...CATALOG_TABLES]);
    const plans = tables.find(({ table }) => table === 'plans')!.columns;
    // What one reads of a plan comes first: a window shows so many columns at once.
    expect(plans.slice(0, 9).map(({ key }) => key)).toEqual([
      ...['code', 'name', 'credits', 'price', 'currency', 'interval', 'expires', 'rollover', 'overage'],
    ]);
    const overage = plans.find(({ key }) => key === 'overage');
    expect(overage).toMatchObject({ title: 'Overage', kind: 'choice', describes: false });
    expect(overage!.choices).toContain('bill_next_cycle');
  });
});

describe('edits', () => {
  it('in a closed month are refused beside the cell, naming the open date, and nothing is stored', async () => {
    const calls = await callsOnSample();
    const { rows } = await calls.ask('catalog.rows', { table: 'rates' });
    const tables = one('rates', await rowWith(calls, 'rates', rows[0]!.id, { from: '2025-03-01' }));
    const { findings, counts } = await calls.ask('catalog.check', { tables });
    expect(counts).toBeNull();
    const [found] = findings;
    expect(found).toMatchObject({ code: 'closed_month', table: 'rates', row: 'r', column: 'from' });
    expect(found!.message).toContain('the first open date is');
    expect((await calls.ask('catalog.apply', { tables })).findings).toEqual(findings);
    expect((await calls.ask('catalog.rows', { table: 'rates' })).rows).toEqual(rows);
  });

  it('are told by a new dated row, and describing cells are updated', async () => {
    const calls = await callsOnSample();
    const { rows } = await calls.ask('catalog.rows', { table: 'rates' });
    const rate = await rowWith(calls, 'rates', rows[0]!.id, { from: '2026-06-01', credits: '7.5' });
    const { rows: customers } = await calls.ask('catalog.rows', { table: 'customers' });
    const customer = await rowWith(calls, 'customers', customers[0]!.id, { email: 'new@a.test' });
    const tables: Edited = [...one('rates', rate), ...one('customers', customer)];
    expect((await calls.ask('catalog.check', { tables })).counts).toMatchObject({ added: 1, updated: 1 });
    expect((await calls.ask('catalog.rows', { table: 'rates' })).rows).toEqual(rows);
    await calls.ask('catalog.apply', { tables });
    const after = (await calls.ask('catalog.rows', { table: 'rates' })).rows;
    expect(after.at(-1)!.cells).toEqual(rate);
    expect((await calls.ask('audit.verify', {})).findings).toEqual([]);
  });
});

describe('a plan that is only tried', () => {
  it('is put in the words of the statement, and a bad cell is named', async () => {
    const calls = await callsOnSample();
    const { rows } = await calls.ask('catalog.rows', { table: 'plans' });
    const id = rows[0]!.id;
    const asIs = await calls.ask('catalog.words', { table: 'plans', cells: rows[0]!.cells });
    expect(asIs.sentences[0]).toMatch(/grants/);
    const none = await rowWith(calls, 'plans', id, {
      credits: '9999',
      rollover: 'none',
      rollover_threshold: '',
      rollover_cap: '',
      rollover_times: '',
      rollover_expires: '',
      rollover_priority: '',
    });
    const tried = await calls.ask('catalog.words', { table: 'plans', cells: none });
    expect(tried.sentences.join(' ')).toMatch(/9,999 .*What is left at the end of the period expires/);
    const bad = await rowWith(calls, 'plans', id, { credits: 'many' });
    expect((await calls.ask('catalog.words', { table: 'plans', cells: bad })).findings).toMatchObject([
      { column: 'credits', code: 'not_a_number' },
    ]);
  });

  it('is compared with today on the last year, in credits and money, and leaves nothing behind', async () => {
    const calls = await callsOnSample();
    const before = await calls.ask('audit.facts', {});
    const { rows } = await calls.ask('catalog.rows', { table: 'rates' });
    const { tables: specs } = await calls.ask('catalog.tables', {});
    const at = specs
      .find(({ table }) => table === 'rates')!
      .columns.findIndex(({ key }) => key === 'credits');
    const doubled = rows.map(({ id, cells }) => ({
      id,
      cells: cells.map((cell, index) => (index === at ? `${Number(cell) * 2}` : cell)),
    }));
    const same = await calls.ask('whatif.run', { tables: [{ table: 'rates', rows }] });
    expect(same).toMatchObject({ customers: [], totals: [] });
    const answer = await calls.ask('whatif.run', { tables: [{ table: 'rates', rows: doubled }] });
    expect(answer.customers.length).toBeGreaterThan(3);
    for (const { today, changed, difference } of answer.totals) {
      expect(Number(changed.used) + Number(changed.overage)).toBeGreaterThan(
        Number(today.used) + Number(today.overage),
      );
      const sum = Number(today.recognized) + Number(difference.recognized);
      expect(sum).toBeCloseTo(Number(changed.recognized), 6);
    }
    expect(calls.events.some(({ type }) => type === 'progress')).toBe(true);
    expect(await calls.ask('audit.facts', {})).toEqual(before);
    expect((await calls.ask('audit.verify', {})).findings).toEqual([]);
  });

  it('can be cancelled', async () => {
    const calls = await callsOnSample();
    const { rows } = await calls.ask('catalog.rows', { table: 'plans' });
    const reply = await calls.reply('whatif.run', { tables: [{ table: 'plans', rows }] }, (cancel) =>
      cancel(),
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
