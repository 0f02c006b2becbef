// What a month-end of the sample company hands to others: charges to invoice, the journal for the general ledger, evidence for the auditor.
// Must not: touch any file in the folder that is not its own.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import { giveEvidence } from '../evidence/evidence-pack.ts';
import { exportCharges } from '../exports/charges.ts';
import { exportJournal } from '../exports/journal.ts';
import type { Progress, Session } from '../session.ts';

/** Files made, from the folder, and what each is. */
export async function handOutMonth(
  session: Session,
  folder: string,
  month: Month,
  progress: Progress | undefined,
): Promise<Result<{ file: string; what: string }[]>> {
  const charges = `charges-${month}.xlsx`;
  const csv = join(folder, `charges-${month}.csv`);
  const billed = await exportCharges(session, { month, file: join(folder, charges), csv, progress });
  if (!billed.ok) return billed;
  const asked = { month, template: 'generic', level: null, progress };
  const journal = await exportJournal(session, { ...asked, folder: join(folder, 'journal') });
  if (!journal.ok) return journal;
  const evidence = `evidence-${month}.zip`;
  const out = join(folder, evidence);
  rmSync(out, { force: true });
  const given = await giveEvidence(session, { month, out, progress });
  if (!given.ok) return given;
  return done([
    { file: charges, what: `what to invoice of ${month}, with the usage behind it; beside it as CSV` },
    { file: 'journal', what: `the journal of ${month} for the general ledger, ${journal.value.number}` },
    { file: evidence, what: `what an auditor needs to check ${month} without Drawdown` },
  ]);
}
