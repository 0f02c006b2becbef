// Which months were reconciled with what, and how far that went. Must not: match, or change anything.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { LEGS } from '../../../src-shared/reconcile/words.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Session } from '../session.ts';
import { onRecord } from './on-record.ts';
import { shownSignature } from './shown.ts';
import { reconciliation } from './state.ts';

export interface ReconciliationLine {
  readonly leg: Leg;
  readonly month: Month;
  readonly tables: number;
  readonly open: number;
  readonly preparer: ReconciliationView['preparer'];
  readonly reviewer: ReconciliationView['reviewer'];
}

/** Each leg and month that an outside table was taken in for; the latest month first. */
export async function reconciliations(session: Session): Promise<Result<ReconciliationLine[]>> {
  const lines: ReconciliationLine[] = [];
  for (const leg of LEGS) {
    const { tables } = onRecord(session, leg);
    for (const month of new Set(tables.map((table) => table.month))) {
      const standing = await reconciliation(session, leg, month);
      if (!standing.ok) return standing;
      const { open, preparer, reviewer } = standing.value;
      const count = tables.filter((table) => table.month === month).length;
      const signed = {
        preparer: shownSignature(preparer),
        reviewer: shownSignature(reviewer),
      };
      lines.push({ leg, month, tables: count, open: open.length, ...signed });
    }
  }
  return done(
    lines.sort((a, b) => compareText(b.month, a.month) || LEGS.indexOf(a.leg) - LEGS.indexOf(b.leg)),
  );
}
