// Reports that tell where the credits are: balances, lots, ledger, wallets, exceptions, charges.
import { describe, expect, test } from 'vitest';
import { reportNamed } from '../../src-main/reports/report.ts';
import type { ReportSource } from '../../src-main/reports/source.ts';
import { line, lot, moved, rows, sourceOf, start } from './report-sources.ts';

const shown = (name: string, given: Partial<ReportSource>): string[] =>
  rows(reportNamed(name)!.make(sourceOf(given)));

describe('balances', () => {
  test('sums what remains, and what of it expires first', () => {
    const lots = [
      lot({
        lot: 'a',
        granted: 25n,
        drawn: 18n,
        price: 5000n,
        recognized: 3600n,
        expiresAt: start('2026-04-01'),
      }),
      lot({ lot: 'b', granted: 10n, price: 2000n, expiresAt: start('2026-03-01') }),
      lot({
        lot: 'c',
        granted: 5n,
        refunded: 1n,
        price: 1000n,
        returned: 200n,
        expiresAt: start('2026-03-01'),
      }),
      lot({ lot: 'd', granted: 4n }),
    ];
    expect(shown('balances', { lots: () => lots })).toEqual(['anna,drinks,25,0,2026-02-28,14,42.00,EUR']);
  });

  test('an empty lot no longer expires, and an empty wallet is still shown', () => {
    const spent = lot({
      lot: 'a',
      granted: 5n,
      drawn: 5n,
      price: 900n,
      recognized: 900n,
      expiresAt: start('2026-03-01'),
    });
    expect(shown('balances', { lots: () => [spent] })).toEqual(['anna,drinks,0,0,,,0.00,EUR']);
    const opening = lot({ lot: 'b', granted: 7n });
    expect(shown('balances', { lots: () => [spent, opening] })).toEqual(['anna,drinks,7,0,,,0.00,EUR']);
  });

  test('a row per currency; a deficit counts once, in the book’s currency for a wallet that never had a lot', () => {
    const lots = [
      lot({ lot: 'y', granted: 3n, price: 300n, currency: 'JPY' }),
      lot({ lot: 'e', granted: 2n, price: 100n, currency: 'EUR' }),
      lot({ lot: 'z', customer: 'Zoe', creditType: 'credits', granted: 125n }),
    ];
    const deficits = [
      { customer: 'anna', creditType: 'drinks', credits: 6n },
      { customer: 'bert', creditType: 'credits', credits: 50n },
      { customer: 'carl', creditType: 'credits', credits: 0n },
    ];
    expect(shown('balances', { lots: () => lots, deficits: () => deficits })).toEqual([
      'Zoe,credits,1.25,0.00,,,0.00,EUR',
      'anna,drinks,2,6,,,1.00,EUR',
      'anna,drinks,3,0,,,300,JPY',
      'bert,credits,0.00,0.50,,,0.00,EUR',
    ]);
  });
});

describe('lots', () => {
  test('show every part of credits and price, dates in the book’s zone, the last valid day', () => {
    const given = lot({
      lot: 's-1:2026-01-05',
      kind: 'allocation',
      creditType: 'credits',
      expiresAt: start('2026-02-05'),
      granted: 10000n,
      drawn: 4050n,
      expired: 100n,
      rolledOver: 200n,
      refunded: 300n,
      voided: 400n,
      price: 5000n,
      recognized: 2075n,
      moved: 100n,
      returned: 350n,
    });
    expect(shown('lots', { lots: () => [given] })).toEqual([
      's-1:2026-01-05,anna,credits,allocation,2026-01-05,2026-02-04,' +
        '100.00,40.50,1.00,2.00,3.00,4.00,49.50,50.00,EUR,20.75,1.00,3.50,24.75',
    ]);
  });

  test('stand in code-point order of their ids', () => {
    const ids = ['s-tina:2026-01-15', 's-tina-2:2026-02-11', 'extra', '𝛼', '\uff21', 'a', 'B'];
    const seen = shown('lots', { lots: () => ids.map((id) => lot({ lot: id })) }).map(
      (row) => row.split(',')[0],
    );
    expect(seen).toEqual(['B', 'a', 'extra', 's-tina-2:2026-02-11', 's-tina:2026-01-15', '\uff21', '𝛼']);
  });
});

