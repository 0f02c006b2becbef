// The revenue workbook of a month, a quarter or a year to date. Must not: change the book, or make cells.

import type { Month } from '../../../src-shared/calendar.ts';
import { formatLocal } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { must, refused } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Account } from '../../engine/facts.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { entryOf } from '../../reports/cells.ts';
import { journalTotals } from '../../reports/journal.ts';
import type { Period, Span } from '../../reports/recognition/period.ts';
import { isWithin, periodCode, periodOf } from '../../reports/recognition/period.ts';
import { deferredSums } from '../../reports/revenue.ts';
import type { LotSums, MoneySums, ReportSource } from '../../reports/source.ts';
import { revenueWorkbook } from '../../reports/workbooks/revenue.ts';
import type { DeferredSums, JournalSums, RevenueData } from '../../reports/workbooks/revenue-data.ts';
import { paperOf } from '../documents/paper.ts';
import { withSource } from '../report.ts';
import { adjustmentsIn } from '../revenue/adjustments.ts';
import { certificateOf } from '../revenue/certificate.ts';
import type { Progress, Session } from '../session.ts';
import { latest } from '../session.ts';
import { monthStatus } from './month-status.ts';
import { wouldOverwrite } from './text-file.ts';

/** What a revenue workbook is of: the month itself, the quarter it lies in, or its year up to it. */
export interface RevenueAsked {
  month: Month;
  span?: Span;
}

export interface RevenueWritten {
  /** "2025-11", "2025-Q4", "2025-11-year-to-date" */
  period: string;
  from: Month;
  to: Month;
  status: 'draft' | 'final';
  file: string;
  rows: number;
}

/** Refused: a period that ends before the book begins, a file that is in use. */
export function writeRevenue(
  session: Session,
  { month, span = 'month' }: RevenueAsked,
  path: string,
  progress?: Progress,
): Promise<Result<RevenueWritten>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return Promise.resolve(refused(taken));
  const period = periodOf(span, month);
  return withSource(session, { through: period.to }, async (source) => {
    const data = revenueData(session, period, source);
    // Each lot stands on two sheets, and on a few accounts of the journal.
    const expected = data.lots.length * 4;
    must(
      await writeWorkbook(revenueWorkbook(data), path, {
        paper: paperOf(session),
        onRows: (rows) => progress?.('Writing the workbook', Math.min(rows, expected), expected),
      }),
    );
    const { from, to } = period;
    return {
      ...{ period: periodCode(period), from, to },
      ...{ status: data.status, file: path, rows: data.deferred.length },
    };
  });
}

/** Within `withSource`: the book is derived to the period's end. */
export function revenueData(session: Session, period: Period, source: ReportSource): RevenueData {
  const book = session.book();
  const money = source.money();
  const lots = source.lots();
  const { status, seal } = monthStatus(session, period.to);
  const names = [...latest(session, 'customer').values()].map(
    ({ code, name }) => [code, name || code] as const,
  );
  return {
    book: source.book,
    timeZone: book.fact.timeZone,
    period,
    status,
    seal,
    deferred: deferredOver(period, { ...source, month: null, money: () => money }),
    journal: journalOver(session, money, period),
    lots,
    lotMonths: source.lotMonths(),
    wallets: source.walletMonths(),
    money,
    overage: source.overage(),
    adjustments: adjustmentsIn(session, period),
    certificate: certificateOf(session, period),
    products: productsOf(session, lots),
    accountOpening: deferredBefore(money, period.from),
    accounts: latest(session, 'account') as ReadonlyMap<Account, { code: string; name: string }>,
    customerNames: new Map(names),
    localTime: (instant) => formatLocal(instant, book.zone).replace(' ', 'T'),
  };
}

/** The rows of the report from the first month's opening to the last one's closing. */
function deferredOver(period: Period, source: ReportSource): DeferredSums[] {
  const rows = new Map<string, DeferredSums>();
  for (const { month, ...sums } of deferredSums(source)) {
    if (!isWithin(period, month)) continue;
    const key = `${sums.customer}|${sums.currency}`;
    const before = rows.get(key);
    rows.set(key, before ? followedBy(before, sums) : sums);
  }
  return [...rows.values()].sort(
    (a, b) => compareText(a.customer, b.customer) || compareText(a.currency, b.currency),
  );
}

/** Months come in order; those in which nothing stood or moved are left out, and open and close with 0. */
function followedBy(earlier: DeferredSums, later: DeferredSums): DeferredSums {
  return {
    ...earlier,
    billed: earlier.billed + later.billed,
    migrated: earlier.migrated + later.migrated,
    usage: earlier.usage + later.usage,
    breakage: earlier.breakage + later.breakage,
    refunded: earlier.refunded + later.refunded,
    reinstated: earlier.reinstated + later.reinstated,
    closing: later.closing,
    overage: earlier.overage + later.overage,
  };
}

function journalOver(session: Session, money: readonly MoneySums[], period: Period): JournalSums[] {
  const accounts = latest(session, 'account');
  const rows = new Map<string, { currency: string; account: Account; debit: bigint; credit: bigint }>();
  for (const { month, currency, account, debit, credit } of journalTotals(money, null)) {
    if (!isWithin(period, month)) continue;
    const make = () => ({ currency, account, debit: 0n, credit: 0n });
    const row = entryOf(rows, `${currency}|${account}`, make);
    row.debit += debit;
    row.credit += credit;
  }
  return [...rows.values()]
    .map((row) => {
      const { code = null, name = null } = accounts.get(row.account) ?? {};
      return { ...row, code, name };
    })
    .sort((a, b) => compareText(a.currency, b.currency) || compareText(a.account, b.account));
}

/** The plan of a subscription's lots, the pack of those bought as one. */
function productsOf(session: Session, lots: readonly LotSums[]): Map<string, string> {
  const [subscriptions, plans, grants] = [
    latest(session, 'subscription'),
    latest(session, 'plan'),
    latest(session, 'grant'),
  ];
  const products = new Map<string, string>();
  for (const { lot, kind, subscription } of lots) {
    const plan = subscription === null ? undefined : subscriptions.get(subscription)?.plan;
    const product =
      kind === 'allocation'
        ? plan
        : kind === 'auto_top_up'
          ? plans.get(plan ?? '')?.autoTopUpPack
          : grants.get(lot)?.pack;
    if (product) products.set(lot, product);
  }
  return products;
}

function deferredBefore(money: readonly MoneySums[], month: Month): Map<string, bigint> {
  const opening = new Map<string, bigint>();
  const earlier = money.filter((sums) => sums.month < month);
  for (const { account, currency, debit, credit } of journalTotals(earlier, null)) {
    if (account !== 'deferred_revenue') continue;
    opening.set(currency, (opening.get(currency) ?? 0n) + credit - debit);
  }
  return opening;
}
