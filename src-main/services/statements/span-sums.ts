// What the book adds up to before and within the days of a statement: of a whole month by the sums that are kept by month, of a period
// that begins or ends within one as its postings add up. Must not: make cells, or look at facts.
import { addDays, monthOf } from '../../../src-shared/calendar.ts';
import type { Book } from '../../engine/book.ts';
import { deferredSums, deferredWithin } from '../../reports/revenue.ts';
import type { LedgerLine, ReportSource, WalletMonthSums } from '../../reports/source.ts';
import type { DeferredSums } from '../../reports/workbooks/revenue-data.ts';
import { walletLines } from '../../storage/documents/wallet-lines.ts';
import { ledgerSource } from '../../storage/ledger-source.ts';
import { extensions, reportBook } from '../report.ts';
import type { Session } from '../session.ts';
import { rereadable } from './rereadable.ts';
import { dayBefore, type StatementOf } from './spans.ts';

/** A customer's ledger for one statement. */
export interface SpanSource {
  /** Up to the last day; it shows only what is dated in the span. */
  readonly source: ReportSource;
  readonly before: readonly WalletMonthSums[];
  readonly during: readonly WalletMonthSums[];
  /** Of wallets in this order, each with its events; read again each time. */
  lines(creditTypes: readonly string[]): Iterable<LedgerLine>;
  /** Overage that nobody is charged for. */
  unfunded(creditTypes: readonly string[]): Iterable<LedgerLine>;
  deferred(): DeferredSums[];
}

/** Reads ledgers of spans; the book must be derived to their ends. */
export function spanReader(session: Session, book: Book): (of: StatementOf) => SpanSource {
  const shared = { book: reportBook(book), extensions: extensions(session, book) };
  const upTo = (customer: string, day: string, shows: { month?: string; from?: number }): ReportSource => {
    const cutoff = book.zone.startOf(addDays(day, 1));
    const wholeMonths = monthOf(addDays(day, 1)) !== monthOf(day);
    const cut = { cutoff, through: monthOf(day), wholeMonths, ...shows };
    return ledgerSource(session.open, shared.book, { ...cut, customer, extensions: shared.extensions });
  };
  return ({ customer, span }) => {
    const { from, to, month, period } = span;
    const instants = { from: book.zone.startOf(from), until: book.zone.startOf(addDays(to, 1)) };
    const linesOf = (creditTypes: readonly string[], unfunded: boolean): Iterable<LedgerLine> =>
      rereadable(function* () {
        for (const creditType of creditTypes)
          yield* walletLines(session.open, { customer, creditType, ...instants }, unfunded);
      });
    const lines = {
      lines: (creditTypes: readonly string[]) => linesOf(creditTypes, false),
      unfunded: (creditTypes: readonly string[]) => linesOf(creditTypes, true),
    };
    if (period === null) {
      const source = upTo(customer, to, { month });
      const [before, during] = parted(source.walletMonths(), (one) => one.month < month);
      return { source, before, during, ...lines, deferred: () => deferredSums(source) };
    }
    const source = upTo(customer, to, { from: instants.from });
    const opening = upTo(customer, dayBefore(span), {});
    const before = opening.walletMonths();
    const during = lessSums(source.walletMonths(), before);
    const deferred = (): DeferredSums[] => deferredWithin(opening.money(), source.money());
    return { source, before, during, ...lines, deferred };
  };
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** What came since: sums of a month that the span's first day divides are taken apart. */
function lessSums(all: readonly WalletMonthSums[], before: readonly WalletMonthSums[]): WalletMonthSums[] {
  const keyOf = ({ month, creditType, kind }: WalletMonthSums): string => `${month}|${kind}|${creditType}`;
  const then = new Map(before.map((sums) => [keyOf(sums), sums]));
  return all.flatMap((sums) => {
    const earlier = then.get(keyOf(sums));
    const credits = sums.credits - (earlier?.credits ?? 0n);
    const overage = sums.overage - (earlier?.overage ?? 0n);
    return earlier && credits === 0n && overage === 0n ? [] : [{ ...sums, credits, overage }];
  });
}
