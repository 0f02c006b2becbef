// Domain §2 at work: when subscription periods and lots begin and end. Instants are shown in UTC.
import { describe, it } from 'vitest';
import { bookOf, expectLedger, expectLots, tell, use } from '../support/memory/ledger-text.ts';

const plan = (interval: string, more: Record<string, string> = {}): string => {
  const cells = { code: 'p', credit_type: 'credits', credits: '10', price: '0', interval, ...more };
  return `plans\n${Object.keys(cells).join(' | ')}\n${Object.values(cells).join(' | ')}\n`;
};

const subscribed = (start: string, end = ''): string =>
  `subscriptions\nref | customer | plan | start | end\ns | anna | p | ${start} | ${end}\n`;

describe('rules §2: subscription periods', () => {
  it('from 31 January monthly: each is clamped to its month’s end, and none is counted from a clamped one', () => {
    const book = bookOf(`${plan('P1M')}\n${subscribed('2026-01-31')}`);
    expectLots(
      book,
      '2026-05',
      `lot          | starts           | expires
       s:2026-01-31 | 2026-01-31 00:00 | 2026-02-28 00:00
       s:2026-02-28 | 2026-02-28 00:00 | 2026-03-31 00:00
       s:2026-03-31 | 2026-03-31 00:00 | 2026-04-30 00:00
       s:2026-04-30 | 2026-04-30 00:00 | 2026-05-31 00:00
       s:2026-05-31 | 2026-05-31 00:00 | 2026-06-30 00:00`,
    );
  });

  it('in a leap year February has its 29th', () => {
    const book = bookOf(`${plan('P1M')}\n${subscribed('2024-01-30')}`, { first_month: '2024-01' });
    expectLots(
      book,
      '2024-03',
      `lot          | starts           | expires
       s:2024-01-30 | 2024-01-30 00:00 | 2024-02-29 00:00
       s:2024-02-29 | 2024-02-29 00:00 | 2024-03-30 00:00
       s:2024-03-30 | 2024-03-30 00:00 | 2024-04-30 00:00`,
    );
  });

  it('a year from 29 February comes back to it when there is one', () => {
    const book = bookOf(`${plan('P1Y')}\n${subscribed('2024-02-29')}`, { first_month: '2024-02' });
    expectLots(
      book,
      '2028-02',
      `lot          | starts           | expires
       s:2024-02-29 | 2024-02-29 00:00 | 2025-02-28 00:00
       s:2025-02-28 | 2025-02-28 00:00 | 2026-02-28 00:00
       s:2026-02-28 | 2026-02-28 00:00 | 2027-02-28 00:00
       s:2027-02-28 | 2027-02-28 00:00 | 2028-02-29 00:00
       s:2028-02-29 | 2028-02-29 00:00 | 2029-02-28 00:00`,
    );
  });

  it('P7D goes by weeks across months and summer time', () => {
    const book = bookOf(`${plan('P7D')}\n${subscribed('2026-03-20')}`, {
      first_month: '2026-03',
      time_zone: 'Europe/Vienna',
    });
    expectLots(
      book,
      '2026-04',
      `lot          | starts           | expires
       s:2026-03-20 | 2026-03-19 23:00 | 2026-03-26 23:00
       s:2026-03-27 | 2026-03-26 23:00 | 2026-04-02 22:00
       s:2026-04-03 | 2026-04-02 22:00 | 2026-04-09 22:00
       s:2026-04-10 | 2026-04-09 22:00 | 2026-04-16 22:00
       s:2026-04-17 | 2026-04-16 22:00 | 2026-04-23 22:00
       s:2026-04-24 | 2026-04-23 22:00 | 2026-04-30 22:00`,
    );
  });

  it('months and days together: k times both, months first', () => {
    const book = bookOf(`${plan('P1M1D')}\n${subscribed('2026-01-31')}`);
    expectLots(
      book,
      '2026-05',
      `lot          | starts           | expires
       s:2026-01-31 | 2026-01-31 00:00 | 2026-03-01 00:00
       s:2026-03-01 | 2026-03-01 00:00 | 2026-04-02 00:00
       s:2026-04-02 | 2026-04-02 00:00 | 2026-05-03 00:00
       s:2026-05-03 | 2026-05-03 00:00 | 2026-06-04 00:00`,
    );
  });

  it('the end is the last day, inclusive: its period is cut there, with all its credits', () => {
    const book = bookOf(`${plan('P1M', { price: '30' })}\n${subscribed('2026-01-15', '2026-03-01')}`);
    expectLedger(
      book,
      '2026-04',
      `at                      | entry       | lot          | credits | basis  | billed
       2026-01-15 00:00        | grant       | s:2026-01-15 | 10.00   | 30.00  |
       2026-01-15 00:00        | charge plan | s:2026-01-15 | 10.00   |        | 30.00
       2026-02-14 23:59:59.999 | expiry      | s:2026-01-15 | -10.00  | -30.00 |
       2026-02-15 00:00        | grant       | s:2026-02-15 | 10.00   | 30.00  |
       2026-02-15 00:00        | charge plan | s:2026-02-15 | 10.00   |        | 30.00
       2026-03-01 23:59:59.999 | expiry      | s:2026-02-15 | -10.00  | -30.00 |`,
    );
  });

  it('an end on the last day of a period adds no period', () => {
    const book = bookOf(`${plan('P1M')}\n${subscribed('2026-01-01', '2026-01-31')}`);
    expectLots(
      book,
      '2026-03',
      `lot          | expires
       s:2026-01-01 | 2026-02-01 00:00`,
    );
  });

  it('a period that runs when the book begins makes no lot and no charge, the next one does', () => {
    const book = bookOf(`${plan('P1M', { price: '30' })}\n${subscribed('2025-11-15')}`);
    expectLedger(
      book,
      '2026-01',
      `at               | entry       | lot          | credits
       2026-01-15 00:00 | grant       | s:2026-01-15 | 10.00
       2026-01-15 00:00 | charge plan | s:2026-01-15 | 10.00`,
    );
  });

  it('a period that runs when the book begins decides over overage, and is charged at its own end', () => {
    const book = bookOf(
      `${plan('P1M', { overage: 'bill_next_cycle', overage_price: '2' })}\n${subscribed('2025-12-15', '2026-01-14')}`,
    );
    use(book, 'e1 | 2026-01-03 | 4');
    expectLedger(
      book,
      '2026-01',
      `at               | entry          | lot              | event | overage | billed
       2026-01-03 00:00 | overage        |                  | e1    | 4.00    |
       2026-01-15 00:00 | charge overage | s:2025-12-15:use |       |         | 8.00`,
    );
  });
});

