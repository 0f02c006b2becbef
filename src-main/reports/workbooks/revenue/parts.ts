// The parts of the revenue workbook whose cells others refer to, made once, in the order in which they need each other.
// Must not: decide what is on a sheet.
import { cohortLines } from '../../recognition/cohorts.ts';
import { bookedOf } from '../../recognition/lot-movements.ts';
import type { RevenueData } from '../revenue-data.ts';
import { type About, HEADING } from '../sheets.ts';
import { activityDetail } from './activity.ts';
import { adjustmentsTable } from './evidence/adjustments.ts';
import { journalLines, journalLotsTable } from './evidence/journal-lots.ts';
import { overageTable } from './evidence/overage.ts';
import { revenueFigures } from './figures.ts';
import { journalSheet } from './journal.ts';
import { lotsOf } from './lots.ts';
import { breakageTable, cohortRows } from './recognition/breakage.ts';
import { creditsTable, plansSheet } from './recognition/credits.ts';
import { ladderSheet, ladderTable } from './recognition/ladder.ts';
import { cohortTable, waterfallSheet } from './recognition/waterfall.ts';
import { summarySheet } from './summary.ts';

export function partsOf(data: RevenueData, about: About) {
  const figures = revenueFigures(data, HEADING + 1);
  const lots = lotsOf(data);
  const lines = cohortLines(data.lotMonths, bookedOf(data.lots, data.lotMonths));
  const cohorts = cohortTable(data, lines);
  const journalByLot = journalLines(data);
  return {
    figures,
    lots,
    cohorts,
    journalByLot,
    summary: summarySheet(data, figures, lots, about),
    credits: creditsTable(data, lots),
    plans: plansSheet(data, lots, about),
    waterfall: waterfallSheet(data, lots, cohorts, lines, about),
    ladder: ladderSheet(data, lots, about),
    ladderCustomers: ladderTable(data, lots),
    breakage: breakageTable(data, cohortRows(lines), cohorts),
    overage: overageTable(data),
    adjustments: adjustmentsTable(data),
    journal: journalSheet(data, about),
    journalLots: journalLotsTable(data, journalByLot),
    activity: activityDetail(data, figures, about),
  };
}
export type RevenueParts = ReturnType<typeof partsOf>;
