// What a wallet is explained from, a month at a time, and one way worth trying. Must not: derive, or hold a way.
import type { Month, Zone } from '../../../../src-shared/calendar.ts';
import { type Instant, nextMonth } from '../../../../src-shared/calendar.ts';
import type { Told } from '../../../engine/facts.ts';
import type { DerivedWallets } from '../derive-wallet.ts';
import type { Need } from '../needs.ts';
import type { RowEvidence } from './sheet-rows.ts';
import type { UntriedCount } from './untried.ts';
import type { Variation } from './variation.ts';

export interface Candidate {
  readonly variation: Variation;
  /** Lower is tried, and believed, first. */
  readonly rank: number;
  /** What it should change the balance by, in scaled credits, where that is plain; null: derive and see. */
  readonly guess: bigint | null;
  /** A single row among many: believed only where it stands alone. */
  readonly single: boolean;
}

/** All that candidates are made from; `now` is the wallet as explained so far. */
export interface Situation {
  readonly creditType: string;
  readonly month: Month;
  /** The month after the last balance before: what differs began in it or later. */
  readonly since: Month;
  readonly firstMonth: Month;
  readonly zone: Zone;
  readonly facts: readonly Told[];
  readonly now: DerivedWallets;
  readonly usage: RowEvidence;
  readonly grants: RowEvidence;
  /** What candidates are left out of is counted here. */
  readonly untried: UntriedCount;
}

export const tried = (rank: number, variations: readonly Variation[]): Candidate[] =>
  variations.map((variation) => ({ variation, rank, guess: null, single: false }));

export const single = (rank: number, guess: bigint, variation: Variation): Candidate => ({
  variation,
  rank,
  guess,
  single: true,
});

export const needsIn = ({ now, creditType }: Situation, from: Month, through = from): Need[] =>
  now.needs.filter((one) => one.creditType === creditType && one.month >= from && one.month <= through);

/** The first instant of the months from `since` through `month`, and the first one after them. */
export const instantsOf = ({
  zone,
  since,
  month,
}: Pick<Situation, 'zone' | 'since' | 'month'>): readonly [from: Instant, until: Instant] => [
  zone.startOf(`${since}-01`),
  zone.startOf(`${nextMonth(month)}-01`),
];

export const within = ({ since, month }: Situation, at: Month): boolean => at >= since && at <= month;
