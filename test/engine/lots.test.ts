// Domain §5: which lots are made, under which ids, at what price, with what charge; which meters they pay for.
import { describe, expect, it } from 'vitest';
import { bookOf, expectLedger, expectLots, planTable, use } from '../support/memory/ledger-text.ts';

const SUBSCRIBED = `
subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-10
`;

describe('rules §5: lots and their charges', () => {
  it('an allocation each period, named by its first day, with the plan’s price and charge', () => {
    const book = bookOf(`${planTable({ price: '99.90', priority: '7' })}\n${SUBSCRIBED}`);
    expectLots(
      book,
      '2026-02',
      `lot          | kind       | credits | price | priority
       s:2026-01-10 | allocation | 10.00   | 99.90 | 7
       s:2026-02-10 | allocation | 10.00   | 99.90 | 7`,
    );
    expectLedger(
      book,
      '2026-01',
      `at               | entry       | lot          | credits | basis | billed | receivable
       2026-01-10 00:00 | grant       | s:2026-01-10 | 10.00   | 99.90 |        |
       2026-01-10 00:00 | charge plan | s:2026-01-10 | 10.00   |       | 99.90  | 99.90`,
    );
  });

  it('a subscription’s own credits and price override the plan’s', () => {
    const book = bookOf(`${planTable({ price: '99.90' })}
subscriptions
ref | customer | plan | start      | credits | price
s   | anna     | p    | 2026-01-10 | 12.5    | 80`);
    expectLots(book, '2026-01', 'lot | credits | price\n s:2026-01-10 | 12.50 | 80.00');
  });

  it('a top-up is charged under its ref, a promo and an opening are not', () => {
    const book = bookOf(`
grants
ref   | date       | customer | kind    | credit_type | credits | price
buy   | 2026-01-02 | anna     | top_up  | credits     | 10      | 8
gift  | 2026-01-03 | anna     | promo   | credits     | 5       |
old   | 2026-01-01 | anna     | opening | credits     | 20      | 14
older | 2026-01-01 | anna     | opening | credits     | 1       |`);
    expectLedger(
      book,
      '2026-01',
      `at               | entry         | lot   | credits | basis | billed
       2026-01-01 00:00 | opening       | old   | 20.00   | 14.00 |
       2026-01-01 00:00 | opening       | older | 1.00    |       |
       2026-01-02 00:00 | grant         | buy   | 10.00   | 8.00  |
       2026-01-02 00:00 | charge top_up | buy   | 10.00   |       | 8.00
       2026-01-03 00:00 | grant         | gift  | 5.00    |       |`,
    );
  });

  it('a charge of no money is not made: free plans and free top-ups', () => {
    const book = bookOf(`${planTable({})}\n${SUBSCRIBED}
grants
ref | date       | customer | kind   | credit_type | credits | price
g   | 2026-01-10 | anna     | top_up | credits     | 1       | 0`);
    expectLedger(book, '2026-01', 'entry | lot\n grant | g\n grant | s:2026-01-10');
  });

  it('a plan of 0 credits makes neither lots nor charges, and its overage rule counts', () => {
    const book = bookOf(
      `${planTable({ credits: '0', overage: 'charge_now', overage_price: '0.5' })}\n${SUBSCRIBED}`,
    );
    use(book, 'e | 2026-01-12T09:00 | 3');
    expectLedger(
      book,
      '2026-01',
      `at                      | entry          | lot              | overage | billed
       2026-01-12 09:00        | overage        |                  | 3.00    |
       2026-01-12 23:59:59.999 | charge overage | s:2026-01-12:use |         | 1.50`,
    );
  });

  it('a pack gives its credits, price, expiry, priority and currency', () => {
    const book = bookOf(`
packs
code | credit_type | credits | price | currency | expires | priority
box  | credits     | 50      | 40    | USD      | P30D    | 30

grants
ref | date       | customer | pack
g   | 2026-01-31 | anna     | box`);
    expectLots(
      book,
      '2026-01',
      `lot | kind   | credits | price | expires          | priority
       g   | top_up | 50.00   | 40.00 | 2026-03-02 00:00 | 30`,
    );
    expectLedger(book, '2026-01', 'entry | currency\n charge top_up | USD', 'charge');
  });

  it('a currency without minor unit, and one with three places', () => {
    for (const [currency, price, shown] of [
      ['JPY', '1000', '333'],
      ['KWD', '1', '0.333'],
    ]) {
      const book = bookOf(
        `grants\nref | date | customer | credit_type | credits | price\n g | 2026-01-01 | anna | credits | 3 | ${price}`,
        { currency: currency! },
      );
      use(book, 'e | 2026-01-02 | 1');
      expectLedger(book, '2026-01', `revenue\n usage ${shown}`, 'drawdown');
    }
  });
});

describe('rules §5: lots restricted to meters', () => {
  const grants = `
grants
ref  | date       | customer | credit_type | credits | meters    | priority
mine | 2026-01-01 | anna     | credits     | 2       | use       | 1
both | 2026-01-01 | anna     | credits     | 2       | use,other | 2
any  | 2026-01-01 | anna     | credits     | 2       |           | 3`;

  it('pay only for those; others pass them by', () => {
    const book = bookOf(grants);
    use(book, 'o1 | 2026-01-05 | 3 | other\n u1 | 2026-01-06 | 9 | use');
    expectLedger(
      book,
      '2026-01',
      `event | entry    | lot  | credits | overage
       o1    | drawdown | both | -2.00   |
       o1    | drawdown | any  | -1.00   |
       u1    | drawdown | mine | -2.00   |
       u1    | drawdown | any  | -1.00   |
       u1    | overage  |      |         | 6.00`,
      'drawdown overage',
    );
  });

  it('leave overage while they hold credits for another meter', () => {
    const book = bookOf(grants);
    use(book, 'o1 | 2026-01-05 | 5 | other');
    expectLedger(book, '2026-01', 'event | overage\n o1 | 1.00', 'overage');
  });

  it('keep the restriction when a void brings their credits back', () => {
    const book = bookOf(grants);
    use(book, 'u1 | 2026-01-05 | 2 | use');
    book.close('2026-01');
    book.load([
      {
        name: 'voids',
        place: 'voids.csv',
        header: ['event_id', 'date', 'reason'],
        rows: [{ row: 2, cells: ['u1', '2026-02-02', 'twice'] }],
      },
    ]);
    expect(book.derive('2026-02').lots.get('void:u1:mine')?.lot.meters).toEqual(['use']);
    use(book, 'o1 | 2026-02-03 | 9 | other');
    expectLedger(book, '2026-02', 'event | lot\n u1 | mine\n o1 | both\n o1 | any', 'drawdown');
  });
});
