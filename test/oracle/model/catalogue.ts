// The setup tables as the oracle understands them: rows of texts become settings with their defaults filled in.
// Rows are taken to be valid.
import type { SetupRow, SetupTables } from '../world.ts';
import { type Fraction, parseDecimal, parsePercent, type Rounding, ZERO } from './fraction.ts';

export interface CreditType {
  code: string;
  scale: number;
  rounding: Rounding;
  burnOrder: string[];
}

export interface Rate {
  meter: string;
  creditType: string;
  units: Fraction;
  credits: Fraction;
  from: string;
  customer: string;
}

export interface Pack {
  code: string;
  creditType: string;
  credits: Fraction;
  price: Fraction;
  currency: string;
  expires: string;
  priority: number;
  breakage: Fraction;
}

export interface Plan extends Pack {
  base: boolean;
  interval: string;
  rollover: string;
  rolloverThreshold: Fraction;
  rolloverCap: string;
  rolloverTimes: number | null;
  rolloverExpires: string;
  rolloverPriority: number | null;
  overage: string;
  overagePrice: Fraction;
  autoTopUpPack: string;
  autoTopUpBelow: Fraction;
  autoTopUpLimit: number;
}

export interface Subscription {
  ref: string;
  customer: string;
  plan: Plan;
  start: string;
  /** Last day as set up; blank for none. */
  end: string;
  /** Last day after cancellations; blank for none. */
  lastDay: string;
  credits: Fraction;
  price: Fraction;
}

export interface Grant extends Pack {
  ref: string;
  date: string;
  customer: string;
  kind: 'top_up' | 'promo' | 'opening';
  meters: string[];
}

export interface Adjustment {
  ref: string;
  date: string;
  lot: string;
  type: string;
  credits: Fraction | null;
  amount: Fraction;
  expires: string;
}

export interface Catalogue {
  currency: string;
  zone: string;
  firstMonth: string;
  creditTypes: Map<string, CreditType>;
  meters: Set<string>;
  rates: Rate[];
  packs: Map<string, Pack>;
  /** Each customer's own burn order; empty for the credit type's. */
  customers: Map<string, string[]>;
  subscriptions: Subscription[];
  grants: Grant[];
  adjustments: Adjustment[];
}

const cell = (row: SetupRow, column: string): string => (row[column] ?? '').trim();
const decimal = (text: string): Fraction => (text === '' ? ZERO : parseDecimal(text));
const share = (text: string): Fraction => (text === '' ? ZERO : parsePercent(text));
const list = (text: string): string[] => text.split(',').flatMap((part) => part.trim() || []);

function readCreditType(row: SetupRow): CreditType {
  const order = list(cell(row, 'burn_order'));
  return {
    code: cell(row, 'code'),
    scale: Number(cell(row, 'scale') || '2'),
    rounding: (cell(row, 'rounding') || 'half_up') as Rounding,
    burnOrder: order.length > 0 ? order : ['priority', 'expiry', 'start'],
  };
}

function readRate(row: SetupRow): Rate {
  return {
    meter: cell(row, 'meter'),
    creditType: cell(row, 'credit_type'),
    units: decimal(cell(row, 'units')),
    credits: decimal(cell(row, 'credits')),
    from: cell(row, 'from'),
    customer: cell(row, 'customer'),
  };
}

function readPack(row: SetupRow, currency: string): Pack {
  return {
    code: cell(row, 'code'),
    creditType: cell(row, 'credit_type'),
    credits: decimal(cell(row, 'credits')),
    price: decimal(cell(row, 'price')),
    currency: cell(row, 'currency') || currency,
    expires: cell(row, 'expires') || 'never',
    priority: Number(cell(row, 'priority') || '100'),
    breakage: share(cell(row, 'expected_breakage')),
  };
}

