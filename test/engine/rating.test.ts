// Domain §3 and §4: what a usage event needs — exact, rounded once — and which rate says so.
import { describe, expect, it } from 'vitest';
import { BeyondCount } from '../../src-main/engine/usage.ts';
import { bookOf, expectLedger, use } from '../support/memory/ledger-text.ts';

const creditType = (scale: number, rounding: string): string =>
  `credit_types\ncode | scale | rounding\n credits | ${scale} | ${rounding}\n`;
const rate = (units: string, credits: string): string =>
  `rates\nmeter | credit_type | units | credits | from\n use | credits | ${units} | ${credits} | 2026-01-01\n`;
const header = 'at | event | overage\n';

/** What one event of this quantity is posted with, as overage: there are no lots. Blank when nothing is posted. */
function need(text: string, quantity: string): string {
  const book = bookOf(text);
  use(book, `e | 2026-01-05 | ${quantity}`);
  const [line] = book.derive('2026-01').postings;
  return line ? String(line.posting.overage) : '';
}

describe('rules §3: a usage event is rated once, then rounded once', () => {
  it.each([
    ['half_up', '1', 13n], // 0.125
    ['half_even', '1', 12n],
    ['up', '1', 13n],
    ['down', '1', 12n],
    ['half_up', '3', 38n], // 0.375
    ['half_even', '3', 38n],
    ['up', '3', 38n],
    ['down', '3', 37n],
    ['half_up', '0.9', 11n], // 0.1125
    ['half_even', '0.9', 11n],
    ['up', '0.9', 12n],
    ['down', '0.9', 11n],
    ['half_up', '0.96', 12n], // 0.12
    ['half_even', '0.96', 12n],
    ['up', '0.96', 12n],
    ['down', '0.96', 12n],
    ['up', '0.000000001', 1n],
  ])('%s: %s units of an eighth of a credit', (rounding, quantity, expected) => {
    expect(need(`${creditType(2, rounding)}\n${rate('8', '1')}`, quantity)).toBe(String(expected));
  });

  it.each([
    [0, '0'],
    [1, '3'],
    [2, '33'],
    [3, '333'],
    [4, '3333'],
    [5, '33333'],
    [6, '333333'],
  ])('a third of a credit at scale %i is %s of its smallest units', (scale, expected) => {
    expect(need(`${creditType(scale, 'half_up')}\n${rate('3', '1')}`, '1')).toBe(
      expected === '0' ? '' : expected,
    );
  });

  it.each([
    ['0.1', '0.2', '0.3', '60'], // 0.3 × 0.2 ÷ 0.1
    ['0.000001', '1', '0.000001', '100'],
    ['7', '0.07', '1', '1'],
    ['1000', '0.5', '2500.5', '125'], // 1.25025
    ['1', '999999.99', '1', '99999999'],
  ])('%s units for %s credits: %s units need %s hundredths', (units, credits, quantity, expected) => {
    expect(need(`${creditType(2, 'half_up')}\n${rate(units, credits)}`, quantity)).toBe(expected);
  });

  it('is exact where a float and 64 bits are not', () => {
    const text = `${creditType(2, 'half_up')}\n${rate('3', '1')}`;
    expect(need(text, '999999999999999.999999999')).toBe('33333333333333333');
    expect(need(text, '900719925474099.1')).toBe('30023997515803303');
  });

  it('what no book can count is refused by name, before it is posted', () => {
    const text = `${creditType(6, 'half_up')}\n${rate('1', '1')}`;
    expect(need(text, '999999999999.999999')).toBe('999999999999999999');
    expect(() => need(text, '1000000000000')).toThrow('event e needs or costs more than a book can count');
    const billing = `${creditType(0, 'half_up')}
${rate('1', '1')}
plans
code | credit_type | credits | price | interval | overage         | overage_price
p    | credits     | 0       | 0     | P1M      | bill_next_cycle | 10000

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`;
    expect(need(billing, '999999999999')).toBe('999999999999');
    expect(() => need(billing, '1000000000000')).toThrow(BeyondCount);
    expect(() => need(billing, '1000000000000')).toThrow(expect.objectContaining({ eventId: 'e' }));
  });

  it('need 0, told or rounded to, posts nothing', () => {
    const book = bookOf(creditType(2, 'down'));
    use(book, 'zero | 2026-01-05 | 0\n tiny | 2026-01-05 | 0.009');
    expectLedger(book, '2026-01', header);
  });
});

