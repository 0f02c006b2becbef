// The revenue workbook's builder: the roll-forward comes from the postings, and whatever disagrees with book, lots or journal is named.
import { describe, expect, test } from 'vitest';
import { failedChecks } from '../../../src-main/reports/workbooks/checks.ts';
import { checkRevenue, revenueWorkbook } from '../../../src-main/reports/workbooks/revenue.ts';
import type { RevenueData } from '../../../src-main/reports/workbooks/revenue-data.ts';
import { companyRevenue } from '../../support/samples/company-revenue.ts';

const data = companyRevenue();
const failing = (change: Partial<RevenueData>): string[] =>
  failedChecks(checkRevenue({ ...data, ...change })).map((line) => line.split(': ').slice(0, 2).join(': '));

function summary(of: RevenueData): (string | null)[][] {
  return [...revenueWorkbook(of).sheets[0]!.rows].map((row) => row.map((cell) => cell?.value ?? null));
}

describe('agrees', () => {
  test('with the sample, in currencies of two, no and three decimal places', () => {
    expect(failing({})).toEqual([]);
    const totals = summary(data).filter(([first]) => first === 'Total');
    expect(totals.map((row) => [row[2], row[3], row[10], row[11]])).toEqual([
      ['EUR', '345.50', '4571.54', '4571.54'],
      ['JPY', '7500', '57223', '57223'],
      ['KWD', '7.500', '54.447', '54.447'],
    ]);
  });

  test('its opening is the closing of the month before, and nothing is lost with no customers', () => {
    expect(failedChecks(checkRevenue({ ...companyRevenue(0), lots: [] }))).toEqual([]);
  });

  test('one line per customer and currency, movements with the signs they add up with', () => {
    const acme = summary(data).find(([first]) => first === 'acme')!;
    const [opening, ...movements] = acme.slice(3, 10).map(Number);
    const closing = movements.reduce((sum, value) => sum + value, opening!);
    expect(closing.toFixed(2)).toBe(acme[10]);
    expect(acme).toContain('Acme Ltd');
  });
});

describe('says what does not agree', () => {
  test('lots that defer something else', () => {
    const lots = data.lots.map((lot) =>
      lot.lot === 'order-1002' ? { ...lot, recognized: lot.recognized + 1n } : lot,
    );
    expect(failing({ lots })).toEqual(['Closing deferred by lot: differences']);
  });

  test('a lot that is not told of', () => {
    expect(failing({ lots: data.lots.filter(({ lot }) => lot !== 'order-1002') })).toEqual(
      expect.arrayContaining([
        'Billed: lots',
        'Closing deferred: lots',
        'Closing deferred: plans',
        'Waterfall: remaining of each month and lots, differences',
        'Closing deferred: expiry ladder',
        'Closing deferred: expiry by customer',
        'Closing credits: lots',
      ]),
    );
  });

  test('a refund nobody told', () => {
    expect(failing({ adjustments: [] })).toEqual(['Refunded: adjustments', 'Reinstated: adjustments']);
  });

  test('overage of no meter', () => {
    expect(failing({ overage: [] })).toEqual(['Overage revenue: by meter']);
  });

  test('a journal that does not balance', () => {
    const journal = data.journal.map((row) =>
      row.account === 'receivable' && row.currency === 'EUR' ? { ...row, debit: row.debit + 1n } : row,
    );
    expect(failing({ journal })).toEqual([
      'Receivable, debit: journal by lot',
      'Journal: debits less credits',
      'Receivable: postings and journal',
    ]);
  });

  test('an account that moved by something else', () => {
    const journal = data.journal.map((row) =>
      row.account === 'deferred_revenue' && row.currency === 'EUR'
        ? { ...row, credit: row.credit + 5n }
        : row,
    );
    expect(failing({ journal })).toEqual([
      'Deferred revenue, credit: journal by lot',
      'Journal: debits less credits',
      'Deferred revenue account: movement of the period',
      'Deferred revenue: postings and journal',
    ]);
  });

  test('two customers whose differences cancel out', () => {
    const deferred = data.deferred.map((row, index) =>
      index === 1
        ? { ...row, closing: row.closing + 3n }
        : index === 2
          ? { ...row, closing: row.closing - 3n }
          : row,
    );
    expect(failing({ deferred })).toEqual(['Closing deferred by customer: differences']);
  });

  test('an opening that is not what the account had', () => {
    expect(failing({ accountOpening: new Map([['EUR', 1n]]) })).toEqual([
      'Opening deferred: roll-forward and account',
      'Opening deferred: roll-forward and account',
      'Opening deferred: roll-forward and account',
    ]);
  });

  test('postings of a customer the book gives no row for', () => {
    const deferred = data.deferred.filter(({ customer }) => customer !== 'cust-001');
    expect(failing({ deferred })).toContain('Closing deferred by customer: differences');
  });
});

test('months other than the one asked for play no part', () => {
  const later = data.money.map((sums) => ({ ...sums, month: '2026-03' }));
  expect(revenueWorkbook({ ...data, money: [...data.money, ...later] })).toEqual(revenueWorkbook(data));
});
