// What reports read from a book: sums and lines up to a cut-off, of one customer or all, from postings written by hand.
import { describe, expect, test } from 'vitest';
import { REPORTS, reportNamed } from '../../src-main/reports/report.ts';
import type { ExceptionLine } from '../../src-main/reports/source.ts';
import type { OpenBook } from '../../src-main/storage/open.ts';
import { rows } from '../reports/report-sources.ts';
import { newBook } from './book-files.ts';
import { day, type Poster, poster, sourceTo } from './posted-by-hand.ts';

/** Case 01 in short: 25 drinks for 50.00, bought on 5 January; three are drunk, one in February. */
function coffee(): OpenBook {
  const book = newBook();
  const anna = poster(book);
  anna.lot({ id: 'pass-1', credits: 25n, price: 5000n, startsAt: day('2026-01-05') });
  const lot = { lot: 'pass-1', currency: 'EUR' };
  anna.post({ ...lot, at: '2026-01-05', kind: 'grant', credits: 25, basis: 5000 });
  const charge = { charge: 'pass-1', chargeKind: 'top_up', currency: 'EUR' } as const;
  anna.post({ ...charge, at: '2026-01-05', kind: 'charge', credits: 25, receivable: 5000, amount: 5000 });
  drink(anna, 'cup-1', '2026-01-06', 'pass-1');
  drink(anna, 'cup-2', '2026-01-31T23:59:59.999', 'pass-1');
  drink(anna, 'cup-3', '2026-02-01', 'pass-1');
  return book;
}

function drink(wallet: Poster, id: string, at: string, lot: string, cups = 1): void {
  const event = wallet.event(id);
  const money = { basis: -200 * cups, usage: 200 * cups, currency: 'EUR' };
  wallet.post({ at, kind: 'drawdown', lot, event, meter: 'coffee', credits: -cups, ...money });
}

const report = (name: string, ...cut: Parameters<typeof sourceTo>): string[] =>
  rows(reportNamed(name)!.make(sourceTo(...cut)));

describe('every report from a book', () => {
  test('up to the end of January', () => {
    const book = coffee();
    expect(report('balances', book, '2026-02-01')).toEqual(['anna,drinks,23,0,,,46.00,EUR']);
    expect(report('lots', book, '2026-02-01')).toEqual([
      'pass-1,anna,drinks,top_up,2026-01-05,,25,2,0,0,0,0,23,50.00,EUR,4.00,0.00,0.00,46.00',
    ]);
    expect(report('ledger', book, '2026-02-01')).toEqual([
      '2026-01-05T00:00:00.000Z,anna,drinks,grant,pass-1,,,25,,,',
      '2026-01-06T00:00:00.000Z,anna,drinks,drawdown,pass-1,cup-1,coffee,-1,,2.00,EUR',
      '2026-01-31T23:59:59.999Z,anna,drinks,drawdown,pass-1,cup-2,coffee,-1,,2.00,EUR',
    ]);
    expect(report('charges', book, '2026-02-01')).toEqual(['2026-01-05,pass-1,anna,top_up,,25,50.00,EUR']);
    expect(report('wallets', book, '2026-02-01')).toEqual(['2026-01,anna,drinks,0,25,0,0,2,0,0,0,0,23,0']);
    expect(report('revenue', book, '2026-02-01')).toEqual([
      '2026-01,anna,EUR,0.00,50.00,0.00,4.00,0.00,0.00,0.00,46.00,0.00',
    ]);
    expect(report('journal', book, '2026-02-01')).toEqual([
      '2026-01,EUR,deferred_revenue,4.00,50.00',
      '2026-01,EUR,receivable,50.00,0.00',
      '2026-01,EUR,usage_revenue,0.00,4.00',
    ]);
    expect(report('exceptions', book, '2026-02-01')).toEqual([]);
  });

  test('of February alone, with what January left', () => {
    const cut = [coffee(), '2026-03-01', { month: '2026-02' }] as const;
    expect(report('ledger', ...cut)).toHaveLength(1);
    expect(report('charges', ...cut)).toEqual([]);
    expect(report('wallets', ...cut)).toEqual(['2026-02,anna,drinks,23,0,0,0,1,0,0,0,0,22,0']);
    expect(report('revenue', ...cut)).toEqual([
      '2026-02,anna,EUR,46.00,0.00,0.00,2.00,0.00,0.00,0.00,44.00,0.00',
    ]);
    expect(report('journal', ...cut)).toHaveLength(2);
    expect(report('balances', ...cut)).toEqual(['anna,drinks,22,0,,,44.00,EUR']);
  });

  test('as of a day within a month', () => {
    expect(report('balances', coffee(), '2026-01-06')).toEqual(['anna,drinks,25,0,,,50.00,EUR']);
    expect(report('balances', coffee(), '2026-01-05')).toEqual([]);
    expect(report('wallets', coffee(), '2026-01-07')).toEqual([
      '2026-01,anna,drinks,0,25,0,0,1,0,0,0,0,24,0',
    ]);
  });

  test('of one customer, also of one who has nothing', () => {
    const book = coffee();
    const bert = poster(book, 'bert', 'credits');
    bert.lot({ id: 'gift', kind: 'promo', credits: 100n });
    bert.post({ at: '2026-01-01', kind: 'grant', lot: 'gift', credits: 100, currency: 'EUR' });
    for (const { name } of [reportNamed('balances')!, reportNamed('ledger')!, reportNamed('wallets')!]) {
      const all = report(name, book, '2026-03-01');
      const each = ['anna', 'bert'].map((customer) => report(name, book, '2026-03-01', { customer }));
      expect(each.flat().sort()).toEqual([...all].sort());
      expect(each.every((some) => some.length > 0)).toBe(true);
      expect(report(name, book, '2026-03-01', { customer: 'carl' })).toEqual([]);
    }
  });
});

