// Domain §11: refunds, voids of credits and extensions, what they leave behind, and those that do not fit any more.
import { describe, it } from 'vitest';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, expectLots, tell, use } from '../support/memory/ledger-text.ts';

/** A lot `g` of 10 credits for 7.00 from 1 January, valid through 31 January unless said otherwise. */
const bought = (expires = '2026-01-31', price = '7'): MemoryBook =>
  bookOf(`
grants
ref | date       | customer | credit_type | credits | price    | expires
g   | 2026-01-01 | anna     | credits     | 10      | ${price} | ${expires}`);

const adjust = (book: MemoryBook, rows: string): void =>
  tell(book, `adjustments\nref | date | lot | type | credits | amount | expires\n${rows}`);

const ALL = 'drawdown expiry refund void overage';

describe('rules §11: refunds', () => {
  it('take unused credits out and pay back; the difference to what they deferred is breakage', () => {
    const book = bought();
    use(book, 'a | 2026-01-05 | 1');
    adjust(book, 'r | 2026-01-10 | g | refund | 3 | 2 |');
    // 9 left defer 6.30; 3 of them 2.10.
    expectLedger(
      book,
      '2026-01',
      `at                      | entry    | credits | basis | revenue       | receivable
       2026-01-05 00:00        | drawdown | -1.00   | -0.70 | usage 0.70    |
       2026-01-10 00:00        | refund   | -3.00   | -2.10 | breakage 0.10 | -2.00
       2026-01-31 23:59:59.999 | expiry   | -6.00   | -4.20 | breakage 4.20 |`,
      ALL,
    );
  });

  it('may pay back more than was deferred: breakage turns negative', () => {
    const book = bought();
    adjust(book, 'r | 2026-01-10 | g | refund | 5 | 5 |');
    expectLedger(book, '2026-01', 'basis | revenue | receivable\n -3.50 | breakage -1.50 | -5.00', 'refund');
  });

  it('blank credits take all that remains, so that nothing is left to end', () => {
    const book = bought();
    use(book, 'a | 2026-01-05 | 4');
    adjust(book, 'r | 2026-01-10 | g | refund | | 4.20 |');
    use(book, 'b | 2026-01-11 | 1');
    expectLedger(
      book,
      '2026-02',
      `entry    | event | credits | basis | overage | revenue    | receivable
       drawdown | a     | -4.00   | -2.80 |         | usage 2.80 |
       refund   |       | -6.00   | -4.20 |         |            | -4.20
       overage  | b     |         |       | 1.00    |            |`,
      ALL,
    );
  });

  it('begin a new basis: what is left is recognised over what is left, to the cent', () => {
    const book = bought('never');
    use(book, 'a | 2026-01-05 | 1');
    adjust(book, 'r | 2026-01-10 | g | refund | 2 | 1 |');
    // 9 left defer 6.30, 2 of them 1.40; 4.90 stay for 7 credits: 2.10, 4.20, 4.90.
    use(book, 'b | 2026-01-11 | 3\n c | 2026-01-12 | 3\n d | 2026-01-13 | 1');
    expectLedger(
      book,
      '2026-01',
      `entry    | event | credits | basis | revenue
       drawdown | a     | -1.00   | -0.70 | usage 0.70
       refund   |       | -2.00   | -1.40 | breakage 0.40
       drawdown | b     | -3.00   | -2.10 | usage 2.10
       drawdown | c     | -3.00   | -2.10 | usage 2.10
       drawdown | d     | -1.00   | -0.70 | usage 0.70`,
      ALL,
    );
  });

  it('round the basis that leaves with the credits', () => {
    const book = bought('2026-01-31', '1');
    adjust(book, 'a | 2026-01-10 | g | void | 3.33 | |\n b | 2026-01-11 | g | void | 3.33 | |');
    // 1.00 × 3.33 ÷ 10 = 0.333; then 0.67 × 3.33 ÷ 6.67 = 0.3345; the rest expires.
    expectLedger(
      book,
      '2026-01',
      `entry  | credits | basis | revenue
       void   | -3.33   | -0.33 | breakage 0.33
       void   | -3.33   | -0.33 | breakage 0.33
       expiry | -3.34   | -0.34 | breakage 0.34`,
      ALL,
    );
  });

  it('of a promo pay back from nothing deferred', () => {
    const book = bought('2026-01-31', '0');
    adjust(book, 'r | 2026-01-10 | g | refund | 3 | 2 |');
    expectLedger(
      book,
      '2026-01',
      `entry  | credits | basis | revenue        | receivable
       refund | -3.00   |       | breakage -2.00 | -2.00
       expiry | -7.00   |       |                |`,
      ALL,
    );
  });
});