function readPlan(row: SetupRow, currency: string): Plan {
  const times = cell(row, 'rollover_times');
  const priority = cell(row, 'rollover_priority');
  return {
    ...readPack(row, currency),
    expires: cell(row, 'expires') || 'period_end',
    base: (cell(row, 'type') || 'base') === 'base',
    interval: cell(row, 'interval'),
    rollover: cell(row, 'rollover') || 'none',
    rolloverThreshold: decimal(cell(row, 'rollover_threshold')),
    rolloverCap: cell(row, 'rollover_cap'),
    rolloverTimes: times === '' ? null : Number(times),
    rolloverExpires: cell(row, 'rollover_expires') || 'period_end',
    rolloverPriority: priority === '' ? null : Number(priority),
    overage: cell(row, 'overage') || 'block',
    overagePrice: decimal(cell(row, 'overage_price')),
    autoTopUpPack: cell(row, 'auto_top_up_pack'),
    autoTopUpBelow: decimal(cell(row, 'auto_top_up_below')),
    autoTopUpLimit: Number(cell(row, 'auto_top_up_limit') || '10000'),
  };
}

function readSubscription(row: SetupRow, plans: Map<string, Plan>, cancellations: SetupRow[]): Subscription {
  const plan = plans.get(cell(row, 'plan'))!;
  const ref = cell(row, 'ref');
  const end = cell(row, 'end');
  const credits = cell(row, 'credits');
  const price = cell(row, 'price');
  const ends = cancellations
    .filter((cut) => cell(cut, 'subscription') === ref)
    .map((cut) => cell(cut, 'end'));
  const [earliest = ''] = [...ends, end].filter((day) => day !== '').sort();
  return {
    ref,
    customer: cell(row, 'customer'),
    plan,
    start: cell(row, 'start'),
    end,
    lastDay: earliest,
    credits: credits === '' ? plan.credits : parseDecimal(credits),
    price: price === '' ? plan.price : parseDecimal(price),
  };
}

/** A grant's own cells win over those of its pack. */
function readGrant(row: SetupRow, packs: SetupRow[], currency: string): Grant {
  const pack = packs.find((candidate) => cell(candidate, 'code') === cell(row, 'pack'));
  const own = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const terms = readPack({ ...pack, ...own }, currency);
  const guess = pack !== undefined || terms.price.isPositive() ? 'top_up' : 'promo';
  return {
    ...terms,
    ref: cell(row, 'ref'),
    date: cell(row, 'date'),
    customer: cell(row, 'customer'),
    kind: (cell(row, 'kind') || guess) as Grant['kind'],
    meters: list(cell(row, 'meters')),
  };
}

function readAdjustment(row: SetupRow): Adjustment {
  const credits = cell(row, 'credits');
  return {
    ref: cell(row, 'ref'),
    date: cell(row, 'date'),
    lot: cell(row, 'lot'),
    type: cell(row, 'type'),
    credits: credits === '' ? null : parseDecimal(credits),
    amount: decimal(cell(row, 'amount')),
    expires: cell(row, 'expires'),
  };
}

export function readCatalogue(tables: SetupTables): Catalogue {
  const rows = (table: string): SetupRow[] => tables[table] ?? [];
  const book = new Map(rows('book').map((row) => [cell(row, 'key'), cell(row, 'value')]));
  const currency = book.get('currency') ?? '';
  const plans = new Map(rows('plans').map((row) => [cell(row, 'code'), readPlan(row, currency)]));
  return {
    currency,
    zone: book.get('time_zone') ?? 'UTC',
    firstMonth: book.get('first_month') ?? '',
    creditTypes: new Map(rows('credit_types').map((row) => [cell(row, 'code'), readCreditType(row)])),
    meters: new Set(rows('meters').map((row) => cell(row, 'code'))),
    rates: rows('rates').map(readRate),
    packs: new Map(rows('packs').map((row) => [cell(row, 'code'), readPack(row, currency)])),
    customers: new Map(rows('customers').map((row) => [cell(row, 'code'), list(cell(row, 'burn_order'))])),
    subscriptions: rows('subscriptions').map((row) => readSubscription(row, plans, rows('cancellations'))),
    grants: rows('grants').map((row) => readGrant(row, rows('packs'), currency)),
    adjustments: rows('adjustments').map(readAdjustment),
  };
}
