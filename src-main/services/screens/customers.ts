// Customers as a finance team looks at them: what each wallet holds, until when, and how long it lasts at the pace of the last
// three months; and one customer's wallets with their lots. Estimates say so; everything else is the reports' own figures.
import type { IsoDate } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import type { CustomerRead } from '../../../src-shared/contract/customers.ts';
import { currencyScale, formatScaled } from '../../../src-shared/decimal.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { balances } from '../../reports/balances.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import type { LotSums, ReportSource } from '../../reports/source.ts';
import { statementFacts } from '../files/statement-facts.ts';
import { withSource } from '../report.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { burns, estimates, runsOutOn } from './estimates.ts';

const NEVER = Number.MAX_SAFE_INTEGER;

export interface CustomersTable {
  table: { name: string; title: string; columns: Column[]; rows: Cell[][] };
  through: string;
}

/** The report of balances with names and estimates beside it. */
export function customersTable(session: Session): Promise<Result<CustomersTable>> {
  return withSource(session, {}, (read, { through }) => {
    const months = read.walletMonths();
    const lots = read.lots();
    const source: ReportSource = { ...read, walletMonths: () => months, lots: () => lots };
    const made = balances.make(source);
    const names = latest(session, 'customer');
    const asOf = monthDates(through).to;
    const estimate = estimates(read.book, months, lots, asOf);
    const rows = [...made.rows].map((row): Cell[] => {
      const [customer = '', creditType = '', balance = '0', ...rest] = row as string[];
      const lasts = runsOutOn(estimate(customer, creditType), asOf);
      return [customer, names.get(customer)?.name ?? '', creditType, balance, lasts, ...rest];
    });
    const [customer, creditType, balance, ...rest] = made.columns;
    const columns: Column[] = [
      customer!,
      { key: 'name', title: 'Name', type: 'text' },
      creditType!,
      balance!,
      { key: 'lasts_until', title: 'Lasts until', type: 'date' },
      ...rest,
    ];
    return { table: { name: 'customers', title: 'Customers', columns, rows }, through };
  });
}

export function readCustomer(session: Session, customer: string): Promise<Result<CustomerRead>> {
  return withSource(session, { customer }, (read, cut) => {
    const { through } = cut;
    const asOf = monthDates(through).to;
    const months = read.walletMonths();
    const lots = read.lots();
    const estimate = estimates(read.book, months, lots, asOf);
    const burnOf = burns(session, customer, cut);
    const owed = read.deficits();
    const told = latest(session, 'customer').get(customer);
    const creditTypes = latest(session, 'credit_type');
    const held = new Set([...lots, ...months, ...owed].map(({ creditType }) => creditType));
    return {
      code: customer,
      name: told?.name || customer,
      email: told?.email ?? '',
      through,
      asOf,
      wallets: [...held].sort(compareText).map((creditType) => {
        const { name, unit } = creditTypes.get(creditType) ?? { name: creditType, unit: '' };
        const mine = lots.filter((lot) => lot.creditType === creditType);
        const balance = mine.reduce((sum, lot) => sum + remainingOf(lot), 0n);
        const deficit = owed.find((one) => one.creditType === creditType)?.credits ?? 0n;
        const scale = read.book.creditScale(creditType);
        const ahead = estimate(customer, creditType);
        return {
          creditType,
          name: name || creditType,
          unit,
          balance: formatScaled(balance, scale),
          deficit: formatScaled(deficit, scale),
          deferred: deferredBy(mine),
          lastsUntil: runsOutOn(ahead, asOf),
          lots: standingLots(read, mine),
          burn: burnOf(creditType, balance, ahead, scale),
        };
      }),
      subscriptions: subscriptionsOf(session, customer, asOf),
    };
  });
}

function deferredBy(lots: readonly LotSums[]): { currency: string; amount: string }[] {
  const sums = new Map<string, bigint>();
  for (const lot of lots) sums.set(lot.currency, (sums.get(lot.currency) ?? 0n) + deferredOf(lot));
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([currency, sum]) => ({ currency, amount: formatScaled(sum, currencyScale(currency)!) }));
}

function standingLots(
  { book }: ReportSource,
  lots: readonly LotSums[],
): CustomerRead['wallets'][number]['lots'] {
  return lots
    .filter((lot) => remainingOf(lot) !== 0n)
    .sort((a, b) => (a.expiresAt ?? NEVER) - (b.expiresAt ?? NEVER) || compareText(a.lot, b.lot))
    .map((lot) => {
      const scale = book.creditScale(lot.creditType);
      return {
        lot: lot.lot,
        kind: lot.kind,
        granted: formatScaled(lot.granted, scale),
        remaining: formatScaled(remainingOf(lot), scale),
        validThrough: lot.expiresAt === null ? null : book.dateAt(lot.expiresAt - 1),
      };
    });
}

function subscriptionsOf(session: Session, customer: string, asOf: IsoDate): CustomerRead['subscriptions'] {
  const { subscriptions, lastDays, plans } = statementFacts(session);
  return (subscriptions.get(customer) ?? [])
    .map(({ ref, plan, start, end }) => {
      const cut = lastDays.get(ref) ?? null;
      const last = cut !== null && (end === null || cut < end) ? cut : end;
      const state = start > asOf ? 'to come' : last !== null && last <= asOf ? 'ended' : 'running';
      return { ref, plan, planName: plans.get(plan)?.name || plan, start, end: last, state } as const;
    })
    .sort((a, b) => compareText(a.start, b.start) || compareText(a.ref, b.ref));
}
