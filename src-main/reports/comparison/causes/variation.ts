// How a spreadsheet may have reckoned otherwise than the rules: each way as data, so that it can be tried out by deriving the
// wallet anew under it. Nothing here is ever stored as a fact. Must not: derive or judge.
import type { Instant, Month } from '../../../../src-shared/calendar.ts';
import type { BurnKey } from '../../../engine/facts.ts';
import type { Amounts } from '../amounts.ts';

/** The causes a difference can have, in the order of the report. */
export const CAUSES = [
  'rate',
  'rounding',
  'expiry',
  'rollover',
  'burn_order',
  'late_row',
  'duplicate_row',
  'usage_missing',
  'purchase_missing',
  'slip',
  'not_in_book',
  'not_in_sheet',
  'unexplained',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Months of posting in which the sheet reckoned that way; `through` null: from then on. */
export interface Scope {
  readonly from: Month;
  readonly through: Month | null;
}

export type Variation =
  /** Usage rated by row `used` where row `instead` is in force (indices among the meter's candidates). */
  | {
      readonly kind: 'rate';
      readonly meter: string;
      readonly instead: number;
      readonly used: number;
      readonly scope: Scope;
    }
  /** Rounded once for what is summed up, not once an event; `nothing`: not at all. */
  | {
      readonly kind: 'rounding';
      readonly per: RoundingPer;
      readonly scope: Scope;
      /** The sum is drawn where its last row stands. */
      readonly atEnd: boolean;
      /** Rows that came late are summed up by themselves. */
      readonly lateApart: boolean;
    }
  /** Lots that end so many days later (earlier when negative), or never. */
  | { readonly kind: 'expiry'; readonly lots: readonly string[]; readonly days: number | 'never' }
  /** A limit of the rollover rule left out at the period ends of these months; `none`: nothing rolled. */
  | { readonly kind: 'rollover'; readonly missed: RolloverPart; readonly scope: Scope }
  /** Lots drawn by other keys, or one lot drawn first. */
  | {
      readonly kind: 'burn_order';
      readonly keys: readonly BurnKey[];
      readonly first: string | null;
      readonly scope: Scope;
    }
  /** Usage counted at another instant than the book posts it; `rerated`: at the rate in force then, as if it were of that day. */
  | {
      readonly kind: 'late_row';
      readonly events: readonly { readonly id: string; readonly at: Instant }[];
      readonly rerated: boolean;
    }
  | { readonly kind: 'duplicate_row'; readonly events: readonly string[]; readonly grants: readonly string[] }
  | { readonly kind: 'usage_missing'; readonly events: readonly string[] }
  | { readonly kind: 'purchase_missing'; readonly grants: readonly string[] }
  /** A number that is off by so much from this month on, whatever the rules say. */
  | (Amounts & { readonly kind: 'slip' | 'unexplained'; readonly month: Month });

export type RoundingPer = 'meter and month' | 'month' | 'meter and day' | 'nothing';
export type RolloverPart = 'cap' | 'times' | 'threshold' | 'none';

export function isIn(scope: Scope, month: Month): boolean {
  return month >= scope.from && (scope.through === null || month <= scope.through);
}

/** So much on top, and no way of reckoning. */
type Plain = Extract<Variation, { readonly kind: 'slip' | 'unexplained' }>;
export type Way = Exclude<Variation, Plain>;

export const isPlain = (one: Variation): one is Plain => one.kind === 'slip' || one.kind === 'unexplained';
export const waysAmong = (variations: readonly Variation[]): Way[] =>
  variations.filter((one): one is Way => !isPlain(one));

/** The same text for the same variation: what was derived under it is kept by it. */
export const variationKey = (variation: Way): string => JSON.stringify(variation);
