// Domain §6: which lot pays first. One event empties every lot; the order of its drawdowns is the burn order.
import { describe, expect, it } from 'vitest';
import { bookOf, expectLedger, use } from '../support/memory/ledger-text.ts';

const creditTypes = (order: string): string =>
  `credit_types\ncode | scale | burn_order\n credits | 2 | ${order}\n`;

/** Grants of a credit each, one a line: ref, date, price, expires, priority. */
function drawn(order: string, rows: string, more = ''): string {
  const grants = rows
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([ref, date, price, expires, priority]) =>
      [ref, date, 'anna', 'credits', '1', price, expires, priority].join(' | '),
    );
  const book = bookOf(
    `${order === 'default' ? '' : creditTypes(order)}
${more}
grants
ref | date | customer | credit_type | credits | price | expires | priority
${grants.join('\n')}`,
  );
  use(book, 'all | 2026-02-10T12:00 | 100');
  const lots = book.derive('2026-02').postings.filter(({ posting }) => posting.kind === 'drawdown');
  return lots.map(({ posting }) => posting.lot).join(' ');
}

const MIXED = `a | 2026-01-03 | 1 | 2026-04-30 | 100
               b | 2026-01-02 | 0 | 2026-03-31 | 100
               c | 2026-01-01 | 1 | never      | 100
               d | 2026-01-04 | 0 | never      | 50
               e | 2026-01-05 | 1 | 2026-03-31 | 200`;

describe('rules §6: burn order', () => {
  it.each([
    ['default', 'd b a c e'],
    ['priority', 'd a b c e'],
    ['priority, expiry, start', 'd b a c e'],
    ['expiry', 'b e a c d'],
    ['expiry, newest', 'e b a d c'],
    ['expiry, start', 'b e a c d'],
    ['start', 'c b a d e'],
    ['newest', 'e d a b c'],
    ['promo_first', 'b d a c e'],
    ['promo_first, priority', 'd b a c e'],
    ['paid_first', 'a c e b d'],
    ['paid_first, expiry', 'e a c b d'],
    ['rolled_first', 'a b c d e'],
    ['fresh_first', 'a b c d e'],
  ])('%s: %s', (order, expected) => {
    expect(drawn(order, MIXED)).toBe(expected);
  });

  it('keys are compared in turn: the next counts only among equals of the one before', () => {
    const rows = `a | 2026-01-01 | 0 | 2026-05-31 | 1
                  b | 2026-01-01 | 0 | 2026-03-31 | 2
                  c | 2026-01-01 | 0 | 2026-04-30 | 1`;
    expect(drawn('priority, expiry', rows)).toBe('c a b');
    expect(drawn('expiry, priority', rows)).toBe('b c a');
  });

  it('the lot id, ascending as plain text, breaks the last tie', () => {
    const row = (ref: string): string => `${ref} | 2026-01-01 | 0 | never | 100`;
    expect(drawn('default', ['b', 'a10', 'a9', 'B', 'é', 'a'].map(row).join('\n'))).toBe('B a a10 a9 b é');
  });

  it('ids beyond the basic plane come after all others, as UTF-8 has them', () => {
    const row = (ref: string): string => `${ref} | 2026-01-01 | 0 | never | 100`;
    expect(drawn('default', ['😀', 'ﬀ', 'z'].map(row).join('\n'))).toBe('z ﬀ 😀');
  });

  it('never-expiring lots come last by expiry, whatever their age', () => {
    const rows = `old | 2026-01-01 | 0 | never      | 100
                  far | 2026-01-02 | 0 | 2199-12-31 | 100`;
    expect(drawn('expiry, start', rows)).toBe('far old');
  });

  const rolling = `
plans
code | credit_type | credits | price | interval | rollover
p    | credits     | 1       | 1     | P1M      | all

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01
`;

  it.each([
    ['rolled_first', 's:2026-01-01+2026-02-01 g s:2026-02-01'],
    ['fresh_first', 'g s:2026-02-01 s:2026-01-01+2026-02-01'],
    ['rolled_first, newest', 's:2026-01-01+2026-02-01 s:2026-02-01 g'],
  ])('%s tells rolled lots from all others', (order, expected) => {
    expect(drawn(order, 'g | 2026-01-05 | 1 | never | 100', rolling)).toBe(expected);
  });

  it('a customer’s own order beats the credit type’s', () => {
    const book = bookOf(
      `${creditTypes('start')}
customers
code | name | burn_order
anna | Anna | newest
bert | Bert |

grants
ref | date       | customer | credit_type | credits
a1  | 2026-01-01 | anna     | credits     | 1
a2  | 2026-01-02 | anna     | credits     | 1
b1  | 2026-01-01 | bert     | credits     | 1
b2  | 2026-01-02 | bert     | credits     | 1`,
    );
    use(book, 'a | 2026-01-05 | 2\n b | 2026-01-05 | 2 | use | bert');
    expectLedger(
      book,
      '2026-01',
      `customer | lot
       anna     | a2
       anna     | a1
       bert     | b1
       bert     | b2`,
      'drawdown',
    );
  });

  it('a lot is drawn to its end before the next pays the rest', () => {
    const book = bookOf(`
grants
ref | date       | customer | credit_type | credits | expires
a   | 2026-01-01 | anna     | credits     | 2.5     | 2026-02-28
b   | 2026-01-01 | anna     | credits     | 4       | 2026-03-31`);
    use(book, 'x | 2026-01-05 | 1\n y | 2026-01-06 | 3\n z | 2026-01-07 | 3');
    expectLedger(
      book,
      '2026-01',
      `entry    | event | lot | credits | overage
       drawdown | x     | a   | -1.00   |
       drawdown | y     | a   | -1.50   |
       drawdown | y     | b   | -1.50   |
       drawdown | z     | b   | -2.50   |
       overage  | z     |     |         | 0.50`,
      'drawdown overage',
    );
  });

  it('an extension moves a lot to its new place', () => {
    const book = bookOf(`
grants
ref | date       | customer | credit_type | credits | expires
a   | 2026-01-01 | anna     | credits     | 5       | 2026-02-10
b   | 2026-01-01 | anna     | credits     | 5       | 2026-02-20

adjustments
ref | date       | lot | type   | expires
x   | 2026-01-10 | a   | extend | 2026-02-28`);
    use(book, 'before | 2026-01-09 | 1\n after | 2026-01-10 | 1');
    expectLedger(book, '2026-01', 'event | lot\n before | a\n after | b', 'drawdown');
  });
});
