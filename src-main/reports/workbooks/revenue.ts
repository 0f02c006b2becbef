// The revenue workbook of a period: the roll-forward of deferred revenue by customer, in money and credits, by plan and by lot; waterfall,
// expiry ladder, breakage; overage and adjustments; tie-out, journal, close certificate, checks. Sums are live formulas over the sheets
// of values; the checks compare them with the book. Must not: read a book; all it needs is in RevenueData.
import { datesOf, type Period, periodCode, periodInWords } from '../recognition/period.ts';
import { allOk, type Check, checksSheet } from './checks.ts';
import { revenueChecks } from './revenue/checks.ts';
import { adjustmentsSheet } from './revenue/evidence/adjustments.ts';
import { certificateSheet } from './revenue/evidence/certificate.ts';
import { journalLotsSheet } from './revenue/evidence/journal-lots.ts';
import { overageSheet } from './revenue/evidence/overage.ts';
import { tieOutSheet } from './revenue/evidence/tie-out.ts';
import { lotSheets } from './revenue/lots.ts';
import { partsOf } from './revenue/parts.ts';
import { breakageSheet } from './revenue/recognition/breakage.ts';
import { creditsSheet } from './revenue/recognition/credits.ts';
import { ladderCustomersSheet } from './revenue/recognition/ladder.ts';
import { cohortSheet } from './revenue/recognition/waterfall.ts';
import { waysOf } from './revenue/recognition-checks.ts';
import type { RevenueData } from './revenue-data.ts';
import type { About } from './sheets.ts';
import type { WorkbookSpec } from './spec.ts';

export function revenueWorkbook(data: RevenueData): WorkbookSpec {
  const period = periodInWords(data.period);
  const draft = data.status === 'draft' ? ' · Draft: not all its months are closed' : '';
  const about: About = {
    subtitle: `${data.book.name} · ${period} · ${data.timeZone}${draft}`,
    footer: `${data.book.name} · Revenue ${shortly(data.period)}${draft}`,
  };
  const parts = partsOf(data, about);
  const checks = revenueChecks(data, parts);
  parts.summary.setChecks(allOk(checks));
  return {
    title: `Revenue ${periodCode(data.period)}`,
    subject: `Deferred and recognised revenue, ${period}`,
    author: data.book.name,
    date: datesOf(data.period).to,
    sheets: [
      parts.summary.sheet,
      creditsSheet(parts.credits, about),
      parts.plans.sheet,
      parts.waterfall.sheet,
      parts.ladder.sheet,
      ladderCustomersSheet(parts.ladderCustomers, about),
      breakageSheet(parts.breakage, about),
      overageSheet(parts.overage, about),
      adjustmentsSheet(parts.adjustments, about),
      tieOutSheet(data, waysOf(parts), parts.journal, about),
      parts.journal.sheet,
      journalLotsSheet(parts.journalLots, about),
      ...lotSheets(parts.lots, about),
      cohortSheet(parts.cohorts, about),
      parts.activity.sheet,
      certificateSheet(data, about),
      checksSheet(checks, about.footer, about.subtitle),
    ],
  };
}

/** For the foot of a narrow page. */
const shortly = (period: Period): string =>
  period.kind === 'year_to_date' ? `${period.to}, year to date` : periodCode(period);

/** What does not agree, before anybody opens the workbook. Each check says it. */
export function checkRevenue(data: RevenueData): readonly Check[] {
  return revenueChecks(data, partsOf(data, { subtitle: '', footer: '' }));
}
