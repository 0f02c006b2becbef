// Orders of usage and the ledger: along the index by time as with keys in order, whatever narrows and wherever a window begins; amounts
// within their units; totals of usage as the sums of its rows; files in the order that is shown.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerWindow } from '../../src-main/storage/ledger-pages.ts';
import type { LedgerPagesFilter } from '../../src-main/storage/paging/ledger-scan.ts';
import type { Answer, Given } from '../../src-shared/contract/index.ts';
import { parseScaled } from '../../src-shared/decimal.ts';
import { USAGE_COLUMNS } from '../../src-shared/usage-columns.ts';
import { scratchFolder } from '../services/company-book.ts';
import { onSample } from '../support/samples/sample-book.ts';
import type { Calls } from './calls.ts';
import { callsOnSample } from './calls.ts';

type Cells = readonly (string | null)[];

let calls: Calls;
beforeAll(async () => {
  calls = await callsOnSample();
});

const usageAt = (key: string): number => USAGE_COLUMNS.findIndex((column) => column.key === key);
const LEDGER_AT = { lot: 4, credit_type: 2, credits: 7, revenue: 9, currency: 10 } as const;

async function everyEvent(asked: Given<'usage.page'>): Promise<Cells[]> {
  const all: Cells[] = [];
  for (;;) {
    const { rows, total } = await calls.ask('usage.page', { ...asked, start: all.length, limit: 60 });
    all.push(...rows.map(({ cells }) => cells));
    if (rows.length === 0 || all.length === total) return all;
  }
}

async function everyLine(asked: Given<'ledger.window'>): Promise<Cells[]> {
  const all: Cells[] = [];
  for (;;) {
    const { rows, total } = await calls.ask('ledger.window', { ...asked, start: all.length, limit: 170 });
    all.push(...rows.map(({ cells }) => cells));
    if (rows.length === 0 || all.length === total) return all;
  }
}

const NONE: LedgerPagesFilter = { customer: null, lot: null, event: null, kinds: null, month: null };
const MARCH = { month: '2025-03', from: Date.UTC(2025, 1, 28, 23), to: Date.UTC(2025, 2, 31, 22) };

describe('the ledger by time', () => {
  it('is counted and found along its index, without sorting more than an instant', () =>
    onSample((open) => {
      const asked: string[] = [];
      const { prepare } = open.db;
      open.db.prepare = (sql: string) => {
        asked.push(sql);
        return prepare.call(open.db, sql) as never;
      };
      ledgerWindow(open, { ...NONE, month: MARCH }, 100, 50, { by: null, descending: false }, -1);
      const named = { at: 0, end: 1, skip: 0, count: 1 };
      const plans = asked
        .filter((sql) => /FROM posting p/.test(sql))
        .map((sql) => {
          const parameters = Object.fromEntries(
            Object.entries(named).filter(([name]) => sql.includes(`@${name}`)),
          );
          const steps = prepare.call(open.db, `EXPLAIN QUERY PLAN ${sql}`).all(parameters) as {
            detail: string;
          }[];
          return steps.map(({ detail }) => detail).join('; ');
        });
      expect(plans).toHaveLength(6);
      for (const plan of plans) {
        expect(plan).toMatch(/^SEARCH p USING (COVERING )?INDEX posting_by_time/);
        expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
      }
      expect(plans.filter((plan) => plan.includes('COVERING'))).toHaveLength(5);
    }));
});

