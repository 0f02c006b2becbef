// Each class of mistake a spreadsheet makes, planted once: it is found where it begins, with its cause and what it is worth, and
// nothing else is reported.
import { describe, expect, it } from 'vitest';
import { differencesTable } from '../../../src-main/reports/comparison/tables.ts';
import type { MemoryBook } from '../../support/memory/book.ts';
import { bookOf, use } from '../../support/memory/ledger-text.ts';
import { adrift, compare, entry, found, gridOf, legacyOf, numbersOf } from './planted.ts';

const RATES = `
rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2025-01-01
use   | credits     | 1     | 1.25    | 2026-02-10
other | credits     | 3     | 1       | 2025-01-01`;
const GRANTS = `
grants
ref | date       | customer | credits | price  | credit_type | expires
p1  | 2026-01-01 | anna     | 500     | 1000.00 | credits    | 2026-03-31
p2  | 2026-02-01 | anna     | 300     | 900.00  | credits    | never`;
const USAGE = `
e1 | 2026-01-10 | 41.3
e2 | 2026-01-20 | 17.7 | other
e3 | 2026-01-22 | 8.2  | other
e4 | 2026-02-05 | 33.1
e5 | 2026-02-20 | 27.9
e6 | 2026-03-03 | 19.45
e7 | 2026-03-17 | 5.5  | other
e8 | 2026-04-02 | 61.2
e9 | 2026-04-20 | 13.6`;

function kept(change: { tables?: [string, string]; rows?: (rows: string) => string } = {}): MemoryBook {
  const [from, to] = change.tables ?? ['', ''];
  const text = `${RATES}\n${GRANTS}`;
  if (!text.includes(from)) throw new Error(`nothing to change: ${from}`);
  const book = bookOf(text.replace(from, to));
  use(book, change.rows ? change.rows(USAGE) : USAGE);
  return book;
}

const TO = '2026-05';
const row = (id: string): string => USAGE.split('\n').find((one) => one.startsWith(`${id} `))!;
const without = (id: string) => (rows: string) => rows.replace(row(id), '');
const twice = (id: string) => (rows: string) => `${rows}\n${row(id).replace(id, `${id}b`)}`;
const instead = (one: string, other: string) => (rows: string) => rows.replace(one, other);
const P2 = 'p2  | 2026-02-01 | anna     | 300     | 900.00  | credits    | never';

describe('a grid of balances with one mistake', () => {
  it.each<[string, Parameters<typeof kept>[0], string[]]>([
    ['nothing wrong', {}, []],
    // 27.9 x 1.25 = 34.88 (34.875), counted as 27.90: 6.98 of p1, which cost 2.00 each.
    [
      'the old rate after its change',
      { tables: ['1.25    | 2026-02-10', '1.25    | 2027-01-01'] },
      ['rate 2026-02 6.98 13.96'],
    ],
    ['the new rate before its time', { tables: ['2026-02-10', '2026-02-01'] }, ['rate 2026-02 -8.28 -16.56']],
    ['an expiry a day late', { tables: ['2026-03-31', '2026-04-01'] }, ['expiry 2026-03 355.95 711.90']],
    ['an expiry that never came', { tables: ['2026-03-31', 'never'] }, ['expiry 2026-03 355.95 711.90']],
    ['usage missing', { rows: without('e4') }, ['usage_missing 2026-02 33.10 66.20']],
    ['a row twice', { rows: twice('e1') }, ['duplicate_row 2026-01 -41.30 -82.60']],
    // Drawn from p2, at 3.00 each; 61.2 x 1.25 = 76.50.
    [
      'a row in the next month',
      { rows: instead('2026-04-02', '2026-05-02') },
      ['late_row 2026-04 76.50 229.50'],
    ],
    ['a purchase missing', { tables: [P2, ''] }, ['purchase_missing 2026-02 -300.00 -900.00']],
  ])('%s', (_, change, expected) => {
    const truth = kept();
    const sheet = numbersOf(kept(change), TO);
    for (const withDeferred of [false, true]) {
      const comparison = compare(truth, gridOf(sheet, withDeferred), TO);
      expect(found(comparison)).toEqual(expected);
      expect(adrift(comparison)).toEqual([]);
    }
  });

  it('rounding by month instead of by event: two events of 1/3 of 17.7 and 8.2', () => {
    const truth = kept();
    // By event 5.90 + 2.73 = 8.63; by month 25.9 / 3 = 8.63: the same. Of four more, by event 4 x 0.33, by month 1.33.
    const more = [1, 2, 3, 4].map((day) => `r${day} | 2026-04-0${day} | 1 | other`).join('\n');
    use(truth, more);
    const sheet = numbersOf(truth, TO).map((one) =>
      one.month < '2026-04' ? one : { ...one, credits: one.credits - 1n },
    );
    expect(found(compare(truth, gridOf(sheet), TO))).toEqual(['rounding 2026-04 -0.01 -0.03']);
  });

  it('another lot drawn, in money where the sheet has it', () => {
    const truth = kept();
    const paid = bookOf(
      `${RATES}\n${GRANTS.replace('expires\n', 'expires | priority\n').replace('2026-03-31', '2026-03-31 | 100').replace('never', 'never | 1')}`,
    );
    use(paid, USAGE);
    const comparison = compare(truth, gridOf(numbersOf(paid, TO), true), TO);
    // In February 33.10 and 34.88 come from p2 (3.00 each) and not from p1 (2.00 each).
    expect(found(comparison)).toEqual(['burn_order 2026-02 0.00 -67.98']);
    expect(adrift(comparison)).toEqual([]);
  });
});

