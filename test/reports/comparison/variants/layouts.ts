// A book as each layout of an old spreadsheet would show it, by somebody who keeps it as that book does; and the slips that are made
// in a sheet itself. Must not: know what a comparison makes of it.
import type {
  EntryKind,
  LegacyBook,
  LegacyEntry,
  Place,
} from '../../../../src-main/import/legacy/legacy-book.ts';
import { formatScaled, parseScaled } from '../../../../src-shared/decimal.ts';
import type { MemoryBook } from '../../../support/memory/book.ts';
import type { Random } from '../../../support/random.ts';
import type { Numbers } from '../planted.ts';
import { gridOf, legacyOf } from '../planted.ts';
import { LAST } from './accounts.ts';

export const LAYOUTS = ['balance_grid', 'customer_sheets', 'transactions', 'purchases'] as const;
export type SheetLayout = (typeof LAYOUTS)[number];

/** What a sheet shows besides its balances. */
export interface Shown {
  readonly layout: SheetLayout;
  /** Deferred revenue, where the layout has a place for it. */
  readonly deferred: boolean;
  /** Ids of events and purchases, where it has rows. */
  readonly refs: boolean;
}

export function sheetOf(book: MemoryBook, numbers: readonly Numbers[], shown: Shown): LegacyBook {
  const { layout } = shown;
  if (layout === 'balance_grid') return gridOf(numbers, shown.deferred);
  if (layout === 'purchases') return purchasesOf(book, shown);
  const entries = entriesOf(book, shown);
  if (layout === 'transactions') return legacyOf({ layout, entries });
  const balances = gridOf(numbers).balances.map((one) => ({ ...one, formula: '=E1+C2-D2' }));
  return legacyOf({ layout, entries: withRunning(entries), balances });
}

const KINDS: Readonly<Record<string, EntryKind>> = {
  grant: 'purchase',
  rollover_in: 'rollover',
  rollover_out: 'rollover',
  expiry: 'expiry',
  drawdown: 'usage',
};

/** One row an event, a purchase, an expiry or a rollover, in order. */
function entriesOf(book: MemoryBook, { refs }: Shown): LegacyEntry[] {
  const { postings } = book.derive(LAST);
  const { zone } = book.book();
  const quantities = new Map(book.usage.map(({ eventId, quantity }) => [eventId, quantity]));
  const found = new Map<string, LegacyEntry & { at: number }>();
  for (const [index, { customer, posting }] of postings.entries()) {
    const { at, kind, eventId, lot, meter, credits } = posting;
    if (credits === 0n || KINDS[kind] === undefined) continue;
    const key = eventId ?? `${index}`;
    const before = found.get(key);
    const total = (before ? parseScaled(before.credits, 2)! : 0n) + credits;
    found.set(key, {
      at,
      place: placeOf('Rows', index + 2),
      ref: refs ? (eventId?.replace(/b$/, '') ?? lot) : null,
      customer,
      date: zone.dateAt(at),
      creditType: null,
      kind: KINDS[kind],
      meter,
      quantity: eventId === null ? null : quantities.get(eventId)!,
      credits: formatScaled(total, 2),
      price: null,
      currency: null,
      balance: null,
      note: '',
    });
  }
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ at: _, ...entry }) => entry);
}

const placeOf = (sheet: string, row: number): Place => ({ sheet, row, column: 'E' });

function withRunning(entries: readonly LegacyEntry[]): LegacyEntry[] {
  const standing = new Map<string, bigint>();
  return entries.map((entry) => {
    const balance = (standing.get(entry.customer) ?? 0n) + parseScaled(entry.credits, 2)!;
    standing.set(entry.customer, balance);
    return { ...entry, balance: formatScaled(balance, 2) };
  });
}

