// Reports that tell where the money is: the revenue schedule and the journal, rule by rule (rules §10, §11).
import { describe, expect, test } from 'vitest';
import { journalOf } from '../../src-main/reports/journal.ts';
import { reportNamed } from '../../src-main/reports/report.ts';
import type { MoneySums, ReportSource } from '../../src-main/reports/source.ts';
import { rows, sourceOf, sums } from './report-sources.ts';

const shown = (name: string, money: MoneySums[], more: Partial<ReportSource> = {}): string[] =>
  rows(reportNamed(name)!.make(sourceOf({ money: () => money, through: '2026-01', ...more })));

/** The journal without month and currency: "account debit credit". */
const booked = (...money: MoneySums[]): string[] =>
  shown('journal', money).map((row) => row.split(',').slice(2).join(' '));

/** The revenue row's numbers by name, zeros left out. */
function scheduled(...money: MoneySums[]): Record<string, string> {
  const [row] = shown('revenue', money);
  const names = 'opening billed migrated usage breakage refunded reinstated closing overage'.split(' ');
  const cells = row!.split(',').slice(3);
  return Object.fromEntries(names.map((name, i) => [name, cells[i]!]).filter(([, cell]) => cell !== '0.00'));
}

const EVERY_RULE: [string, MoneySums, string[], Record<string, string>][] = [
  [
    'a plan charge',
    sums({ kind: 'charge', chargeKind: 'plan' }, { receivable: 5000 }),
    ['deferred_revenue 0.00 50.00', 'receivable 50.00 0.00'],
    { billed: '50.00', closing: '50.00' },
  ],
  [
    'a top-up',
    sums({ kind: 'charge', chargeKind: 'top_up' }, { receivable: 100 }),
    ['deferred_revenue 0.00 1.00', 'receivable 1.00 0.00'],
    { billed: '1.00', closing: '1.00' },
  ],
  [
    'an auto top-up',
    sums({ kind: 'charge', chargeKind: 'auto_top_up' }, { receivable: 100 }),
    ['deferred_revenue 0.00 1.00', 'receivable 1.00 0.00'],
    { billed: '1.00', closing: '1.00' },
  ],
  [
    'an opening',
    sums({ kind: 'opening' }, { basis: 3200 }),
    ['deferred_revenue 0.00 32.00', 'migration_clearing 32.00 0.00'],
    { migrated: '32.00', closing: '32.00' },
  ],
  [
    'a drawdown',
    sums({ kind: 'drawdown' }, { basis: -3600, usage: 3600 }),
    ['deferred_revenue 36.00 0.00', 'usage_revenue 0.00 36.00'],
    { usage: '36.00', closing: '-36.00' },
  ],
  [
    'a drawdown with expected breakage',
    sums({ kind: 'drawdown' }, { basis: -5000, usage: 4000, breakage: 1000 }),
    ['breakage_revenue 0.00 10.00', 'deferred_revenue 50.00 0.00', 'usage_revenue 0.00 40.00'],
    { usage: '40.00', breakage: '10.00', closing: '-50.00' },
  ],
  [
    'a drawdown beyond what was expected to be used',
    sums({ kind: 'drawdown' }, { usage: 1000, breakage: -1000 }),
    ['breakage_revenue 10.00 0.00', 'usage_revenue 0.00 10.00'],
    { usage: '10.00', breakage: '-10.00' },
  ],
  [
    'an expiry',
    sums({ kind: 'expiry' }, { basis: -1250, breakage: 1250 }),
    ['breakage_revenue 0.00 12.50', 'deferred_revenue 12.50 0.00'],
    { breakage: '12.50', closing: '-12.50' },
  ],
  [
    'a void of credits',
    sums({ kind: 'void' }, { basis: -700, breakage: 700 }),
    ['breakage_revenue 0.00 7.00', 'deferred_revenue 7.00 0.00'],
    { breakage: '7.00', closing: '-7.00' },
  ],
  [
    'a refund of less than was deferred',
    sums({ kind: 'refund' }, { basis: -1000, receivable: -800, breakage: 200 }),
    ['breakage_revenue 0.00 2.00', 'deferred_revenue 10.00 0.00', 'receivable 0.00 8.00'],
    { refunded: '8.00', breakage: '2.00', closing: '-10.00' },
  ],
  [
    'a refund of more than was deferred',
    sums({ kind: 'refund' }, { basis: -1000, receivable: -1100, breakage: -100 }),
    ['breakage_revenue 1.00 0.00', 'deferred_revenue 10.00 0.00', 'receivable 0.00 11.00'],
    { refunded: '11.00', breakage: '-1.00', closing: '-10.00' },
  ],
  [
    'overage billed with the next cycle, when used',
    sums({ kind: 'overage' }, { overage: 133, unbilled: 133 }),
    ['overage_revenue 0.00 1.33', 'unbilled_receivable 1.33 0.00'],
    { overage: '1.33' },
  ],
  [
    'overage billed with the next cycle, when charged',
    sums({ kind: 'charge', chargeKind: 'overage' }, { receivable: 133, unbilled: -133 }),
    ['receivable 1.33 0.00', 'unbilled_receivable 0.00 1.33'],
    {},
  ],
  [
    'overage charged now',
    sums({ kind: 'overage' }, { overage: 67, receivable: 67 }),
    ['overage_revenue 0.00 0.67', 'receivable 0.67 0.00'],
    { overage: '0.67' },
  ],
  [
    'overage taken back',
    sums({ kind: 'overage' }, { overage: -400, receivable: -400 }),
    ['overage_revenue 4.00 0.00', 'receivable 0.00 4.00'],
    { overage: '-4.00' },
  ],
  [
    'a reinstatement',
    sums({ kind: 'reinstatement' }, { basis: 1200, usage: -1200 }),
    ['deferred_revenue 0.00 12.00', 'usage_revenue 12.00 0.00'],
    { reinstated: '12.00', closing: '12.00' },
  ],
  [
    'a reversal of usage whose lot has ended',
    sums({ kind: 'reversal' }, { usage: -1200, breakage: 1200 }),
    ['breakage_revenue 0.00 12.00', 'usage_revenue 12.00 0.00'],
    { usage: '-12.00', breakage: '12.00' },
  ],
];