const CAPPED = `
plans
code | credit_type | credits | price | interval | rollover | rollover_cap
p    | credits     | 100     | 50    | P1M      | all      | 30

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`;
const ROLLING = 'u1 | 2026-01-10 | 40\nu2 | 2026-02-10 | 90\nu3 | 2026-03-10 | 75\nu4 | 2026-04-11 | 60.5';

describe('a plan that rolls over', () => {
  const truth = bookOf(CAPPED);
  use(truth, ROLLING);

  it('finds the cap missed in the month it was missed first', () => {
    const sheet = bookOf(CAPPED.replace('| 30', '|'));
    use(sheet, ROLLING);
    const comparison = compare(truth, gridOf(numbersOf(sheet, '2026-04')), '2026-04');
    // 60 of January roll, not 30.
    expect(found(comparison)[0]).toBe('rollover 2026-01 30.00 15.00');
    expect(found(comparison)).toHaveLength(1);
    expect(adrift(comparison)).toEqual([]);
  });

  it('finds what was not rolled at all', () => {
    const sheet = bookOf(CAPPED.replace('| all      | 30', '| none     |'));
    use(sheet, ROLLING);
    const comparison = compare(truth, gridOf(numbersOf(sheet, '2026-04')), '2026-04');
    expect(found(comparison)).toEqual(['rollover 2026-01 -30.00 -15.00']);
  });
});

describe('a list of transactions', () => {
  const truth = bookOf(GRANTS.replace(/^p2.*$/m, ''));
  use(truth, 'e1 | 2026-01-10 | 40\ne2 | 2026-01-20 | 25.5\ne3 | 2026-02-05 | 40\ne4 | 2026-02-06 | 10');

  it('whose running balance jumps has a slip, in the cell where it jumps', () => {
    const entries = [
      entry(2, 'purchase 2026-01-01 500 500'),
      entry(3, 'usage 2026-01-10 -40 460'),
      entry(4, 'usage 2026-01-20 -25.5 443.5'),
      entry(5, 'usage 2026-02-05 -40 403.5'),
      entry(6, 'usage 2026-02-06 -10 393.5'),
    ];
    const balances = gridOf([
      { customer: 'anna', month: '2026-01', credits: 44350n, money: new Map() },
      { customer: 'anna', month: '2026-02', credits: 39350n, money: new Map() },
    ]).balances;
    const comparison = compare(truth, legacyOf({ layout: 'transactions', entries, balances }), '2026-02');
    expect(found(comparison)).toEqual(['slip 2026-01 9.00 18.00']);
    expect(comparison.differences[0]!.place).toMatchObject({ row: 4 });
    expect(comparison.balances.map(({ status }) => status)).toEqual(['explained', 'carried']);
  });

  it('shows which of two rows of the same amount is missing', () => {
    const entries = [
      entry(2, 'purchase 2026-01-01 500'),
      entry(3, 'usage 2026-01-10 -40'),
      entry(4, 'usage 2026-01-20 -25.5'),
      entry(6, 'usage 2026-02-06 -10'),
    ];
    const comparison = compare(truth, legacyOf({ layout: 'transactions', entries }), '2026-02');
    expect(found(comparison)).toEqual(['usage_missing 2026-02 40.00 80.00']);
    expect(comparison.differences[0]).toMatchObject({ events: ['e3'], alsoPossible: [] });
  });
});

