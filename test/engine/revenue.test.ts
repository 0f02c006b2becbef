// Domain §3 and §10: revenue recognised piece by piece never drifts; expected breakage in proportion to use.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Posting } from '../../src-main/engine/postings.ts';
import type { MemoryBook } from '../support/memory/book.ts';
import { bookOf, expectLedger, tell, use } from '../support/memory/ledger-text.ts';

function bought(
  credits: string,
  price: string,
  more: Record<string, string> = {},
  currency = 'EUR',
): MemoryBook {
  const cells = {
    ref: 'g',
    date: '2026-01-01',
    customer: 'anna',
    credit_type: 'credits',
    credits,
    price,
    ...more,
  };
  return bookOf(`grants\n${Object.keys(cells).join(' | ')}\n${Object.values(cells).join(' | ')}`, {
    currency,
  });
}

/** Events a, b, c … a day apart. */
function draw(book: MemoryBook, ...quantities: string[]): void {
  const day = (i: number): string => String(i + 2).padStart(2, '0');
  use(book, quantities.map((q, i) => `${String.fromCharCode(97 + i)} | 2026-01-${day(i)} | ${q}`).join('\n'));
}

const RECOGNISING = 'drawdown expiry refund void';

describe('rules §3: money never drifts', () => {
  it('the cumulative amount is rounded, and the difference posted', () => {
    const book = bought('3', '1');
    draw(book, '1', '1', '1');
    expectLedger(
      book,
      '2026-01',
      `event | basis | revenue
       a     | -0.33 | usage 0.33
       b     | -0.34 | usage 0.34
       c     | -0.33 | usage 0.33`,
      'drawdown',
    );
  });

  it('half a minor unit rounds up', () => {
    const book = bought('2', '0.01');
    draw(book, '1', '1');
    expectLedger(book, '2026-01', 'event | revenue\n a | usage 0.01\n b |', 'drawdown');
  });

  it('expiry takes all that is still deferred', () => {
    const book = bought('3', '1', { expires: '2026-01-31' });
    draw(book, '1');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | basis | revenue
       drawdown | -1.00   | -0.33 | usage 0.33
       expiry   | -2.00   | -0.67 | breakage 0.67`,
      RECOGNISING,
    );
  });

  it('a promo recognises nothing', () => {
    const book = bought('3', '0', { expires: '2026-01-31' });
    draw(book, '1');
    expectLedger(
      book,
      '2026-01',
      'entry | credits | revenue\n drawdown | -1.00 |\n expiry | -2.00 |',
      RECOGNISING,
    );
  });

  it('whatever is drawn in whatever pieces: a lot drawn empty has recognised exactly its price', () => {
    const hundredths = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(hundredths, fc.integer({ min: 0, max: 1_000_000 }), fc.nat(99), (pieces, cents, b) => {
        const total = pieces.reduce((sum, piece) => sum + piece, 0);
        const book = bought(money(total), money(cents), { kind: 'top_up', expected_breakage: `${b}%` });
        draw(book, ...pieces.map(money));
        const lines = book.derive('2026-01').postings.filter(({ posting }) => posting.kind === 'drawdown');
        expect(sum(lines, 'usage')).toBe(BigInt(cents));
        expect(sum(lines, 'breakage')).toBe(0n);
        expect(sum(lines, 'basis')).toBe(-BigInt(cents));
        let recognised = 0n;
        for (const { posting } of lines) {
          recognised -= posting.basis;
          expect(recognised >= 0n && recognised <= BigInt(cents)).toBe(true);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

const money = (cents: number): string => (cents / 100).toFixed(2);
const sum = (lines: { posting: Posting }[], field: 'usage' | 'breakage' | 'basis'): bigint =>
  lines.reduce((total, { posting }) => total + posting[field], 0n);

describe('rules §10: expected breakage, in proportion to use', () => {
  it('20% of 100 for 80.00: use is recognised at 1/80th, capped at the price; use beyond turns breakage back', () => {
    const book = bought('100', '80', { expected_breakage: '20%' });
    draw(book, '40', '40', '10', '10');
    // Recognised 40.00, 80.00, 80.00, 80.00; of it usage 32.00, 64.00, 72.00, 80.00.
    expectLedger(
      book,
      '2026-01',
      `event | basis  | revenue
       a     | -40.00 | usage 32.00, breakage 8.00
       b     | -40.00 | usage 32.00, breakage 8.00
       c     |        | usage 8.00, breakage -8.00
       d     |        | usage 8.00, breakage -8.00`,
      'drawdown',
    );
  });

  it('expiry recognises what is left as breakage', () => {
    const book = bought('100', '80', { expected_breakage: '20%', expires: '2026-01-31' });
    draw(book, '40');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | basis  | revenue
       drawdown | -40.00  | -40.00 | usage 32.00, breakage 8.00
       expiry   | -60.00  | -40.00 | breakage 40.00`,
      RECOGNISING,
    );
  });

  it('a lot that has recognised all expires for nothing', () => {
    const book = bought('100', '80', { expected_breakage: '20%', expires: '2026-01-31' });
    draw(book, '80');
    expectLedger(
      book,
      '2026-01',
      `entry    | credits | basis  | revenue
       drawdown | -80.00  | -80.00 | usage 64.00, breakage 16.00
       expiry   | -20.00  |        |`,
      RECOGNISING,
    );
  });

  it('both amounts are rounded cumulatively', () => {
    const book = bought('3', '1', { expected_breakage: '10%' });
    draw(book, '1', '1', '1');
    // 1 ÷ 2.7 = 0.37, 2 ÷ 2.7 = 0.74, then the price; usage 0.33, 0.67, 1.00.
    expectLedger(
      book,
      '2026-01',
      `event | basis | revenue
       a     | -0.37 | usage 0.33, breakage 0.04
       b     | -0.37 | usage 0.34, breakage 0.03
       c     | -0.26 | usage 0.33, breakage -0.07`,
      'drawdown',
    );
  });

  it('rollover lots keep it, on the price that moved', () => {
    const book = bookOf(`
plans
code | credit_type | credits | price | interval | rollover | expected_breakage
p    | credits     | 100     | 80    | P1M      | all      | 20%

subscriptions
ref | customer | plan | start      | end
s   | anna     | p    | 2026-01-01 | 2026-02-28`);
    use(book, 'a | 2026-01-10 | 40\n b | 2026-02-10 | 24');
    // 60 credits roll with the 40.00 still deferred; 24 of them: 40 × 24 ÷ (60 × 0.8) = 20.00, usage 16.00.
    expectLedger(
      book,
      '2026-02',
      `entry        | lot                     | credits | basis  | revenue
       drawdown     | s:2026-01-01            | -40.00  | -40.00 | usage 32.00, breakage 8.00
       rollover_out | s:2026-01-01            | -60.00  | -40.00 |
       rollover_in  | s:2026-01-01+2026-02-01 | 60.00   | 40.00  |
       drawdown     | s:2026-01-01+2026-02-01 | -24.00  | -20.00 | usage 16.00, breakage 4.00
       expiry       | s:2026-01-01+2026-02-01 | -36.00  | -20.00 | breakage 20.00
       expiry       | s:2026-02-01            | -100.00 | -80.00 | breakage 80.00`,
      'drawdown rollover_out rollover_in expiry',
    );
  });

  it('what is left after a refund keeps it, on its new basis', () => {
    const book = bought('100', '80', { expected_breakage: '20%' });
    tell(
      book,
      'adjustments\nref | date | lot | type | credits | amount\n r | 2026-01-01 | g | refund | 50 | 40',
    );
    draw(book, '40', '10');
    expectLedger(
      book,
      '2026-01',
      `entry    | event | basis  | revenue
       refund   |       | -40.00 |
       drawdown | a     | -40.00 | usage 32.00, breakage 8.00
       drawdown | b     |        | usage 8.00, breakage -8.00`,
      RECOGNISING,
    );
  });

  it('reinstatements have none', () => {
    const book = bought('100', '80', { expected_breakage: '20%' });
    draw(book, '40');
    book.close('2026-01');
    tell(book, 'voids\nevent_id | date | reason\n a | 2026-02-01 | twice');
    use(book, 'z | 2026-02-02 | 70');
    // The lot of 40 comes back at the usage revenue of 32.00; g itself goes on where it was.
    expectLedger(
      book,
      '2026-02',
      `entry         | lot      | event | credits | basis  | revenue
       drawdown      | g        | a     | -40.00  | -40.00 | usage 32.00, breakage 8.00
       reinstatement | void:a:g | a     | 40.00   | 32.00  | usage -32.00
       drawdown      | g        | z     | -60.00  | -40.00 | usage 48.00, breakage -8.00
       drawdown      | void:a:g | z     | -10.00  | -8.00  | usage 8.00`,
      'drawdown reinstatement',
    );
  });
});
