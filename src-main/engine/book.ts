// The facts of a book, compiled once for deriving: catalog rows with exact fractions, dates as instants, and what is
// dated for each customer. Pure: the same facts give the same book. Usage is not here, it streams.

import type { Duration, Instant, IsoDate, Month, Zone } from '../../src-shared/calendar.ts';
import { addDays, addDuration, openZone, parseDuration } from '../../src-shared/calendar.ts';
import type { Rounding } from '../../src-shared/decimal.ts';
import { currencyScale, parseScaled, powerOfTen, toFraction } from '../../src-shared/decimal.ts';
import type {
  AdjustmentFact,
  BookFact,
  BurnKey,
  GrantFact,
  PackFact,
  PlanFact,
  SubscriptionFact,
  Told,
  VoidFact,
} from './facts.ts';
import type { RateTable } from './rating.ts';
import { compileRates } from './rating.ts';
import { standing } from './told/standing.ts';

export interface CreditType {
  code: string;
  scale: number;
  rounding: Rounding;
  burnOrder: readonly BurnKey[];
}

/** A fraction of two integers; the denominator is positive. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/** When a lot made from this offer expires. */
export type Expiry =
  | { kind: 'period_end' }
  | { kind: 'never' }
  | { kind: 'after'; duration: Duration }
  | { kind: 'on'; lastDay: IsoDate };

/** Credits at a price, as plans, packs and grants offer them. Credits scaled, price in minor units. */
export interface Offer {
  credits: bigint;
  price: bigint;
  currency: string;
  expiry: Expiry;
  priority: number;
  /** Share of the credits expected never to be used (rules §10). */
  breakage: Fraction;
}

export interface Plan extends Offer {
  fact: PlanFact;
  interval: Duration;
  rolloverExpiry: Expiry;
  threshold: bigint;
  cap: { kind: 'credits'; credits: bigint } | { kind: 'allocation' | 'unused'; share: Fraction } | null;
  /** Money in minor units per scaled credit. */
  overagePrice: Fraction;
  topUpPack: Offer | null;
  topUpBelow: bigint;
  topUpLimit: number;
}

export interface Subscription {
  ref: string;
  plan: Plan;
  base: boolean;
  start: IsoDate;
  credits: bigint;
  price: bigint;
  startsAt: Instant;
  /** First instant after its last day as the subscription row says it, and with cancellations worked in. Infinity: none. */
  grantedEnd: Instant;
  endsAt: Instant;
}

/** Everything dated for one wallet, in no particular order. */
export interface WalletFacts {
  creditType: CreditType;
  burnOrder: readonly BurnKey[];
  subscriptions: Subscription[];
  grants: { at: Instant; fact: GrantFact; offer: Offer }[];
  adjustments: { at: Instant; fact: AdjustmentFact; credits: bigint | null }[];
}

export interface CustomerFacts {
  code: string;
  burnOrder: readonly BurnKey[] | null;
  wallets: Map<string, WalletFacts>;
  /** Voids of usage whose month was closed, by date; and ids of events that are as if they had never been. */
  reversals: { at: Instant; fact: VoidFact }[];
  erased: Set<string>;
  excluded: Set<string>;
}

export interface Book {
  fact: BookFact;
  zone: Zone;
  firstMonth: Month;
  startsAt: Instant;
  creditTypes: Map<string, CreditType>;
  customers: Map<string, CustomerFacts>;
  rates: RateTable;
  undone: Set<number>;
  /** An amount of money in minor units. */
  money(amount: string, currency: string): bigint;
}

/** Without a limit of its own a plan buys at most so many packs a period: one event must not make millions of lots. */
const AUTO_TOP_UP_LIMIT = 10_000;

const scaled = (text: string, scale: number): bigint => {
  const value = parseScaled(text, scale);
  if (value === null) throw new RangeError(`${text} does not fit ${scale} places`);
  return value;
};

/** Decimal places of money in a currency the setup accepted. */
export function moneyScale(currency: string): number {
  const scale = currencyScale(currency);
  if (scale === undefined) throw new RangeError(`unknown currency ${currency}`);
  return scale;
}

