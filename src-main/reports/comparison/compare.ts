// An old workbook beside the book, wallet by wallet and month by month: what agrees, what differs, why, by how much. The figures
// of the book are derived as the book derives them. Pure. Must not: write words (cause-words) or files.
import type { Month } from '../../../src-shared/calendar.ts';
import { monthsBetween } from '../../../src-shared/calendar.ts';
import { currencyScale } from '../../../src-shared/decimal.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import type { GrantFact, Told, UsageEvent } from '../../engine/facts.ts';
import type { LegacyBook, Place } from '../../import/legacy/legacy-book.ts';
import type { Amounts } from './amounts.ts';
import { isNothing, less, NOTHING } from './amounts.ts';
import type { Said } from './cause-words.ts';
import { sayDifference } from './cause-words.ts';
import type { ExplainedWallet, FoundDifference } from './causes/explain-wallet.ts';
import { explainWallet } from './causes/explain-wallet.ts';
import { grantEvidence, usageEvidence } from './causes/sheet-rows.ts';
import type { Cause } from './causes/variation.ts';
import type { DerivedWallets, World } from './derive-wallet.ts';
import { deriveWallets, factsOf } from './derive-wallet.ts';
import type { NotCompared } from './not-compared.ts';
import type { WalletKey, WalletSheet } from './wallet-sheet.ts';
import { walletSheet } from './wallet-sheet.ts';

export type LineStatus = 'agrees' | 'explained' | 'unexplained' | 'carried';

export interface DeferredBalance {
  readonly currency: string;
  readonly scale: number;
  readonly sheet: bigint | null;
  readonly book: bigint;
}

/** A balance of the sheet beside the book's. Scaled credits, minor units. */
export interface ComparedBalance extends WalletKey {
  readonly month: Month;
  /** Null where the sheet has nothing. */
  readonly sheet: bigint | null;
  readonly book: bigint;
  /** Of each currency of the wallet; `sheet` null where the sheet does not say. */
  readonly deferred: readonly DeferredBalance[];
  readonly status: LineStatus;
  /** Whether something that nobody explained is in it. */
  readonly open: boolean;
  readonly place: Place | null;
}

export interface ReportedDifference extends WalletKey, Said {
  /** From 1, in the order of the report. */
  readonly no: number;
  readonly cause: Cause;
  readonly month: Month;
  /** What it does to the balance where it begins, and to the last one compared. */
  readonly amount: Amounts;
  readonly standing: Amounts;
  readonly effects: ReadonlyMap<Month, Amounts>;
  readonly alsoPossible: readonly Cause[];
  readonly place: Place | null;
}

export interface Comparison {
  readonly months: readonly Month[];
  readonly balances: readonly ComparedBalance[];
  readonly differences: readonly ReportedDifference[];
  readonly notCompared: readonly NotCompared[];
}

export interface ComparisonInput {
  readonly book: Book;
  readonly facts: readonly Told[];
  /** The customer's usage that counts, in order of posting instant, then id. */
  readonly events: (customer: string) => readonly UsageEvent[];
  readonly legacy: LegacyBook;
  readonly from: Month;
  readonly to: Month;
  /** Says how far it is; may throw to stop. */
  readonly onCustomer?: (done: number, of: number) => void;
}

type Found = Omit<ReportedDifference, 'no'>;

export function compareSheet(input: ComparisonInput): Comparison {
  const { book, legacy, from, to } = input;
  const inSheet = [...legacy.balances, ...legacy.entries, ...legacy.purchases].map(
    ({ customer }) => customer,
  );
  const all = [...new Set([...book.customers.keys(), ...inSheet])].sort(compareText);
  const balances: ComparedBalance[] = [];
  const differences: Found[] = [];
  const notCompared: NotCompared[] = [];
  for (const [index, customer] of all.entries()) {
    const compared = book.customers.has(customer)
      ? ofCustomer(input, customer, () => input.onCustomer?.(index, all.length))
      : unknownCustomer(input, customer);
    balances.push(...compared.balances);
    differences.push(...compared.differences);
    notCompared.push(...(compared.notCompared ?? []));
    input.onCustomer?.(index + 1, all.length);
  }
  const order = (one: Found): string => `${one.month}|${one.customer}|${one.creditType}`;
  return {
    months: monthsBetween(from, to),
    balances,
    differences: differences
      .sort((a, b) => compareText(order(a), order(b)))
      .map((one, index) => ({ no: index + 1, ...one })),
    notCompared,
  };
}

