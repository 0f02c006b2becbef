// A small book, the sheet somebody kept beside it, and one mistake in that sheet: made by keeping a second book with the mistake in
// its own tables or rows, so that nothing of the comparison is used to plant what it is to find.
import type { LegacyBalance, LegacyBook, LegacyEntry } from '../../../src-main/import/legacy/legacy-book.ts';
import type { Money } from '../../../src-main/reports/comparison/amounts.ts';
import type { Comparison } from '../../../src-main/reports/comparison/compare.ts';
import { compareSheet } from '../../../src-main/reports/comparison/compare.ts';
import type { Month } from '../../../src-shared/calendar.ts';
import { monthsBetween } from '../../../src-shared/calendar.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { MemoryBook } from '../../support/memory/book.ts';

export interface Numbers {
  readonly customer: string;
  readonly month: Month;
  readonly credits: bigint;
  readonly money: Money;
}

/** Balances and deferred revenue of a book at every month's end; one credit type and currencies of two places. */
export function numbersOf(book: MemoryBook, through: Month): Numbers[] {
  const { postings } = book.derive(through);
  return [...book.book().customers.keys()].flatMap((customer) =>
    monthsBetween(book.book().firstMonth, through).map((month) => {
      const until = postings.filter(
        (one) => one.customer === customer && one.posting.month <= month && one.posting.kind !== 'charge',
      );
      const sum = (of: (posting: (typeof until)[number]['posting']) => bigint): bigint =>
        until.reduce((total, { posting }) => total + of(posting), 0n);
      const currencies = [...new Set(until.flatMap(({ posting }) => posting.currency ?? []))];
      const money = new Map(
        currencies.map((code) => [code, sum(({ currency, basis }) => (currency === code ? basis : 0n))]),
      );
      return { customer, month, credits: sum(({ credits }) => credits), money };
    }),
  );
}

const COLUMNS = 'BCDEFGHIJKLM';

/** A grid of balances, a row a customer and currency, and a column a month; credits stand in the first row. */
export function gridOf(numbers: readonly Numbers[], withDeferred = false): LegacyBook {
  const customers = [...new Set(numbers.map(({ customer }) => customer))];
  const months = [...new Set(numbers.map(({ month }) => month))];
  const balances = numbers.flatMap(({ customer, month, credits, money }): LegacyBalance[] => {
    const place = {
      sheet: 'Balances',
      row: 2 + customers.indexOf(customer),
      column: COLUMNS[months.indexOf(month)]!,
    };
    const row = { place, customer, creditType: null, month, formula: null };
    const own = withDeferred && money.size > 0 ? [...money] : [[null, null] as const];
    return own.map(([currency, deferred], index) => ({
      ...row,
      credits: index === 0 ? formatScaled(credits, 2) : '0',
      deferred: deferred === null ? null : formatScaled(deferred, 2),
      currency,
    }));
  });
  return legacyOf({ layout: 'balance_grid', balances });
}

export function legacyOf(part: Partial<LegacyBook>): LegacyBook {
  return {
    file: { name: 'legacy.xlsx', sha256: '' },
    layout: 'balance_grid',
    purchases: [],
    entries: [],
    balances: [],
    findings: [],
    ...part,
  };
}

/** An entry of a list of transactions: "usage 2026-01-05 -12.5". */
export function entry(row: number, text: string, more: Partial<LegacyEntry> = {}): LegacyEntry {
  const [kind = '', date = '', credits = '', balance] = text.split(' ');
  const place = { sheet: 'Transactions', row, column: 'E' };
  return {
    place,
    ref: null,
    customer: 'anna',
    date,
    creditType: null,
    kind: kind as LegacyEntry['kind'],
    meter: null,
    quantity: null,
    credits,
    price: null,
    currency: null,
    balance: balance ?? null,
    note: '',
    ...more,
  };
}

export function compare(book: MemoryBook, legacy: LegacyBook, to: Month): Comparison {
  const { undone } = book.book();
  return compareSheet({
    book: book.book(),
    facts: book.told,
    events: (customer) => book.events(customer).filter(({ batch }) => !undone.has(batch)),
    legacy,
    from: book.book().firstMonth,
    to,
  });
}

/** "rate 2026-02 12.50 25.00": cause, month it begins in, credits and money there. */
export function found({ differences }: Comparison): string[] {
  return differences.map(({ cause, month, amount }) =>
    [cause, month, formatScaled(amount.credits, 2), formatScaled(amount.money.get('EUR') ?? 0n, 2)].join(' '),
  );
}

/** Every month's difference is what the differences found say it is, in money where the sheet says any. */
export function adrift({ balances, differences }: Comparison): string[] {
  return balances.flatMap(({ customer, creditType, month, sheet, book, deferred }) => {
    const effects = differences
      .filter((one) => one.customer === customer && one.creditType === creditType)
      .flatMap((one) => one.effects.get(month) ?? []);
    const credits = { unit: creditType, off: (sheet ?? 0n) - book };
    const money = deferred.flatMap((one) =>
      one.sheet === null ? [] : [{ unit: one.currency, off: one.sheet - one.book }],
    );
    return [credits, ...money].flatMap(({ unit, off }) => {
      const said = effects.reduce(
        (sum, one) => sum + (unit === creditType ? one.credits : (one.money.get(unit) ?? 0n)),
        0n,
      );
      return said === off ? [] : [`${customer} ${month}: ${off} ${unit} of which ${said} said`];
    });
  });
}
