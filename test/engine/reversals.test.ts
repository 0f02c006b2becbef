// Domain §11 and §12: voided usage, of open months and of closed ones, and late usage.
import { describe, expect, it } from 'vitest';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, expectLots, planTable, tell, use } from '../support/memory/ledger-text.ts';

/** A plan `p` of these cells from 1 January, and grants. */
function having(cells: Record<string, string>, grants = ''): MemoryBook {
  return bookOf(`
${planTable({ price: '7', ...cells })}
subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01

${grants}`);
}

const granted = (rows: string): string =>
  `grants\nref | date | customer | credit_type | credits | price | expires | priority\n${rows}\n`;

const voided = (book: MemoryBook, id: string, date: string): void =>
  tell(book, `voids\nevent_id | date | reason\n ${id} | ${date} | sent twice`);

const BILLED = { credits: '0', price: '0', overage: 'bill_next_cycle', overage_price: '0.5' };

describe('rules §11: a voided event of an open month', () => {
  it('is as if it had never been', () => {
    const [book, other] = [having({}), having({})];
    use(book, 'a | 2026-01-05 | 3\n b | 2026-01-06 | 4');
    use(other, 'b | 2026-01-06 | 4');
    voided(book, 'a', '2026-01-20');
    const amounts = (of: MemoryBook) =>
      of.derive('2026-03').postings.map(({ posting }) => ({ ...posting, event: 0 }));
    expect(amounts(book)).toEqual(amounts(other));
  });

  it('stays erased when its month is closed later', () => {
    const book = having({});
    use(book, 'a | 2026-01-05 | 3');
    voided(book, 'a', '2026-01-20');
    book.close('2026-01');
    expectLedger(book, '2026-02', 'event', 'drawdown reinstatement');
  });
});