function readExpiry(text: string): Expiry {
  if (text === 'period_end' || text === 'never') return { kind: text };
  const duration = parseDuration(text);
  return duration ? { kind: 'after', duration } : { kind: 'on', lastDay: text };
}

/** First instant at which a lot that starts on `date` can no longer pay; null for never. Not for `period_end`. */
export function expiryInstant(expiry: Expiry, date: IsoDate, zone: Zone): Instant | null {
  if (expiry.kind === 'after') return zone.startOf(addDuration(date, expiry.duration));
  if (expiry.kind === 'on') return zone.startOf(addDays(expiry.lastDay, 1));
  return null;
}

function offerOf(fact: PlanFact | PackFact | GrantFact, creditType: CreditType): Offer {
  return {
    credits: scaled(fact.credits, creditType.scale),
    price: scaled(fact.price, moneyScale(fact.currency)),
    currency: fact.currency,
    expiry: readExpiry(fact.expires),
    priority: fact.priority,
    breakage: toFraction(fact.expectedBreakage),
  };
}

function readCap(text: string | null, scale: number): Plan['cap'] {
  if (text === null) return null;
  const share = /^(.+)% (allocation|unused)$/.exec(text);
  if (!share) return { kind: 'credits', credits: scaled(text, scale) };
  const { numerator, denominator } = toFraction(share[1]!);
  return { kind: share[2] as 'allocation' | 'unused', share: { numerator, denominator: denominator * 100n } };
}

function compilePlan(fact: PlanFact, creditType: CreditType, packs: Map<string, PackFact>): Plan {
  const interval = parseDuration(fact.interval);
  if (!interval) throw new RangeError(`not an interval: ${fact.interval}`);
  const price = toFraction(fact.overagePrice ?? '0');
  const pack = fact.autoTopUpPack === null ? undefined : packs.get(fact.autoTopUpPack);
  return {
    ...offerOf(fact, creditType),
    fact,
    interval,
    rolloverExpiry: readExpiry(fact.rolloverExpires),
    threshold: scaled(fact.rolloverThreshold, creditType.scale),
    cap: readCap(fact.rolloverCap, creditType.scale),
    overagePrice: {
      numerator: price.numerator * powerOfTen(moneyScale(fact.currency)),
      denominator: price.denominator * powerOfTen(creditType.scale),
    },
    topUpPack: pack ? offerOf(pack, creditType) : null,
    topUpBelow: scaled(fact.autoTopUpBelow, creditType.scale),
    topUpLimit: fact.autoTopUpLimit ?? AUTO_TOP_UP_LIMIT,
  };
}

/** The latest version of each fact by kind and key, in the order first told. */
class Shelf {
  readonly creditTypes = new Map<string, CreditType>();
  readonly plans = new Map<string, PlanFact>();
  readonly packs = new Map<string, PackFact>();
  readonly customers = new Map<string, { burnOrder: BurnKey[] | null }>();
  readonly subscriptions = new Map<string, SubscriptionFact>();
  readonly grants = new Map<string, GrantFact>();
  readonly lastDays = new Map<string, IsoDate>();
  book: BookFact | null = null;
}

function shelve(facts: readonly Told[]): Shelf {
  const shelf = new Shelf();
  for (const { kind, body } of facts) {
    if (kind === 'book') shelf.book = body;
    else if (kind === 'credit_type') shelf.creditTypes.set(body.code, body);
    else if (kind === 'plan') shelf.plans.set(body.code, body);
    else if (kind === 'pack') shelf.packs.set(body.code, body);
    else if (kind === 'customer') shelf.customers.set(body.code, body);
    else if (kind === 'subscription') shelf.subscriptions.set(body.ref, body);
    else if (kind === 'grant') shelf.grants.set(body.ref, body);
    else if (kind === 'cancellation') {
      const standing = shelf.lastDays.get(body.subscription);
      if (standing === undefined || body.end < standing) shelf.lastDays.set(body.subscription, body.end);
    }
  }
  return shelf;
}

