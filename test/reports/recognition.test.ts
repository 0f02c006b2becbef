// What the revenue workbook and its screen rest on: where lots come from, what they did in a period, cohorts, waterfall and expiry ladder,
// each worked out by hand.
import { describe, expect, test } from 'vitest';
import { cohortLines } from '../../src-main/reports/recognition/cohorts.ts';
import { isOn, ladderAt } from '../../src-main/reports/recognition/ladder.ts';
import { bookedOf, lotMovements } from '../../src-main/reports/recognition/lot-movements.ts';
import { periodCode, periodOf } from '../../src-main/reports/recognition/period.ts';
import { reportNamed } from '../../src-main/reports/report.ts';
import type { LotMonthSums } from '../../src-main/reports/source.ts';
import { csv, lot, sourceOf, start, sums } from './report-sources.ts';

/** Postings of a lot in a month: credits at the scale of drinks (0), money in cents. */
function moved(
  of: string | null,
  month: string,
  kind: LotMonthSums['kind'],
  credits: number,
  money: Parameters<typeof sums>[1],
  chargeKind: LotMonthSums['chargeKind'] = null,
): LotMonthSums {
  return {
    ...sums({ month, kind, chargeKind }, money),
    lot: of,
    creditType: 'drinks',
    credits: BigInt(credits),
  };
}

// 10 drinks for 50.00 in January: 4 used; 6 roll into February for 30.00: 2 used (10.00), voided in March (they come back for 10.00, one of
// them is used), 4 expire in February (20.00).
const LOTS = [
  lot({ lot: 'jan', granted: 10n, drawn: 4n, rolledOver: 6n, price: 5000n, recognized: 2000n, moved: 3000n }),
  lot({
    ...{ lot: 'jan+2026-02-01', kind: 'rollover', source: 'jan' },
    ...{ granted: 6n, drawn: 2n, expired: 4n, price: 3000n, recognized: 3000n },
  }),
  lot({
    ...{ lot: 'void:e1:jan+2026-02-01', kind: 'reinstatement', source: 'jan+2026-02-01' },
    ...{ granted: 2n, drawn: 1n, price: 1000n, recognized: 500n, expiresAt: start('2026-06-01') },
  }),
];
const MONTHS = [
  moved('jan', '2026-01', 'grant', 10, { basis: 5000 }),
  moved('jan', '2026-01', 'charge', 10, { receivable: 5000 }, 'top_up'),
  moved('jan', '2026-01', 'drawdown', -4, { basis: -2000, usage: 2000 }),
  moved('jan', '2026-01', 'rollover_out', -6, { basis: -3000 }),
  moved('jan+2026-02-01', '2026-01', 'rollover_in', 6, { basis: 3000 }),
  moved('jan+2026-02-01', '2026-02', 'drawdown', -2, { basis: -1000, usage: 1000 }),
  moved('jan+2026-02-01', '2026-02', 'expiry', -4, { basis: -2000, breakage: 2000 }),
  moved('void:e1:jan+2026-02-01', '2026-03', 'reinstatement', 2, { basis: 1000, usage: -1000 }),
  moved('void:e1:jan+2026-02-01', '2026-03', 'drawdown', -1, { basis: -500, usage: 500 }),
  moved(null, '2026-03', 'overage', 0, { overage: 700, receivable: 700 }),
];

describe('a lot', () => {
  test('that rolled over or came back was sold when the first one was; what came back came when it did', () => {
    const found = bookedOf(LOTS, MONTHS);
    expect([...found.values()]).toEqual([
      { root: 'jan', booked: '2026-01', came: '2026-01' },
      { root: 'jan', booked: '2026-01', came: '2026-01' },
      { root: 'jan', booked: '2026-01', came: '2026-03' },
    ]);
  });

  test('that is named before the one it comes from is followed all the same', () => {
    expect(bookedOf([...LOTS].reverse(), MONTHS).get('void:e1:jan+2026-02-01')?.root).toBe('jan');
  });

  test('is from the opening balance where its money was deferred when the period began', () => {
    const march = lotMovements(LOTS, MONTHS, periodOf('month', '2026-03'));
    expect(march.map(({ lot: { lot: id }, before }) => [id, before])).toEqual([
      ['void:e1:jan+2026-02-01', false],
    ]);
    const february = lotMovements(LOTS, MONTHS, periodOf('month', '2026-02'));
    expect(february).toHaveLength(1);
    expect(february[0]).toMatchObject({
      before: true,
      money: { opening: 3000n, usage: -1000n, breakage: -2000n, rolledIn: 0n, closing: 0n },
      credits: { opening: 6n, used: -2n, expired: -4n, closing: 0n },
    });
  });

  test('adds its months up in a longer period', () => {
    const [jan, rolled, back] = lotMovements(LOTS, MONTHS, periodOf('quarter', '2026-02'));
    expect(jan).toMatchObject({ money: { opening: 0n, billed: 5000n, rolledOut: -3000n, closing: 0n } });
    expect(rolled).toMatchObject({ before: false, money: { opening: 0n, rolledIn: 3000n, closing: 0n } });
    expect(back).toMatchObject({ money: { reinstated: 1000n, usage: -500n, closing: 500n } });
  });
});

