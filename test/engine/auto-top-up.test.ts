// Domain §9, auto_top_up: packs bought before a draw and after it, up to the period's limit, and what lies beyond.
import { describe, it } from 'vitest';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, expectLots, use } from '../support/memory/ledger-text.ts';

/** A subscription `s` of 10 credits a month that buys packs of 5 for 4.00. */
function buying(cells: Record<string, string>, grants = ''): MemoryBook {
  const plan = {
    code: 'p',
    credit_type: 'credits',
    credits: '10',
    price: '0',
    interval: 'P1M',
    overage: 'auto_top_up',
    overage_price: '2',
    auto_top_up_pack: 'five',
    ...cells,
  };
  return bookOf(`
packs
code | credit_type | credits | price | expires
five | credits     | 5       | 4     | P10D

plans
${Object.keys(plan).join(' | ')}
${Object.values(plan).join(' | ')}

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01

${grants}`);
}

const BOUGHT = 'grant charge drawdown overage';

describe('rules §9: auto_top_up before the draw', () => {
  it('buys packs while the wallet has less than the need, then draws', () => {
    const book = buying({});
    use(book, 'a | 2026-01-05T10:00 | 8\n b | 2026-01-06T10:00 | 9');
    expectLedger(
      book,
      '2026-01',
      `at               | entry              | lot          | event | credits | basis | billed | revenue
       2026-01-01 00:00 | grant              | s:2026-01-01 |       | 10.00   |       |        |
       2026-01-05 10:00 | drawdown           | s:2026-01-01 | a     | -8.00   |       |        |
       2026-01-06 10:00 | grant              | s:auto:1     |       | 5.00    | 4.00  |        |
       2026-01-06 10:00 | charge auto_top_up | s:auto:1     |       | 5.00    |       | 4.00   |
       2026-01-06 10:00 | grant              | s:auto:2     |       | 5.00    | 4.00  |        |
       2026-01-06 10:00 | charge auto_top_up | s:auto:2     |       | 5.00    |       | 4.00   |
       2026-01-06 10:00 | drawdown           | s:auto:1     | b     | -5.00   | -4.00 |        | usage 4.00
       2026-01-06 10:00 | drawdown           | s:auto:2     | b     | -4.00   | -3.20 |        | usage 3.20`,
      BOUGHT,
    );
  });

  it('buys nothing when what is there is just enough', () => {
    const book = buying({});
    use(book, 'a | 2026-01-05 | 10');
    expectLedger(book, '2026-01', 'lot | credits\n s:2026-01-01 | -10.00', 'drawdown charge');
  });

  it('the lot starts at the event and expires by the date of the event', () => {
    const book = buying({ credits: '0' });
    use(book, 'a | 2026-01-05T10:00 | 1');
    expectLots(
      book,
      '2026-01',
      `lot      | kind        | credits | price | starts           | expires
       s:auto:1 | auto_top_up | 5.00    | 4.00  | 2026-01-05 10:00 | 2026-01-15 00:00`,
    );
  });

  it('buys when the smallest unit is missing', () => {
    const book = buying({});
    use(book, 'a | 2026-01-05 | 10.01');
    expectLedger(book, '2026-01', 'lot | credits\n s:auto:1 | -5.00\n s:2026-01-01 | -5.01', 'drawdown');
  });

  it('what is left of a pack expires in its time, whatever else happens or not', () => {
    const book = buying({ credits: '0' });
    use(book, 'a | 2026-01-05T10:00 | 1');
    expectLedger(
      book,
      '2026-01',
      `at                      | entry  | lot      | credits | revenue
       2026-01-14 23:59:59.999 | expiry | s:auto:1 | -4.00   | breakage 3.20`,
      'expiry',
    );
  });

  it('what counts before the draw is what this meter may draw', () => {
    const book = buying(
      { credits: '0' },
      `grants
ref | date       | customer | credit_type | credits | meters
o   | 2026-01-02 | anna     | credits     | 100     | other`,
    );
    use(book, 'a | 2026-01-05 | 3');
    expectLedger(book, '2026-01', 'lot | event | credits\n s:auto:1 | a | -3.00', 'drawdown');
  });
});

