// What a customer statement is made of. Services fill this in from the book; statement.ts turns it into a workbook.
// Everything is of one customer and one month; credits at their type's scale, money in minor units.
// Must not: hold anything that depends on when or by whom the statement is written.
import type { Instant, IsoDate, Month } from '../../../src-shared/calendar.ts';
import type { BurnKey, PlanFact } from '../../engine/facts.ts';
import type { ChargeLine, LedgerLine, LotSums, ReportBook, WalletMonthSums } from '../source.ts';
import type { DeferredSums } from './revenue-data.ts';

export interface StatementData {
  readonly book: ReportBook;
  /** IANA id of the book's zone, as the book says it. */
  readonly timeZone: string;
  readonly customer: { readonly code: string; readonly name: string };
  readonly month: Month;
  /** `draft` while the month is open. */
  readonly status: 'draft' | 'final';
  readonly issue: StatementIssue;
  /** As it stood when the statement was made; null: none is told. */
  readonly letterhead: StatementLetterhead | null;
  /** The month's seal, for the small print; null while open. */
  readonly seal: string | null;
  /** The customer's wallets, sorted by credit type. One that never had a posting may be left out. */
  readonly wallets: readonly StatementWallet[];
  /** Sums of every month up to and with this one, in any order: earlier ones make the opening balance. */
  readonly walletMonths: readonly WalletMonthSums[];
  /** Every lot of the customer as it stands at the month's end, in any order; lots that ended earlier may be left out. */
  readonly lots: readonly LotSums[];
  /** The month's postings in the order of the ledger report. */
  readonly lines: readonly LedgerLine[];
  /** The month's charges in the order of the charges report. */
  readonly charges: readonly ChargeLine[];
  /** The month's roll-forward of deferred revenue, one per currency. */
  readonly deferred: readonly DeferredSums[];
  /** Usage posted in the month, each event once, in the order of posting; events that needed 0 credits too. */
  readonly usage: readonly StatementUsage[];
  /** Rates in force on some day of the month for this customer, and those that rated its late usage. */
  readonly rates: readonly StatementRate[];
  readonly meters: readonly { readonly code: string; readonly name: string; readonly unit: string }[];
  /** Plans of subscriptions that run on some day of the month. */
  readonly plans: readonly StatementPlan[];
}

export interface StatementWallet {
  readonly creditType: string;
  /** Name and unit as the book says them; the code where they are blank. */
  readonly name: string;
  readonly unit: string;
  /** The burn order that holds for this customer. */
  readonly burnOrder: readonly BurnKey[];
  /** Deficit still unpaid at the month's end. */
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

/** What its file is called: "ST-2026-01-acme", a revision "ST-2026-01-acme-R1". The number stands within. */
export function statementFile(month: Month, customer: string, revision = 0): string {
  return `ST-${month}-${customer}${revision > 0 ? `-R${revision}` : ''}`;
}

/** "Draft", "Final", "Revision 1" */
export function statusInWords({ status, issue }: Pick<StatementData, 'status' | 'issue'>): string {
  if (status === 'draft') return 'Draft';
  return issue.revision === 0 ? 'Final' : `Revision ${issue.revision}`;
}
