// The book's side of a reconciliation: charges, what the journal moved on each account with its balances, usage by day and meter.
// Must not: know the outside.
import type { Month } from '../../../src-shared/calendar.ts';
import { addDays, monthDates } from '../../../src-shared/calendar.ts';
import { parseScaled, QUANTITY_SCALE } from '../../../src-shared/decimal.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import type { Account } from '../../engine/facts.ts';
import { journalTotals } from '../../reports/journal.ts';
import { deferredOf } from '../../reports/lots.ts';
import type { ReportSource } from '../../reports/source.ts';
import { movesCredits } from '../../reports/wallets.ts';
import { ACCOUNT_WORDS } from '../../reports/workbooks/revenue/journal.ts';
import { CHARGE_WORDS } from '../../reports/workbooks/words.ts';
import { usageByDay } from '../../storage/reconcile/usage-by-day.ts';
import { documentNumber, issuedDocuments } from '../documents/issued.ts';
import type { Session } from '../session.ts';
import type { Line } from './lines.ts';

/** Accounts whose balance is all the book's; of the others a general ledger holds more. */
const BALANCES: ReadonlySet<string> = new Set<Account>([
  'deferred_revenue',
  'unbilled_receivable',
  'migration_clearing',
]);

export const hasBalance = (account: string): boolean => BALANCES.has(account);

/** Lines of the months from `first` to `month`. Within `withSource`, through `month`. */
export function bookLines(
  session: Session,
  source: ReportSource,
  leg: Leg,
  first: Month,
  month: Month,
): Line[] {
  switch (leg) {
    case 'billing':
      return chargeLines(source, first, month);
    case 'general_ledger':
      return [...activityLines(session, source, first, month), ...balanceLines(source, month)];
    case 'usage':
      return usageLines(session, month);
    case 'spreadsheet':
      return [...creditLines(source, month), ...deferredLines(session, source, month)];
  }
}

/** Without what is blank: people type it. */
const keyOf = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

const ofBook = { side: 'book', source: null, measure: '' } as const;

function chargeLines(source: ReportSource, first: Month, last: Month): Line[] {
  const seen = new Map<string, number>();
  return source
    .charges()
    .filter(({ month, amount }) => month >= first && month <= last && amount !== 0n)
    .map((line): Line => {
      const { charge, customer, kind, meter, amount, currency, month } = line;
      const date = source.book.dateAt(line.at);
      const name = keyOf(charge, kind, meter ?? '', date);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return {
        ...ofBook,
        key: count === 1 ? name : keyOf(name, String(count)),
        party: customer,
        unit: currency,
        reference: charge,
        date,
        amount,
        month,
        text: `${CHARGE_WORDS[kind]}${meter === null ? '' : `, ${meter}`}`,
        carries: true,
      };
    });
}

/** What the journal of each month moved: debits and credits of an account apart, under the number that the journal went out with. */
function activityLines(session: Session, source: ReportSource, first: Month, last: Month): Line[] {
  const numbers = new Map<string, string>();
  for (const document of issuedDocuments(session, 'journal')) {
    const [, currency = ''] = document.subject.split(' · ');
    numbers.set(`${document.month}|${currency}`, documentNumber(document));
  }
  return journalTotals(source.money(), null)
    .filter(({ month }) => month >= first && month <= last)
    .flatMap(({ month, currency, account, debit, credit }) =>
      (
        [
          ['debit', debit],
          ['credit', -credit],
        ] as const
      )
        .filter(([, amount]) => amount !== 0n)
        .map(
          ([side, amount]): Line => ({
            ...ofBook,
            key: keyOf(month, account, currency, side),
            party: account,
            unit: currency,
            reference: numbers.get(`${month}|${currency}`) ?? numbers.get(`${month}|`) ?? '',
            date: monthDates(month).to,
            amount,
            month,
            text: `${ACCOUNT_WORDS[account]}, ${side} of ${month}`,
            carries: true,
          }),
        ),
    );
}

