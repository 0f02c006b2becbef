// What a revenue workbook is made of. Services fill this in from the book; revenue.ts turns it into a workbook.
// Money in minor units, credits at their type's scale; the signs are those of the `revenue` and `journal` reports.
// Must not: hold anything that depends on when or by whom the workbook is written.
import type { Instant, IsoDate, Month } from '../../../src-shared/calendar.ts';
import type { Account } from '../../engine/facts.ts';
import type { Period } from '../recognition/period.ts';
import type {
  LotMonthSums,
  LotSums,
  MoneySums,
  OverageSums,
  ReportBook,
  WalletMonthSums,
} from '../source.ts';

/** The `revenue` report over the period: opening + billed + migrated + reinstated − usage − breakage − refunded = closing. */
export interface DeferredSums {
  readonly customer: string;
  readonly currency: string;
  readonly opening: bigint;
  readonly billed: bigint;
  readonly migrated: bigint;
  readonly usage: bigint;
  readonly breakage: bigint;
  readonly refunded: bigint;
  readonly reinstated: bigint;
  readonly closing: bigint;
  readonly overage: bigint;
}

/** The `journal` report over the period, with the account of the user's chart. */
export interface JournalSums {
  readonly currency: string;
  readonly account: Account;
  /** Code and name in the user's chart; null where none was told. */
  readonly code: string | null;
  readonly name: string | null;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** What somebody changed by hand, and what it moved. Money that left is positive. */
export interface AdjustmentLine {
  readonly date: IsoDate;
  readonly type: 'refund' | 'void' | 'extend' | 'usage_voided';
  /** Of the adjustment, or the id of the usage event. */
  readonly ref: string;
  readonly customer: string;
  readonly lot: string | null;
  readonly creditType: string;
  readonly currency: string;
  /** Taken out of the lot; negative where usage came back into one. */
  readonly credits: bigint;
  readonly paidBack: bigint;
  readonly breakage: bigint;
  /** Usage revenue taken back, into what is deferred again. */
  readonly reinstated: bigint;
  readonly expires: IsoDate | null;
  readonly reason: string;
  readonly by: string;
  readonly recordedAt: Instant;
}

/** A month of the period as it stands. */
export interface MonthLine {
  readonly month: Month;
  /** Null while it is open. */
  readonly close: {
    readonly postings: number;
    readonly seal: string;
    readonly previousSeal: string;
    readonly by: string;
    readonly recordedAt: Instant;
  } | null;
}

export interface ReopeningLine {
  readonly month: Month;
  readonly reason: string;
  readonly oldSeal: string;
  readonly by: string;
  readonly recordedAt: Instant;
}

/** An import with usage posted in the period. */
export interface ImportLine {
  readonly batch: number;
  readonly file: string;
  readonly sha256: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly late: number;
  readonly rejected: number;
  /** Of the accepted rows, those posted in the period. */
  readonly posted: number;
  readonly control: readonly {
    readonly meter: string | null;
    readonly what: 'rows' | 'quantity';
    readonly told: string;
    readonly found: string;
  }[];
  /** Why totals may differ; blank where they agree or none were told. */
  readonly reason: string;
  readonly by: string;
  readonly recordedAt: Instant;
}

export interface Certificate {
  readonly months: readonly MonthLine[];
  readonly reopenings: readonly ReopeningLine[];
  readonly imports: readonly ImportLine[];
}

export interface RevenueData {
  readonly book: ReportBook;
  readonly timeZone: string;
  readonly period: Period;
  readonly status: 'draft' | 'final';
  /** Of the period's last month. */
  readonly seal: string | null;
  /** Sorted by customer and currency; all-zero rows left out. */
  readonly deferred: readonly DeferredSums[];
  /** Sorted by currency and account. */
  readonly journal: readonly JournalSums[];
  /** All lots as they stand at the period's end. */
  readonly lots: readonly LotSums[];
  /** All months up to the period's last, as are the sums of wallets and money, in any order. */
  readonly lotMonths: readonly LotMonthSums[];
  readonly wallets: readonly WalletMonthSums[];
  readonly money: readonly MoneySums[];
  /** Of the period. */
  readonly overage: readonly OverageSums[];
  /** Dated in the period, by date and reference. */
  readonly adjustments: readonly AdjustmentLine[];
  readonly certificate: Certificate;
  /** The plan or pack a lot was sold as, by lot; rollovers and reinstatements are asked for by the lot they come from. */
  readonly products: ReadonlyMap<string, string>;
  /** Deferred revenue per currency in the journal, all months before the period: credits less debits of the account. */
  readonly accountOpening: ReadonlyMap<string, bigint>;
  /** The user's chart. */
  readonly accounts: ReadonlyMap<Account, { readonly code: string; readonly name: string }>;
  /** Names of customers by code, for the sheets. */
  readonly customerNames: ReadonlyMap<string, string>;
  /** An instant as local time of the book, YYYY-MM-DDTHH:MM. */
  localTime(instant: Instant): string;
}