describe('rules §11: a voided event of a closed month', () => {
  const GRANTS = granted('g | 2026-01-01 | anna | credits | 3 | 1 | 2026-02-20 | 5');

  it('each drawdown comes back as a lot with its source’s expiry and priority, at the usage revenue it had', () => {
    const book = having({ expires: 'never', price: '10' }, GRANTS);
    use(book, 'a | 2026-01-05 | 1\n b | 2026-01-06 | 5');
    book.close('2026-01');
    voided(book, 'b', '2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry         | lot                 | event | credits | basis | revenue
       2026-01-05 00:00        | drawdown      | g                   | a     | -1.00   | -0.33 | usage 0.33
       2026-01-06 00:00        | drawdown      | g                   | b     | -2.00   | -0.67 | usage 0.67
       2026-01-06 00:00        | drawdown      | s:2026-01-01        | b     | -3.00   | -3.00 | usage 3.00
       2026-02-10 00:00        | reinstatement | void:b:g            | b     | 2.00    | 0.67  | usage -0.67
       2026-02-10 00:00        | reinstatement | void:b:s:2026-01-01 | b     | 3.00    | 3.00  | usage -3.00
       2026-02-20 23:59:59.999 | expiry        | void:b:g            |       | -2.00   | -0.67 | breakage 0.67`,
      'drawdown reversal reinstatement expiry',
    );
    expectLots(
      book,
      '2026-02',
      `lot                 | kind          | credits | price | starts           | expires          | priority | source
       g                   | top_up        | 3.00    | 1.00  | 2026-01-01 00:00 | 2026-02-21 00:00 | 5        |
       s:2026-01-01        | allocation    | 10.00   | 10.00 | 2026-01-01 00:00 | never            | 100      |
       s:2026-02-01        | allocation    | 10.00   | 10.00 | 2026-02-01 00:00 | never            | 100      |
       void:b:g            | reinstatement | 2.00    | 0.67  | 2026-02-10 00:00 | 2026-02-21 00:00 | 5        | g
       void:b:s:2026-01-01 | reinstatement | 3.00    | 3.00  | 2026-02-10 00:00 | never            | 100      | s:2026-01-01`,
    );
  });

  it('where the source has ended no credits come back: its revenue moves from usage to breakage', () => {
    const book = having({}, GRANTS);
    use(book, 'b | 2026-01-06 | 5');
    book.close('2026-01');
    voided(book, 'b', '2026-02-20');
    expectLedger(
      book,
      '2026-02',
      `at                      | entry         | lot          | event | credits | basis | revenue
       2026-01-06 00:00        | drawdown      | g            | b     | -3.00   | -1.00 | usage 1.00
       2026-01-06 00:00        | drawdown      | s:2026-01-01 | b     | -2.00   | -1.40 | usage 1.40
       2026-02-20 00:00        | reversal      | s:2026-01-01 | b     |         |       | usage -1.40, breakage 1.40
       2026-02-20 00:00        | reinstatement | void:b:g     | b     | 3.00    | 1.00  | usage -1.00`,
      'drawdown reversal reinstatement',
    );
  });

  it('a source without revenue that has ended leaves no line at all', () => {
    const book = having({ price: '0' });
    use(book, 'a | 2026-01-06 | 5');
    book.close('2026-01');
    voided(book, 'a', '2026-02-20');
    expectLedger(book, '2026-02', 'entry | lot', 'reversal reinstatement');
  });

  it('a lot drawn empty has not ended: its credits come back', () => {
    const book = having({ credits: '0', price: '0' }, GRANTS);
    use(book, 'a | 2026-01-06 | 3');
    book.close('2026-01');
    voided(book, 'a', '2026-02-20');
    expectLedger(book, '2026-02', 'lot | credits\n void:a:g | 3.00', 'reinstatement');
  });

  it('its billed overage is credited, and the ledger shows it taken back', () => {
    const book = having(BILLED);
    use(book, 'a | 2026-01-05 | 2\n b | 2026-01-06 | 1');
    book.close('2026-01');
    voided(book, 'b', '2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `at               | entry          | lot              | event | credits | overage | revenue       | receivable | unbilled | billed
       2026-01-05 00:00 | overage        |                  | a     |         | 2.00    | overage 1.00  |            | 1.00     |
       2026-01-06 00:00 | overage        |                  | b     |         | 1.00    | overage 0.50  |            | 0.50     |
       2026-02-01 00:00 | charge overage | s:2026-01-01:use |       | 3.00    |         |               | 1.50       | -1.50    | 1.50
       2026-02-10 00:00 | overage        |                  | b     |         | -1.00   | overage -0.50 | -0.50      |          |
       2026-02-10 00:00 | charge credit  | void:b           | b     | -1.00   |         |               |            |          | -0.50`,
      'overage charge',
    );
  });

  it('a credit of 0.00 is made for overage that cost nothing', () => {
    const book = having({ ...BILLED, overage_price: '0' });
    use(book, 'a | 2026-01-05 | 2');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `entry          | lot              | credits | billed
       charge overage | s:2026-01-01:use | 2.00    |
       charge credit  | void:a           | -2.00   |`,
      'charge',
    );
  });

  it('overage that was never funded is taken back without a credit', () => {
    const book = having({ credits: '0', price: '0' });
    use(book, 'a | 2026-01-05 | 2');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `at               | entry   | event | overage | receivable
       2026-01-05 00:00 | overage | a     | 2.00    |
       2026-02-10 00:00 | overage | a     | -2.00   |`,
      'overage charge',
    );
  });

  it('an unpaid deficit is dropped; what was paid of it comes back', () => {
    const book = having(
      { credits: '0', price: '0', overage: 'carry_forward' },
      granted(`g | 2026-01-20 | anna | credits | 3 | 3 | never | 1
               h | 2026-03-01 | anna | credits | 9 | 9 | never | 1`),
    );
    use(book, 'a | 2026-01-05 | 5\n b | 2026-01-06 | 1');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLedger(
      book,
      '2026-03',
      `at               | entry         | lot      | event | credits | overage | revenue
       2026-01-05 00:00 | deficit       |          | a     |         | 5.00    |
       2026-01-06 00:00 | deficit       |          | b     |         | 1.00    |
       2026-01-20 00:00 | drawdown      | g        | a     | -3.00   |         | usage 3.00
       2026-02-10 00:00 | deficit       |          | a     |         | -2.00   |
       2026-02-10 00:00 | reinstatement | void:a:g | a     | 3.00    |         | usage -3.00
       2026-02-10 00:00 | drawdown      | void:a:g | b     | -1.00   |         | usage 1.00`,
      'deficit drawdown reinstatement',
    );
  });

  it('a deficit paid in full is not there to be dropped', () => {
    const book = having(
      { credits: '0', price: '0', overage: 'carry_forward' },
      granted('g | 2026-01-20 | anna | credits | 9 | 9 | never | 1'),
    );
    use(book, 'a | 2026-01-05 | 5');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLedger(
      book,
      '2026-02',
      `entry         | credits | overage
       deficit       |         | 5.00
       drawdown      | -5.00   |
       reinstatement | 5.00    |`,
      'deficit drawdown reinstatement',
    );
  });

  it('drawdowns of one lot in several pieces come back as one', () => {
    const book = having(
      { credits: '0', price: '0', overage: 'carry_forward' },
      granted('g | 2026-01-20 | anna | credits | 9 | 9 | never | 1'),
    );
    use(book, 'a | 2026-01-05 | 5');
    use(book, 'z | 2026-01-20 | 4');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLots(book, '2026-02', 'lot | credits | price\n g | 9.00 | 9.00\n void:a:g | 5.00 | 5.00');
  });

  it('credits once brought back can be used, and taken back again', () => {
    const book = having(
      { credits: '0', price: '0' },
      granted('g | 2026-01-01 | anna | credits | 3 | 3 | never | 1'),
    );
    use(book, 'a | 2026-01-05 | 3');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    use(book, 'b | 2026-02-11 | 2');
    book.close('2026-02');
    voided(book, 'b', '2026-03-10');
    expectLedger(
      book,
      '2026-03',
      `entry         | lot             | credits | revenue
       drawdown      | g               | -3.00   | usage 3.00
       reinstatement | void:a:g        | 3.00    | usage -3.00
       drawdown      | void:a:g        | -2.00   | usage 2.00
       reinstatement | void:b:void:a:g | 2.00    | usage -2.00`,
      'drawdown reinstatement',
    );
  });

  it('which of the two it is was fixed when told: reopening its month changes nothing', () => {
    const book = having(
      { credits: '0', price: '0' },
      granted('g | 2026-01-01 | anna | credits | 3 | 3 | never | 1'),
    );
    use(book, 'a | 2026-01-05 | 3');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    book.reopen('2026-01');
    expectLedger(
      book,
      '2026-02',
      'entry | lot\n drawdown | g\n reinstatement | void:a:g',
      'drawdown reinstatement',
    );
  });

  it('an event in another wallet of the customer is found there', () => {
    const book = bookOf(`
credit_types
code    | scale
credits | 2
drinks  | 0

rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2025-01-01
other | drinks      | 1     | 1       | 2025-01-01

grants
ref | date       | customer | credit_type | credits
g   | 2026-01-01 | anna     | credits     | 5
d   | 2026-01-01 | anna     | drinks      | 5`);
    use(book, 'a | 2026-01-05 | 2 | other');
    book.close('2026-01');
    voided(book, 'a', '2026-02-10');
    expectLedger(book, '2026-02', 'type | lot | credits\n drinks | void:a:d | 2', 'reinstatement');
  });
});

describe('rules §12: late usage', () => {
  it('is posted at the start of the first open month and pays from what is there then', () => {
    const book = having({}, granted('g | 2026-02-01 | anna | credits | 3 | 3 | never | 1'));
    book.close('2026-01');
    use(book, 'a | 2026-01-31T23:59:59.999 | 4\n b | 2026-02-01 | 1');
    expectLedger(
      book,
      '2026-02',
      `at               | lot          | event | credits
       2026-02-01 00:00 | g            | a     | -3.00
       2026-02-01 00:00 | s:2026-02-01 | a     | -1.00
       2026-02-01 00:00 | s:2026-02-01 | b     | -1.00`,
      'drawdown',
    );
  });

  it('keeps its place when its month is reopened', () => {
    const book = having({});
    book.close('2026-01');
    use(book, 'a | 2026-01-20 | 4');
    book.reopen('2026-01');
    use(book, 'b | 2026-01-20 | 4');
    expectLedger(
      book,
      '2026-02',
      `at               | event
       2026-01-20 00:00 | b
       2026-02-01 00:00 | a`,
      'drawdown',
    );
  });

  it('usage from before the book begins is late, too', () => {
    const book = having({});
    use(book, 'a | 2025-12-31T23:59 | 4');
    expectLedger(book, '2026-01', 'at | lot | event\n 2026-01-01 00:00 | s:2026-01-01 | a', 'drawdown');
  });
});

describe('rules §12: undone batches', () => {
  it('are as if they had never come, and their ids are free again', () => {
    const book = having({});
    use(book, 'a | 2026-01-05 | 3\n b | 2026-01-06 | 1');
    use(book, 'c | 2026-01-07 | 1');
    book.undo(1);
    use(book, 'a | 2026-01-08 | 2');
    expectLedger(
      book,
      '2026-01',
      `at               | event | credits
       2026-01-07 00:00 | c     | -1.00
       2026-01-08 00:00 | a     | -2.00`,
      'drawdown',
    );
    expect(book.usage).toHaveLength(4);
  });
});
