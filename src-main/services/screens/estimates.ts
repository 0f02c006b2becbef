// How long wallets last at the pace of the last three months, and the balance of a customer's wallets day by day, as charts show
// both. Estimates say so; what has been is the ledger's own. Must not: change the book.
import type { IsoDate } from '../../../src-shared/calendar.ts';
import { addDays, addMonths, dayNumber, monthDates, monthOf } from '../../../src-shared/calendar.ts';
import type { WalletBurn } from '../../../src-shared/contract/customers.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { remainingOf } from '../../reports/lots.ts';
import type { Pace, RunOut } from '../../reports/run-out.ts';
import { runOut } from '../../reports/run-out.ts';
import type { LotSums, ReportBook, WalletMonthSums } from '../../reports/source.ts';
import type { StepSum } from '../../storage/sums/for-charts.ts';
import { stepSums } from '../../storage/sums/for-charts.ts';
import type { Cut } from '../report.ts';
import type { Session } from '../session.ts';

const PACE_MONTHS = 3;
/** An estimate beyond this says nothing. */
const MOST_DAYS = 5 * 366;
/** What a chart looks back on. */
const BACK_MONTHS = 12;

/** How long each wallet lasts: by customer and credit type. */
export function estimates(
  book: ReportBook,
  months: readonly WalletMonthSums[],
  lots: readonly LotSums[],
  asOf: IsoDate,
): (customer: string, creditType: string) => RunOut {
  const paceOf = paces(months, asOf);
  const byWallet = Map.groupBy(lots, ({ customer, creditType }) => `${customer}|${creditType}`);
  return (customer, creditType) => {
    const standing = (byWallet.get(`${customer}|${creditType}`) ?? []).map((lot) => ({
      remaining: remainingOf(lot),
      lastDay: lot.expiresAt === null ? null : dayNumber(book.dateAt(lot.expiresAt - 1)) - dayNumber(asOf),
    }));
    return runOut(standing, paceOf(customer, creditType), MOST_DAYS);
  };
}

/** Credits drawn in the last three months by wallet, and how many days those are. */
function paces(
  months: readonly WalletMonthSums[],
  asOf: IsoDate,
): (customer: string, creditType: string) => Pace {
  const from = monthOf(addMonths(`${monthOf(asOf)}-01`, 1 - PACE_MONTHS));
  const days = BigInt(dayNumber(asOf) - dayNumber(`${from}-01`) + 1);
  const drawn = new Map<string, bigint>();
  for (const { customer, creditType, kind, month, credits } of months) {
    if (kind !== 'drawdown' || month < from) continue;
    const key = `${customer}|${creditType}`;
    drawn.set(key, (drawn.get(key) ?? 0n) - credits);
  }
  return (customer, creditType) => ({ drawn: drawn.get(`${customer}|${creditType}`) ?? 0n, days });
}

export function runsOutOn({ day }: RunOut, asOf: IsoDate): IsoDate | null {
  return day === null ? null : addDays(asOf, day);
}

/** The balance of a wallet at the end of each day of the last year on which it moved, and how it goes on. */
export function burns(
  session: Session,
  customer: string,
  { until, through }: Cut,
): (creditType: string, balance: bigint, ahead: RunOut, scale: number) => WalletBurn {
  const book = session.book();
  const asOf = monthDates(through).to;
  const wanted = addMonths(`${through}-01`, 1 - BACK_MONTHS);
  const first = `${book.firstMonth}-01`;
  const from = wanted < first ? first : wanted;
  const steps = stepSums(session.open, customer, { from: book.zone.startOf(from), until });
  const byType = Map.groupBy(steps, ({ creditType }) => creditType);
  const dateAt = (at: number): IsoDate => book.zone.dateAt(at);
  return (creditType, balance, ahead, scale) => {
    const written = (credits: bigint): string => formatScaled(credits, scale);
    return {
      from,
      days: daysOf(byType.get(creditType) ?? [], balance, from, dateAt).map(({ on, balance: at }) => ({
        on,
        balance: written(at),
      })),
      ahead: ahead.points.map(({ day, balance: at }) => ({ on: addDays(asOf, day), balance: written(at) })),
      expiring: ahead.expiring.map(({ day, credits }) => ({
        on: addDays(asOf, day),
        credits: written(credits),
      })),
    };
  };
}

/** Backwards from the balance at the end: what it was before each step. */
function daysOf(
  steps: readonly StepSum[],
  balance: bigint,
  from: IsoDate,
  dateAt: (at: number) => IsoDate,
): { on: IsoDate; balance: bigint }[] {
  const days: { on: IsoDate; balance: bigint }[] = [];
  let standing = balance;
  for (const { at, credits } of steps.toReversed()) {
    const on = dateAt(at);
    if (days.at(-1)?.on !== on) days.push({ on, balance: standing });
    standing -= credits;
  }
  if (days.at(-1)?.on !== from) days.push({ on: addDays(from, -1), balance: standing });
  return days.reverse();
}
