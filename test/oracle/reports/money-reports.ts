// The reports that count money, and the exceptions: charges, revenue, journal, exceptions (formats, "Reports").

import { type Row, writeCsv } from '../csv.ts';
import type { Derived } from '../model/derive.ts';
import { currencyScale, type Fraction, format, formatPlain, sum, ZERO } from '../model/fraction.ts';
import { isoUtc, monthsBetween } from '../model/time.ts';
import type { Account, Cause, Movement } from '../model/wallet.ts';
import { isBlank } from './credit-reports.ts';

const money = (amount: Fraction, currency: string): string => format(amount, currencyScale(currency));

export function charges({ wallets, facts }: Derived): string {
  const columns = 'date,charge,customer,kind,meter,credits,amount,currency';
  const rows = wallets.flatMap((wallet) =>
    wallet.charges.map((charge) => ({
      date: facts.calendar.date(charge.at),
      charge: charge.id,
      customer: wallet.customer,
      kind: charge.kind,
      meter: charge.meter,
      credits: format(charge.credits, wallet.creditType.scale),
      amount: money(charge.amount, charge.currency),
      currency: charge.currency,
    })),
  );
  const key = (row: Row): string => `${row.date} ${row.charge}`;
  rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return writeCsv(columns.split(','), rows);
}

interface Dated extends Movement {
  month: string;
  customer: string;
}

function movements({ wallets, facts }: Derived): Dated[] {
  return wallets.flatMap(({ customer, movements: all }) =>
    all.map((movement) => ({ ...movement, customer, month: facts.calendar.month(movement.at) })),
  );
}

/** What an account was credited with, debits taken off; of some causes only, if told. */
function credited(all: Dated[], account: Account, causes?: Cause[]): Fraction {
  const counted = all.filter(({ cause }) => causes === undefined || causes.includes(cause));
  return sum(counted.map(({ lines }) => lines[account] ?? ZERO)).negative();
}

function revenueRow(all: Dated[], opening: Fraction, currency: string): { row: Row; closing: Fraction } {
  const closing = opening.plus(credited(all, 'deferred_revenue'));
  const amounts = {
    opening_deferred: opening,
    billed: credited(all, 'deferred_revenue', ['billed']),
    migrated: credited(all, 'deferred_revenue', ['migrated']),
    usage_revenue: credited(all, 'usage_revenue', ['recognised', 'forfeited']),
    breakage_revenue: credited(all, 'breakage_revenue'),
    refunded: credited(all, 'receivable', ['refunded']),
    reinstated: credited(all, 'deferred_revenue', ['reinstated']),
    closing_deferred: closing,
    overage_revenue: credited(all, 'overage_revenue'),
  };
  const texts = Object.entries(amounts).map(([column, amount]) => [column, money(amount, currency)]);
  return { row: Object.fromEntries(texts), closing };
}

export function revenue(derived: Derived): string {
  const columns =
    'month,customer,currency,opening_deferred,billed,migrated,usage_revenue,breakage_revenue,refunded,reinstated,' +
    'closing_deferred,overage_revenue';
  const all = movements(derived);
  const accounts = [...new Set(all.map(({ customer, currency }) => `${customer} ${currency}`))].sort();
  const openings = new Map<string, Fraction>();
  const rows: Row[] = [];
  for (const month of monthsBetween(derived.facts.catalogue.firstMonth, derived.through)) {
    for (const account of accounts) {
      const [customer = '', currency = ''] = account.split(' ');
      const own = all.filter(
        (one) => one.month === month && one.customer === customer && one.currency === currency,
      );
      const { row, closing } = revenueRow(own, openings.get(account) ?? ZERO, currency);
      openings.set(account, closing);
      rows.push({ month, customer, currency, ...row });
    }
  }
  const shown = rows.filter((row) => !isBlank(row, ['month', 'customer', 'currency']));
  return writeCsv(columns.split(','), shown);
}

export function journal(derived: Derived): string {
  const columns = 'month,currency,account,debit,credit';
  const totals = new Map<string, { debit: Fraction; credit: Fraction }>();
  for (const { month, currency, lines } of movements(derived)) {
    for (const [account, amount] of Object.entries(lines)) {
      const key = `${month} ${currency} ${account}`;
      const { debit, credit } = totals.get(key) ?? { debit: ZERO, credit: ZERO };
      if (amount.isPositive()) totals.set(key, { debit: debit.plus(amount), credit });
      else totals.set(key, { debit, credit: credit.minus(amount) });
    }
  }
  const rows = [...totals.keys()].sort().map((key) => {
    const [month = '', currency = '', account = ''] = key.split(' ');
    const { debit, credit } = totals.get(key)!;
    return { month, currency, account, debit: money(debit, currency), credit: money(credit, currency) };
  });
  return writeCsv(columns.split(','), rows);
}

export function exceptions({ wallets, exceptions: unrated }: Derived): string {
  const columns = 'event_id,customer,meter,quantity,occurred_at,reason,credits';
  const unfunded = wallets.flatMap((wallet) =>
    wallet.events.flatMap((event) => {
      const shortfall = wallet.shortfalls.get(event.id);
      if (shortfall?.kind !== 'unfunded') return [];
      const credits = format(shortfall.credits, wallet.creditType.scale);
      return [{ event, reason: 'unfunded', credits }];
    }),
  );
  const rows = [...unfunded, ...unrated.map((one) => ({ ...one, credits: '' }))]
    .filter(({ event }) => event.voided === null)
    .map(({ event, reason, credits }) => ({
      event_id: event.id,
      customer: event.customer,
      meter: event.meter,
      quantity: formatPlain(event.quantity),
      occurred_at: isoUtc(event.occurredAt),
      reason,
      credits,
    }));
  rows.sort((a, b) => (a.event_id < b.event_id ? -1 : 1));
  return writeCsv(columns.split(','), rows);
}
