// The revenue workbook of a month. Must not: change the book, or make cells.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { Refusal, refused } from '../../../src-shared/findings/finding.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { writeWorkbook } from '../../excel/write.ts';
import { journalTotals } from '../../reports/journal.ts';
import { deferredOf } from '../../reports/lots.ts';
import { deferredSums } from '../../reports/revenue.ts';
import type { LotSums, MoneySums, ReportSource } from '../../reports/source.ts';
import { revenueWorkbook } from '../../reports/workbooks/revenue.ts';
import type { JournalSums, RevenueData } from '../../reports/workbooks/revenue-data.ts';
import { ledgerSource } from '../../storage/ledger-source.ts';
import { extensions, reportBook, withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { monthStatus } from './month-status.ts';
import { wouldOverwrite } from './text-file.ts';

export interface RevenueWritten {
  month: Month;
  status: 'draft' | 'final';
  file: string;
  rows: number;
}

export function writeRevenue(session: Session, month: Month, path: string): Promise<Result<RevenueWritten>> {
  const taken = wouldOverwrite(path, [session.open.path]);
  if (taken) return Promise.resolve(refused(taken));
  return withSource(session, { month, through: month }, async (source) => {
    const data = revenueData(session, month, source);
    const written = await writeWorkbook(revenueWorkbook(data), path);
    if (!written.ok) throw new Refusal(...written.findings);
    return { month, status: data.status, file: path, rows: data.deferred.length };
  });
}

/** Within `withSource`: the book is derived to the month's end. */
export function revenueData(session: Session, month: Month, source: ReportSource): RevenueData {
  const book = session.book();
  const money = source.money();
  const { status, seal } = monthStatus(session, month);
  const names = [...latest(session, 'customer').values()].map(
    ({ code, name }) => [code, name || code] as const,
  );
  return {
    book: source.book,
    timeZone: book.fact.timeZone,
    month,
    status,
    seal,
    deferred: deferredSums({ ...source, money: () => money }).sort(
      (a, b) => compareText(a.customer, b.customer) || compareText(a.currency, b.currency),
    ),
    journal: journalOfMonth(session, money, month),
    lots: deferringLots(session, month, source.lots()),
    money: money.filter((sums) => sums.month === month),
    accountOpening: deferredBefore(money, month),
    customerNames: new Map(names),
  };
}

function journalOfMonth(session: Session, money: readonly MoneySums[], month: Month): JournalSums[] {
  const accounts = latest(session, 'account');
  return journalTotals(money, month)
    .map(({ currency, account, debit, credit }) => {
      const { code = null, name = null } = accounts.get(account) ?? {};
      return { currency, account, code, name, debit, credit };
    })
    .sort((a, b) => compareText(a.currency, b.currency) || compareText(a.account, b.account));
}

/** Lots that still defer money, or did so when the month began. */
function deferringLots(session: Session, month: Month, lots: LotSums[]): LotSums[] {
  const book = session.book();
  const before = ledgerSource(session.open, reportBook(book), {
    cutoff: book.zone.startOf(`${month}-01`),
    through: month,
    extensions: extensions(session, book),
  });
  const deferred = new Set(
    before
      .lots()
      .filter((lot) => deferredOf(lot) !== 0n)
      .map(({ lot }) => lot),
  );
  return lots
    .filter((lot) => deferredOf(lot) !== 0n || deferred.has(lot.lot))
    .sort((a, b) => compareText(a.customer, b.customer) || compareText(a.lot, b.lot));
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
