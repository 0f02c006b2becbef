// What the month's revenue workbook is made of. Services fill this in from the book; revenue.ts turns it into a workbook.
// Money in minor units, credits at their type's scale; the signs are those of the `revenue` and `journal` reports.
// Must not: hold anything that depends on when or by whom the workbook is written.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Account } from '../../engine/facts.ts';
import type { LotSums, MoneySums, ReportBook } from '../source.ts';

/** One row of the `revenue` report: opening + billed + migrated + reinstated − usage − breakage − refunded = closing. */
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

/** One row of the `journal` report, with the account of the user's chart. */
export interface JournalSums {
  readonly currency: string;
  readonly account: Account;
  /** Code and name in the user's chart; null where none was told. */
  readonly code: string | null;
  readonly name: string | null;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface RevenueData {
  readonly book: ReportBook;
  readonly timeZone: string;
  readonly month: Month;
  readonly status: 'draft' | 'final';
  readonly seal: string | null;
  /** The month's rows of the `revenue` report, sorted by customer and currency; all-zero rows left out. */
  readonly deferred: readonly DeferredSums[];
  /** The month's rows of the `journal` report, sorted by currency and account. */
  readonly journal: readonly JournalSums[];
  /** Lots as they stand at the month's end, sorted by customer and lot: those that still defer money or did so a month before. */
  readonly lots: readonly LotSums[];
  /** The month's sums of postings, in any order (only rows of `month` are read). */
  readonly money: readonly MoneySums[];
  /** Deferred revenue per currency in the journal, all months up to the one before: credits less debits of the account. */
  readonly accountOpening: ReadonlyMap<string, bigint>;
  /** Names of customers by code, for the sheets. */
  readonly customerNames: ReadonlyMap<string, string>;
}