interface Compared {
  balances: ComparedBalance[];
  differences: Found[];
  notCompared?: NotCompared[];
}

function ofCustomer(input: ComparisonInput, customer: string, tick: () => void): Compared {
  const { facts, events, to, legacy } = input;
  const world: World = {
    customer,
    facts: factsOf(facts, customer),
    events: events(customer),
    through: to,
    rated: new WeakMap(),
    tick,
  };
  const base = deriveWallets(world, []);
  const rows = [...legacy.balances, ...legacy.entries, ...legacy.purchases].filter(
    (row) => row.customer === customer,
  );
  const said = rows.flatMap(({ creditType }) =>
    creditType !== null && input.book.creditTypes.has(creditType) ? [creditType] : [],
  );
  const types = [...new Set([...base.ends.keys(), ...said])].sort(compareText);
  const only =
    types.length === 1
      ? types[0]
      : input.book.creditTypes.size === 1
        ? [...input.book.creditTypes.keys()][0]
        : undefined;
  const unclear = only === undefined ? rows.find(({ creditType }) => creditType === null) : undefined;
  // What it says of none of them may be of any: none is missing.
  const parts = types
    .filter((creditType) => !unclear || said.includes(creditType))
    .map((creditType) => ofWallet(input, world, base, creditType, only));
  return {
    balances: parts.flatMap(({ balances }) => balances),
    differences: parts.flatMap(({ differences }) => differences),
    notCompared: [
      ...(unclear ? [{ unsaid: 'credit_type' as const, customer, place: unclear.place }] : []),
      ...parts.flatMap(({ notCompared = [] }) => notCompared),
    ],
  };
}

function ofWallet(
  input: ComparisonInput,
  world: World,
  base: DerivedWallets,
  creditType: string,
  only: string | undefined,
): Compared {
  const { book, legacy, from, to } = input;
  const key = keyOf(input, world.customer, creditType, base);
  const whole = walletSheet(
    legacy,
    key,
    to,
    (type) => type === creditType || (type === null && creditType === only),
  );
  const sheet = { ...whole, months: whole.months.filter(({ month }) => month >= from && month <= to) };
  if (sheet.months.length === 0) return missingInSheet(input, key, base);
  const { zone, firstMonth } = book;
  const grants = input.facts.flatMap(({ kind, body }): GrantFact[] =>
    kind === 'grant' && body.customer === world.customer && body.creditType === creditType ? [body] : [],
  );
  const evidence = { usage: usageEvidence(sheet, base, zone), grants: grantEvidence(sheet, grants) };
  const explained = explainWallet(world, sheet, evidence, { zone, firstMonth });
  return {
    balances: balancesOf(key, explained),
    differences: explained.differences.map((found) =>
      reported(found, key, { sheet, base, zone }, sheet.months.at(-1)!.month),
    ),
    notCompared:
      sheet.unsaid === null ? [] : [{ unsaid: 'currency', customer: key.customer, place: sheet.unsaid }],
  };
}

function balancesOf(key: WalletKey, { lines }: ExplainedWallet): ComparedBalance[] {
  return lines.map(({ sheet, book, status, open }) => ({
    ...key,
    month: sheet.month,
    sheet: sheet.credits,
    book: book.credits,
    deferred: key.currencies.map(({ code, scale }) => ({
      currency: code,
      scale,
      sheet: sheet.deferred.get(code) ?? null,
      book: book.money.get(code) ?? 0n,
    })),
    status,
    open,
    place: sheet.place,
  }));
}