describe('the ledger', () => {
  test('stands by instant, customer, credit type, then the order of posting', () => {
    const book = newBook();
    const wallets = [
      poster(book, 'zoe', 'credits'),
      poster(book, '𝛼', 'credits'),
      poster(book, '\uff21', 'credits'),
      poster(book, 'Zoe', 'drinks'),
      poster(book, 'Zoe', 'credits'),
    ];
    for (const [i, wallet] of wallets.entries()) {
      wallet.lot({ id: `lot-${i}` });
      wallet.post({ at: '2026-01-02', kind: 'rollover_out', lot: `lot-${i}`, credits: -1 });
      wallet.post({ at: '2026-01-02', kind: 'rollover_in', lot: `lot-${i}`, credits: 1 });
      wallet.post({ at: '2026-01-01', kind: 'grant', lot: `lot-${i}`, credits: 1 });
    }
    const cells = report('ledger', book, '2026-02-01').map((row) => row.split(','));
    const order = ['Zoe/credits', 'Zoe/drinks', 'zoe/credits', '\uff21/credits', '𝛼/credits'];
    expect(cells.map((cell) => `${cell[1]}/${cell[2]} ${cell[3]}`)).toEqual([
      ...order.map((wallet) => `${wallet} grant`),
      ...order.flatMap((wallet) => [`${wallet} rollover_out`, `${wallet} rollover_in`]),
    ]);
  });

  test('leaves out charges and reversals, which money still knows', () => {
    const book = newBook();
    const anna = poster(book);
    anna.lot({ id: 'a' });
    anna.post({ at: '2026-01-02', kind: 'reversal', lot: 'a', usage: -200, breakage: 200, currency: 'EUR' });
    anna.post({
      at: '2026-01-02',
      kind: 'refund',
      lot: 'a',
      credits: -1,
      basis: -200,
      receivable: -150,
      breakage: 50,
      currency: 'EUR',
    });
    expect(report('ledger', book, '2026-02-01')).toEqual([
      '2026-01-02T00:00:00.000Z,anna,drinks,refund,a,,,-1,,0.50,EUR',
    ]);
    expect(report('journal', book, '2026-02-01')).toEqual([
      '2026-01,EUR,breakage_revenue,0.00,2.50',
      '2026-01,EUR,deferred_revenue,2.00,0.00',
      '2026-01,EUR,receivable,0.00,1.50',
      '2026-01,EUR,usage_revenue,2.00,0.00',
    ]);
  });
});

