// What is matched, and what matching gives: items of the book's side and of the outside's, sets of them that belong together,
// suggestions for a person, and how much each pass found. Types only.
import type { IsoDate } from '../../../src-shared/calendar.ts';
import type { Pass, Why } from '../../../src-shared/reconcile/words.ts';

export type Side = 'book' | 'outside';

/** One line of one side. */
export interface Item {
  /** Lasting name, its side's own. */
  readonly key: string;
  /** A customer, an account, a meter: whose it is. Null: the source does not say. Nothing is matched across two of them. */
  readonly party: string | null;
  /** What the amount is counted in: a currency, a credit type, a meter's unit. */
  readonly unit: string;
  /** As the source writes it; blank for none. */
  readonly reference: string;
  readonly date: IsoDate | null;
  /** At the unit's scale. */
  readonly amount: bigint;
}

/** Items that belong together. `difference` is outside less book: 0 but for tolerance and what people match. */
export interface MatchSet {
  readonly pass: Pass;
  readonly unit: string;
  /** Keys, in order. */
  readonly book: readonly string[];
  readonly outside: readonly string[];
  readonly difference: bigint;
}

/** What may belong together, and why a person has to say so. */
export interface Suggestion extends Omit<MatchSet, 'pass'> {
  readonly why: Why;
}

export interface PassLog {
  readonly pass: Pass;
  readonly sets: number;
  readonly book: number;
  readonly outside: number;
}

export interface MatchOptions {
  /** How many days two dates may lie apart. */
  readonly days: number;
  /** By unit, at its scale: what a person typed. A unit that is not named has none. */
  readonly tolerance: ReadonlyMap<string, bigint>;
}

export interface Matching {
  readonly sets: readonly MatchSet[];
  readonly suggestions: readonly Suggestion[];
  /** In the order they ran, each one, also those that found nothing. */
  readonly passes: readonly PassLog[];
}