describe('the money of every rule', () => {
  test.each(EVERY_RULE)('%s', (_name, money, journal, revenue) => {
    expect(booked(money)).toEqual(journal);
    if (Object.keys(revenue).length === 0) expect(shown('revenue', [money])).toEqual([]);
    else expect(scheduled(money)).toEqual(revenue);
    const entries = journalOf(money);
    const total = (side: 'debit' | 'credit'): bigint => entries.reduce((sum, entry) => sum + entry[side], 0n);
    expect(total('debit')).toBe(total('credit'));
  });

  test.each([
    ['a grant, whose money is in its charge', sums({ kind: 'grant' }, { basis: 5000 })],
    ['credits rolling out', sums({ kind: 'rollover_out' }, { basis: -1000 })],
    ['credits rolling in', sums({ kind: 'rollover_in' }, { basis: 1000 })],
    ['a charge of overage that was charged now', sums({ kind: 'charge', chargeKind: 'overage' }, {})],
    ['a credit, whose journal is on the overage line', sums({ kind: 'charge', chargeKind: 'credit' }, {})],
    ['a deficit', sums({ kind: 'deficit' }, {})],
  ])('nothing for %s', (_name, money) => {
    expect(booked(money)).toEqual([]);
    expect(shown('revenue', [money])).toEqual([]);
  });
});

describe('the revenue schedule', () => {
  const january = sums({ kind: 'charge', chargeKind: 'plan' }, { receivable: 5000 });
  const march = sums({ kind: 'drawdown', month: '2026-03' }, { basis: -3600, usage: 3600 });

  test('carries what is deferred forward, also over months in which nothing happens', () => {
    const all = [
      '2026-01,anna,EUR,0.00,50.00,0.00,0.00,0.00,0.00,0.00,50.00,0.00',
      '2026-02,anna,EUR,50.00,0.00,0.00,0.00,0.00,0.00,0.00,50.00,0.00',
      '2026-03,anna,EUR,50.00,0.00,0.00,36.00,0.00,0.00,0.00,14.00,0.00',
    ];
    expect(shown('revenue', [march, january], { through: '2026-03' })).toEqual(all);
    expect(shown('revenue', [january, march], { through: '2026-03', month: '2026-03' })).toEqual([all[2]]);
  });

  test('has a row per customer and currency, and none that is all 0', () => {
    const yen = sums(
      { kind: 'charge', chargeKind: 'plan', currency: 'JPY', customer: 'Zoe' },
      { receivable: 1000 },
    );
    const promo = sums({ kind: 'drawdown', customer: 'paul' }, {});
    const euro = sums({ kind: 'opening', customer: 'Zoe' }, { basis: 1 });
    expect(shown('revenue', [january, promo, yen, euro])).toEqual([
      '2026-01,Zoe,EUR,0.00,0.00,0.01,0.00,0.00,0.00,0.00,0.01,0.00',
      '2026-01,Zoe,JPY,0,1000,0,0,0,0,0,1000,0',
      '2026-01,anna,EUR,0.00,50.00,0.00,0.00,0.00,0.00,0.00,50.00,0.00',
    ]);
  });
});

describe('the journal', () => {
  test('totals debits and credits apart, over customers, per month and currency', () => {
    const used = sums({ kind: 'drawdown' }, { basis: -4200, usage: 4200 });
    const back = sums({ kind: 'reinstatement', customer: 'tom' }, { basis: 1200, usage: -1200 });
    const later = sums({ kind: 'drawdown', month: '2026-02', currency: 'JPY' }, { basis: -7, usage: 7 });
    expect(shown('journal', [later, used, back], { through: '2026-02' })).toEqual([
      '2026-01,EUR,deferred_revenue,42.00,12.00',
      '2026-01,EUR,usage_revenue,12.00,42.00',
      '2026-02,JPY,deferred_revenue,7,0',
      '2026-02,JPY,usage_revenue,0,7',
    ]);
    expect(shown('journal', [later, used, back], { month: '2026-02' })).toEqual([
      '2026-02,JPY,deferred_revenue,7,0',
      '2026-02,JPY,usage_revenue,0,7',
    ]);
  });
});