describe('a row in another month', () => {
  const RATE_CHANGES = `
rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2025-01-01
use   | credits     | 1     | 1.5     | 2026-02-10`;
  const both = (grants: string, usage: string, other: string) => {
    const [truth, sheet] = [bookOf(`${RATE_CHANGES}\n\n${grants}`), bookOf(`${RATE_CHANGES}\n\n${grants}`)];
    use(truth, usage);
    use(sheet, other);
    return compare(truth, gridOf(numbersOf(sheet, '2026-05')), '2026-05');
  };

  it('whose rate changed in between is counted at the rate of its new day', () => {
    const usage = 'e1 | 2026-01-20 | 40\ne2 | 2026-02-20 | 10\ne3 | 2026-03-20 | 7';
    const comparison = both(
      'grants\nref | date | customer | credits | price | credit_type\np1 | 2026-01-01 | anna | 500 | 500.00 | credits',
      usage,
      usage.replace('2026-01-20', '2026-02-21'),
    );
    expect(found(comparison)).toEqual(['late_row 2026-01 40.00 40.00']);
    // 40 x 1.5 in February, of which the book has 40 in January.
    expect(comparison.differences[0]!.effects.get('2026-02')?.credits).toBe(-2000n);
    expect(adrift(comparison)).toEqual([]);
  });

  it('is told beside usage that is missing, where what it would have drawn lapses in that month', () => {
    const comparison = both(
      `grants
ref | date       | customer | credits | price  | credit_type | expires
p1  | 2026-01-01 | anna     | 500     | 500.00 | credits     | 2026-12-31
p2  | 2026-03-04 | anna     | 90      | 90.00  | credits     | 2026-03-31`,
      'e1 | 2026-02-05 | 12\ne2 | 2026-04-20 | 10',
      'e1 | 2026-03-08 | 12\ne2 | 2026-04-20 | 10',
    );
    expect(found(comparison)).toEqual(['usage_missing 2026-02 12.00 12.00']);
    expect(comparison.differences[0]).toMatchObject({ alsoPossible: ['late_row'] });
    expect(comparison.differences[0]!.sentence).toContain(
      '“Row in another month” would give the same balances',
    );
  });

  it('is not made up of one of the next month, when that month is off by as much', () => {
    const truth = bookOf(`${RATE_CHANGES}\n${GRANTS}`);
    use(truth, 'e1 | 2026-01-05 | 12\ne2 | 2026-02-20 | 10\ne3 | 2026-03-20 | 30');
    // 15.00 too low from January on: what e2 needs in February, but that is there too.
    const sheet = numbersOf(truth, TO).map((one) => ({ ...one, credits: one.credits - 1500n }));
    const comparison = compare(truth, gridOf(sheet), TO);
    expect(comparison.differences.map(({ cause, alsoPossible }) => [cause, alsoPossible])).toEqual([
      ['unexplained', ['late_row']],
    ]);
    expect(comparison.differences[0]!.sentence).toContain('for this month, but not for the next');
  });
});

describe('a list of rows without references', () => {
  it('has a row on a day of another month, where one is left over on each side', () => {
    const truth = bookOf(GRANTS.replace(/^p2.*$/m, '').replace('2026-03-31', 'never     '));
    use(truth, 'e1 | 2026-01-10 | 40\ne2 | 2026-01-20 | 25.5\ne3 | 2026-02-05 | 41');
    const entries = [
      entry(2, 'purchase 2026-01-01 500'),
      entry(3, 'usage 2026-01-20 -25.5'),
      entry(4, 'usage 2026-02-02 -40'),
      entry(5, 'usage 2026-02-05 -41'),
    ];
    const comparison = compare(truth, legacyOf({ layout: 'transactions', entries }), '2026-02');
    expect(found(comparison)).toEqual(['late_row 2026-01 40.00 80.00']);
    expect(comparison.differences[0]!.alsoPossible).toEqual([]);
  });
});

describe('a wallet in two currencies', () => {
  const TWO = `
grants
ref | date       | customer | credits | price  | credit_type | expires    | currency
p1  | 2026-01-01 | anna     | 100     | 200.00 | credits     | 2026-12-31 | EUR
p2  | 2026-02-01 | anna     | 300     | 900.00 | credits     | never      | USD`;
  const rows = 'e1 | 2026-01-10 | 40\ne2 | 2026-02-10 | 45\ne3 | 2026-02-20 | 55';
  const truth = bookOf(TWO);
  use(truth, rows);

  it('agrees in each', () => {
    expect(compare(truth, gridOf(numbersOf(truth, '2026-03'), true), '2026-03').differences).toEqual([]);
  });

  it('has what a difference defers in each', () => {
    // 55 of February: 15 of p1 at 2.00, and 40 of p2 at 3.00.
    const sheet = bookOf(TWO);
    use(sheet, rows.replace(/\ne3.*/, ''));
    const comparison = compare(truth, gridOf(numbersOf(sheet, '2026-03'), true), '2026-03');
    expect(found(comparison)).toEqual(['usage_missing 2026-02 55.00 30.00']);
    expect(comparison.differences[0]!.amount.money).toEqual(
      new Map([
        ['EUR', 3000n],
        ['USD', 12000n],
      ]),
    );
    expect([...differencesTable(comparison).rows].map((row) => row.slice(5, 10))).toEqual([
      ['55.00', '55.00', 'EUR', '30.00', '30.00'],
      [null, null, 'USD', '120.00', '120.00'],
    ]);
    expect(comparison.balances.at(-1)!.deferred).toEqual([
      { currency: 'EUR', scale: 2, sheet: 3000n, book: 0n },
      { currency: 'USD', scale: 2, sheet: 90000n, book: 78000n },
    ]);
  });

  it('is found where only the second is wrong', () => {
    const sheet = numbersOf(truth, '2026-03').map((one) =>
      one.month < '2026-02' ? one : { ...one, money: new Map(one.money).set('USD', 77000n) },
    );
    const comparison = compare(truth, gridOf(sheet, true), '2026-03');
    expect(comparison.differences).toMatchObject([
      { cause: 'unexplained', month: '2026-02', amount: { credits: 0n, money: new Map([['USD', -1000n]]) } },
    ]);
  });
});

