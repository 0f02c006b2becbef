// Domain §9: what happens to usage that no lot can pay — block, bill_next_cycle, charge_now, carry_forward.
import { describe, it } from 'vitest';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, planTable, tell, use } from '../support/memory/ledger-text.ts';

/** A subscription `s` of 10 credits a month without a fee, from 15 January. */
function over(cells: Record<string, string>, more = ''): MemoryBook {
  return bookOf(`
${planTable(cells)}
subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-15

${more}`);
}

describe('rules §9: block', () => {
  it('records what is missing: no charge, no revenue', () => {
    const book = over({ overage: 'block' });
    use(book, 'e | 2026-01-20 | 12.5');
    expectLedger(
      book,
      '2026-01',
      `entry    | lot          | event | credits | overage | revenue | receivable
       grant    | s:2026-01-15 |       | 10.00   |         |         |
       drawdown | s:2026-01-15 | e     | -10.00  |         |         |
       overage  |              | e     |         | 2.50    |         |`,
    );
  });

  it('is what happens without a base subscription: before it, after it, beside an add-on', () => {
    const book = bookOf(`
plans
code | type   | credit_type | credits | price | interval | overage    | overage_price
p    | base   | credits     | 1       | 0     | P1M      | charge_now | 1
q    | add_on | credits     | 1       | 0     | P1M      | charge_now | 5

subscriptions
ref | customer | plan | start      | end
s   | anna     | p    | 2026-01-10 | 2026-01-19
a   | anna     | q    | 2026-01-01 |`);
    use(
      book,
      'before | 2026-01-09 | 2\n in | 2026-01-10 | 2\n last | 2026-01-19T23:59:59.999 | 1\n after | 2026-01-20 | 1',
    );
    expectLedger(
      book,
      '2026-01',
      `event  | overage | revenue
       before | 1.00    |
       in     | 1.00    | overage 1.00
       last   | 1.00    | overage 1.00
       after  | 1.00    |`,
      'overage',
    );
  });
});

describe('rules §9: bill_next_cycle', () => {
  const billing = { overage: 'bill_next_cycle', overage_price: '0.125' };

  it('one charge a meter and period, dated the day after its last day, at the exact price a credit', () => {
    const book = over(billing);
    use(
      book,
      `a | 2026-01-20 | 11
       b | 2026-01-21 | 2 | other
       c | 2026-02-14T23:59 | 3
       d | 2026-02-15 | 11`,
    );
    expectLedger(
      book,
      '2026-03',
      `at               | entry          | lot                | event | credits | overage | revenue      | receivable | unbilled | billed
       2026-01-20 00:00 | overage        |                    | a     |         | 1.00    | overage 0.13 |            | 0.13     |
       2026-01-21 00:00 | overage        |                    | b     |         | 2.00    | overage 0.25 |            | 0.25     |
       2026-02-14 23:59 | overage        |                    | c     |         | 3.00    | overage 0.37 |            | 0.37     |
       2026-02-15 00:00 | charge overage | s:2026-01-15:other |       | 2.00    |         |              | 0.25       | -0.25    | 0.25
       2026-02-15 00:00 | charge overage | s:2026-01-15:use   |       | 4.00    |         |              | 0.50       | -0.50    | 0.50
       2026-02-15 00:00 | overage        |                    | d     |         | 1.00    | overage 0.13 |            | 0.13     |
       2026-03-15 00:00 | charge overage | s:2026-02-15:use   |       | 1.00    |         |              | 0.13       | -0.13    | 0.13`,
      'overage charge',
    );
  });

  it('is one charge whatever else happens within the period', () => {
    const book = over(
      { ...billing, overage_price: '1' },
      `grants
ref | date       | customer | credit_type | credits | expires
g   | 2026-01-25 | anna     | credits     | 1       | 2026-01-27`,
    );
    use(book, 'a | 2026-01-20 | 11\n b | 2026-01-25 | 2\n c | 2026-02-10 | 3');
    expectLedger(
      book,
      '2026-02',
      `at               | entry          | charge           | overage | billed
       2026-01-20 00:00 | overage        | s:2026-01-15:use | 1.00    |
       2026-01-25 00:00 | overage        | s:2026-01-15:use | 1.00    |
       2026-02-10 00:00 | overage        | s:2026-01-15:use | 3.00    |
       2026-02-15 00:00 | charge overage | s:2026-01-15:use |         | 5.00`,
      'overage charge',
    );
  });

  it('revenue is cumulative within its charge: any number of events foots to the charge', () => {
    const book = over({ ...billing, overage_price: '0.01', credits: '0' });
    use(book, ['a', 'b', 'c', 'd'].map((id, day) => `${id} | 2026-01-2${day} | 0.33`).join('\n'));
    // 0.33, 0.66, 0.99 and 1.32 credits are 0.0033, 0.0066, 0.0099 and 0.0132.
    expectLedger(
      book,
      '2026-02',
      `event | overage | revenue      | billed
       a     | 0.33    |              |
       b     | 0.33    | overage 0.01 |
       c     | 0.33    |              |
       d     | 0.33    |              |
             |         |              | 0.01`,
      'overage charge',
    );
  });

  it('is charged at the end when a cancellation cuts the period', () => {
    const book = over({ ...billing, overage_price: '2' });
    use(book, 'a | 2026-01-20 | 11');
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-25 | moved');
    expectLedger(
      book,
      '2026-02',
      `at               | entry          | lot              | billed
       2026-01-20 00:00 | overage        |                  |
       2026-01-26 00:00 | charge overage | s:2026-01-15:use | 2.00`,
      'overage charge',
    );
  });

  it('a charge of 0.00 is made all the same: it has credits', () => {
    const book = over({ ...billing, overage_price: '0' });
    use(book, 'a | 2026-01-20 | 11');
    expectLedger(
      book,
      '2026-02',
      `entry          | credits | overage | revenue | billed
       overage        |         | 1.00    |         |
       charge overage | 1.00    |         |         |`,
      'overage charge',
    );
  });

  it('is priced in the plan’s currency, exactly', () => {
    const book = over({ ...billing, currency: 'JPY', overage_price: '0.4' });
    use(book, 'a | 2026-01-20 | 11\n b | 2026-01-21 | 1\n c | 2026-01-22 | 1');
    expectLedger(
      book,
      '2026-02',
      `entry          | currency | revenue   | billed
       overage        | JPY      |           |
       overage        | JPY      | overage 1 |
       overage        | JPY      |           |
       charge overage | JPY      |           | 1`,
      'overage charge',
    );
  });
});