function compileSubscription(
  fact: SubscriptionFact,
  plan: Plan,
  lastDay: IsoDate | undefined,
  zone: Zone,
  scale: number,
): Subscription {
  const after = (day: IsoDate | null | undefined): Instant =>
    day ? zone.startOf(addDays(day, 1)) : Number.POSITIVE_INFINITY;
  const grantedEnd = after(fact.end);
  return {
    ref: fact.ref,
    plan,
    base: plan.fact.type === 'base',
    start: fact.start,
    credits: fact.credits === null ? plan.credits : scaled(fact.credits, scale),
    price: fact.price === null ? plan.price : scaled(fact.price, moneyScale(plan.currency)),
    startsAt: zone.startOf(fact.start),
    grantedEnd,
    endsAt: Math.min(grantedEnd, after(lastDay)),
  };
}

/** Whether a fact of this kind is part of what is compiled: a batch tells of rows, not of rules. */
export function isCompiled(kind: Told['kind']): boolean {
  return kind !== 'batch';
}

/**
 * Compiles the facts of a book. They were checked when told, so a contradiction here is a programmer's mistake and throws.
 * @returns null while the book row has not been told.
 */
export function compileBook(told: readonly Told[]): Book | null {
  const facts = standing(told);
  const shelf = shelve(facts);
  if (!shelf.book) return null;
  const zone = openZone(shelf.book.timeZone);
  if (!zone) throw new RangeError(`unknown time zone ${shelf.book.timeZone}`);
  const customers = new Map<string, CustomerFacts>();
  for (const [code, { burnOrder }] of shelf.customers) {
    customers.set(code, {
      code,
      burnOrder,
      wallets: new Map(),
      reversals: [],
      erased: new Set(),
      excluded: new Set(),
    });
  }
  const book: Book = {
    fact: shelf.book,
    zone,
    firstMonth: shelf.book.firstMonth,
    startsAt: zone.startOf(`${shelf.book.firstMonth}-01`),
    creditTypes: shelf.creditTypes,
    customers,
    rates: compileRates(facts, shelf.creditTypes, zone),
    undone: new Set(),
    money: (amount, currency) => scaled(amount, moneyScale(currency)),
  };
  for (const fact of shelf.subscriptions.values()) {
    const planFact = shelf.plans.get(fact.plan)!;
    const creditType = shelf.creditTypes.get(planFact.creditType)!;
    const plan = compilePlan(planFact, creditType, shelf.packs);
    const subscription = compileSubscription(
      fact,
      plan,
      shelf.lastDays.get(fact.ref),
      zone,
      creditType.scale,
    );
    walletFacts(book, fact.customer, creditType.code).subscriptions.push(subscription);
  }
  for (const fact of shelf.grants.values()) {
    const of = walletFacts(book, fact.customer, fact.creditType);
    of.grants.push({ at: zone.startOf(fact.date), fact, offer: offerOf(fact, of.creditType) });
  }
  for (const { kind, body } of facts) {
    if (kind === 'adjustment') {
      const of = walletFacts(book, body.customer, body.creditType);
      const credits = body.credits === null ? null : scaled(body.credits, of.creditType.scale);
      of.adjustments.push({ at: zone.startOf(body.date), fact: body, credits });
    } else if (kind === 'void') {
      const customer = customers.get(body.customer)!;
      if (body.mode === 'erase') customer.erased.add(body.eventId);
      else customer.reversals.push({ at: zone.startOf(body.date), fact: body });
    } else if (kind === 'exclusion') customers.get(body.customer)!.excluded.add(body.eventId);
    else if (kind === 'undo') book.undone.add(body.batch);
  }
  return book;
}

/** The facts of a wallet; an empty set where nothing but usage has touched it. */
export function walletFacts(book: Book, customerCode: string, creditTypeCode: string): WalletFacts {
  const customer = book.customers.get(customerCode)!;
  const standing = customer.wallets.get(creditTypeCode);
  if (standing) return standing;
  const creditType = book.creditTypes.get(creditTypeCode)!;
  const burnOrder = customer.burnOrder ?? creditType.burnOrder;
  const made: WalletFacts = { creditType, burnOrder, subscriptions: [], grants: [], adjustments: [] };
  customer.wallets.set(creditTypeCode, made);
  return made;
}
