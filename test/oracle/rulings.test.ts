// Rulings that random books meet too rarely, each as a small book of its own. Numbers are those of RULINGS.md.
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { runOracle } from './oracle.ts';
import type { SetupTables, UsageRow } from './world.ts';

/** A plan whose shortfalls wait, and from 2 February one that buys packs of 11. */
const handOver: SetupTables = {
  book: Object.entries({ name: 'Rulings', currency: 'EUR', time_zone: 'UTC', first_month: '2026-01' }).map(
    ([key, value]) => ({ key, value }),
  ),
  credit_types: [{ code: 'credits', scale: '0' }],
  meters: [{ code: 'calls' }],
  customers: [{ code: 'ann', name: 'Ann' }],
  rates: [{ meter: 'calls', credit_type: 'credits', units: '1', credits: '1', from: '2026-01-01' }],
  packs: [{ code: 'eleven', credit_type: 'credits', credits: '11', price: '22.00' }],
  plans: [
    { code: 'waits', overage: 'carry_forward', auto_top_up_pack: '' },
    { code: 'buys', overage: 'auto_top_up', auto_top_up_pack: 'eleven' },
  ].map((plan) => ({ ...plan, credit_type: 'credits', credits: '5', price: '10.00', interval: 'P1M' })),
  subscriptions: [
    { ref: 's-1', customer: 'ann', plan: 'waits', start: '2026-01-02', end: '2026-02-01' },
    { ref: 's-2', customer: 'ann', plan: 'buys', start: '2026-02-02', end: '' },
  ],
};

const call = (event_id: string, quantity: string, occurred_at: string): UsageRow => ({
  event_id,
  customer: 'ann',
  meter: 'calls',
  quantity,
  occurred_at,
});

/** Event and credits of each drawdown. */
function drawdowns(rows: UsageRow[]): string[] {
  const { reports } = runOracle({ setup: handOver, steps: [{ kind: 'import', rows }] });
  const lines = readCsv(reports.ledger).filter((line) => line.entry === 'drawdown');
  return lines.map((line) => `${line.event_id} ${line.credits} ${line.lot}`);
}

describe('ruling 1: packs bought at an instant pay older deficits', () => {
  const before = call('old', '30', '2026-01-10');
  const paid = ['old -5 s-1:2026-01-02', 'old -5 s-2:2026-02-02'];

  it('not between two events of that instant', () => {
    const at = '2026-02-10T09:00Z';
    const told = drawdowns([before, call('u1', '1', at), call('u2', '10', at)]);
    expect(told).toEqual([...paid, 'u1 -1 s-2:auto:1', 'u2 -10 s-2:auto:1']);
  });

  it('at the next event, even if it needs nothing', () => {
    const told = drawdowns([
      before,
      call('u1', '1', '2026-02-10T09:00Z'),
      call('u2', '0', '2026-02-10T10:00Z'),
    ]);
    expect(told).toEqual([...paid, 'u1 -1 s-2:auto:1', 'old -10 s-2:auto:1']);
  });
});
