// Domain §8: what rolls over at a period's end, how much of which lot, into what, and what expires instead.
import { describe, it } from 'vitest';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, expectLots, planTable, tell, use } from '../support/memory/ledger-text.ts';

/** A subscription `s` of 100 credits a month for 50.00 from 1 January, with these cells of its plan. */
function rolling(cells: Record<string, string>, more = ''): MemoryBook {
  return bookOf(`
${planTable({ credits: '100', price: '50', ...cells })}
subscriptions
ref | customer | plan | start      | end
s   | anna     | p    | 2026-01-01 | ${more}`);
}

const JAN = 's:2026-01-01';
const ROLLED = `${JAN}+2026-02-01`;
const ENDS = 'expiry rollover_out rollover_in';

describe('rules §8.2: how much may roll', () => {
  it.each([
    ['none', '', '40', '0', '60.00'],
    ['all', '', '40', '60.00', '0'],
    ['if_at_least', '60', '40', '60.00', '0'],
    ['if_at_least', '60.01', '40', '0', '60.00'],
    ['excess_over', '25', '40', '35.00', '25.00'],
    ['excess_over', '60', '40', '0', '60.00'],
    ['excess_over', '75', '40', '0', '60.00'],
    ['all', '', '100', '0', '0'],
  ])('%s %s with %s of 100 used: %s rolls, %s expires', (rollover, threshold, used, rolls, expires) => {
    const book = rolling({ rollover, rollover_threshold: threshold });
    use(book, `e | 2026-01-10 | ${used}`);
    const rows: string[] = [];
    if (rolls !== '0') rows.push(`rollover_out | ${JAN} | -${rolls}`, `rollover_in | ${ROLLED} | ${rolls}`);
    if (expires !== '0') rows.push(`expiry | ${JAN} | -${expires}`);
    expectLedger(book, '2026-01', `entry | lot | credits\n${rows.join('\n')}`, ENDS);
  });
});