describe('rules §9: auto_top_up after the draw', () => {
  it('buys while the wallet has less than auto_top_up_below', () => {
    const book = buying({ auto_top_up_below: '8' });
    use(book, 'a | 2026-01-05 | 2\n b | 2026-01-06 | 1\n c | 2026-01-07 | 11');
    expectLedger(
      book,
      '2026-01',
      `at               | entry    | lot          | event | credits
       2026-01-01 00:00 | grant    | s:2026-01-01 |       | 10.00
       2026-01-05 00:00 | drawdown | s:2026-01-01 | a     | -2.00
       2026-01-06 00:00 | drawdown | s:2026-01-01 | b     | -1.00
       2026-01-06 00:00 | grant    | s:auto:1     |       | 5.00
       2026-01-07 00:00 | drawdown | s:auto:1     | c     | -5.00
       2026-01-07 00:00 | drawdown | s:2026-01-01 | c     | -6.00
       2026-01-07 00:00 | grant    | s:auto:2     |       | 5.00
       2026-01-07 00:00 | grant    | s:auto:3     |       | 5.00`,
      'grant drawdown',
    );
  });

  it('what counts after the draw is the whole wallet, also what this meter may not draw', () => {
    const book = buying(
      { auto_top_up_below: '8' },
      `grants
ref | date       | customer | credit_type | credits | meters
o   | 2026-01-02 | anna     | credits     | 100     | other`,
    );
    use(book, 'a | 2026-01-05 | 9');
    expectLedger(book, '2026-01', 'lot | credits\n s:2026-01-01 | -9.00', 'drawdown charge');
  });

  it('usage without need buys nothing', () => {
    const book = buying({ credits: '0', auto_top_up_below: '8' });
    use(book, 'a | 2026-01-05 | 0');
    expectLedger(book, '2026-01', 'entry | lot');
  });
});

describe('rules §9: auto_top_up_limit', () => {
  it('beyond the limit of the period it is as bill_next_cycle', () => {
    const book = buying({ credits: '0', auto_top_up_limit: '2' });
    use(book, 'a | 2026-01-05 | 12\n b | 2026-01-06 | 1\n c | 2026-02-01 | 1');
    expectLedger(
      book,
      '2026-02',
      `at               | entry              | lot              | event | credits | overage | billed | unbilled
       2026-01-05 00:00 | grant              | s:auto:1         |       | 5.00    |         |        |
       2026-01-05 00:00 | charge auto_top_up | s:auto:1         |       | 5.00    |         | 4.00   |
       2026-01-05 00:00 | grant              | s:auto:2         |       | 5.00    |         |        |
       2026-01-05 00:00 | charge auto_top_up | s:auto:2         |       | 5.00    |         | 4.00   |
       2026-01-05 00:00 | drawdown           | s:auto:1         | a     | -5.00   |         |        |
       2026-01-05 00:00 | drawdown           | s:auto:2         | a     | -5.00   |         |        |
       2026-01-05 00:00 | overage            |                  | a     |         | 2.00    |        | 4.00
       2026-01-06 00:00 | overage            |                  | b     |         | 1.00    |        | 2.00
       2026-02-01 00:00 | charge overage     | s:2026-01-01:use |       | 3.00    |         | 6.00   | -6.00
       2026-02-01 00:00 | grant              | s:auto:3         |       | 5.00    |         |        |
       2026-02-01 00:00 | charge auto_top_up | s:auto:3         |       | 5.00    |         | 4.00   |
       2026-02-01 00:00 | drawdown           | s:auto:3         | c     | -1.00   |         |        |`,
      BOUGHT,
    );
  });

  it('packs bought after the draw count against it, too', () => {
    const book = buying({ auto_top_up_below: '10', auto_top_up_limit: '1' });
    use(book, 'a | 2026-01-05 | 1\n b | 2026-01-06 | 14\n c | 2026-01-07 | 1');
    expectLedger(
      book,
      '2026-01',
      `entry    | lot          | event | credits | overage
       drawdown | s:2026-01-01 | a     | -1.00   |
       drawdown | s:auto:1     | b     | -5.00   |
       drawdown | s:2026-01-01 | b     | -9.00   |
       overage  |              | c     |         | 1.00`,
      'drawdown overage',
    );
  });

  it('a limit of 0 buys nothing at all', () => {
    const book = buying({ credits: '0', auto_top_up_limit: '0' });
    use(book, 'a | 2026-01-05 | 1');
    expectLedger(book, '2026-01', 'entry | overage\n overage | 1.00', 'grant overage');
  });

  it('counts by the subscription’s periods, not by months', () => {
    const book = bookOf(`
packs
code | credit_type | credits | price
one  | credits     | 1       | 1

plans
code | credit_type | credits | price | interval | overage     | overage_price | auto_top_up_pack | auto_top_up_limit
p    | credits     | 0       | 0     | P7D      | auto_top_up | 2             | one              | 1

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01`);
    use(book, 'a | 2026-01-07T23:59 | 2\n b | 2026-01-08T00:00 | 1\n c | 2026-01-14T12:00 | 1');
    expectLedger(
      book,
      '2026-01',
      `entry    | lot      | event | credits | overage
       drawdown | s:auto:1 | a     | -1.00   |
       overage  |          | a     |         | 1.00
       drawdown | s:auto:2 | b     | -1.00   |
       overage  |          | c     |         | 1.00`,
      'drawdown overage',
    );
  });
});
