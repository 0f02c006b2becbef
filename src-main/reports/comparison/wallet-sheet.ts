// What an old workbook says of one wallet: its balance at each month's end, and the rows behind it where it has any.
// Numbers are rounded half up to the scale they are compared at. Must not: know what the book says.
import type { Month } from '../../../src-shared/calendar.ts';
import { monthOf, monthsBetween } from '../../../src-shared/calendar.ts';
import { divideMoney, powerOfTen, toFraction } from '../../../src-shared/decimal.ts';
import type { LegacyBook, LegacyEntry, LegacyPurchase, Place } from '../../import/legacy/legacy-book.ts';
import type { Money } from './amounts.ts';

export interface SheetMonth {
  readonly month: Month;
  /** Scaled credits. */
  readonly credits: bigint;
  /** Of the wallet's currencies those that the sheet says what it defers in. */
  readonly deferred: Money;
  readonly place: Place;
  /** A number typed in where its row, or its column, is formulas. */
  readonly typedOver: boolean;
}

/** A wallet with the scales that its numbers are read at, and the currencies that its lots are kept in: one or more. */
export interface WalletKey {
  readonly customer: string;
  readonly creditType: string;
  readonly scale: number;
  readonly currencies: readonly { readonly code: string; readonly scale: number }[];
}

export interface WalletSheet extends WalletKey {
  readonly months: readonly SheetMonth[];
  readonly entries: readonly LegacyEntry[];
  readonly purchases: readonly LegacyPurchase[];
  /** Where it says what is deferred, and not in which of the wallet's currencies. */
  readonly unsaid: Place | null;
}

/** A decimal as a scaled integer, rounded half up. */
export function toScale(text: string, scale: number): bigint {
  const { numerator, denominator } = toFraction(text);
  return divideMoney(numerator * powerOfTen(scale), denominator);
}

/**
 * What the workbook says of the wallet. Balances are taken where it shows them; else the movements are added up, or what remains
 * of the purchases stands for the end of `asOf`.
 * @param isOf whether a row's credit type (null: not said) is this wallet's.
 */
export function walletSheet(
  book: LegacyBook,
  key: WalletKey,
  asOf: Month,
  isOf: (creditType: string | null) => boolean,
): WalletSheet {
  const mine = <T extends { customer: string; creditType: string | null }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.customer === key.customer && isOf(row.creditType));
  const [entries, purchases, balances] = [mine(book.entries), mine(book.purchases), mine(book.balances)];
  const shown = shownMonths(book, balances, key);
  const months =
    shown.length > 0
      ? shown
      : entries.length > 0
        ? addedUp(entries, key)
        : purchases.length > 0
          ? [remaining(purchases, key, asOf)]
          : [];
  const unsaid = [...balances.filter(({ month }) => month <= asOf), ...purchases].find(
    ({ deferred, currency }) => key.currencies.length > 1 && deferred !== null && currency === null,
  );
  return { ...key, months, entries, purchases, unsaid: unsaid?.place ?? null };
}