describe('other orders', () => {
  const scaled = (cells: Cells, at: number): bigint => parseScaled(cells[at] ?? '0', 9)!;

  it('put lines by amount within their unit, both ways, and hold every line once', async () => {
    const filter = { customer: 'nordhaven' };
    const byTime = await everyLine(filter);
    for (const [sort, unit] of [
      ['credits', LEDGER_AT.credit_type],
      ['revenue', LEDGER_AT.currency],
    ] as const) {
      for (const newest of [false, true]) {
        const sorted = await everyLine({ ...filter, sort, newest });
        const one = (cells: Cells): string => JSON.stringify(cells);
        expect(sorted.map(one).sort()).toEqual(byTime.map(one).sort());
        for (const [index, cells] of sorted.entries()) {
          const before = sorted[index - 1];
          if (!before || before[unit] !== cells[unit]) continue;
          const [a, b] = [scaled(before, LEDGER_AT[sort]), scaled(cells, LEDGER_AT[sort])];
          expect(newest ? a >= b : a <= b, `${sort} ${index}`).toBe(true);
        }
      }
    }
  });

  it('put usage by what one asks for, and a file is in that order', async () => {
    const filter = { customer: 'nordhaven' };
    const some = await calls.ask('usage.page', filter);
    expect(some.sorts).toBe(true);
    for (const sort of ['quantity', 'occurred_at', 'event_id', 'need', 'revenue'] as const) {
      const at = usageAt(sort);
      const unit = sort === 'need' ? usageAt('credit_type') : sort === 'revenue' ? usageAt('currency') : null;
      const sorted = await everyEvent({ ...filter, sort, newest: true });
      expect(sorted.length).toBeGreaterThan(100);
      expect(new Set(sorted.map((cells) => cells[usageAt('event_id')])).size).toBe(sorted.length);
      for (const [index, cells] of sorted.entries()) {
        const before = sorted[index - 1];
        if (!before || (unit !== null && before[unit] !== cells[unit])) continue;
        if (/^(occurred_at|event_id)$/.test(sort)) expect(before[at]! >= cells[at]!, `${index}`).toBe(true);
        else expect(scaled(before, at) >= scaled(cells, at), `${sort} ${index}`).toBe(true);
      }
    }
    const path = join(scratchFolder(), 'usage.csv');
    await calls.ask('usage.save', { ...filter, sort: 'quantity', newest: true, file: calls.grant(path) });
    const [first] = await everyEvent({ ...filter, sort: 'quantity', newest: true });
    expect(readFileSync(path, 'utf8').split('\n')[1]).toContain(first![usageAt('event_id')]!);
  });
});

it('totals of usage are the sums of its rows', async () => {
  const filters: Given<'usage.totals'>[] = [
    { customer: 'nordhaven' },
    { customer: 'nordhaven', meter: 'gb_archived' },
    { late: true },
    { batch: 2 },
    { text: 'nor' },
    { meter: 'pages' },
  ];
  let [found, apart] = [0, 0];
  for (const filter of filters) {
    const rows: Cells[] = [];
    for (let after: string | null = null; ; ) {
      const page: Answer<'usage.page'> = await calls.ask('usage.page', { ...filter, after, limit: 500 });
      rows.push(...page.rows.map(({ cells }) => cells));
      after = page.next;
      if (after === null) break;
    }
    const totals = (await calls.ask('usage.totals', filter)).rows;
    const sum = (key: string, unit: string, of: string | null): bigint =>
      rows
        .filter((cells) => cells[usageAt(unit)] === of)
        .reduce((all, cells) => all + parseScaled(cells[usageAt(key)] ?? '0', 9)!, 0n);
    const several = totals.filter((cells) => cells[usageAt('currency')]).length > 1;
    for (const total of totals) {
      found++;
      const [currency, creditType] = [total[usageAt('currency')]!, total[usageAt('credit_type')]!];
      if (currency)
        expect(parseScaled(total[usageAt('revenue')]!, 9)).toBe(sum('revenue', 'currency', currency));
      if (!creditType) continue;
      // Of several currencies none has the credits.
      expect(currency === null).toBe(several);
      if (several) apart++;
      for (const key of ['need', 'drawn', 'overage'])
        expect(parseScaled(total[usageAt(key)]!, 9), key).toBe(sum(key, 'credit_type', creditType));
    }
  }
  expect(found).toBeGreaterThan(3);
  expect(apart).toBe(1);
  expect((await calls.ask('usage.totals', { exception: true })).rows).toEqual([]);
});
