// Domain §7: what happens at one instant, in exactly this order, and the order within each step.
import { describe, it } from 'vitest';
import { bookOf, expectLedger, tell, use } from '../support/memory/ledger-text.ts';

const grants = (rows: string): string =>
  `grants\nref | date | customer | credit_type | credits | price | expires | priority\n${rows}\n`;

describe('rules §7: everything at the start of one day', () => {
  it('lots begin, deficits are paid, adjustments, then usage; lots end in the last millisecond before', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval | rollover | overage
p    | credits     | 10      | 10    | P1M      | all      | carry_forward

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01

${grants(`g | 2026-02-01 | anna | credits | 20 | 20 | 2026-02-01 | 1
          q | 2026-01-05 | anna | credits | 6 | 6 | 2026-01-31 | 1`)}
adjustments
ref | date       | lot | type | credits
z   | 2026-02-01 | g   | void | 3
a   | 2026-02-01 | g   | void | 2`);
    use(
      book,
      `short | 2026-01-06 | 18
       free  | 2026-01-31T23:59:59.999 | 1
       b     | 2026-02-01 | 1
       a     | 2026-02-01 | 2
       last  | 2026-02-01T23:59:59.999 | 4`,
    );
    expectLedger(
      book,
      '2026-02',
      `at                      | entry        | lot                     | event | credits | overage
       2026-01-01 00:00        | grant        | s:2026-01-01            |       | 10.00   |
       2026-01-01 00:00        | charge plan  | s:2026-01-01            |       | 10.00   |
       2026-01-05 00:00        | grant        | q                       |       | 6.00    |
       2026-01-05 00:00        | charge top_up| q                       |       | 6.00    |
       2026-01-06 00:00        | drawdown     | q                       | short | -6.00   |
       2026-01-06 00:00        | drawdown     | s:2026-01-01            | short | -10.00  |
       2026-01-06 00:00        | deficit      |                         | short |         | 2.00
       2026-01-31 23:59:59.999 | deficit      |                         | free  |         | 1.00
       2026-02-01 00:00        | grant        | g                       |       | 20.00   |
       2026-02-01 00:00        | charge top_up| g                       |       | 20.00   |
       2026-02-01 00:00        | grant        | s:2026-02-01            |       | 10.00   |
       2026-02-01 00:00        | charge plan  | s:2026-02-01            |       | 10.00   |
       2026-02-01 00:00        | drawdown     | g                       | short | -2.00   |
       2026-02-01 00:00        | drawdown     | g                       | free  | -1.00   |
       2026-02-01 00:00        | void         | g                       |       | -2.00   |
       2026-02-01 00:00        | void         | g                       |       | -3.00   |
       2026-02-01 00:00        | drawdown     | g                       | a     | -2.00   |
       2026-02-01 00:00        | drawdown     | g                       | b     | -1.00   |
       2026-02-01 23:59:59.999 | drawdown     | g                       | last  | -4.00   |
       2026-02-01 23:59:59.999 | expiry       | g                       |       | -5.00   |
       2026-02-28 23:59:59.999 | rollover_out | s:2026-02-01            |       | -10.00  |
       2026-02-28 23:59:59.999 | rollover_in  | s:2026-02-01+2026-03-01 |       | 10.00   |`,
    );
  });

  it('voids come first: the overage they take back, then lots by id, what they bring back among them', () => {
    const book = bookOf(grants('g | 2026-01-01 | anna | credits | 5 | 5 | never | 1'));
    use(book, 'y | 2026-01-05 | 4\n x | 2026-01-06 | 4');
    book.close('2026-01');
    tell(
      book,
      `voids
event_id | date       | reason
y        | 2026-02-01 | twice
x        | 2026-02-01 | twice

${grants(`a | 2026-02-01 | anna | credits | 1 | 0 | never | 9
          z | 2026-02-01 | anna | credits | 1 | 0 | never | 9`)}`,
    );
    use(book, 'n | 2026-02-01 | 1');
    expectLedger(
      book,
      '2026-02',
      `at               | entry         | lot      | event | credits | overage
       2026-01-01 00:00 | grant         | g        |       | 5.00    |
       2026-01-01 00:00 | charge top_up | g        |       | 5.00    |
       2026-01-05 00:00 | drawdown      | g        | y     | -4.00   |
       2026-01-06 00:00 | drawdown      | g        | x     | -1.00   |
       2026-01-06 00:00 | overage       |          | x     |         | 3.00
       2026-02-01 00:00 | overage       |          | x     |         | -3.00
       2026-02-01 00:00 | grant         | a        |       | 1.00    |
       2026-02-01 00:00 | reinstatement | void:x:g | x     | 1.00    |
       2026-02-01 00:00 | reinstatement | void:y:g | y     | 4.00    |
       2026-02-01 00:00 | grant         | z        |       | 1.00    |
       2026-02-01 00:00 | drawdown      | void:x:g | n     | -1.00   |`,
    );
  });

  it('a lot that comes back pays the deficits of the same instant', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval | overage
p    | credits     | 0       | 0     | P1M      | carry_forward

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01

${grants('g | 2026-01-01 | anna | credits | 5 | 5 | never | 1')}`);
    use(book, 'big | 2026-01-05 | 4\n next | 2026-01-06 | 3');
    book.close('2026-01');
    tell(book, 'voids\nevent_id | date | reason\n big | 2026-02-10 | twice');
    expectLedger(
      book,
      '2026-02',
      `at               | entry         | lot        | event | credits | overage
       2026-01-05 00:00 | drawdown      | g          | big   | -4.00   |
       2026-01-06 00:00 | drawdown      | g          | next  | -1.00   |
       2026-01-06 00:00 | deficit       |            | next  |         | 2.00
       2026-02-10 00:00 | reinstatement | void:big:g | big   | 4.00    |
       2026-02-10 00:00 | drawdown      | void:big:g | next  | -2.00   |`,
      'drawdown deficit reinstatement',
    );
  });
});

