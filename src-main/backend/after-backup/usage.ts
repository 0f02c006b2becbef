// Imports and the undo of one, each with an automatic backup where the book wants one, and refused where it cannot be made. The same
// for the command line and the window. Must not: do anything itself beyond joining the two.
import type { Result } from '../../../src-shared/findings/finding.ts';
import type { ImportedWithRejects } from '../../services/files/rejects.ts';
import * as rejects from '../../services/files/rejects.ts';
import { afterBackup, besideBackup } from '../../services/keeping/backups.ts';
import type { Progress, Session } from '../../services/session.ts';
import * as batches from '../../services/usage/batches.ts';
import type { Imported, ImportOptions } from '../../services/usage/import-usage.ts';
import * as imports from '../../services/usage/import-usage.ts';

export function importUsage(session: Session, options: ImportOptions): Promise<Result<Imported>> {
  return besideImport(session, options, (all) => imports.importUsage(session, all));
}

export function importWithRejects(
  session: Session,
  options: ImportOptions,
  path: string,
): Promise<Result<ImportedWithRejects>> {
  return besideImport(session, options, (all) => rejects.importWithRejects(session, all, path));
}

async function besideImport<T>(
  session: Session,
  options: ImportOptions,
  work: (options: ImportOptions) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { dryRun, progress } = options;
  if (dryRun) return work(options);
  return besideBackup(session, 'import', progress, (backup) => work({ ...options, backup }));
}

export function undoBatch(
  session: Session,
  batch: number,
  reason: string,
  progress?: Progress,
): Promise<ReturnType<typeof batches.undoBatch>> {
  return afterBackup(session, 'undo', progress, () => batches.undoBatch(session, batch, reason, progress));
}