describe('rules §4: the rate in force', () => {
  const rates = (rows: string): string =>
    `rates\nmeter | credit_type | units | credits | from | customer\n${rows}\n`;

  it('is the latest that has begun on the local date of the event', () => {
    const book = bookOf(
      rates(`use | credits | 1 | 1 | 2026-01-01 |
             use | credits | 1 | 2 | 2026-01-10 |
             use | credits | 1 | 3 | 2026-01-20 |`),
      { time_zone: 'Europe/Vienna' },
    );
    use(
      book,
      `a | 2026-01-09T23:59:59.999 | 1
       b | 2026-01-10T00:00 | 1
       c | 2026-01-19T22:59:59.999Z | 1
       d | 2026-01-19T23:00:00Z | 1`,
    );
    expectLedger(book, '2026-01', `event | overage\n a | 1.00\n b | 2.00\n c | 2.00\n d | 3.00`);
  });

  it('does not go by the order in which rows were told', () => {
    const book = bookOf(
      rates(`use | credits | 1 | 3 | 2026-01-20 |
             use | credits | 1 | 1 | 2026-01-01 |
             use | credits | 1 | 2 | 2026-01-10 |`),
    );
    use(book, 'a | 2026-01-05 | 1\n b | 2026-01-15 | 1\n c | 2026-01-25 | 1');
    expectLedger(book, '2026-01', `event | overage\n a | 1.00\n b | 2.00\n c | 3.00`);
  });

  it('is the customer’s own row, even if a general one is later; before it begins, the general one', () => {
    const book = bookOf(
      `${rates(`use | credits | 1 | 1 | 2026-01-01 |
                use | credits | 1 | 5 | 2026-01-10 | anna
                use | credits | 1 | 9 | 2026-01-20 |`)}
customers
code | name
anna | Anna
bert | Bert`,
    );
    use(
      book,
      `a | 2026-01-05 | 1 | use | anna
       b | 2026-01-15 | 1 | use | anna
       c | 2026-01-25 | 1 | use | anna
       d | 2026-01-15 | 1 | use | bert
       e | 2026-01-25 | 1 | use | bert`,
    );
    expectLedger(
      book,
      '2026-01',
      `customer | event | overage
       anna     | a     | 1.00
       anna     | b     | 5.00
       anna     | c     | 5.00
       bert     | d     | 1.00
       bert     | e     | 9.00`,
    );
  });

  it('names the wallet: a later row may move a meter to another credit type', () => {
    const book = bookOf(
      `credit_types
code    | scale
credits | 2
drinks  | 0

${rates(`use | credits | 1 | 1 | 2026-01-01 |
         use | drinks  | 1 | 1 | 2026-01-10 |`)}`,
    );
    use(book, 'a | 2026-01-05 | 2\n b | 2026-01-15 | 3');
    expectLedger(book, '2026-01', `type | event | overage\n credits | a | 2.00\n drinks | b | 3`);
  });

  it('of another meter does not count', () => {
    const book = bookOf(rates('other | credits | 1 | 1 | 2026-01-01 |'));
    use(book, 'a | 2026-01-05 | 1');
    expect(book.derive('2026-01')).toMatchObject({ postings: [], unrated: ['a'] });
  });
});

describe('rules §4: an event that no rate covers', () => {
  const from = (date: string): string =>
    `rates\nmeter | credit_type | units | credits | from\n use | credits | 1 | 1 | ${date}\n`;

  it('is an exception and takes part in nothing', () => {
    const book = bookOf(`${from('2026-01-10')}
plans
code | credit_type | credits | price | interval | overage         | overage_price
p    | credits     | 1       | 0     | P1M      | bill_next_cycle | 1

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`);
    use(book, 'early | 2026-01-09T23:59 | 5\n fine | 2026-01-10 | 1');
    const { unrated, postings } = book.derive('2026-01');
    expect(unrated).toEqual(['early']);
    expect(postings.map(({ posting }) => posting.eventId)).not.toContain('early');
    expectLedger(book, '2026-01', 'event | credits\n fine | -1.00', 'drawdown overage');
  });

  it('is rated as soon as a rate that covers it is told', () => {
    const book = bookOf(from('2026-01-10'));
    use(book, 'early | 2026-01-09 | 5');
    expect(book.derive('2026-01').unrated).toEqual(['early']);
    book.tell([
      {
        kind: 'rate',
        body: {
          meter: 'use',
          creditType: 'credits',
          units: '1',
          credits: '2',
          from: '2026-01-01',
          customer: null,
        },
      },
    ]);
    expect(book.derive('2026-01').unrated).toEqual([]);
    expectLedger(book, '2026-01', 'event | overage\n early | 10.00');
  });

  it('stays out for good once it is excluded, whatever rates come', () => {
    const book = bookOf(from('2026-01-10'));
    use(book, 'early | 2026-01-09 | 5');
    book.exclude('early');
    book.tell([
      {
        kind: 'rate',
        body: {
          meter: 'use',
          creditType: 'credits',
          units: '1',
          credits: '2',
          from: '2026-01-01',
          customer: null,
        },
      },
    ]);
    expect(book.derive('2026-01')).toMatchObject({ postings: [], unrated: ['early'] });
  });

  it('is rated by its original date when it is late', () => {
    const book = bookOf(
      `rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2026-01-01
use   | credits     | 1     | 7       | 2026-02-01`,
    );
    book.close('2026-01');
    use(book, 'late | 2026-01-20 | 1\n now | 2026-02-02 | 1');
    expectLedger(
      book,
      '2026-02',
      `at               | event | overage
       2026-02-01 00:00 | late  | 1.00
       2026-02-02 00:00 | now   | 7.00`,
    );
  });
});