describe('the ledger', () => {
  const lines = (...given: Parameters<typeof line>[0][]): string[] =>
    shown('ledger', { ledger: () => given.map(line) });

  test('credits that begin or roll over have no revenue, whatever their posting says', () => {
    for (const kind of ['grant', 'opening', 'rollover_in', 'rollover_out'] as const) {
      expect(lines({ kind, lot: 'a', credits: 25n, currency: 'EUR', revenue: 0n })).toEqual([
        `2026-01-05T07:15:00.000Z,anna,drinks,${kind === 'opening' ? 'grant' : kind},a,,,25,,,`,
      ]);
    }
  });

  test('what is drawn or ends shows its revenue, 0 included', () => {
    const at = '2026-01-05T07:15:00.000Z';
    const draw = { kind: 'drawdown', lot: 'a', eventId: 'cup-1', meter: 'coffee', currency: 'EUR' } as const;
    expect(lines({ ...draw, credits: -1n, revenue: 200n }, { ...draw, credits: -1n })).toEqual([
      `${at},anna,drinks,drawdown,a,cup-1,coffee,-1,,2.00,EUR`,
      `${at},anna,drinks,drawdown,a,cup-1,coffee,-1,,0.00,EUR`,
    ]);
    expect(lines({ kind: 'refund', lot: 'a', credits: -3n, currency: 'JPY', revenue: -5n })).toEqual([
      `${at},anna,drinks,refund,a,,,-3,,-5,JPY`,
    ]);
    const back = { kind: 'reinstatement', lot: 'void:cup-1:a', eventId: 'cup-1', meter: 'coffee' } as const;
    expect(lines({ ...back, credits: 1n, currency: 'EUR', revenue: -200n })).toEqual([
      `${at},anna,drinks,reinstatement,void:cup-1:a,cup-1,coffee,1,,-2.00,EUR`,
    ]);
  });

  test('overage and deficits show credits 0 at scale; revenue only where it is billed', () => {
    const at = '2026-01-05T07:15:00.000Z';
    const over = { eventId: 'e', meter: 'calls', creditType: 'credits', overage: 200n } as const;
    expect(
      lines(
        { ...over, kind: 'overage', currency: 'EUR', revenue: 67n },
        { ...over, kind: 'overage' },
        { ...over, kind: 'deficit' },
        { ...over, kind: 'overage', overage: -100n, currency: 'EUR', revenue: -400n },
      ),
    ).toEqual([
      `${at},anna,credits,overage,,e,calls,0.00,2.00,0.67,EUR`,
      `${at},anna,credits,overage,,e,calls,0.00,2.00,,`,
      `${at},anna,credits,deficit,,e,calls,0.00,2.00,,`,
      `${at},anna,credits,overage,,e,calls,0.00,-1.00,-4.00,EUR`,
    ]);
  });

  test('is read while it is written', () => {
    let read = 0;
    const source = sourceOf({
      *ledger() {
        for (;;) {
          read++;
          yield line({ kind: 'grant' });
        }
      },
    });
    for (const _row of reportNamed('ledger')!.make(source).rows) if (read === 3) break;
    expect(read).toBe(3);
  });
});