describe('rules §9: charge_now', () => {
  it('one charge a meter and day, dated that day, receivable at once', () => {
    const book = over({ overage: 'charge_now', overage_price: '2', credits: '0' });
    use(
      book,
      `a | 2026-01-20T08:00 | 1
       b | 2026-01-20T20:00 | 2
       c | 2026-01-20T20:00 | 4 | other
       d | 2026-01-21T00:00 | 8`,
    );
    expectLedger(
      book,
      '2026-01',
      `at                      | entry          | lot                | event | overage | receivable | billed
       2026-01-20 08:00        | overage        |                    | a     | 1.00    | 2.00       |
       2026-01-20 20:00        | overage        |                    | b     | 2.00    | 4.00       |
       2026-01-20 20:00        | overage        |                    | c     | 4.00    | 8.00       |
       2026-01-20 23:59:59.999 | charge overage | s:2026-01-20:other |       |         |            | 8.00
       2026-01-20 23:59:59.999 | charge overage | s:2026-01-20:use   |       |         |            | 6.00
       2026-01-21 00:00        | overage        |                    | d     | 8.00    | 16.00      |
       2026-01-21 23:59:59.999 | charge overage | s:2026-01-21:use   |       |         |            | 16.00`,
      'overage charge',
    );
  });

  it('its day is the book’s local day', () => {
    const text = `
plans
code | credit_type | credits | price | interval | overage    | overage_price
p    | credits     | 0       | 0     | P1M      | charge_now | 1

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`;
    const book = bookOf(text, { time_zone: 'America/New_York' });
    use(book, 'a | 2026-01-21T04:59:59Z | 1\n b | 2026-01-21T05:00:00Z | 1');
    expectLedger(book, '2026-01', 'lot\n s:2026-01-20:use\n s:2026-01-21:use', 'charge');
  });

  it('late usage is charged on the day it is posted', () => {
    const book = over({ overage: 'charge_now', overage_price: '1', credits: '0' });
    book.close('2026-01');
    use(book, 'a | 2026-01-20 | 1');
    expectLedger(book, '2026-02', 'lot | billed\n s:2026-02-01:use | 1.00', 'charge');
  });
});