describe('rules §2: what ends', () => {
  const granted = (expires: string, date = '2026-01-31'): string =>
    `grants\nref | date | customer | credit_type | credits | expires\ng | ${date} | anna | credits | 10 | ${expires}\n`;

  it.each([
    ['never', 'never'],
    ['P30D', '2026-03-02 00:00'],
    ['P1M', '2026-02-28 00:00'],
    ['P1Y', '2027-01-31 00:00'],
    ['2026-03-31', '2026-04-01 00:00'],
    ['2026-01-31', '2026-02-01 00:00'],
  ])('a grant of 31 January that expires %s can pay until %s', (expires, until) => {
    expectLots(
      bookOf(granted(expires)),
      '2026-01',
      `lot | starts | expires\n g | 2026-01-31 00:00 | ${until}`,
    );
  });

  it.each([
    ['period_end', '2026-02-28 00:00'],
    ['never', 'never'],
    ['P3M', '2026-04-30 00:00'],
    ['P10D', '2026-02-10 00:00'],
  ])('an allocation of 31 January that expires %s can pay until %s', (expires, until) => {
    const book = bookOf(`${plan('P1M', { expires })}\n${subscribed('2026-01-31')}`);
    expectLots(book, '2026-01', `lot | starts | expires\n s:2026-01-31 | 2026-01-31 00:00 | ${until}`);
  });

  it('can pay in its last millisecond and not at its end', () => {
    const book = bookOf(granted('2026-02-28'));
    use(book, `last  | 2026-02-28T23:59:59.999 | 4\n  after | 2026-03-01T00:00:00.000 | 4`);
    expectLedger(
      book,
      '2026-03',
      `at                      | entry    | event | credits | overage
       2026-01-31 00:00        | grant    |       | 10.00   |
       2026-02-28 23:59:59.999 | drawdown | last  | -4.00   |
       2026-02-28 23:59:59.999 | expiry   |       | -6.00   |
       2026-03-01 00:00        | overage  | after |         | 4.00`,
    );
  });

  it('cannot pay a millisecond before it starts', () => {
    const book = bookOf(granted('never'));
    use(book, `before | 2026-01-30T23:59:59.999 | 4\n  at | 2026-01-31T00:00:00.000 | 4`);
    expectLedger(
      book,
      '2026-01',
      `at                      | entry    | event  | credits | overage
       2026-01-30 23:59:59.999 | overage  | before |         | 4.00
       2026-01-31 00:00        | grant    |        | 10.00   |
       2026-01-31 00:00        | drawdown | at     | -4.00   |`,
    );
  });

  it('a day whose midnight is skipped starts with its first instant', () => {
    const book = bookOf(granted('2018-11-04', '2018-11-04'), {
      first_month: '2018-11',
      time_zone: 'America/Sao_Paulo',
    });
    expectLots(
      book,
      '2018-11',
      `lot | starts           | expires
       g   | 2018-11-04 03:00 | 2018-11-05 02:00`,
    );
  });

  it('a day whose midnight comes twice starts with the first', () => {
    const book = bookOf(granted('2018-11-04', '2018-11-04'), {
      first_month: '2018-11',
      time_zone: 'America/Havana',
    });
    expectLots(
      book,
      '2018-11',
      `lot | starts           | expires
       g   | 2018-11-04 04:00 | 2018-11-05 05:00`,
    );
  });

  it('usage without an offset is local: twice means the first, skipped moves on', () => {
    const book = bookOf(granted('never', '2026-01-01'), { time_zone: 'Europe/Vienna' });
    use(
      book,
      `skipped | 2026-03-29T02:30 | 1
       twice   | 2026-10-25T02:30 | 1
       offset  | 2026-10-25T02:30+01:00 | 1
       day     | 2026-10-26 | 1`,
    );
    expectLedger(
      book,
      '2026-10',
      `at               | event
       2026-03-29 01:30 | skipped
       2026-10-25 00:30 | twice
       2026-10-25 01:30 | offset
       2026-10-25 23:00 | day`,
      'drawdown',
    );
  });
});

