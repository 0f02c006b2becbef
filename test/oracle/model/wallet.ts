// What the oracle keeps of one wallet while it walks through time, and the ways of writing it down.
import type { Adjustment, CreditType, Subscription } from './catalogue.ts';
import { type Fraction, ZERO } from './fraction.ts';
import type { Facts, UsageEvent } from './history.ts';
import type { Lot } from './lots.ts';
import { type Period, periodAt } from './periods.ts';
import type { Instant } from './time.ts';

export type Entry =
  | 'grant'
  | 'rollover_in'
  | 'reinstatement'
  | 'drawdown'
  | 'expiry'
  | 'rollover_out'
  | 'refund'
  | 'void'
  | 'overage'
  | 'deficit';

/** One line of the ledger. */
export interface Posting {
  at: Instant;
  entry: Entry;
  lot: string;
  eventId: string;
  meter: string;
  credits: Fraction;
  overage: Fraction | null;
  revenue: Fraction | null;
  currency: string;
}

export type Account =
  | 'receivable'
  | 'unbilled_receivable'
  | 'deferred_revenue'
  | 'usage_revenue'
  | 'breakage_revenue'
  | 'overage_revenue'
  | 'migration_clearing';

/** Why money moved: the revenue report tells these apart. */
export type Cause =
  | 'billed'
  | 'migrated'
  | 'recognised'
  | 'refunded'
  | 'reinstated'
  | 'forfeited'
  | 'overage'
  | 'invoiced';

/** One journal entry; debits are positive, credits negative. */
export interface Movement {
  at: Instant;
  cause: Cause;
  currency: string;
  lines: Partial<Record<Account, Fraction>>;
}

export interface Charge {
  at: Instant;
  id: string;
  kind: 'plan' | 'top_up' | 'auto_top_up' | 'overage' | 'credit';
  meter: string;
  credits: Fraction;
  amount: Fraction;
  currency: string;
}

/** An overage charge that is still being added to. */
export interface OverageCharge extends Charge {
  /** Billed with the next cycle: it waits as unbilled receivable. */
  unbilled: boolean;
}

export interface RatedEvent extends UsageEvent {
  need: Fraction;
}

export interface Deficit {
  event: RatedEvent;
  rest: Fraction;
}

export interface Drawdown {
  eventId: string;
  lot: Lot;
  credits: Fraction;
  usage: Fraction;
}

/** What became of the credits that no lot could pay. */
export interface Shortfall {
  kind: 'unfunded' | 'billed' | 'deficit';
  credits: Fraction;
  revenue: Fraction;
  currency: string;
}

export interface Wallet {
  facts: Facts;
  customer: string;
  creditType: CreditType;
  burnOrder: string[];
  events: RatedEvent[];
  adjustments: Adjustment[];
  lots: Lot[];
  postings: Posting[];
  movements: Movement[];
  charges: Charge[];
  overageCharges: Map<string, OverageCharge>;
  deficits: Deficit[];
  drawdowns: Drawdown[];
  shortfalls: Map<string, Shortfall>;
  /** Auto top-ups bought: by subscription and by subscription and period. */
  bought: Map<string, number>;
}

export function post(wallet: Wallet, line: Partial<Posting> & { at: Instant; entry: Entry }): void {
  const blank = {
    lot: '',
    eventId: '',
    meter: '',
    credits: ZERO,
    overage: null,
    revenue: null,
    currency: '',
  };
  wallet.postings.push({ ...blank, ...line });
}

/** Writes a journal entry, leaving out lines of nothing. */
export function move(wallet: Wallet, movement: Movement): void {
  const lines = Object.entries(movement.lines).filter(([, amount]) => !amount.isZero());
  if (lines.length > 0) wallet.movements.push({ ...movement, lines: Object.fromEntries(lines) });
}

/** The base subscription that is active at an instant, and its period then. */
export function activeBase(
  wallet: Wallet,
  at: Instant,
): { subscription: Subscription; period: Period } | null {
  const { catalogue, calendar } = wallet.facts;
  for (const subscription of catalogue.subscriptions) {
    const { plan, customer } = subscription;
    if (!plan.base || customer !== wallet.customer || plan.creditType !== wallet.creditType.code) continue;
    const period = periodAt(subscription, calendar, at);
    if (period) return { subscription, period };
  }
  return null;
}