function purchasesOf(book: MemoryBook, { deferred, refs }: Shown): LegacyBook {
  const { postings, lots } = book.derive(LAST);
  const { zone } = book.book();
  const purchases = [...lots.values()]
    .filter(({ customer, lot }) => customer !== '' && zone.monthAt(lot.startsAt) <= LAST)
    .map(({ customer, lot }, index): LegacyBook['purchases'][number] => {
      const own = postings.filter(({ posting }) => posting.lot === lot.id && posting.kind !== 'charge');
      const sum = (kinds: readonly string[], of: 'credits' | 'basis' = 'credits'): bigint =>
        own
          .filter(({ posting }) => kinds.length === 0 || kinds.includes(posting.kind))
          .reduce((total, { posting }) => total + posting[of], 0n);
      return {
        place: placeOf('Purchases', index + 2),
        ref: refs ? lot.id : null,
        customer,
        date: zone.dateAt(lot.startsAt),
        creditType: null,
        bought: formatScaled(lot.credits, 2),
        price: formatScaled(lot.price, 2),
        currency: lot.currency,
        used: formatScaled(-sum(['drawdown']), 2),
        expired: formatScaled(-sum(['expiry']), 2),
        remaining: formatScaled(sum([]), 2),
        deferred: deferred ? formatScaled(sum([], 'basis'), 2) : null,
        expires: lot.expiresAt === null ? null : zone.dateAt(lot.expiresAt - 1),
        note: '',
      };
    });
  return legacyOf({ layout: 'purchases', purchases });
}

/** The balances of a customer with a slip of its layout's kind: what it is worth, and the months that have it. */
export function slipIn(
  legacy: LegacyBook,
  customer: string,
  random: Random,
): { legacy: LegacyBook; month: string; credits: bigint } | null {
  if (legacy.layout === 'balance_grid') return swappedDigits(legacy, customer, random);
  if (legacy.layout === 'customer_sheets') return jump(legacy, customer, random);
  if (legacy.layout === 'purchases') return wrongRemainder(legacy, customer);
  return wrongRow(legacy, customer, random);
}

/** Two neighbouring digits in each other's place, in one cell. */
function swappedDigits(legacy: LegacyBook, customer: string, random: Random) {
  const own = legacy.balances.filter((one) => one.customer === customer && Number(one.credits) > 10);
  const cell = own[random.below(own.length)];
  const at = cell
    ? [...cell.credits].findIndex((digit, index) => isSwap(digit, cell.credits[index + 1]))
    : -1;
  if (!cell || at < 0) return null;
  const { credits } = cell;
  const typed = credits.slice(0, at) + credits[at + 1] + credits[at] + credits.slice(at + 2);
  return {
    legacy: {
      ...legacy,
      balances: legacy.balances.map((one) => (one === cell ? { ...one, credits: typed } : one)),
    },
    month: cell.month,
    credits: parseScaled(typed, 2)! - parseScaled(credits, 2)!,
  };
}

const isSwap = (digit: string, next: string | undefined): boolean =>
  next !== undefined && /\d/.test(digit) && /\d/.test(next) && digit !== next;

/** A running balance that is 9.00 too high from a row on. */
function jump(legacy: LegacyBook, customer: string, random: Random) {
  const own = legacy.entries.filter((one) => one.customer === customer);
  const from = own[1 + random.below(own.length - 1)]!;
  const higher = (text: string): string => formatScaled(parseScaled(text, 2)! + 900n, 2);
  const month = from.date!.slice(0, 7);
  const after = new Set(own.slice(own.indexOf(from)));
  return {
    legacy: {
      ...legacy,
      entries: legacy.entries.map((one) =>
        after.has(one) ? { ...one, balance: higher(one.balance!) } : one,
      ),
      balances: legacy.balances.map((one) =>
        one.customer === customer && one.month >= month ? { ...one, credits: higher(one.credits) } : one,
      ),
    },
    month,
    credits: 900n,
  };
}

/** What remains of a purchase is not what was bought less what was used. */
function wrongRemainder(legacy: LegacyBook, customer: string) {
  const row = legacy.purchases.find((one) => one.customer === customer)!;
  const remaining = formatScaled(parseScaled(row.remaining!, 2)! - 350n, 2);
  return {
    legacy: {
      ...legacy,
      purchases: legacy.purchases.map((one) => (one === row ? { ...one, remaining } : one)),
    },
    month: LAST,
    credits: -350n,
  };
}

/** Credits of a row of usage that are ten times what they should be: the point was forgotten. */
function wrongRow(legacy: LegacyBook, customer: string, random: Random) {
  const own = legacy.entries.filter((one) => one.customer === customer && one.kind === 'usage');
  const row = own[random.below(own.length)]!;
  const credits = formatScaled(parseScaled(row.credits, 2)! * 10n, 2);
  return {
    legacy: {
      ...legacy,
      entries: legacy.entries.map((one) => (one === row ? { ...one, credits } : one)),
    },
    month: row.date!.slice(0, 7),
    credits: parseScaled(row.credits, 2)! * 9n,
  };
}
