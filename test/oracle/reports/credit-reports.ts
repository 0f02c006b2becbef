// The reports that count credits: balances, lots, ledger, wallets (formats, "Reports").

import { type Row, writeCsv } from '../csv.ts';
import type { Derived } from '../model/derive.ts';
import { currencyScale, type Fraction, format, sum, ZERO } from '../model/fraction.ts';
import { deferred, type Lot, remaining } from '../model/lots.ts';
import { type Calendar, isoUtc, monthsBetween } from '../model/time.ts';
import type { Posting, Wallet } from '../model/wallet.ts';

const money = (amount: Fraction, currency: string): string => format(amount, currencyScale(currency));

/** The last day on which a lot can pay; blank for never. */
function validThrough(lot: Lot, calendar: Calendar): string {
  return lot.expiresAt === null ? '' : calendar.date(lot.expiresAt - 1);
}

function balanceRow(wallet: Wallet, currency: string, deficit: Fraction): Row {
  const { scale, code } = wallet.creditType;
  const { calendar } = wallet.facts;
  const lots = wallet.lots.filter((lot) => lot.currency === currency);
  const ending = lots.filter((lot) => remaining(lot).isPositive() && lot.expiresAt !== null);
  const next = Math.min(...ending.map((lot) => lot.expiresAt!));
  const first = ending.filter((lot) => lot.expiresAt === next);
  return {
    customer: wallet.customer,
    credit_type: code,
    balance: format(sum(lots.map(remaining)), scale),
    deficit: format(deficit, scale),
    next_expiry: first.length > 0 ? validThrough(first[0]!, calendar) : '',
    expiring: first.length > 0 ? format(sum(first.map(remaining)), scale) : '',
    deferred: money(sum(lots.map(deferred)), currency),
    currency,
  };
}

export function balances({ wallets, facts }: Derived): string {
  const columns = 'customer,credit_type,balance,deficit,next_expiry,expiring,deferred,currency';
  const rows = wallets.flatMap((wallet) => {
    const deficit = sum(wallet.deficits.map(({ rest }) => rest));
    const currencies = [...new Set(wallet.lots.map((lot) => lot.currency))].sort();
    if (currencies.length === 0 && deficit.isPositive()) currencies.push(facts.catalogue.currency);
    return currencies.map((currency, i) => balanceRow(wallet, currency, i === 0 ? deficit : ZERO));
  });
  return writeCsv(columns.split(','), rows);
}

function lotRow(wallet: Wallet, lot: Lot): Row {
  const { scale, code } = wallet.creditType;
  const { calendar } = wallet.facts;
  const credits = (amount: Fraction): string => format(amount, scale);
  const amount = (value: Fraction): string => money(value, lot.currency);
  return {
    lot: lot.id,
    customer: wallet.customer,
    credit_type: code,
    kind: lot.kind,
    starts_on: calendar.date(lot.startsAt),
    valid_through: validThrough(lot, calendar),
    granted: credits(lot.credits),
    drawn: credits(lot.drawn),
    expired: credits(lot.expired),
    rolled_over: credits(lot.rolledOver),
    refunded: credits(lot.refunded),
    voided: credits(lot.voided),
    remaining: credits(remaining(lot)),
    price: amount(lot.price),
    currency: lot.currency,
    recognized: amount(lot.recognised),
    moved: amount(lot.moved),
    returned: amount(lot.returned),
    deferred: amount(deferred(lot)),
  };
}

export function lots({ wallets }: Derived): string {
  const columns =
    'lot,customer,credit_type,kind,starts_on,valid_through,granted,drawn,expired,rolled_over,refunded,voided,' +
    'remaining,price,currency,recognized,moved,returned,deferred';
  const rows = wallets.flatMap((wallet) => wallet.lots.map((lot) => lotRow(wallet, lot)));
  rows.sort((a, b) => (a.lot! < b.lot! ? -1 : 1));
  return writeCsv(columns.split(','), rows);
}

function ledgerRow(wallet: Wallet, posting: Posting): Row {
  const { scale, code } = wallet.creditType;
  const { at, overage, revenue, currency } = posting;
  return {
    at: isoUtc(at),
    customer: wallet.customer,
    credit_type: code,
    entry: posting.entry,
    lot: posting.lot,
    event_id: posting.eventId,
    meter: posting.meter,
    credits: format(posting.credits, scale),
    overage: overage === null ? '' : format(overage, scale),
    revenue: revenue === null ? '' : money(revenue, currency),
    currency,
  };
}

export function ledger({ wallets }: Derived): string {
  const columns = 'at,customer,credit_type,entry,lot,event_id,meter,credits,overage,revenue,currency';
  const lines = wallets.flatMap((wallet) => wallet.postings.map((posting) => ({ wallet, posting })));
  // Wallets come sorted by customer and credit type, postings in their order: only the instant is left to sort by.
  lines.sort((a, b) => a.posting.at - b.posting.at);
  return writeCsv(
    columns.split(','),
    lines.map(({ wallet, posting }) => ledgerRow(wallet, posting)),
  );
}

/** Which column of the wallets report the credits of a posting stand in. */
const walletColumns: Record<Posting['entry'], string> = {
  grant: 'granted',
  rollover_in: 'rolled_in',
  reinstatement: 'reinstated',
  drawdown: 'drawn',
  expiry: 'expired',
  rollover_out: 'rolled_out',
  refund: 'refunded',
  void: 'voided',
  overage: 'overage',
  deficit: 'overage',
};

function walletRow(wallet: Wallet, month: string, opening: Fraction): { row: Row; closing: Fraction } {
  const { scale, code } = wallet.creditType;
  const { calendar } = wallet.facts;
  const postings = wallet.postings.filter((posting) => calendar.month(posting.at) === month);
  const closing = opening.plus(sum(postings.map(({ credits }) => credits)));
  const row: Row = { month, customer: wallet.customer, credit_type: code };
  row.opening = format(opening, scale);
  row.closing = format(closing, scale);
  for (const column of new Set(Object.values(walletColumns))) {
    const counted = postings.filter(({ entry }) => walletColumns[entry] === column);
    const total = sum(counted.map(({ credits, overage }) => overage ?? credits));
    const goesOut = ['drawn', 'expired', 'rolled_out', 'refunded', 'voided'].includes(column);
    row[column] = format(goesOut ? total.negative() : total, scale);
  }
  return { row, closing };
}

export function isBlank(row: Row, texts: readonly string[]): boolean {
  return Object.entries(row).every(([column, value]) => texts.includes(column) || Number(value) === 0);
}

export function wallets({ wallets: all, facts, through }: Derived): string {
  const columns =
    'month,customer,credit_type,opening,granted,rolled_in,reinstated,drawn,expired,rolled_out,refunded,voided,' +
    'closing,overage';
  const openings = new Map<Wallet, Fraction>();
  const rows = monthsBetween(facts.catalogue.firstMonth, through).flatMap((month) =>
    all.map((wallet) => {
      const { row, closing } = walletRow(wallet, month, openings.get(wallet) ?? ZERO);
      openings.set(wallet, closing);
      return row;
    }),
  );
  const shown = rows.filter((row) => !isBlank(row, ['month', 'customer', 'credit_type']));
  return writeCsv(columns.split(','), shown);
}