function shownMonths(book: LegacyBook, balances: LegacyBook['balances'], key: WalletKey): SheetMonth[] {
  const byMonth = Map.groupBy(balances, ({ month }) => month);
  return [...byMonth]
    .map(([month, rows]): SheetMonth => {
      return {
        month,
        credits: rows.reduce((sum, { credits }) => sum + toScale(credits, key.scale), 0n),
        deferred: saidMoney(rows, key),
        place: rows[0]!.place,
        typedOver: rows.some(({ formula, place }) => formula === null && amongFormulas(book, place)),
      };
    })
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** What rows defer, by currency; nothing of a currency of which a row does not say it, nor where it is not said which of several it is. */
function saidMoney(
  rows: readonly { readonly currency: string | null; readonly deferred: string | null }[],
  { currencies }: WalletKey,
): Money {
  const only = currencies.length === 1 ? currencies[0]!.code : null;
  if (only === null && rows.some(({ currency }) => currency === null)) return new Map();
  return new Map(
    currencies.flatMap(({ code, scale }) => {
      const own = rows.filter(({ currency }) => (currency ?? only) === code);
      if (own.length === 0 || own.some(({ deferred }) => deferred === null)) return [];
      return [[code, own.reduce((sum, { deferred }) => sum + toScale(deferred!, scale), 0n)] as const];
    }),
  );
}

/** Whether most balances of the same row, or of the same column, are formulas. */
function amongFormulas(book: LegacyBook, place: Place): boolean {
  const mostly = (same: (other: Place) => boolean): boolean => {
    const others = book.balances.filter(
      ({ place: other }) => other !== place && other.sheet === place.sheet && same(other),
    );
    return others.length > 1 && others.filter(({ formula }) => formula !== null).length * 2 > others.length;
  };
  return mostly((other) => other.row === place.row) || mostly((other) => other.column === place.column);
}

function addedUp(entries: readonly LegacyEntry[], { scale }: WalletKey): SheetMonth[] {
  const dated = entries.filter((entry) => entry.date !== null);
  const first = dated.map(({ date }) => monthOf(date!)).sort()[0];
  const last = dated
    .map(({ date }) => monthOf(date!))
    .sort()
    .at(-1);
  if (first === undefined || last === undefined) return [];
  return monthsBetween(first, last).map((month) => {
    const until = dated.filter(({ date }) => monthOf(date!) <= month);
    const sum = until.reduce((total, { credits }) => total + toScale(credits, SUM_SCALE), 0n);
    const place = until.findLast(({ date }) => monthOf(date!) === month)?.place ?? until.at(-1)!.place;
    const credits = divideMoney(sum * powerOfTen(scale), powerOfTen(SUM_SCALE));
    return { month, credits, deferred: new Map(), place, typedOver: false };
  });
}

/** Movements are added up with what digits they have, and rounded once. */
export const SUM_SCALE = 12;

function remaining(purchases: readonly LegacyPurchase[], key: WalletKey, month: Month): SheetMonth {
  return {
    month,
    credits: purchases.reduce((sum, { remaining: left }) => sum + toScale(left ?? '0', key.scale), 0n),
    deferred: saidMoney(purchases, key),
    place: purchases[0]!.place,
    typedOver: false,
  };
}

/** A number of the sheet that its own rows do not give: what it says less what they add up to, in scaled credits. */
export interface OwnSlip {
  readonly month: Month;
  readonly credits: bigint;
  readonly place: Place;
  /** By a hand that typed a number wrong. */
  readonly typed?: 'digits';
}

/** Where the sheet's own rows do not add up to its own balances. */
export function ownSlips(sheet: WalletSheet): OwnSlip[] {
  if (sheet.entries.some(({ balance }) => balance !== null)) return runningSlips(sheet);
  if (sheet.entries.length > 0) return monthSlips(sheet);
  return purchaseSlips(sheet);
}

function runningSlips({ entries, scale }: WalletSheet): OwnSlip[] {
  const slips: OwnSlip[] = [];
  let standing: bigint | null = null;
  let month: Month = '';
  for (const { date, credits, balance, place } of entries) {
    if (date !== null) month = monthOf(date);
    const moved: bigint = toScale(credits, SUM_SCALE);
    const shown: bigint | null = balance === null ? null : toScale(balance, SUM_SCALE);
    // What stood before the first row is not known.
    const due: bigint | null = standing === null ? null : standing + moved;
    if (shown !== null && due !== null) {
      const off = divideMoney((shown - due) * powerOfTen(scale), powerOfTen(SUM_SCALE));
      if (off !== 0n) slips.push({ month, credits: off, place });
    }
    standing = shown ?? due;
  }
  return slips;
}

/** Balances that stand apart from the rows: each is the one before and the rows between. */
function monthSlips({ entries, months, scale }: WalletSheet): OwnSlip[] {
  return months.flatMap(({ month, credits, place }, index) => {
    const before = months[index - 1];
    if (!before) return [];
    const moved = entries
      .filter(({ date }) => date !== null && monthOf(date) > before.month && monthOf(date) <= month)
      .reduce((sum, entry) => sum + toScale(entry.credits, SUM_SCALE), 0n);
    const off = credits - before.credits - divideMoney(moved * powerOfTen(scale), powerOfTen(SUM_SCALE));
    // Both balances and the movements are rounded: one unit of the last place is no slip.
    return off > 1n || off < -1n ? [{ month, credits: off, place }] : [];
  });
}

function purchaseSlips({ purchases, months, scale }: WalletSheet): OwnSlip[] {
  return purchases.flatMap(({ bought, used, expired, remaining: left, place }) => {
    if (bought === null || used === null || left === null) return [];
    const [all, out] = [toScale(bought, scale), toScale(used, scale) + toScale(expired ?? '0', scale)];
    const off = toScale(left, scale) - (all - out);
    return off === 0n ? [] : [{ month: months[0]!.month, credits: off, place }];
  });
}
