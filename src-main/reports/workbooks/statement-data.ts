// What a customer statement is made of. Services fill this in from the book; statement.ts turns it into a workbook.
// Everything is of one customer and one span of days, a month or a subscription's period; credits at their type's scale, money in
// minor units.
// Must not: hold anything that depends on when or by whom the statement is written.
import type { Instant, IsoDate, Month } from '../../../src-shared/calendar.ts';
import { monthDates } from '../../../src-shared/calendar.ts';
import type { BurnKey, PlanFact } from '../../engine/facts.ts';
import type { ChargeLine, LedgerLine, LotSums, ReportBook, WalletMonthSums } from '../source.ts';
import type { DeferredSums } from './revenue-data.ts';
import { dateInWords, monthInWords } from './words.ts';

/** The days a statement is of, both included. */
export interface StatementSpan {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The month of its last day: it is a draft until that month is closed, and issued in it. */
  readonly month: Month;
  /** The customer's subscriptions whose period it is, sorted; null: the calendar month. */
  readonly period: { readonly subscriptions: readonly string[] } | null;
}

export function monthSpan(month: Month): StatementSpan {
  return { ...monthDates(month), month, period: null };
}

/** "January 2026", "15 January 2026 to 14 February 2026" */
export function spanInWords({ from, to, month, period }: StatementSpan): string {
  return period === null ? monthInWords(month) : `${dateInWords(from)} to ${dateInWords(to)}`;
}

/** "in January 2026", "from 15 January 2026 through 14 February 2026" */
export function duringInWords({ from, to, month, period }: StatementSpan): string {
  return period === null
    ? `in ${monthInWords(month)}`
    : `from ${dateInWords(from)} through ${dateInWords(to)}`;
}

export interface StatementData extends StatementSpan {
  readonly book: ReportBook;
  /** IANA id of the book's zone, as the book says it. */
  readonly timeZone: string;
  readonly customer: { readonly code: string; readonly name: string };
  /** `draft` while the month of the last day is open. */
  readonly status: 'draft' | 'final';
  readonly issue: StatementIssue;
  /** As it stood when the statement was made; null: none is told. */
  readonly letterhead: StatementLetterhead | null;
  /** The month's seal, for the small print; null while open. */
  readonly seal: string | null;
  /** The customer's wallets, sorted by credit type. One that never had a posting may be left out. */
  readonly wallets: readonly StatementWallet[];
  /** The book's sums of what came before the span, which make the opening balance, and of the span; in any order. */
  readonly before: readonly WalletMonthSums[];
  readonly during: readonly WalletMonthSums[];
  /** Every lot of the customer as it stands at the span's end, in any order; lots that ended earlier may be left out. */
  readonly lots: readonly LotSums[];
  /** The span's postings with their events, wallet by wallet in the order of `wallets`, each in that of the ledger report. Read often. */
  readonly lines: Iterable<LedgerLine>;
  /** The span's charges in the order of the charges report. */
  readonly charges: readonly ChargeLine[];
  /** The span's roll-forward of deferred revenue, one per currency. */
  readonly deferred: readonly DeferredSums[];
  /** Usage posted in the span, each event once, in the order of posting; events that needed 0 credits too. Read often. */
  readonly usage: Iterable<StatementUsage>;
  /** Rates in force on some day of the span for this customer, and those that rated its late usage. */
  readonly rates: readonly StatementRate[];
  readonly meters: readonly { readonly code: string; readonly name: string; readonly unit: string }[];
  /** Plans of subscriptions that run on some day of the span. */
  readonly plans: readonly StatementPlan[];
}

export interface StatementWallet {
  readonly creditType: string;
  /** Name and unit as the book says them; the code where they are blank. */
  readonly name: string;
  readonly unit: string;
  /** The burn order that holds for this customer. */
  readonly burnOrder: readonly BurnKey[];
  /** Deficit still unpaid at the span's end. */
  readonly deficit: bigint;
}

export interface StatementUsage {
  readonly eventId: string;
  readonly meter: string;
  readonly creditType: string;
  /** Canonical decimal. */
  readonly quantity: string;
  /** What it cost: drawn, overage and deficit together. */
  readonly need: bigint;
  readonly occurredAt: Instant;
  /** It occurred in a month that was closed by then. */
  readonly late: boolean;
  /** Overage that nothing pays and nobody is charged for (rule `block`): 0 for most. */
  readonly unfunded: bigint;
}

export interface StatementRate {
  readonly meter: string;
  readonly creditType: string;
  readonly units: string;
  readonly credits: string;
  readonly from: IsoDate;
  /** It is this customer's own, not the general one. */
  readonly own: boolean;
}

export interface StatementPlan {
  readonly subscription: string;
  readonly from: IsoDate;
  /** Last day; null while it runs. */
  readonly to: IsoDate | null;
  readonly plan: PlanFact;
  /** What the subscription says instead of its plan, or null. */
  readonly credits: string | null;
  readonly price: string | null;
}

/** What a statement was issued as. */
export interface StatementIssue {
  /** null: it is not issued, as while the month is open. */
  readonly number: string | null;
  /** 0 as first issued, 1 for the first revision, … */
  readonly revision: number;
  /** The number of the one it takes the place of, and what is different, in words. */
  readonly replaces: string | null;
  readonly changes: string;
}

export const NOT_ISSUED: StatementIssue = { number: null, revision: 0, replaces: null, changes: '' };

/** Who issues it. */
export interface StatementLetterhead {
  readonly name: string;
  readonly address: readonly string[];
  readonly taxId: string;
  readonly contact: string;
  readonly disputeDays: number;
  readonly footer: string;
  readonly logo: {
    readonly bytes: Uint8Array;
    readonly type: 'png' | 'jpeg';
    /** Pixels. */
    readonly width: number;
    readonly height: number;
  } | null;
}

/**
 * What its file is called: "ST-2026-01-acme", a revision "ST-2026-01-acme-R1", of a period that ends in the month
 * "ST-2026-01-acme-2025-12-15-2026-01-14" with its days. The number stands within.
 */
export function statementFile(
  { from, to, month, period }: StatementSpan,
  customer: string,
  revision = 0,
): string {
  const which = period === null ? '' : `-${from}-${to}`;
  return `ST-${month}-${customer}${which}${revision > 0 ? `-R${revision}` : ''}`;
}

/** "Draft", "Final", "Revision 1" */
export function statusInWords({ status, issue }: Pick<StatementData, 'status' | 'issue'>): string {
  if (status === 'draft') return 'Draft';
  return issue.revision === 0 ? 'Final' : `Revision ${issue.revision}`;
}