function reported(
  found: FoundDifference,
  key: WalletKey,
  speaking: { sheet: WalletSheet; base: DerivedWallets; zone: Book['zone'] },
  last: Month,
): Found {
  const amount = found.effects.get(found.month) ?? NOTHING;
  return {
    ...key,
    cause: found.cause,
    month: found.month,
    amount,
    standing: found.effects.get(last) ?? NOTHING,
    effects: found.effects,
    alsoPossible: found.alsoPossible,
    place: found.place,
    ...sayDifference(found, amount, speaking),
  };
}

/** With the currencies of the wallet's lots; the book's where there is none. */
function keyOf(
  { book }: ComparisonInput,
  customer: string,
  creditType: string,
  base: DerivedWallets | null,
): WalletKey {
  const lots = (base?.lots ?? []).filter((made) => made.creditType === creditType && made.lot.price > 0n);
  const codes = [...new Set(lots.map(({ lot }) => lot.currency))];
  return {
    customer,
    creditType,
    scale: book.creditTypes.get(creditType)?.scale ?? 2,
    currencies: (codes.length === 0 ? [book.fact.currency] : codes).map((code) => ({
      code,
      scale: currencyScale(code) ?? 2,
    })),
  };
}

function missingInSheet({ from, to }: ComparisonInput, key: WalletKey, base: DerivedWallets): Compared {
  const ends = base.ends.get(key.creditType);
  const effects = new Map<Month, Amounts>();
  for (const month of monthsBetween(from, to)) {
    const end = ends?.get(month);
    const lacking = end ? less(NOTHING, { credits: end.credits, money: end.deferred }) : NOTHING;
    if (!isNothing(lacking)) effects.set(month, lacking);
  }
  if (effects.size === 0) return { balances: [], differences: [] };
  return oneSided(key, 'not_in_sheet', effects, to, null, {
    sentence: `The sheet has no balance of ${key.customer} in ${key.creditType}.`,
    correction: 'Add the customer to the sheet, or map the name it has there to this customer.',
  });
}

function unknownCustomer(input: ComparisonInput, customer: string): Compared {
  const { legacy, from, to, book } = input;
  const creditType = [...book.creditTypes.keys()][0] ?? '';
  const key = keyOf(input, customer, creditType, null);
  const sheet = walletSheet(legacy, key, to, () => true);
  const months = sheet.months.filter(({ month, credits }) => month >= from && month <= to && credits !== 0n);
  const effects = new Map(
    months.map(({ month, credits, deferred }) => [month, { credits, money: deferred }]),
  );
  if (effects.size === 0) return { balances: [], differences: [] };
  return oneSided(key, 'not_in_book', effects, to, months[0]!.place, {
    sentence: `The book has no customer ${customer}.`,
    correction: `Map ${customer} to a customer of the book, or set the customer up with its purchases.`,
  });
}

function oneSided(
  key: WalletKey,
  cause: Cause,
  effects: Map<Month, Amounts>,
  last: Month,
  place: Place | null,
  words: Pick<Said, 'sentence' | 'correction'>,
): Compared {
  const isSheet = cause === 'not_in_book';
  const [[first, amount] = ['', NOTHING]] = effects;
  return {
    balances: [...effects].map(([month, { credits, money }], index) => ({
      ...key,
      month,
      sheet: isSheet ? credits : null,
      book: isSheet ? 0n : -credits,
      deferred: key.currencies.map(({ code, scale }) => ({
        currency: code,
        scale,
        sheet: isSheet ? (money.get(code) ?? null) : null,
        book: isSheet ? 0n : -(money.get(code) ?? 0n),
      })),
      status: index === 0 ? 'explained' : 'carried',
      open: false,
      place,
    })),
    differences: [
      {
        ...key,
        ...words,
        cause,
        month: first,
        amount,
        standing: effects.get(last) ?? NOTHING,
        effects,
        alsoPossible: [],
        place,
        events: [],
        lots: [],
        shown: [],
      },
    ],
  };
}