test('cohorts take recognition back where it was, and rolling moves nothing in them', () => {
  const lines = cohortLines(MONTHS, bookedOf(LOTS, MONTHS));
  expect(
    lines.map(({ booked, month, billed, usage, breakage }) => [booked, month, billed, usage, breakage]),
  ).toEqual([
    ['2026-01', '2026-01', 5000n, 2000n, 0n],
    ['2026-01', '2026-02', 0n, 1000n, 2000n],
    ['2026-01', '2026-03', 0n, -500n, 0n],
  ]);
  expect(lines.map(({ sold, used, expired }) => [sold, used, expired])).toEqual([
    [10n, 4n, 0n],
    [0n, 2n, 4n],
    [0n, -1n, 0n],
  ]);
});

test('the waterfall foots across: booked less recognised less refunded is what remains', () => {
  const source = sourceOf({ through: '2026-03', lots: () => LOTS, lotMonths: () => MONTHS });
  expect(csv(reportNamed('waterfall')!.make(source))).toEqual([
    'booked_in,currency,booked,recognised,refunded,remaining,2026-01,2026-02,2026-03',
    '2026-01,EUR,50.00,45.00,0.00,5.00,20.00,30.00,-5.00',
  ]);
});

test('the waterfall shows twelve months, and what lies before them in one column', () => {
  const source = sourceOf({ through: '2027-02', lots: () => LOTS, lotMonths: () => MONTHS });
  const [head, row] = csv(reportNamed('waterfall')!.make(source));
  expect(head).toMatch(/,remaining,earlier,2026-03,.*,2027-02$/);
  expect(row).toBe('2026-01,EUR,50.00,45.00,0.00,5.00,50.00,-5.00,,,,,,,,,,,');
});

describe('the expiry ladder', () => {
  const rungs = ladderAt('2026-01');
  const on = (day: string | null): string => rungs.find((rung) => isOn(rung, day))!.name;

  test('counts from the day after the period, to the month’s end', () => {
    expect(['2026-02-01', '2026-04-30', '2026-05-01', '2026-07-31'].map(on)).toEqual([
      '0–3 months',
      '0–3 months',
      '4–6 months',
      '4–6 months',
    ]);
    expect(['2027-01-31', '2027-02-01', '2028-01-31', '2028-02-01', null].map(on)).toEqual([
      '7–12 months',
      '13–24 months',
      '13–24 months',
      'More than 24 months',
      'Never expires',
    ]);
    expect(rungs.filter(({ current }) => current)).toHaveLength(3);
  });

  test('holds every day on one rung', () => {
    for (const day of ['2020-01-01', '2026-01-31', '2026-08-01', '2040-12-31', null])
      expect(rungs.filter((rung) => isOn(rung, day))).toHaveLength(1);
  });

  test('as a table: what is left, by currency, credit type and step', () => {
    const source = sourceOf({ through: '2026-03', lots: () => LOTS });
    const [, ...rows] = csv(reportNamed('ladder')!.make(source));
    expect(rows).toEqual(['EUR,drinks,0–3 months,,2026-06-30,current,1,5.00']);
  });
});

test('periods are named as their files are', () => {
  expect(
    (['month', 'quarter', 'year_to_date'] as const).map((span) => {
      const period = periodOf(span, '2025-11');
      return [period.from, period.to, periodCode(period)];
    }),
  ).toEqual([
    ['2025-11', '2025-11', '2025-11'],
    ['2025-10', '2025-12', '2025-Q4'],
    ['2025-01', '2025-11', '2025-11-year-to-date'],
  ]);
});
