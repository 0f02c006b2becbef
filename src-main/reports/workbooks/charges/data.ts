// What the charges workbook of a month is made of. Services fill this in from the book; workbook.ts turns it into sheets.
// Money in minor units, credits at their type's scale. Must not: hold anything that depends on when or by whom it is written.
import type { IsoDate, Month } from '../../../../src-shared/calendar.ts';
import type { ChargeKind } from '../../../engine/postings.ts';
import type { ReportBook } from '../../source.ts';

/** One line of overage, as it was posted. */
export interface ChargeEvent extends Pick<ChargeItem, 'customer' | 'charge' | 'creditType' | 'currency'> {
  /** It is billed in the month. */
  readonly due: boolean;
  readonly event: string;
  readonly meter: string;
  readonly quantity: string;
  /** YYYY-MM-DDTHH:MM in the book's zone. */
  readonly used: string;
  readonly postedOn: IsoDate;
  readonly credits: bigint;
  readonly amount: bigint;
}

/** The lines of overage behind a charge: neighbours among all lines. */
export interface EventSums {
  /** Lines before them. */
  readonly first: number;
  readonly count: number;
  readonly credits: bigint;
  readonly amount: bigint;
  readonly lastPostedOn: IsoDate;
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
  /** null: it has none. */
  readonly events: EventSums | null;
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
  /** The lines of overage behind both, charge by charge; as many as `eventCount`. Read for each sheet of them. */
  readonly events: Iterable<ChargeEvent>;
  readonly eventCount: number;
  readonly withdrawn: readonly Withdrawn[];
  /** By currency: what the month debited to receivables but for refunds; what unbilled receivables stand at. */
  readonly receivable: ReadonlyMap<string, bigint>;
  readonly unbilled: ReadonlyMap<string, bigint>;
  readonly names: ReadonlyMap<string, string>;
}