describe('rules §2: a cancellation', () => {
  it('cuts the running period at the end of its last day, without proration', () => {
    const book = bookOf(`${plan('P1M', { price: '31' })}\n${subscribed('2026-01-01')}`);
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-02-10 | moved');
    expectLedger(
      book,
      '2026-04',
      `at                      | entry       | lot          | credits | basis
       2026-01-01 00:00        | grant       | s:2026-01-01 | 10.00   | 31.00
       2026-01-01 00:00        | charge plan | s:2026-01-01 | 10.00   |
       2026-01-31 23:59:59.999 | expiry      | s:2026-01-01 | -10.00  | -31.00
       2026-02-01 00:00        | grant       | s:2026-02-01 | 10.00   | 31.00
       2026-02-01 00:00        | charge plan | s:2026-02-01 | 10.00   |
       2026-02-10 23:59:59.999 | expiry      | s:2026-02-01 | -10.00  | -31.00`,
    );
  });

  it('leaves lots with a duration or without end alone', () => {
    for (const [expires, until] of [
      ['P3M', '2026-04-01 00:00'],
      ['never', 'never'],
    ]) {
      const book = bookOf(`${plan('P1M', { expires: expires! })}\n${subscribed('2026-01-01')}`);
      tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-10 | moved');
      expectLots(book, '2026-03', `lot | expires\n s:2026-01-01 | ${until}`);
    }
  });

  it('may come again, to end it earlier still', () => {
    const book = bookOf(`${plan('P1M')}\n${subscribed('2026-01-01', '2026-12-31')}`);
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-02-20 | moved');
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-02-05 | at once');
    expectLots(
      book,
      '2026-06',
      `lot          | expires
       s:2026-01-01 | 2026-02-01 00:00
       s:2026-02-01 | 2026-02-06 00:00`,
    );
  });

  it('does not change where its lots stand in burn order', () => {
    const book = bookOf(
      `${plan('P1M')}
${subscribed('2026-01-01')}
grants
ref | date       | customer | credit_type | credits | expires
g   | 2026-01-02 | anna     | credits     | 10      | 2026-01-25`,
    );
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-20 | moved');
    use(book, 'e1 | 2026-01-10 | 1');
    expectLedger(book, '2026-01', 'lot | credits\n g | -1.00', 'drawdown');
  });

  it('lets a successor start the day after', () => {
    const book = bookOf(`${plan('P1M', { rollover: 'all' })}\n${subscribed('2026-01-01')}`);
    tell(book, 'cancellations\nsubscription | end | reason\n s | 2026-01-20 | moved');
    tell(book, 'subscriptions\nref | customer | plan | start\n t | anna | p | 2026-01-21');
    expectLedger(
      book,
      '2026-01',
      `at                      | entry  | lot          | credits
       2026-01-01 00:00        | grant  | s:2026-01-01 | 10.00
       2026-01-20 23:59:59.999 | expiry | s:2026-01-01 | -10.00
       2026-01-21 00:00        | grant  | t:2026-01-21 | 10.00`,
    );
  });
});