describe('wallets', () => {
  test('carry forward, also over months in which nothing happens, and name every way in and out', () => {
    const months = [
      moved({ month: '2026-01', kind: 'grant', credits: 20n }),
      moved({ month: '2026-01', kind: 'opening', credits: 5n }),
      moved({ month: '2026-01', kind: 'drawdown', credits: -8n }),
      moved({ month: '2026-01', kind: 'overage', overage: 3n }),
      moved({ month: '2026-01', kind: 'deficit', overage: 1n }),
      moved({ month: '2026-01', kind: 'charge', credits: 20n }),
      moved({ month: '2026-01', kind: 'reversal' }),
      moved({ month: '2026-03', kind: 'rollover_out', credits: -4n }),
      moved({ month: '2026-03', kind: 'rollover_in', credits: 4n }),
      moved({ month: '2026-03', kind: 'reinstatement', credits: 2n }),
      moved({ month: '2026-03', kind: 'expiry', credits: -1n }),
      moved({ month: '2026-03', kind: 'refund', credits: -6n }),
      moved({ month: '2026-03', kind: 'void', credits: -7n }),
      moved({ month: '2026-03', kind: 'overage', overage: -3n }),
    ];
    const all = [
      '2026-01,anna,drinks,0,25,0,0,8,0,0,0,0,17,4',
      '2026-02,anna,drinks,17,0,0,0,0,0,0,0,0,17,0',
      '2026-03,anna,drinks,17,0,4,2,0,1,4,6,7,5,-3',
    ];
    expect(shown('wallets', { walletMonths: () => months })).toEqual(all);
    expect(shown('wallets', { walletMonths: () => months.reverse(), month: '2026-02' })).toEqual([all[1]]);
  });

  test('leave out what is all 0, and stand by month, customer and credit type', () => {
    const months = [
      moved({ month: '2026-02', kind: 'grant', credits: 5n }),
      moved({ month: '2026-02', kind: 'drawdown', credits: -5n }),
      moved({ month: '2026-02', customer: 'Zoe', kind: 'grant', credits: 1n }),
      moved({ month: '2026-02', creditType: 'credits', kind: 'overage', overage: 150n }),
      moved({ month: '2026-01', kind: 'grant', credits: 0n }),
    ];
    expect(shown('wallets', { walletMonths: () => months })).toEqual([
      '2026-02,Zoe,drinks,0,1,0,0,0,0,0,0,0,1,0',
      '2026-02,anna,credits,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,1.50',
      '2026-02,anna,drinks,0,5,0,0,5,0,0,0,0,0,0',
      '2026-03,Zoe,drinks,1,0,0,0,0,0,0,0,0,1,0',
    ]);
  });
});

describe('charges and exceptions', () => {
  test('charges stand by local date, then id', () => {
    const charge = {
      month: '2026-01',
      customer: 'anna',
      creditType: 'drinks',
      meter: null,
      currency: 'EUR',
    } as const;
    const given = [
      {
        ...charge,
        at: start('2026-02-10'),
        charge: 'void:s2',
        kind: 'credit',
        meter: 'calls',
        credits: -1n,
        amount: -400n,
      },
      {
        ...charge,
        at: start('2026-02-01') - 1,
        charge: 'z',
        kind: 'overage',
        meter: 'calls',
        credits: 3n,
        amount: 100n,
      },
      { ...charge, at: start('2026-02-01'), charge: 'b', kind: 'plan', credits: 10n, amount: 0n },
      { ...charge, at: start('2026-02-01'), charge: 'a', kind: 'top_up', credits: 10n, amount: 3000n },
    ] as const;
    expect(shown('charges', { charges: () => [...given] })).toEqual([
      '2026-01-31,z,anna,overage,calls,3,1.00,EUR',
      '2026-02-01,a,anna,top_up,,10,30.00,EUR',
      '2026-02-01,b,anna,plan,,10,0.00,EUR',
      '2026-02-10,void:s2,anna,credit,calls,-1,-4.00,EUR',
    ]);
  });

  test('exceptions have credits only where the need is known', () => {
    const line = { customer: 'max', meter: 'calls', quantity: '12.5', occurredAt: Date.UTC(2026, 0, 20, 8) };
    const given = [
      { ...line, eventId: 'm2', reason: 'unfunded', creditType: 'credits', credits: 250n },
      { ...line, eventId: 'm1', reason: 'no_rate', creditType: null, credits: null },
      { ...line, eventId: 'M', reason: 'excluded', creditType: null, credits: null },
    ] as const;
    expect(shown('exceptions', { exceptions: () => [...given] })).toEqual([
      'M,max,calls,12.5,2026-01-20T08:00:00.000Z,excluded,',
      'm1,max,calls,12.5,2026-01-20T08:00:00.000Z,no_rate,',
      'm2,max,calls,12.5,2026-01-20T08:00:00.000Z,unfunded,2.50',
    ]);
  });
});
