// What a reconciliation workbook is made from: both sides line by line, what is open and why, totals, and what is on record.
// Types only. Amounts are integers at the unit's scale.
import type { Instant, IsoDate, Month } from '../../../../src-shared/calendar.ts';
import type { Age, Leg, Pass, Reason } from '../../../../src-shared/reconcile/words.ts';
import type { Side } from '../../matching/items.ts';

export interface ReconcileLine {
  readonly side: Side;
  readonly unit: string;
  readonly party: string | null;
  readonly reference: string;
  readonly date: IsoDate | null;
  readonly text: string;
  /** "invoices.csv, line 4"; blank for the book's. */
  readonly place: string;
  readonly amount: bigint;
  /** Left over from an earlier month. */
  readonly carried: boolean;
  /** The match it stands in; null: it is open. */
  readonly set: string | null;
  readonly pass: Pass | null;
  readonly open: {
    readonly reason: Reason;
    readonly said: boolean;
    readonly note: string;
    readonly owner: string;
    readonly due: IsoDate | null;
    readonly days: number;
    readonly age: Age;
    readonly files: readonly { name: string; sha256: string }[];
  } | null;
}

interface SideSums {
  readonly carried: bigint;
  readonly own: bigint;
  readonly matched: bigint;
  readonly open: bigint;
}
export interface ReconcileTotals {
  readonly unit: string;
  readonly scale: number;
  readonly book: SideSums;
  readonly outside: SideSums;
  readonly difference: bigint;
  readonly inMatches: bigint;
  readonly explained: bigint;
  readonly unexplained: bigint;
  /** What people let stand, each difference without its sign; null: nobody said what matters. */
  readonly accepted: bigint;
  readonly materiality: string | null;
  readonly beyond: boolean;
}

export interface SignedBy {
  readonly by: string;
  readonly at: Instant;
  readonly conclusion: string;
  readonly materiality: { readonly reason: string } | null;
  readonly void: string | null;
}

export interface ReconcileData {
  /** The book's name. */
  readonly author: string;
  readonly leg: Leg;
  readonly month: Month;
  readonly seal: string | null;
  /** How many facts the book had. */
  readonly facts: number;
  readonly days: number;
  readonly tolerance: Readonly<Record<string, string>>;
  readonly lines: readonly ReconcileLine[];
  readonly totals: readonly ReconcileTotals[];
  readonly scaleOf: (unit: string) => number;
  readonly tables: readonly {
    number: number;
    month: Month;
    file: string;
    sha256: string;
    rows: number;
    leftOut: number;
    notCompared: readonly string[];
    by: string;
    at: Instant;
  }[];
  /** Of the month's runs, in order. */
  readonly passes: readonly { run: number; pass: Pass; sets: number; book: number; outside: number }[];
  readonly conclusion: string;
  readonly preparer: SignedBy | null;
  readonly reviewer: SignedBy | null;
  readonly localTime: (at: Instant) => string;
}