describe('what nobody can explain', () => {
  it('is said so, once, with how many ways were tried', () => {
    const truth = kept();
    const sheet = numbersOf(truth, TO).map((one) =>
      one.month < '2026-03' ? one : { ...one, credits: one.credits + 1234567n },
    );
    const comparison = compare(truth, gridOf(sheet), TO);
    expect(found(comparison).map((line) => line.split(' ').slice(0, 3))).toEqual([
      ['unexplained', '2026-03', '12345.67'],
    ]);
    expect(comparison.differences[0]!.sentence).toMatch(/None of \d+ ways tried/);
    expect(comparison.balances.map(({ open }) => open)).toEqual([false, false, true, true, true]);
  });

  it('says what was not tried, where there are too many rows', () => {
    const truth = bookOf(`grants
ref | date       | customer | credits | price   | credit_type | expires
p1  | 2026-01-01 | anna     | 90000   | 9000.00 | credits     | 2026-01-31`);
    const day = (n: number): string => String(1 + (n % 28)).padStart(2, '0');
    const rows = Array.from({ length: 2000 }, (_, n) => `e${n} | 2026-01-${day(n)} | ${20 + (n % 17)}`);
    use(truth, rows.join('\n'));
    const sheet = numbersOf(truth, '2026-01').map((one) => ({ ...one, credits: one.credits + 123n }));
    const { differences } = compare(truth, gridOf(sheet), '2026-01');
    expect(differences).toMatchObject([{ cause: 'unexplained' }]);
    expect(differences[0]!.sentence).toMatch(/Not tried, as there are too many: [\d,]+ single rows\.$/);
  }, 60_000);

  it('says of every sort what was not tried, where there is too much of it', () => {
    const lots = Array.from({ length: 25 }, (_, n) => {
      const at = `2026-01-${String(1 + n).padStart(2, '0')}`;
      return `p${n} | ${at} | anna | 10 | 20.00 | credits | 2026-02-${String(1 + n).padStart(2, '0')}`;
    });
    const truth = bookOf(`${RATES}

grants
ref | date | customer | credits | price | credit_type | expires
${lots.join('\n')}`);
    use(truth, 'e1 | 2026-02-10 | 4');
    const sheet = numbersOf(truth, '2026-02').map((one) =>
      one.month < '2026-02' ? one : { ...one, credits: one.credits + 1234567n },
    );
    const { differences } = compare(truth, gridOf(sheet), '2026-02');
    expect(differences).toMatchObject([{ cause: 'unexplained' }]);
    const [, left = ''] = /Not tried, as there are too many: (.*)\.$/.exec(differences[0]!.sentence) ?? [];
    expect(left.split(', ').sort()).toEqual([
      '17 lots drawn first',
      '18 days that a row may have been moved to',
      '5 lots that end',
    ]);
  });

  it('says that what went before may have been corrected, where it is too much', () => {
    const truth = kept();
    const sheet = numbersOf(truth, TO).map((one, index) => ({
      ...one,
      credits: one.credits + 1234567n * BigInt((index + 1) ** 3),
    }));
    const said = compare(truth, gridOf(sheet), TO).differences.map(({ sentence }) =>
      /earlier difference as corrected/.test(sentence),
    );
    expect(said).toEqual([false, false, false, false, true]);
  });

  it('a customer of one side only', () => {
    const truth = kept();
    const sheet = numbersOf(truth, TO).map((one) => ({ ...one, customer: 'Anna Ltd' }));
    const comparison = compare(truth, gridOf(sheet), TO);
    expect(
      found(comparison)
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['not_in_book', 'not_in_sheet']);
    expect(comparison.balances.every(({ status }) => status === 'explained' || status === 'carried')).toBe(
      true,
    );
  });
});
