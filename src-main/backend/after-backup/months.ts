// Months closed and reopened, each after an automatic backup where the book wants one, and refused where it cannot be made. The same
// for the command line and the window. Must not: do anything itself beyond joining the two.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { afterBackup, besideBackup } from '../../services/keeping/backups.ts';
import type { Closed } from '../../services/months.ts';
import * as months from '../../services/months.ts';
import type { Progress, Session } from '../../services/session.ts';

export function closeMonth(session: Session, month: Month, progress?: Progress): Promise<Result<Closed>> {
  return besideBackup(session, 'close', progress, (backup) =>
    months.closeBeside(session, month, backup, progress),
  );
}

export function reopenMonth(
  session: Session,
  month: Month,
  reason: string,
): Promise<Result<{ month: Month; oldSeal: string }>> {
  return afterBackup(session, 'reopen', undefined, () => months.reopenMonth(session, month, reason));
}