describe('sums', () => {
  test('keep debits and credits apart, per posting', () => {
    const book = newBook();
    const anna = poster(book);
    anna.lot({ id: 'a' });
    anna.post({
      at: '2026-01-02',
      kind: 'drawdown',
      lot: 'a',
      basis: -10,
      usage: 7,
      breakage: 3,
      currency: 'EUR',
    });
    anna.post({
      at: '2026-01-03',
      kind: 'drawdown',
      lot: 'a',
      basis: 0,
      usage: 4,
      breakage: -4,
      currency: 'EUR',
    });
    anna.post({ at: '2026-01-03', kind: 'overage', overage: 5 });
    const [sums, ...more] = sourceTo(book, '2026-02-01').money();
    expect(more).toEqual([]);
    expect(sums).toMatchObject({
      basisUp: 0n,
      basisDown: 10n,
      usageUp: 11n,
      breakageUp: 3n,
      breakageDown: 4n,
    });
  });

  test('every way a lot’s credits and price can go has its column', () => {
    const book = newBook();
    const anna = poster(book);
    anna.lot({ id: 'a', credits: 100n, price: 1000n });
    const lot = { at: '2026-01-02', lot: 'a', currency: 'EUR' };
    anna.post({ ...lot, kind: 'reinstatement', credits: 100, basis: 1000 });
    anna.post({ ...lot, kind: 'drawdown', credits: -1, basis: -10 });
    anna.post({ ...lot, kind: 'expiry', credits: -2, basis: -20 });
    anna.post({ ...lot, kind: 'rollover_out', credits: -4, basis: -40 });
    anna.post({ ...lot, kind: 'refund', credits: -8, basis: -80 });
    anna.post({ ...lot, kind: 'void', credits: -16, basis: -160 });
    anna.post({ ...lot, kind: 'reversal', usage: -5, breakage: 5 });
    expect(sourceTo(book, '2026-02-01').lots()[0]).toMatchObject({
      granted: 100n,
      drawn: 1n,
      expired: 2n,
      rolledOver: 4n,
      refunded: 8n,
      voided: 16n,
      recognized: 30n,
      moved: 40n,
      returned: 240n,
    });
  });

  test('are exact beyond what a double holds', () => {
    const book = newBook();
    const anna = poster(book);
    const price = 9_007_199_254_740_993n;
    anna.lot({ id: 'a', credits: price, price });
    anna.post({ at: '2026-01-01', kind: 'grant', lot: 'a', credits: price, basis: price, currency: 'EUR' });
    anna.post({
      at: '2026-01-02',
      kind: 'drawdown',
      lot: 'a',
      credits: -1,
      basis: -1,
      usage: 1,
      currency: 'EUR',
    });
    expect(report('lots', book, '2026-02-01')).toEqual([
      'a,anna,drinks,top_up,2026-01-01,,9007199254740993,1,0,0,0,0,9007199254740992,' +
        '90071992547409.93,EUR,0.01,0.00,0.00,90071992547409.92',
    ]);
    expect(report('ledger', book, '2026-02-01')[0]).toContain('9007199254740993');
  });

  test('of one customer are read from its own wallets, not from the whole book', () => {
    const open = coffee();
    const seen: string[] = [];
    const prepare = (sql: string) => {
      seen.push(sql);
      return open.db.prepare(sql);
    };
    const watched = { ...open, db: { prepare } as unknown as OpenBook['db'] };
    const source = sourceTo(watched, '2026-03-01', { customer: 'anna' });
    for (const { make } of REPORTS) rows(make(source));
    expect(seen.length).toBeGreaterThan(6);
    const numbers = { cutoff: 1, customer: 1, month: 1, through: 1, from: 1, early: 1 };
    for (const sql of seen) {
      const plan = open.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(numbers) as {
        detail: string;
      }[];
      // By kind alone is through the whole book as well.
      const scans = plan.filter(({ detail }) => /^SCAN [pel]\b|^SEARCH p .*\(kind=\?\)/.test(detail));
      expect({ sql, scans }).toEqual({ sql, scans: [] });
    }
  });
});