describe('rules §8.3: a cap', () => {
  it.each([
    ['30', '40', '30.00'],
    ['30', '80', '20.00'],
    ['25% allocation', '0', '25.00'],
    ['25% allocation', '80', '20.00'],
    ['150% allocation', '0', '100.00'],
    ['50% unused', '40', '30.00'],
    ['33.333% allocation', '0', '33.33'],
    ['33.337% allocation', '0', '33.33'],
    ['33.333% unused', '49.99', '16.66'], // 50.01 × 33.333 % = 16.6698
    ['0.01% allocation', '0', '0.01'],
  ])('%s with %s of 100 used lets %s roll: percentages are rounded down', (cap, used, rolls) => {
    const book = rolling({ rollover: 'all', rollover_cap: cap });
    use(book, `e | 2026-01-10 | ${used}`);
    expectLedger(book, '2026-01', `credits\n${rolls}`, 'rollover_in');
  });

  it('of 0 lets nothing roll', () => {
    const book = rolling({ rollover: 'all', rollover_cap: '0' });
    expectLedger(book, '2026-01', `entry | credits\n expiry | -100.00`, ENDS);
  });

  it('limits what is over the threshold, too', () => {
    const book = rolling({ rollover: 'excess_over', rollover_threshold: '20', rollover_cap: '50% unused' });
    use(book, 'e | 2026-01-10 | 10');
    expectLedger(
      book,
      '2026-01',
      'entry | credits\n rollover_out | -45.00\n rollover_in | 45.00\n expiry | -45.00',
      ENDS,
    );
  });

  it('of the allocation goes by what the subscription itself is allocated', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval | rollover | rollover_cap
p    | credits     | 100     | 0     | P1M      | all      | 25% allocation

subscriptions
ref | customer | plan | start      | credits
s   | anna     | p    | 2026-01-01 | 10`);
    expectLedger(book, '2026-01', 'credits\n 2.50', 'rollover_in');
  });
});

describe('rules §8.2: the smallest unit', () => {
  it('rolls like any other', () => {
    const book = rolling({ rollover: 'all' });
    use(book, 'e | 2026-01-10 | 99.99');
    expectLedger(book, '2026-01', 'entry | credits\n rollover_out | -0.01\n rollover_in | 0.01', ENDS);
  });
});

describe('rules §8.1: rollover_times', () => {
  it.each([
    ['0', []],
    ['1', ['2026-01 10.00', '2026-02 10.00']],
    ['2', ['2026-01 10.00', '2026-02 10.00 10.00']],
  ])('%s', (times, expected) => {
    const book = rolling({ credits: '10', rollover: 'all', rollover_times: times });
    const rows = expected.flatMap((line) => {
      const [month, ...credits] = line.split(' ');
      return credits.map(
        (amount) => `${month === '2026-01' ? '2026-01-31' : '2026-02-28'} 23:59:59.999 | ${amount}`,
      );
    });
    expectLedger(book, '2026-02', `at | credits\n${rows.join('\n')}`, 'rollover_in');
  });

  it('what has rolled often enough expires and does not count as unused', () => {
    const book = rolling({ rollover: 'all', rollover_times: '1', rollover_cap: '50% unused' });
    expectLedger(
      book,
      '2026-02',
      `at                      | entry        | lot                     | credits
       2026-01-31 23:59:59.999 | rollover_out | s:2026-01-01            | -50.00
       2026-01-31 23:59:59.999 | rollover_in  | s:2026-01-01+2026-02-01 | 50.00
       2026-01-31 23:59:59.999 | expiry       | s:2026-01-01            | -50.00
       2026-02-28 23:59:59.999 | expiry       | s:2026-01-01+2026-02-01 | -50.00
       2026-02-28 23:59:59.999 | rollover_out | s:2026-02-01            | -50.00
       2026-02-28 23:59:59.999 | rollover_in  | s:2026-02-01+2026-03-01 | 50.00
       2026-02-28 23:59:59.999 | expiry       | s:2026-02-01            | -50.00`,
      ENDS,
    );
  });

  it('without a limit credits roll on and on, each time under a longer name', () => {
    const book = rolling({ credits: '10', rollover: 'all' });
    expectLots(
      book,
      '2026-03',
      `lot                                           | kind       | starts           | expires
       s:2026-01-01                                  | allocation | 2026-01-01 00:00 | 2026-02-01 00:00
       s:2026-01-01+2026-02-01                       | rollover   | 2026-02-01 00:00 | 2026-03-01 00:00
       s:2026-02-01                                  | allocation | 2026-02-01 00:00 | 2026-03-01 00:00
       s:2026-01-01+2026-02-01+2026-03-01            | rollover   | 2026-03-01 00:00 | 2026-04-01 00:00
       s:2026-02-01+2026-03-01                       | rollover   | 2026-03-01 00:00 | 2026-04-01 00:00
       s:2026-03-01                                  | allocation | 2026-03-01 00:00 | 2026-04-01 00:00
       s:2026-01-01+2026-02-01+2026-03-01+2026-04-01 | rollover   | 2026-04-01 00:00 | 2026-05-01 00:00
       s:2026-02-01+2026-03-01+2026-04-01            | rollover   | 2026-04-01 00:00 | 2026-05-01 00:00
       s:2026-03-01+2026-04-01                       | rollover   | 2026-04-01 00:00 | 2026-05-01 00:00`,
    );
  });
});

describe('rules §8.4: which lots roll', () => {
  it('the newest start first: what is left of the older ones expires', () => {
    const book = rolling({ rollover: 'all', rollover_cap: '50', interval: 'P2M' });
    use(book, 'e | 2026-01-10 | 30');
    book.close('2026-01');
    tell(book, 'voids\nevent_id | date | reason\n e | 2026-02-05 | twice');
    expectLedger(
      book,
      '2026-02',
      `entry        | lot                            | credits
       rollover_out | s:2026-01-01                   | -20.00
       rollover_in  | s:2026-01-01+2026-03-01        | 20.00
       expiry       | s:2026-01-01                   | -50.00
       rollover_out | void:e:s:2026-01-01            | -30.00
       rollover_in  | void:e:s:2026-01-01+2026-03-01 | 30.00`,
      ENDS,
    );
  });

  it('among equal starts the lot id, descending, goes first', () => {
    const book = rolling({ rollover: 'all', rollover_cap: '130' });
    use(book, 'e | 2026-02-10 | 50');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry        | lot                                | credits
       2026-01-31 23:59:59.999 | rollover_out | s:2026-01-01                       | -100.00
       2026-01-31 23:59:59.999 | rollover_in  | s:2026-01-01+2026-02-01            | 100.00
       2026-02-28 23:59:59.999 | rollover_out | s:2026-01-01+2026-02-01            | -30.00
       2026-02-28 23:59:59.999 | rollover_in  | s:2026-01-01+2026-02-01+2026-03-01 | 30.00
       2026-02-28 23:59:59.999 | expiry       | s:2026-01-01+2026-02-01            | -20.00
       2026-02-28 23:59:59.999 | rollover_out | s:2026-02-01                       | -100.00
       2026-02-28 23:59:59.999 | rollover_in  | s:2026-02-01+2026-03-01            | 100.00`,
      ENDS,
    );
  });

  it('a reinstatement rolls with the lots of the period it came back to', () => {
    const book = rolling({ rollover: 'all', interval: 'P2M' });
    use(book, 'e | 2026-01-10 | 30');
    book.close('2026-01');
    tell(book, 'voids\nevent_id | date | reason\n e | 2026-02-05 | twice');
    expectLedger(
      book,
      '2026-02',
      `entry        | lot                                | credits | basis
       rollover_out | s:2026-01-01                       | -70.00  | -35.00
       rollover_in  | s:2026-01-01+2026-03-01            | 70.00   | 35.00
       rollover_out | void:e:s:2026-01-01                | -30.00  | -15.00
       rollover_in  | void:e:s:2026-01-01+2026-03-01     | 30.00   | 15.00`,
      ENDS,
    );
  });
});