/** Balances at the month's end, and what moved in it. Debits are positive. */
function balanceLines(source: ReportSource, month: Month): Line[] {
  const sums = new Map<string, { account: Account; currency: string; closing: bigint; moved: bigint }>();
  for (const { month: of, currency, account, debit, credit } of journalTotals(source.money(), null)) {
    if (of > month) continue;
    const name = `${account}|${currency}`;
    const sum = sums.get(name) ?? { account, currency, closing: 0n, moved: 0n };
    sum.closing += debit - credit;
    if (of === month) sum.moved += debit - credit;
    sums.set(name, sum);
  }
  return [...sums.values()].flatMap(({ account, currency, closing, moved }) => {
    const line = (measure: 'closing' | 'movement', amount: bigint): Line => ({
      ...ofBook,
      measure,
      key: keyOf(month, account, currency, measure),
      party: account,
      unit: currency,
      reference: `${account} ${measure}`,
      date: monthDates(month).to,
      amount,
      month,
      text: `${ACCOUNT_WORDS[account]}, ${measure === 'closing' ? 'balance' : 'movement'}`,
      carries: false,
    });
    return [...(hasBalance(account) ? [line('closing', closing)] : []), line('movement', moved)];
  });
}

/** What was accepted for each day and meter, whether it could be rated or not; without what was undone or voided. */
function usageLines(session: Session, month: Month): Line[] {
  const book = session.book();
  const { from, to } = monthDates(month);
  const span = [book.zone.startOf(from), book.zone.startOf(addDays(to, 1))] as const;
  const days = new Map<string, bigint>();
  const counts = (customer: string, eventId: string, batch: number): boolean =>
    !book.undone.has(batch) && !book.customers.get(customer)?.erased.has(eventId);
  for (const { customer, meter, eventId, batch, quantity, occurredAt } of usageByDay(session.open, span)) {
    if (!counts(customer, eventId, batch)) continue;
    const name = `${meter}|${book.zone.dateAt(occurredAt)}`;
    days.set(name, (days.get(name) ?? 0n) + parseScaled(quantity, QUANTITY_SCALE)!);
  }
  return [...days].map(([key, amount]): Line => {
    const [meter = '', date = ''] = key.split('|');
    return {
      ...ofBook,
      key: keyOf(date, meter),
      party: meter,
      unit: meter,
      reference: date,
      date,
      amount,
      month,
      text: '',
      carries: false,
    };
  });
}

/** What each wallet held at the month's end. */
function creditLines(source: ReportSource, month: Month): Line[] {
  const sums = new Map<string, bigint>();
  for (const { month: of, customer, creditType, kind, credits } of source.walletMonths()) {
    if (!movesCredits(kind)) continue;
    const name = `${customer}|${creditType}`;
    if (of <= month) sums.set(name, (sums.get(name) ?? 0n) + credits);
  }
  return [...sums].map(([name, amount]): Line => {
    const [party = '', unit = ''] = name.split('|');
    return {
      ...{ ...ofBook, key: keyOf(month, party, unit), party, unit, reference: `${party} balance` },
      ...{ date: monthDates(month).to, amount, month, text: 'Balance', carries: false },
    };
  });
}

/** Of a customer's deferred revenue in a wallet, on both sides. */
export const deferredReference = (customer: string, creditType: string): string =>
  `${customer} ${creditType} deferred`;

/** Amounts are told apart by their unit, so money in a currency that a credit type is called as is not compared. */
export const isMoney = (session: Session, currency: string): boolean =>
  !session.book().creditTypes.has(currency);

/** What each wallet still deferred at the month's end. */
function deferredLines(session: Session, source: ReportSource, month: Month): Line[] {
  const sums = new Map<string, bigint>();
  for (const lot of source.lots()) {
    if (!isMoney(session, lot.currency)) continue;
    const name = `${lot.customer}|${lot.creditType}|${lot.currency}`;
    sums.set(name, (sums.get(name) ?? 0n) + deferredOf(lot));
  }
  return [...sums].map(([name, amount]): Line => {
    const [party = '', creditType = '', unit = ''] = name.split('|');
    return {
      ...{ ...ofBook, measure: 'closing', key: keyOf(month, party, creditType, unit), party, unit },
      ...{ reference: deferredReference(party, creditType), date: monthDates(month).to, amount, month },
      ...{ text: `Deferred revenue, ${creditType}`, carries: false },
    };
  });
}