describe('validity as of the cut-off', () => {
  const APRIL = day('2026-04-01');
  const MAY = day('2026-05-01');
  const JUNE = day('2026-06-01');

  function extended(expiresAt: number | null, baseExpiresAt: number | null): OpenBook {
    const book = newBook();
    const anna = poster(book);
    anna.lot({ id: 'a', credits: 5n, expiresAt }, { baseExpiresAt });
    anna.post({ at: '2026-01-01', kind: 'grant', lot: 'a', credits: 5 });
    return book;
  }
  const extensions = [
    { lot: 'a', at: day('2026-03-10'), expiresAt: JUNE },
    { lot: 'a', at: day('2026-02-10'), expiresAt: MAY },
    { lot: 'b', at: day('2026-02-11'), expiresAt: day('2027-01-01') },
  ];
  const validThrough = (book: OpenBook, until: string, given = extensions): string =>
    report('lots', book, until, { extensions: given })[0]!.split(',')[5]!;

  test('an extension shows from its day on', () => {
    const book = extended(JUNE, APRIL);
    expect(validThrough(book, '2026-02-10')).toBe('2026-03-31');
    expect(validThrough(book, '2026-02-11')).toBe('2026-04-30');
    expect(validThrough(book, '2026-03-10')).toBe('2026-04-30');
    expect(validThrough(book, '2026-03-11')).toBe('2026-05-31');
    expect(validThrough(book, '2026-09-01', [])).toBe('2026-05-31');
  });

  test('an extension that was not carried out does not show', () => {
    const book = extended(APRIL, APRIL);
    expect(validThrough(book, '2026-02-11')).toBe('2026-03-31');
    expect(validThrough(extended(null, null), '2026-02-11')).toBe('');
  });

  test('a lot made later is not there yet', () => {
    const book = extended(JUNE, APRIL);
    const bert = poster(book, 'bert');
    bert.lot({ id: 'r', startsAt: day('2026-02-01') }, { madeAt: day('2026-02-01') - 1 });
    bert.post({ at: '2026-01-31T23:59:59.999', kind: 'rollover_in', lot: 'r', credits: 3 });
    expect(report('lots', book, '2026-02-01')).toHaveLength(2);
    expect(report('lots', book, '2026-01-31')).toHaveLength(1);
  });
});

