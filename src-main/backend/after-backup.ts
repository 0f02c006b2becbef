// The verbs that change much of a book at once: each after an automatic backup, where the book wants one, and refused where it cannot
// be made. The same for the command line and the window. Must not: do anything itself beyond joining the two.
import type { Month } from '../../src-shared/calendar.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import type { ImportedWithRejects } from '../services/files/rejects.ts';
import * as rejects from '../services/files/rejects.ts';
import { afterBackup, besideBackup } from '../services/keeping/backups.ts';
import * as commands from '../services/migration/from-command.ts';
import * as migrations from '../services/migration/migrate.ts';
import * as undoings from '../services/migration/undo.ts';
import type { Closed } from '../services/months.ts';
import * as months from '../services/months.ts';
import type { Progress, Session } from '../services/session.ts';
import * as batches from '../services/usage/batches.ts';
import type { Imported, ImportOptions } from '../services/usage/import-usage.ts';
import * as imports from '../services/usage/import-usage.ts';
import * as reviews from '../services/usage/review.ts';

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

export function closeMonth(session: Session, month: Month, progress?: Progress): Promise<Result<Closed>> {
  return afterBackup(session, 'close', progress, () => months.closeMonth(session, month, progress));
}

export function reopenMonth(
  session: Session,
  month: Month,
  reason: string,
): Promise<Result<{ month: Month; oldSeal: string }>> {
  return afterBackup(session, 'reopen', undefined, () => months.reopenMonth(session, month, reason));
}

/** A dry run, which nobody approves, changes nothing. */
export async function migrateFrom(
  ...[session, said, approved]: Parameters<typeof commands.migrateFrom>
): ReturnType<typeof commands.migrateFrom> {
  const work = (): ReturnType<typeof commands.migrateFrom> => commands.migrateFrom(session, said, approved);
  return approved === null ? work() : afterBackup(session, 'migration', undefined, work);
}

export function commitMigration(
  ...[session, asked, approved]: Parameters<typeof migrations.commitMigration>
): ReturnType<typeof migrations.commitMigration> {
  return afterBackup(session, 'migration', asked.progress, () =>
    migrations.commitMigration(session, asked, approved),
  );
}

export function undoMigration(
  ...[session, number, reason, progress]: Parameters<typeof undoings.undoMigration>
): Promise<ReturnType<typeof undoings.undoMigration>> {
  return afterBackup(session, 'undo', progress, () =>
    undoings.undoMigration(session, number, reason, progress),
  );
}

export function commitImport(
  session: Session,
  given: Parameters<typeof reviews.commitImport>[1],
  commit: reviews.CommitGiven,
): Promise<Result<reviews.Review>> {
  return besideBackup(session, 'import', given.progress, (backup) =>
    reviews.commitImport(session, { ...given, backup }, commit),
  );
}