describe('rules §9: carry_forward', () => {
  const carried = { overage: 'carry_forward' };

  it('the shortfall is a deficit without charge, drawn from the next lots that start, oldest first', () => {
    const book = over(carried);
    use(book, 'b | 2026-01-20 | 12\n a | 2026-01-21 | 9\n c | 2026-01-22 | 1');
    expectLedger(
      book,
      '2026-02',
      `at               | entry    | lot          | event | credits | overage
       2026-01-20 00:00 | drawdown | s:2026-01-15 | b     | -10.00  |
       2026-01-20 00:00 | deficit  |              | b     |         | 2.00
       2026-01-21 00:00 | deficit  |              | a     |         | 9.00
       2026-01-22 00:00 | deficit  |              | c     |         | 1.00
       2026-02-15 00:00 | drawdown | s:2026-02-15 | b     | -2.00   |
       2026-02-15 00:00 | drawdown | s:2026-02-15 | a     | -8.00   |`,
      'drawdown deficit',
    );
  });

  it('any lot pays, a promo too, but none that its meter may not draw', () => {
    const book = over(
      carried,
      `grants
ref | date       | customer | credit_type | credits | meters
o   | 2026-01-21 | anna     | credits     | 5       | other
g   | 2026-01-22 | anna     | credits     | 1       |`,
    );
    use(book, 'a | 2026-01-20 | 12');
    expectLedger(
      book,
      '2026-01',
      `at               | entry    | lot          | event | credits | overage
       2026-01-20 00:00 | drawdown | s:2026-01-15 | a     | -10.00  |
       2026-01-20 00:00 | deficit  |              | a     |         | 2.00
       2026-01-22 00:00 | drawdown | g            | a     | -1.00   |`,
      'drawdown deficit',
    );
  });

  it('neither lapses nor is billed when the subscription ends; a grant long after pays it', () => {
    const book = over(
      carried,
      `grants
ref | date       | customer | credit_type | credits | price
g   | 2026-03-10 | anna     | credits     | 4       | 4`,
    );
    use(book, 'a | 2026-01-20 | 12');
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-31 | moved');
    expectLedger(
      book,
      '2026-03',
      `at               | entry         | lot          | event | credits | overage | revenue
       2026-01-20 00:00 | drawdown      | s:2026-01-15 | a     | -10.00  |         |
       2026-01-20 00:00 | deficit       |              | a     |         | 2.00    |
       2026-03-10 00:00 | charge top_up | g            |       | 4.00    |         |
       2026-03-10 00:00 | drawdown      | g            | a     | -2.00   |         | usage 2.00`,
      'drawdown deficit charge',
    );
  });

  it('an older deficit that its meter keeps from paying does not hold up the next one', () => {
    const book = over(
      { ...carried, credits: '0' },
      `grants
ref | date       | customer | credit_type | credits | meters
o   | 2026-01-22 | anna     | credits     | 5       | other`,
    );
    use(book, 'a | 2026-01-20 | 2 | use\n b | 2026-01-21 | 3 | other');
    expectLedger(book, '2026-01', 'lot | event | credits\n o | b | -3.00', 'drawdown');
  });

  /** In January a subscription whose shortfall is carried forward, then one of this interval that tops up; neither has credits. */
  const carriedThenToppedUp = (interval: string, grants: string): MemoryBook =>
    bookOf(`
packs
code | credit_type | credits | price
five | credits     | 5       | 4

plans
code | credit_type | credits | price | interval    | overage       | overage_price | auto_top_up_pack
p    | credits     | 0       | 0     | P1M         | carry_forward |               |
q    | credits     | 0       | 0     | ${interval} | auto_top_up   | 2             | five

subscriptions
ref | customer | plan | start      | end
s   | anna     | p    | 2026-01-01 | 2026-01-31
t   | anna     | q    | 2026-02-01 |

grants
${grants}`);

  it('is not tried where a period or a grant of 0 credits begins, as no lot does; an adjustment tries it', () => {
    const book = carriedThenToppedUp(
      'P7D',
      `ref | date       | customer | credit_type | credits
n   | 2026-02-10 | anna     | credits     | 0`,
    );
    use(book, 'a | 2026-01-20 | 1\n b | 2026-02-05 | 3');
    const drawn = `at               | lot      | event | credits
       2026-02-05 00:00 | t:auto:1 | b     | -3.00`;
    expectLedger(book, '2026-02', drawn, 'drawdown');
    tell(
      book,
      'adjustments\nref | date | lot | type | credits | amount\n x | 2026-02-20 | t:auto:1 | refund | 0.50 | 0',
    );
    expectLedger(book, '2026-02', `${drawn}\n 2026-02-20 00:00 | t:auto:1 | a | -1.00`, 'drawdown');
  });

  it('is not tried where only lots end or charges fall due; at the next usage it is, even if that needs nothing', () => {
    const book = carriedThenToppedUp(
      'P1M',
      `ref | date       | customer | credit_type | credits | meters | expires
o   | 2026-01-02 | anna     | credits     | 1       | other  | 2026-02-08`,
    );
    use(book, 'a | 2026-01-20 | 2\n b | 2026-02-05 | 3\n z | 2026-02-10 | 0');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry    | lot      | event | credits | overage
       2026-01-20 00:00        | deficit  |          | a     |         | 2.00
       2026-02-05 00:00        | drawdown | t:auto:1 | b     | -3.00   |
       2026-02-08 23:59:59.999 | expiry   | o        |       | -1.00   |
       2026-02-10 00:00        | drawdown | t:auto:1 | a     | -2.00   |`,
      'drawdown deficit expiry',
    );
  });
});