describe('rules §7.4: usage of one instant', () => {
  it('goes by event id in plain string order, not by file order', () => {
    const book = bookOf(grants('g | 2026-01-01 | anna | credits | 3 | 0 | never | 1'));
    use(
      book,
      `e2  | 2026-01-05T10:00 | 1
       e10 | 2026-01-05T10:00 | 1
       E1  | 2026-01-05T10:00 | 1
       é   | 2026-01-05T10:00 | 1
       e1  | 2026-01-05T10:00 | 1`,
    );
    expectLedger(
      book,
      '2026-01',
      `entry    | event
       drawdown | E1
       drawdown | e1
       drawdown | e10
       overage  | e2
       overage  | é`,
      'drawdown overage',
    );
  });

  it('late usage of a closed month stands at the first instant of the open one, among what is there', () => {
    const book = bookOf(grants('g | 2026-02-01 | anna | credits | 3 | 0 | never | 1'));
    book.close('2026-01');
    use(book, 'on | 2026-02-01 | 1\n late | 2026-01-20 | 1\n older | 2025-12-24 | 5');
    expectLedger(
      book,
      '2026-02',
      `at               | entry    | event | credits | overage
       2026-02-01 00:00 | grant    |       | 3.00    |
       2026-02-01 00:00 | drawdown | late  | -1.00   |
       2026-02-01 00:00 | drawdown | older | -2.00   |
       2026-02-01 00:00 | overage  | older |         | 3.00
       2026-02-01 00:00 | overage  | on    |         | 1.00`,
    );
  });
});

describe('rules §7.5: lots of one instant end', () => {
  it('in burn order: each rolls out, rolls in, and what does not roll expires', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval | rollover | rollover_cap | priority
p    | credits     | 10      | 0     | P1M      | all      | 4            | 50

subscriptions
ref | customer | plan | start
s   | anna     | p    | 2026-01-01

${grants(`b | 2026-01-01 | anna | credits | 1 | 0 | 2026-01-31 | 60
          a | 2026-01-01 | anna | credits | 1 | 0 | 2026-01-31 | 60
          c | 2026-01-01 | anna | credits | 1 | 0 | 2026-01-31 | 40`)}`);
    expectLedger(
      book,
      '2026-01',
      `entry        | lot                     | credits
       expiry       | c                       | -1.00
       rollover_out | s:2026-01-01            | -4.00
       rollover_in  | s:2026-01-01+2026-02-01 | 4.00
       expiry       | s:2026-01-01            | -6.00
       expiry       | a                       | -1.00
       expiry       | b                       | -1.00`,
      'expiry rollover_out rollover_in',
    );
  });

  it('an empty lot ends without a line', () => {
    const book = bookOf(grants('g | 2026-01-01 | anna | credits | 3 | 3 | 2026-01-31 | 1'));
    use(book, 'e | 2026-01-05 | 3');
    expectLedger(book, '2026-02', 'entry\n grant\n charge top_up\n drawdown');
  });

  it('wallets of different credit types and customers do not touch each other', () => {
    const book = bookOf(`
credit_types
code    | scale
credits | 2
drinks  | 0

rates
meter | credit_type | units | credits | from
use   | credits     | 1     | 1       | 2025-01-01
other | drinks      | 1     | 1       | 2025-01-01

customers
code | name
anna | Anna
bert | Bert

grants
ref | date       | customer | credit_type | credits
a   | 2026-01-01 | anna     | credits     | 5
b   | 2026-01-01 | bert     | credits     | 5
d   | 2026-01-01 | anna     | drinks      | 5`);
    use(
      book,
      'x | 2026-01-05 | 6 | use | anna\n y | 2026-01-05 | 2 | other | anna\n z | 2026-01-05 | 1 | use | bert',
    );
    expectLedger(
      book,
      '2026-01',
      `customer | type    | lot | event | credits | overage
       anna     | credits | a   | x     | -5.00   |
       anna     | credits |     | x     |         | 1.00
       anna     | drinks  | d   | y     | -2      |
       bert     | credits | b   | z     | -1.00   |`,
      'drawdown overage',
    );
  });
});
