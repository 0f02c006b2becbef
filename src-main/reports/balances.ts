// What every wallet still holds, when the next of it expires, and what it still defers. A row per currency of its lots.
import type { Instant } from '../../src-shared/calendar.ts';
import type { Cell, Column } from '../../src-shared/report-table.ts';
import { compareText } from '../../src-shared/text-order.ts';
import { credits, entryOf, inOrder, lastDay, money } from './cells.ts';
import { deferredOf, remainingOf } from './lots.ts';
import type { Report } from './report.ts';
import type { LotSums, ReportSource } from './source.ts';

const COLUMNS: readonly Column[] = [
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'balance', title: 'Balance', type: 'credits', sum: true },
  { key: 'deficit', title: 'Deficit', type: 'credits', sum: true },
  { key: 'next_expiry', title: 'Next expiry', type: 'date' },
  { key: 'expiring', title: 'Expiring', type: 'credits', sum: true },
  { key: 'deferred', title: 'Deferred', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
];

interface Holding {
  customer: string;
  creditType: string;
  /** The book's for a wallet that owes a deficit and never had a lot. */
  currency: string;
  balance: bigint;
  deficit: bigint;
  nextExpiry: Instant | null;
  expiring: bigint;
  deferred: bigint;
}

export const balances: Report = {
  name: 'balances',
  title: 'Balances',
  description: 'what each wallet still holds, what expires next, and what is still deferred',
  make: (source) => ({ name: 'balances', title: 'Balances', columns: COLUMNS, rows: rowsOf(source) }),
};

function rowsOf(source: ReportSource): Cell[][] {
  const holdings = new Map<string, Holding>();
  for (const lot of source.lots()) {
    const { customer, creditType, currency } = lot;
    const key = `${customer}|${creditType}|${currency}`;
    addLot(
      entryOf(holdings, key, () => nothing(customer, creditType, currency)),
      lot,
    );
  }
  const shown = [...holdings.values()].sort((a, b) => compareText(a.currency, b.currency));
  const first = new Map<string, Holding>();
  for (const holding of shown) entryOf(first, `${holding.customer}|${holding.creditType}`, () => holding);
  for (const { customer, creditType, credits: owed } of source.deficits()) {
    if (owed === 0n) continue;
    // A deficit is the wallet's, not one currency's: it stands in the wallet's first row only, so that it counts once.
    const holding = entryOf(first, `${customer}|${creditType}`, () => {
      const made = nothing(customer, creditType, source.book.currency);
      shown.push(made);
      return made;
    });
    holding.deficit += owed;
  }
  return inOrder(
    shown.map((holding) => rowOf(source, holding)),
    0,
    1,
    7,
  );
}

function nothing(customer: string, creditType: string, currency: string): Holding {
  return {
    customer,
    creditType,
    currency,
    balance: 0n,
    deficit: 0n,
    nextExpiry: null,
    expiring: 0n,
    deferred: 0n,
  };
}

function addLot(holding: Holding, lot: LotSums): void {
  const remaining = remainingOf(lot);
  holding.balance += remaining;
  holding.deferred += deferredOf(lot);
  if (remaining === 0n || lot.expiresAt === null) return;
  if (holding.nextExpiry === null || lot.expiresAt < holding.nextExpiry) {
    holding.nextExpiry = lot.expiresAt;
    holding.expiring = 0n;
  }
  if (lot.expiresAt === holding.nextExpiry) holding.expiring += remaining;
}

function rowOf({ book }: ReportSource, holding: Holding): Cell[] {
  const { customer, creditType, currency, nextExpiry } = holding;
  return [
    customer,
    creditType,
    credits(book, holding.balance, creditType),
    credits(book, holding.deficit, creditType),
    lastDay(book, nextExpiry),
    nextExpiry === null ? null : credits(book, holding.expiring, creditType),
    money(book, holding.deferred, currency),
    currency,
  ];
}