describe('rules §11: voids of credits', () => {
  it('take unused credits out; what they deferred becomes breakage', () => {
    const book = bought();
    adjust(book, 'v | 2026-01-10 | g | void | 4 | |');
    expectLedger(
      book,
      '2026-01',
      `at                      | entry  | credits | basis | revenue       | receivable
       2026-01-10 00:00        | void   | -4.00   | -2.80 | breakage 2.80 |
       2026-01-31 23:59:59.999 | expiry | -6.00   | -4.20 | breakage 4.20 |`,
      ALL,
    );
  });

  it('several of one date go by ref', () => {
    const book = bought();
    adjust(
      book,
      'b | 2026-01-10 | g | void | 5 | |\n a | 2026-01-10 | g | refund | 4 | 1 |\n c | 2026-01-10 | g | refund | 1 | 0 |',
    );
    expectLedger(book, '2026-01', 'entry | credits\n refund | -4.00\n void | -5.00\n refund | -1.00', ALL);
  });

  it('may take a lot on the day it begins', () => {
    const book = bought();
    adjust(book, 'v | 2026-01-01 | g | void | | |');
    use(book, 'a | 2026-01-01 | 1');
    expectLedger(book, '2026-01', 'entry | credits | overage\n void | -10.00 |\n overage | | 1.00', ALL);
  });
});

describe('rules §11: adjustments that do not fit any more, because usage came later', () => {
  it('a void takes what is left', () => {
    const book = bought();
    adjust(book, 'v | 2026-01-10 | g | void | 8 | |');
    use(book, 'a | 2026-01-05 | 7');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | basis | revenue
       drawdown | -7.00   | -4.90 | usage 4.90
       void     | -3.00   | -2.10 | breakage 2.10`,
      ALL,
    );
  });

  it('a refund takes what is left and pays what was told', () => {
    const book = bought();
    adjust(book, 'r | 2026-01-10 | g | refund | 8 | 6 |');
    use(book, 'a | 2026-01-05 | 7');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | basis | revenue        | receivable
       drawdown | -7.00   | -4.90 | usage 4.90     |
       refund   | -3.00   | -2.10 | breakage -3.90 | -6.00`,
      ALL,
    );
  });

  it('a void of nothing is no line, a refund of nothing still pays', () => {
    const book = bought();
    adjust(book, 'v | 2026-01-10 | g | void | 8 | |\n r | 2026-01-11 | g | refund | 1 | 0.50 |');
    use(book, 'a | 2026-01-05 | 10');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | revenue        | receivable
       drawdown | -10.00  | usage 7.00     |
       refund   |         | breakage -0.50 | -0.50`,
      ALL,
    );
  });
});

describe('rules §11: extensions', () => {
  it('give a later last valid day', () => {
    const book = bought();
    adjust(book, 'x | 2026-01-10 | g | extend | | | 2026-02-10');
    use(book, 'a | 2026-02-10T23:59:59.999 | 1\n b | 2026-02-11 | 1');
    expectLots(book, '2026-02', 'lot | expires\n g | 2026-02-11 00:00');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry    | event | credits | overage
       2026-02-10 23:59:59.999 | drawdown | a     | -1.00   |
       2026-02-10 23:59:59.999 | expiry   |       | -9.00   |
       2026-02-11 00:00        | overage  | b     |         | 1.00`,
      ALL,
    );
  });

  it('on the last day still, at its start', () => {
    const book = bought();
    adjust(book, 'x | 2026-01-31 | g | extend | | | 2026-02-01');
    expectLots(book, '2026-02', 'lot | expires\n g | 2026-02-02 00:00');
  });

  it('may follow each other; the earlier day told later does not shorten', () => {
    const book = bought();
    adjust(
      book,
      'x | 2026-01-20 | g | extend | | | 2026-02-10\n y | 2026-01-25 | g | extend | | | 2026-03-10',
    );
    expectLots(book, '2026-03', 'lot | expires\n g | 2026-03-11 00:00');
    adjust(book, 'w | 2026-01-10 | g | extend | | | 2026-04-10');
    expectLots(book, '2026-04', 'lot | expires\n g | 2026-04-11 00:00');
  });

  it('of an allocation: its period goes on without it', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval
p    | credits     | 10      | 10    | P1M

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`);
    adjust(book, 'x | 2026-01-10 | s:2026-01-01 | extend | | | 2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry  | lot          | credits
       2026-02-10 23:59:59.999 | expiry | s:2026-01-01 | -10.00
       2026-02-28 23:59:59.999 | expiry | s:2026-02-01 | -10.00`,
      ALL,
    );
  });
});
