// What charts are drawn from is what the reports say: balances day by day against the wallets' closings, usage by meter against the
// ledger, what was released against its parts.
import { describe, expect, it } from 'vitest';
import type { WireTable } from '../../src-shared/contract/define.ts';
import { callsOnSample } from './calls.ts';

type Row = Readonly<Record<string, string>>;

const rowsOf = ({ columns, rows }: WireTable): Row[] =>
  rows.map((cells) => Object.fromEntries(columns.map(({ key }, at) => [key, cells[at] ?? ''])));
/** Decimals as integers of millionths: enough for every credit type. */
const exact = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(`${text.startsWith('-') ? '-' : ''}${whole}${fraction.padEnd(6, '0')}`);
};
const sum = (values: readonly bigint[]): bigint => values.reduce((all, one) => all + one, 0n);

describe('the charts of the sample company', () => {
  it('show the balance of every wallet as the report of wallets closes its months', async () => {
    const calls = await callsOnSample();
    const { table } = await calls.ask('customers.table', {});
    const customers = [...new Set(rowsOf(table).map(({ customer }) => customer!))];
    expect(customers.length).toBeGreaterThan(7);
    let compared = 0;
    for (const customer of customers) {
      const { wallets, asOf } = await calls.ask('customers.read', { customer });
      const report = await calls.ask('report.table', { name: 'wallets', customer });
      const closings = rowsOf(report.table);
      for (const { creditType, balance, burn, lastsUntil } of wallets) {
        expect(burn.days.at(-1)!.balance).toBe(balance);
        expect(burn.ahead[0]).toEqual({ on: asOf, balance });
        if (lastsUntil !== null) expect(burn.ahead.at(-1)).toMatchObject({ on: lastsUntil });
        for (const { month, credit_type, closing } of closings) {
          if (credit_type !== creditType) continue;
          const day = burn.days.findLast(({ on }) => on.slice(0, 7) <= month!);
          expect(day?.balance, `${customer} ${creditType} ${month}`).toBe(closing);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('show usage by meter as the ledger has it, for everybody and for one customer', async () => {
    const calls = await callsOnSample();
    for (const customer of [null, 'nordhaven']) {
      const given = await calls.ask('usage.byMeter', { month: '2025-11', customer });
      expect(given).toMatchObject({ month: '2025-11', before: '2025-10' });
      const report = await calls.ask('report.table', {
        name: 'ledger',
        month: '2025-11',
        customer,
        limit: 20_000,
      });
      const lines = rowsOf(report.table);
      for (const { meter, creditType, drawn, overage, credits } of given.meters) {
        const own = lines.filter((line) => line.meter === meter && line.credit_type === creditType);
        const of = (entry: string, column: string): bigint =>
          sum(own.filter((line) => line.entry === entry).map((line) => exact(line[column]!)));
        expect(exact(drawn), meter).toBe(-of('drawdown', 'credits'));
        expect(exact(overage), meter).toBe(of('overage', 'overage'));
        expect(exact(credits), meter).toBe(exact(drawn) + exact(overage));
      }
      expect(given.meters.length).toBeGreaterThan(2);
    }
  });

  it('show what was released as its parts together, month by month', async () => {
    const calls = await callsOnSample();
    const { movements } = await calls.ask('overview.read', {});
    expect(movements.length).toBeGreaterThan(11);
    for (const { opening, added, usage, breakage, refunded, released, closing } of movements) {
      expect(exact(released)).toBe(sum([usage, breakage, refunded].map(exact)));
      expect(exact(closing)).toBe(exact(opening) + exact(added) - exact(released));
    }
  });
});
