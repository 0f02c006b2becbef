// What the charges workbook of a month is made of. Services fill this in from the book; workbook.ts turns it into sheets.
// Money in minor units, credits at their type's scale. Must not: hold anything that depends on when or by whom it is written.
import type { IsoDate, Month } from '../../../../src-shared/calendar.ts';
import type { ChargeKind } from '../../../engine/postings.ts';
import type { ReportBook } from '../../source.ts';

/** One line of overage, as it was posted. */
export interface ChargeEvent {
  readonly event: string;
  readonly meter: string;
  readonly quantity: string;
  /** YYYY-MM-DDTHH:MM in the book's zone. */
  readonly used: string;
  readonly postedOn: IsoDate;
  readonly credits: bigint;
  readonly amount: bigint;
}

/** Something to invoice, with the usage behind it where it is overage. */
export interface ChargeItem {
  readonly customer: string;
  readonly charge: string;
  readonly kind: ChargeKind;
  /** In words: "Team 1000, from 2026-01-01". */
  readonly description: string;
  /** Dated on it; null while it is not billed. */
  readonly date: IsoDate | null;
  readonly creditType: string;
  readonly credits: bigint;
  /** Of a credit, as the plan tells it; null where nothing is sold by the credit. */
  readonly unitPrice: string | null;
  readonly amount: bigint;
  readonly currency: string;
  readonly events: readonly ChargeEvent[];
  /** Of a charge that went out before: "CH-2026-03-000001", or what it said then; "" for a new one. */
  readonly exported: string;
}

/** A charge that went out before and is no longer due. */
export interface Withdrawn {
  readonly document: string;
  readonly charge: string;
  readonly customer: string;
  readonly amount: string;
  readonly currency: string;
}

export interface ChargesData {
  readonly book: ReportBook;
  readonly timeZone: string;
  readonly month: Month;
  readonly status: 'draft' | 'final';
  readonly seal: string | null;
  /** CH-2026-03-000001, or DRAFT-CH-2026-03. */
  readonly number: string;
  readonly replaces: string | null;
  /** Dated in the month; by customer, date and charge. */
  readonly now: readonly ChargeItem[];
  /** Overage used by the month's end that is billed when its period ends. */
  readonly next: readonly ChargeItem[];
  readonly withdrawn: readonly Withdrawn[];
  /** By currency: what the month debited to receivables but for refunds; what unbilled receivables stand at. */
  readonly receivable: ReadonlyMap<string, bigint>;
  readonly unbilled: ReadonlyMap<string, bigint>;
  readonly names: ReadonlyMap<string, string>;
}