describe('rules §8.5 and 8.6: what a piece becomes', () => {
  it.each([
    ['', '2026-03-01 00:00'],
    ['period_end', '2026-03-01 00:00'],
    ['P10D', '2026-02-11 00:00'],
    ['P3M', '2026-05-01 00:00'],
    ['never', 'never'],
  ])('rollover_expires "%s": it can pay until %s', (expires, until) => {
    const book = rolling({ rollover: 'all', rollover_expires: expires });
    expectLots(
      book,
      '2026-01',
      `lot       | kind       | starts           | expires          | source
       ${JAN}    | allocation | 2026-01-01 00:00 | 2026-02-01 00:00 |
       ${ROLLED} | rollover   | 2026-02-01 00:00 | ${until}         | ${JAN}`,
    );
  });

  it('lots with a duration of their own never roll again', () => {
    const book = rolling({ rollover: 'all', rollover_expires: 'P1M' }, '2026-02-28');
    expectLedger(
      book,
      '2026-03',
      `at                      | entry        | lot                     | credits
       2026-01-31 23:59:59.999 | rollover_out | s:2026-01-01            | -100.00
       2026-01-31 23:59:59.999 | rollover_in  | s:2026-01-01+2026-02-01 | 100.00
       2026-02-28 23:59:59.999 | expiry       | s:2026-01-01+2026-02-01 | -100.00
       2026-02-28 23:59:59.999 | expiry       | s:2026-02-01            | -100.00`,
      ENDS,
    );
  });

  it.each([
    ['', '7'],
    ['3', '3'],
    ['0', '0'],
  ])('rollover_priority "%s": priority %s', (priority, expected) => {
    const book = rolling({ rollover: 'all', priority: '7', rollover_priority: priority });
    expectLots(book, '2026-01', `lot | priority\n ${JAN} | 7\n ${ROLLED} | ${expected}`);
  });

  it('its price is its share of what the source still defers, rounded; rolling is no revenue', () => {
    const book = rolling({ rollover: 'all', rollover_cap: '20', price: '10' });
    use(book, 'e | 2026-01-10 | 37');
    // 63 left defer 6.30; 20 of them 2.00, the expired 43 the rest.
    expectLedger(
      book,
      '2026-01',
      `entry        | credits | basis | revenue
       rollover_out | -20.00  | -2.00 |
       rollover_in  | 20.00   | 2.00  |
       expiry       | -43.00  | -4.30 | breakage 4.30`,
      ENDS,
    );
  });

  it('the piece and the rest always make up the whole, to the cent', () => {
    const book = rolling({ rollover: 'all', rollover_cap: '1', price: '10', credits: '3' });
    expectLedger(
      book,
      '2026-01',
      `entry        | credits | basis
       rollover_out | -1.00   | -3.33
       rollover_in  | 1.00    | 3.33
       expiry       | -2.00   | -6.67`,
      ENDS,
    );
  });

  it('is not usable in the millisecond in which it is posted', () => {
    const book = rolling({ rollover: 'all', credits: '10' });
    use(book, 'last | 2026-01-31T23:59:59.999 | 12\n next | 2026-02-01 | 1');
    expectLedger(
      book,
      '2026-01',
      'event | lot | credits | overage\n last | s:2026-01-01 | -10.00 |\n last | | | 2.00',
      'drawdown overage',
    );
  });
});

