// What a migration would tell the book, worked out from a workbook that is understood: customers, lots, usage, and what stays out
// with its reason. Must not: know how it is told (services/migration).
import type { TieOutLine } from '../../../engine/facts.ts';
import type { RawRow } from '../../raw-row.ts';
import { decimalOf, units } from '../decimals.ts';
import type { Place } from '../legacy-book.ts';

export interface PlannedLot {
  readonly place: Place;
  readonly ref: string;
  readonly customer: string;
  readonly kind: 'opening' | 'top_up' | 'promo';
  readonly date: string;
  readonly creditType: string;
  readonly credits: string;
  /** What is still deferred of it, or was paid for it. */
  readonly price: string;
  readonly currency: string;
  /** A last valid day, a duration, or `never`. */
  readonly expires: string;
  readonly note: string;
  /** Made of a customer's total, as the workbook tells no purchases apart. */
  readonly synthetic: boolean;
}

/** What a sheet took out of a purchase by hand, as the rules have it (rules §11). */
export interface PlannedAdjustment {
  readonly place: Place;
  readonly ref: string;
  readonly date: string;
  readonly lot: string;
  readonly customer: string;
  readonly creditType: string;
  readonly type: 'refund' | 'void';
  readonly credits: string;
  /** What was paid back, of a refund. */
  readonly amount: string | null;
  readonly currency: string;
  readonly reason: string;
}

/** A row with credits that does not come in as it stands. */
export interface LeftOut {
  readonly place: Place;
  readonly customer: string;
  readonly unit: string;
  readonly credits: string;
  readonly money: string | null;
  readonly currency: string | null;
  readonly why: string;
}

export interface MigrationPlan {
  readonly lots: readonly PlannedLot[];
  /** Of its lots; told when the usage is in. */
  readonly adjustments: readonly PlannedAdjustment[];
  /** Under USAGE_HEADER, its first row. null: no usage is replayed. */
  readonly usage: readonly RawRow[] | null;
  readonly leftOut: readonly LeftOut[];
  /** Rows of which nothing remains. */
  readonly usedUp: readonly Place[];
  /** What the workbook adds up to; the book's side is filled in once it stands there. */
  readonly tieOut: readonly TieOutLine[];
  /** What the workbook says each customer has, for holding the book against. */
  readonly balances: readonly { customer: string; creditType: string; credits: string; place: Place }[];
}

export const USAGE_HEADER = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at', 'sheet', 'row'];

export interface PlanGiven {
  readonly scaleOf: (creditType: string) => number;
  readonly moneyScale: (currency: string) => number;
  /** Refs that lots and adjustments have in the book. */
  readonly taken: ReadonlySet<string>;
  readonly file: string;
  readonly currency: string;
}

/** Adds up by unit. */
export class Sums {
  readonly #sums = new Map<string, bigint>();
  add(unit: string, amount: string): void {
    this.#sums.set(unit, (this.#sums.get(unit) ?? 0n) + units(amount));
  }
  units(): string[] {
    return [...this.#sums.keys()].sort();
  }
  of(unit: string): string {
    return decimalOf(this.#sums.get(unit) ?? 0n);
  }
}

/** The invoice or order that the sheet names, where it can name a lot; else one that is made of the customer. */
export function refMaker(taken: ReadonlySet<string>): (wanted: string | null, customer: string) => string {
  const used = new Set(taken);
  return (wanted, customer) => {
    const isCode = wanted !== null && /^[^:+|,\p{C}\p{Zl}\p{Zp}]{1,60}$/u.test(wanted);
    let ref = isCode && !used.has(wanted) ? wanted : `mig-${customer}-1`;
    for (let n = 2; used.has(ref); n++) ref = `mig-${customer}-${n}`;
    used.add(ref);
    return ref;
  };
}
