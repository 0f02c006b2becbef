// Cohorts: what was sold in a month, and what became of it in each month since, per credit type and currency. What rolled over or came
// back stays in the cohort of the lot that was sold, so rolling moves nothing here and a void takes recognition back where it was.
// Must not: order for show, or make cells.

import { addMonths, type Month, monthOf, monthsBetween } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { entryOf } from '../cells.ts';
import type { LotMonthSums } from '../source.ts';
import type { Booked } from './lot-movements.ts';
import { moneyMoved } from './lot-movements.ts';

/** Credits and money as positive amounts of what their names say; what was taken back makes them less. */
export const COHORT_CREDITS = ['sold', 'used', 'expired', 'refundedCredits', 'voided'] as const;
export const COHORT_MONEY = ['billed', 'usage', 'breakage', 'refunded'] as const;
export type CohortField = (typeof COHORT_CREDITS)[number] | (typeof COHORT_MONEY)[number];

export interface CohortLine extends Record<CohortField, bigint> {
  booked: Month;
  /** In which it happened. */
  month: Month;
  creditType: string;
  currency: string;
}

/** By credit type, currency, booked month and month. */
export function cohortLines(
  lotMonths: Iterable<LotMonthSums>,
  bookedOf: ReadonlyMap<string, Booked>,
): CohortLine[] {
  const lines = new Map<string, CohortLine>();
  for (const sums of lotMonths) {
    if (sums.lot === null) continue;
    const { booked } = bookedOf.get(sums.lot)!;
    const { month, creditType, currency } = sums;
    const line = entryOf(lines, `${creditType}|${currency}|${booked}|${month}`, () => ({
      ...{ booked, month, creditType, currency },
      ...{ sold: 0n, used: 0n, expired: 0n, refundedCredits: 0n, voided: 0n },
      ...{ billed: 0n, usage: 0n, breakage: 0n, refunded: 0n },
    }));
    addTo(line, sums);
  }
  const isStill = (line: CohortLine): boolean =>
    [...COHORT_CREDITS, ...COHORT_MONEY].every((field) => line[field] === 0n);
  return [...lines.entries()]
    .filter(([, line]) => !isStill(line))
    .sort(([a], [b]) => compareText(a, b))
    .map(([, line]) => line);
}

function addTo(line: CohortLine, sums: LotMonthSums): void {
  const moved = moneyMoved(sums);
  line.billed += moved.billed + moved.migrated;
  line.usage -= moved.usage + moved.reinstated;
  line.breakage -= moved.breakage;
  line.refunded -= moved.refunded;
  switch (sums.kind) {
    case 'grant':
    case 'opening':
      line.sold += sums.credits;
      break;
    case 'drawdown':
    case 'reinstatement':
      line.used -= sums.credits;
      break;
    case 'expiry':
      line.expired -= sums.credits;
      break;
    case 'refund':
      line.refundedCredits -= sums.credits;
      break;
    case 'void':
      line.voided -= sums.credits;
      break;
  }
}

/** Months of recognition that have a column of their own; what lies before them stands in one. */
const SHOWN = 12;

/** The months that are shown up to `to`, and whether anything lies before them. */
export function shownMonths(lines: readonly CohortLine[], to: Month): { months: Month[]; early: boolean } {
  const first = lines.reduce<Month>((least, { month }) => (month < least ? month : least), to);
  const start = monthOf(addMonths(`${to}-01`, 1 - SHOWN));
  return { months: monthsBetween(first < start ? start : first, to), early: first < start };
}

/** What of a cohort's price is neither recognised nor paid back. */
export const remainingOf = (line: Pick<CohortLine, (typeof COHORT_MONEY)[number]>): bigint =>
  line.billed - line.usage - line.breakage - line.refunded;
