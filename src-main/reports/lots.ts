// Every lot with what has become of its credits and of its price.
import type { Cell, Column } from '../../src-shared/report-table.ts';
import { credits, inOrder, lastDay, money } from './cells.ts';
import type { Report } from './report.ts';
import type { LotSums, ReportBook } from './source.ts';

const COLUMNS: readonly Column[] = [
  { key: 'lot', title: 'Lot', type: 'text' },
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'kind', title: 'Kind', type: 'text' },
  { key: 'starts_on', title: 'Starts on', type: 'date' },
  { key: 'valid_through', title: 'Valid through', type: 'date' },
  { key: 'granted', title: 'Granted', type: 'credits', sum: true },
  { key: 'drawn', title: 'Drawn', type: 'credits', sum: true },
  { key: 'expired', title: 'Expired', type: 'credits', sum: true },
  { key: 'rolled_over', title: 'Rolled over', type: 'credits', sum: true },
  { key: 'refunded', title: 'Refunded', type: 'credits', sum: true },
  { key: 'voided', title: 'Voided', type: 'credits', sum: true },
  { key: 'remaining', title: 'Remaining', type: 'credits', sum: true },
  { key: 'price', title: 'Price', type: 'money', sum: true },
  { key: 'currency', title: 'Currency', type: 'text' },
  { key: 'recognized', title: 'Recognized', type: 'money', sum: true },
  { key: 'moved', title: 'Moved', type: 'money', sum: true },
  { key: 'returned', title: 'Returned', type: 'money', sum: true },
  { key: 'deferred', title: 'Deferred', type: 'money', sum: true },
];

export const lots: Report = {
  name: 'lots',
  title: 'Lots',
  description: 'every lot: granted, drawn, expired, rolled over, remaining, and its revenue',
  make(source) {
    const rows = source.lots().map((lot) => rowOf(source.book, lot));
    return { name: 'lots', title: 'Lots', columns: COLUMNS, rows: inOrder(rows, 0) };
  },
};

/** Rules §14.1. */
export function remainingOf(lot: LotSums): bigint {
  return lot.granted - lot.drawn - lot.expired - lot.rolledOver - lot.refunded - lot.voided;
}

/** Rules §14.4. */
export function deferredOf(lot: LotSums): bigint {
  return lot.price - lot.recognized - lot.moved - lot.returned;
}

function rowOf(book: ReportBook, lot: LotSums): Cell[] {
  const inCredits = (value: bigint): string => credits(book, value, lot.creditType);
  const inMoney = (value: bigint): string => money(book, value, lot.currency);
  return [
    lot.lot,
    lot.customer,
    lot.creditType,
    lot.kind,
    book.dateAt(lot.startsAt),
    lastDay(book, lot.expiresAt),
    inCredits(lot.granted),
    inCredits(lot.drawn),
    inCredits(lot.expired),
    inCredits(lot.rolledOver),
    inCredits(lot.refunded),
    inCredits(lot.voided),
    inCredits(remainingOf(lot)),
    inMoney(lot.price),
    lot.currency,
    inMoney(lot.recognized),
    inMoney(lot.moved),
    inMoney(lot.returned),
    inMoney(deferredOf(lot)),
  ];
}
