// What reports are made of: sums and lines of postings up to a cut-off, as plain data. Storage fills these in with SQL;
// reports turn them into tables and must not know where they come from.
// Credits are integers at the credit type's scale, money integers in minor units.
import type { Instant, IsoDate, Month } from '../../src-shared/calendar.ts';
import type { ChargeKind, LotKind, PostingKind } from '../engine/postings.ts';

/** A lot with all that happened to it up to the cut-off. */
export interface LotSums {
  lot: string;
  customer: string;
  creditType: string;
  kind: LotKind;
  /** The lot it was rolled over from or reinstated for. */
  source: string | null;
  subscription: string | null;
  startsAt: Instant;
  expiresAt: Instant | null;
  currency: string;
  price: bigint;
  granted: bigint;
  drawn: bigint;
  expired: bigint;
  rolledOver: bigint;
  refunded: bigint;
  voided: bigint;
  recognized: bigint;
  moved: bigint;
  returned: bigint;
}

/** Sums of one kind of posting in one wallet and month. */
export interface WalletMonthSums {
  month: Month;
  customer: string;
  creditType: string;
  kind: PostingKind;
  credits: bigint;
  overage: bigint;
}

/**
 * Sums of one kind of posting per customer, currency and month. Positive and negative parts stand apart, since a journal
 * totals debits and credits apart; both are written without a sign. Postings without a currency move no money.
 */
export interface MoneySums {
  month: Month;
  customer: string;
  currency: string;
  kind: PostingKind;
  chargeKind: ChargeKind | null;
  basisUp: bigint;
  basisDown: bigint;
  usageUp: bigint;
  usageDown: bigint;
  breakageUp: bigint;
  breakageDown: bigint;
  overageUp: bigint;
  overageDown: bigint;
  receivableUp: bigint;
  receivableDown: bigint;
  unbilledUp: bigint;
  unbilledDown: bigint;
}

/** The same for one lot (null: what concerns none, as overage), with the credits that moved. */
export interface LotMonthSums extends MoneySums {
  lot: string | null;
  creditType: string;
  credits: bigint;
}

/** Overage of one meter that is charged, in one wallet and month: negative where voids took it back. */
export interface OverageSums {
  month: Month;
  customer: string;
  creditType: string;
  meter: string;
  currency: string;
  lines: number;
  credits: bigint;
  revenue: bigint;
}

/** One posting for the ledger report, in the order of the report. */
export interface LedgerLine {
  at: Instant;
  month: Month;
  customer: string;
  creditType: string;
  kind: PostingKind;
  lot: string | null;
  eventId: string | null;
  meter: string | null;
  credits: bigint;
  overage: bigint;
  revenue: bigint;
  currency: string | null;
  /** The usage behind it, where it is asked for; null: there is none. */
  event?: { readonly quantity: string; readonly occurredAt: Instant; readonly postedAt: Instant } | null;
}

export interface ChargeLine {
  at: Instant;
  month: Month;
  charge: string;
  customer: string;
  creditType: string;
  kind: ChargeKind;
  meter: string | null;
  credits: bigint;
  amount: bigint;
  currency: string;
}

/** An unpaid deficit of a wallet at the cut-off. */
export interface DeficitSum {
  customer: string;
  creditType: string;
  credits: bigint;
}

export interface ExceptionLine {
  eventId: string;
  customer: string;
  meter: string;
  quantity: string;
  occurredAt: Instant;
  reason: 'no_rate' | 'unfunded' | 'excluded';
  creditType: string | null;
  credits: bigint | null;
}

/** What formatting needs to know about the book. */
export interface ReportBook {
  name: string;
  currency: string;
  /** Scale of a credit type's credits. */
  creditScale(creditType: string): number;
  /** Decimal places of a currency. */
  currencyScale(currency: string): number;
  /** Local date of an instant in the book's zone. */
  dateAt(instant: Instant): IsoDate;
}

/** Everything a report may read, up to its cut-off. Each member is read at most once per report. */
export interface ReportSource {
  readonly book: ReportBook;
  /** The month of the last instant before the cut-off: balances are carried forward to it. */
  readonly through: Month;
  /** Where set, only rows of this month are shown where rows belong to a month; `ledger` and `charges` give only these. */
  readonly month: Month | null;
  lots(): LotSums[];
  walletMonths(): WalletMonthSums[];
  /** `together`: customers need not stand apart; where they do not, their code is blank. */
  money(together?: boolean): MoneySums[];
  lotMonths(): LotMonthSums[];
  overage(): OverageSums[];
  ledger(): Iterable<LedgerLine>;
  charges(): ChargeLine[];
  deficits(): DeficitSum[];
  exceptions(): ExceptionLine[];
}