describe('rules §8: they roll only if the subscription goes on', () => {
  it('at its end everything expires', () => {
    const book = rolling({ rollover: 'all' }, '2026-01-31');
    expectLedger(book, '2026-02', `entry | lot | credits\n expiry | ${JAN} | -100.00`, ENDS);
  });

  it('a cancellation in the middle of a period leaves nothing to roll', () => {
    const book = rolling({ rollover: 'all' });
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-02-10 | moved');
    expectLedger(
      book,
      '2026-03',
      `at                      | entry        | lot                     | credits
       2026-01-31 23:59:59.999 | rollover_out | s:2026-01-01            | -100.00
       2026-01-31 23:59:59.999 | rollover_in  | s:2026-01-01+2026-02-01 | 100.00
       2026-02-10 23:59:59.999 | expiry       | s:2026-01-01+2026-02-01 | -100.00
       2026-02-10 23:59:59.999 | expiry       | s:2026-02-01            | -100.00`,
      ENDS,
    );
  });

  it('each subscription rolls its own lots by its own rule', () => {
    const book = bookOf(`
plans
code | type   | credit_type | credits | price | interval | rollover    | rollover_threshold
p    | base   | credits     | 10      | 0     | P1M      | if_at_least | 15
q    | add_on | credits     | 10      | 0     | P1M      | all         |

subscriptions
ref | customer | plan | start
a   | anna     | p    | 2026-01-01
b   | anna     | q    | 2026-01-01`);
    expectLedger(
      book,
      '2026-01',
      `entry        | lot                     | credits
       expiry       | a:2026-01-01            | -10.00
       rollover_out | b:2026-01-01            | -10.00
       rollover_in  | b:2026-01-01+2026-02-01 | 10.00`,
      ENDS,
    );
  });

  it('an extended lot stays behind: it ends by itself and never rolls', () => {
    const book = rolling({ rollover: 'all' });
    tell(
      book,
      `adjustments\nref | date | lot | type | expires\n x | 2026-01-20 | ${JAN} | extend | 2026-02-28`,
    );
    expectLedger(
      book,
      '2026-02',
      `at                      | entry        | lot                     | credits
       2026-02-28 23:59:59.999 | expiry       | s:2026-01-01            | -100.00
       2026-02-28 23:59:59.999 | rollover_out | s:2026-02-01            | -100.00
       2026-02-28 23:59:59.999 | rollover_in  | s:2026-02-01+2026-03-01 | 100.00`,
      ENDS,
    );
  });
});
