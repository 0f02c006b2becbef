// The import of a reviewed file, with an automatic backup where the book wants one. Must not: do anything itself beyond joining the two.
import type { Result } from '../../../src-shared/findings/finding.ts';
import { besideBackup } from '../../services/keeping/backups.ts';
import type { Session } from '../../services/session.ts';
import * as reviews from '../../services/usage/review.ts';

export function commitImport(
  session: Session,
  given: Parameters<typeof reviews.commitImport>[1],
  commit: reviews.CommitGiven,
): Promise<Result<reviews.Review>> {
  return besideBackup(session, 'import', given.progress, (backup) =>
    reviews.commitImport(session, { ...given, backup }, commit),
  );
}
