// One line of the ledger, with the money it moves. Derived by the engine, never edited.
// The journal follows from a posting alone (reports/journal.ts), so an entry always balances by construction and by check.
import type { Instant, Month } from '../../src-shared/calendar.ts';

/** Stored as small integers: the order here is part of the file format, append only. */
export const POSTING_KINDS = [
  'grant', // credits > 0: allocation, top-up, auto top-up, promo; its money is in the charge
  'opening', // a grant brought from a spreadsheet: migration_clearing to deferred_revenue (shown as `grant`)
  'rollover_in',
  'reinstatement',
  'drawdown',
  'expiry',
  'rollover_out',
  'refund',
  'void',
  'overage',
  'deficit',
  'charge', // money to be invoiced; not a line of the ledger report
  'reversal', // a void whose source lot has ended: usage to breakage revenue; not a line of the ledger report
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];
/** Those that begin a lot. */
export const MAKES_LOT: readonly PostingKind[] = ['grant', 'opening', 'rollover_in', 'reinstatement'];

export const CHARGE_KINDS = ['plan', 'top_up', 'auto_top_up', 'overage', 'credit'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];
/** For usage beyond the credits, or what a void gives back of it: billed, and never deferred. */
export const isOverageCharge = (kind: ChargeKind | null): boolean => kind === 'overage' || kind === 'credit';

export const LOT_KINDS = [
  'allocation',
  'top_up',
  'auto_top_up',
  'promo',
  'opening',
  'rollover',
  'reinstatement',
] as const;
export type LotKind = (typeof LOT_KINDS)[number];

export interface Posting {
  at: Instant;
  month: Month;
  kind: PostingKind;
  lot: string | null;
  /** Usage row reference and id of the event, where one caused the posting. */
  event: number | null;
  eventId: string | null;
  meter: string | null;
  /** Signed, at the credit type's scale. */
  credits: bigint;
  /** Overage or deficit, at the credit type's scale; negative where a void takes it back. */
  overage: bigint;
  currency: string | null;
  /** Signed change of what the lot still defers, in minor units. */
  basis: bigint;
  /** Revenue recognised, in minor units; may be negative. */
  usage: bigint;
  breakage: bigint;
  overageRevenue: bigint;
  /** Debits (> 0) or credits (< 0) of these accounts, in minor units. */
  receivable: bigint;
  unbilled: bigint;
  /** What a charge invoices, in minor units. */
  amount: bigint;
  charge: string | null;
  chargeKind: ChargeKind | null;
}

/** A lot as the engine made it. Credits at the credit type's scale, money in minor units. */
export interface Lot {
  id: string;
  kind: LotKind;
  startsAt: Instant;
  /** First instant at which it can no longer pay; null for never. Cancellations are worked in, extensions too. */
  expiresAt: Instant | null;
  credits: bigint;
  price: bigint;
  currency: string;
  priority: number;
  /** The lot it was rolled over from or reinstated for. */
  source: string | null;
  subscription: string | null;
  meters: readonly string[] | null;
}
