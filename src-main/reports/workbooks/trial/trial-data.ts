// What a trial recomputation is made of: a sample of lots with all that happened to each, as the book posted it.
// Credits are integers at the credit type's scale, money integers in minor units. Must not: hold a figure that is to be recomputed.
import type { Month } from '../../../../src-shared/calendar.ts';
import type { PostingKind } from '../../../engine/postings.ts';
import type { LotSums, ReportBook } from '../../source.ts';

/** A posting of a lot, or several draws of one day in a row. */
export interface TrialMovement {
  /** Local time, "2026-01-31T10:15". */
  readonly at: string;
  readonly kind: PostingKind;
  readonly eventId: string | null;
  /** How many postings stand in this line. */
  readonly count: number;
  readonly credits: bigint;
  /** What the book posted: the change of what the lot defers, and its usage revenue. */
  readonly basis: bigint;
  readonly usage: bigint;
}

export interface TrialLot {
  /** To the month's end, as the book has it. */
  readonly sums: LotSums;
  /** What of it was recognised before the month. */
  readonly recognizedBefore: bigint;
  /** A fraction as a decimal, "0.2"; "0" for none. */
  readonly breakage: string;
  /** Numbers of the facts that the lot's terms come from, as they stand in facts.csv. */
  readonly facts: readonly number[];
  readonly movements: readonly TrialMovement[];
}

export interface TrialData {
  readonly book: ReportBook;
  readonly timeZone: string;
  readonly month: Month;
  readonly seal: string;
  readonly seed: number;
  /** How many lots the sample was chosen from. */
  readonly population: number;
  readonly lots: readonly TrialLot[];
}
