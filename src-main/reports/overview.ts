// Where the book stands, in figures: deferred revenue and its movements, credits outstanding, what expires when, overage still to
// bill. Pure, like the reports, and made of the same sums, so that no figure can differ from the report it leads to.
import type { IsoDate, Month } from '../../src-shared/calendar.ts';
import { addDays, monthOf } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import { isOverageCharge } from '../engine/postings.ts';
import { credits, entryOf, lastDay, money } from './cells.ts';
import { deferredOf, remainingOf } from './lots.ts';
import { deferredSums } from './revenue.ts';
import type { LotSums, ReportBook, ReportSource } from './source.ts';

export interface Amount {
  currency: string;
  amount: string;
}
export interface Held {
  creditType: string;
  credits: string;
}
export interface OverviewFigures {
  deferred: Amount[];
  outstanding: Held[];
  deficits: Held[];
  expiring: { days: number; held: Held[]; deferred: Amount[] }[];
  unbilledOverage: Amount[];
  chargedOverage: Amount[];
  movements: {
    month: Month;
    currency: string;
    opening: string;
    added: string;
    usage: string;
    breakage: string;
    refunded: string;
    /** Usage, breakage and what was refunded together: what left deferred revenue. */
    released: string;
    closing: string;
  }[];
  ladder: { month: Month | null; creditType: string; credits: string; deferred: Amount[]; lots: number }[];
}

const WITHIN_DAYS = [30, 60, 90] as const;

/** @param asOf the last day that is covered: expiry counts from the day after. */
export function overviewFigures(read: ReportSource, asOf: IsoDate): OverviewFigures {
  const { book } = read;
  const lots = read.lots().filter((lot) => remainingOf(lot) !== 0n || deferredOf(lot) !== 0n);
  const moneySums = read.money(true);
  const source = { ...read, money: () => moneySums };
  const unbilled = new Map<string, bigint>();
  const charged = new Map<string, bigint>();
  for (const sums of moneySums) {
    add(unbilled, sums.currency, sums.unbilledUp - sums.unbilledDown);
    if (sums.kind === 'charge' && sums.month === read.through && isOverageCharge(sums.chargeKind))
      add(charged, sums.currency, sums.receivableUp - sums.receivableDown);
  }
  const deficits = new Map<string, bigint>();
  for (const { creditType, credits: owed } of read.deficits()) add(deficits, creditType, owed);
  return {
    deferred: amounts(book, deferredBy(lots)),
    outstanding: helds(book, heldBy(lots)),
    deficits: helds(book, deficits),
    expiring: WITHIN_DAYS.map((days) => {
      const until = addDays(asOf, days);
      const ending = lots.filter((lot) => {
        const day = lastDay(book, lot.expiresAt);
        return day !== null && day > asOf && day <= until;
      });
      return {
        days,
        held: helds(book, heldBy(ending)),
        deferred: amounts(book, deferredBy(ending)),
      };
    }),
    unbilledOverage: amounts(book, unbilled),
    chargedOverage: amounts(book, charged),
    movements: movementsOf(source),
    ladder: ladderOf(book, lots),
  };
}

function movementsOf(source: ReportSource): OverviewFigures['movements'] {
  const { book } = source;
  const found = new Map<string, { month: Month; currency: string; sums: bigint[] }>();
  for (const row of deferredSums(source)) {
    const { month, currency } = row;
    const entry = entryOf(found, `${month}|${currency}`, () => ({
      month,
      currency,
      sums: [0n, 0n, 0n, 0n, 0n, 0n, 0n],
    }));
    const added = row.billed + row.migrated + row.reinstated;
    const released = row.usage + row.breakage + row.refunded;
    const numbers = [row.opening, added, row.usage, row.breakage, row.refunded, released, row.closing];
    for (const [index, number] of numbers.entries()) entry.sums[index]! += number;
  }
  return [...found.values()]
    .sort((a, b) => compareText(a.month, b.month) || compareText(a.currency, b.currency))
    .map(({ month, currency, sums }) => {
      const written = sums.map((sum) => money(book, sum, currency));
      const [
        opening = '',
        added = '',
        usage = '',
        breakage = '',
        refunded = '',
        released = '',
        closing = '',
      ] = written;
      return { month, currency, opening, added, usage, breakage, refunded, released, closing };
    });
}

function ladderOf(book: ReportBook, lots: readonly LotSums[]): OverviewFigures['ladder'] {
  const steps = Map.groupBy(lots, (lot) => {
    const day = lastDay(book, lot.expiresAt);
    return `${day === null ? '' : monthOf(day)}|${lot.creditType}`;
  });
  return [...steps]
    .map(([key, held]) => {
      const [month = '', creditType = ''] = key.split('|');
      const left = held.reduce((sum, lot) => sum + remainingOf(lot), 0n);
      return {
        month: month === '' ? null : month,
        creditType,
        credits: credits(book, left, creditType),
        deferred: amounts(book, deferredBy(held)),
        lots: held.length,
      };
    })
    .sort(
      (a, b) => compareText(a.month ?? '9999', b.month ?? '9999') || compareText(a.creditType, b.creditType),
    );
}

function heldBy(lots: readonly LotSums[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const lot of lots) add(sums, lot.creditType, remainingOf(lot));
  return sums;
}

function deferredBy(lots: readonly LotSums[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const lot of lots) add(sums, lot.currency, deferredOf(lot));
  return sums;
}

function add(sums: Map<string, bigint>, key: string, value: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + value);
}

/** Sorted; the book's own currency first. Zeros are left out. */
function amounts(book: ReportBook, sums: ReadonlyMap<string, bigint>): Amount[] {
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .sort(([a], [b]) => Number(b === book.currency) - Number(a === book.currency) || compareText(a, b))
    .map(([currency, sum]) => ({ currency, amount: money(book, sum, currency) }));
}

function helds(book: ReportBook, sums: ReadonlyMap<string, bigint>): Held[] {
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .sort(([a], [b]) => compareText(a, b))
    .map(([creditType, sum]) => ({ creditType, credits: credits(book, sum, creditType) }));
}