describe('deficits', () => {
  const deficit = (book: OpenBook, until: string): string =>
    report('balances', book, until)[0]!.split(',')[3]!;

  /** Case 09: 16 needed on the 10th, 10 there, 6 short; 4 are paid on the 20th, 2 at the month's end. */
  function pia(): { book: OpenBook; pia: Poster; event: number } {
    const book = newBook();
    const pia = poster(book, 'pia');
    pia.lot({ id: 'a', credits: 50n });
    pia.post({ at: '2026-01-01', kind: 'grant', lot: 'a', credits: 50, currency: 'EUR' });
    const event = pia.event('p1');
    const drawn = { kind: 'drawdown', lot: 'a', event, meter: 'coffee', currency: 'EUR' } as const;
    pia.post({ ...drawn, at: '2026-01-10', credits: -10 });
    pia.post({ at: '2026-01-10', kind: 'deficit', event, meter: 'coffee', overage: 6 });
    pia.post({ ...drawn, at: '2026-01-20', credits: -4 });
    pia.post({ ...drawn, at: '2026-01-31T23:59:59.999', credits: -1 });
    pia.post({ ...drawn, at: '2026-02-01', credits: -1 });
    return { book, pia, event };
  }

  test('shrink as lots that start later pay them', () => {
    const { book } = pia();
    expect(deficit(book, '2026-01-10')).toBe('0');
    expect(deficit(book, '2026-01-11')).toBe('6');
    expect(deficit(book, '2026-01-21')).toBe('2');
    expect(deficit(book, '2026-02-01')).toBe('1');
    expect(deficit(book, '2026-03-01')).toBe('0');
  });

  test('can be paid within their own instant, after they arose', () => {
    const { book, pia: wallet } = pia();
    const event = wallet.event('p2');
    wallet.post({ at: '2026-02-05', kind: 'drawdown', lot: 'a', event, credits: -3 });
    wallet.post({ at: '2026-02-05', kind: 'deficit', event, overage: 5 });
    wallet.post({ at: '2026-02-05', kind: 'drawdown', lot: 'a', event, credits: -2 });
    expect(deficit(book, '2026-03-01')).toBe('3');
  });

  test('are dropped by a void, as far as they are unpaid', () => {
    const { book, pia: wallet, event } = pia();
    const other = wallet.event('p2');
    wallet.post({ at: '2026-01-12', kind: 'deficit', event: other, overage: 7 });
    wallet.post({ at: '2026-01-31', kind: 'deficit', event, overage: -2 });
    expect(deficit(book, '2026-01-13')).toBe('13');
    expect(deficit(book, '2026-01-31')).toBe('9');
    expect(deficit(book, '2026-01-31T23:00:00')).toBe('7');
  });

  test('are those of each wallet', () => {
    const { book } = pia();
    const olga = poster(book, 'olga');
    olga.post({ at: '2026-01-10', kind: 'deficit', event: olga.event('o1'), overage: 3 });
    const owed = (more: object): string[] =>
      sourceTo(book, '2026-01-21', more)
        .deficits()
        .map(({ customer, credits }) => `${customer} ${credits}`);
    expect(owed({}).sort()).toEqual(['olga 3', 'pia 2']);
    expect(owed({ customer: 'olga' })).toEqual(['olga 3']);
  });
});

describe('exceptions', () => {
  test('are unfunded overage less what voids took back, and what the caller knows of', () => {
    const book = newBook();
    const max = poster(book, 'max', 'credits');
    const short = { kind: 'overage', meter: 'calls' } as const;
    const [m1, m2, m3] = ['m1', 'm2', 'm3'].map((id) => max.event(id, 'calls', '12'));
    max.post({ ...short, at: '2026-01-20', event: m1, overage: 200 });
    max.post({ ...short, at: '2026-01-20', event: m2, overage: 300 });
    max.post({
      ...short,
      at: '2026-01-21',
      event: m3,
      overage: 400,
      overageRevenue: 5,
      unbilled: 5,
      currency: 'EUR',
    });
    max.post({ at: '2026-01-21', kind: 'deficit', event: m3, meter: 'calls', overage: 400 });
    max.post({ ...short, at: '2026-02-10', event: m2, overage: -300 });
    const known: ExceptionLine[] = ['max', 'kim'].map((customer) => ({
      eventId: `x-${customer}`,
      customer,
      meter: 'scans',
      quantity: '0.5',
      occurredAt: day('2026-01-30'),
      reason: 'no_rate',
      creditType: null,
      credits: null,
    }));
    const unfunded = (id: string, credits: string): string =>
      `${id},max,calls,12,2026-01-10T00:00:00.000Z,unfunded,${credits}`;
    expect(report('exceptions', book, '2026-02-01', { exceptions: known })).toEqual([
      unfunded('m1', '2.00'),
      unfunded('m2', '3.00'),
      'x-kim,kim,scans,0.5,2026-01-30T00:00:00.000Z,no_rate,',
      'x-max,max,scans,0.5,2026-01-30T00:00:00.000Z,no_rate,',
    ]);
    expect(report('exceptions', book, '2026-03-01')).toEqual([unfunded('m1', '2.00')]);
    expect(report('exceptions', book, '2026-03-01', { exceptions: known, customer: 'kim' })).toEqual([
      'x-kim,kim,scans,0.5,2026-01-30T00:00:00.000Z,no_rate,',
    ]);
  });
});
