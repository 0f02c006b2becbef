// What can be done with an open book, one verb for each thing a user would say; hosts import these and no service.
// Must not: do anything itself beyond joining two services.
import { basename } from 'node:path';
import type { Result } from '../../src-shared/findings/finding.ts';
import { done } from '../../src-shared/findings/finding.ts';
import { readTables } from '../services/read-tables.ts';
import type { Progress, Session } from '../services/session.ts';
import type { SetupLoaded } from '../services/setup.ts';
import { loadSetup } from '../services/setup.ts';
import type { Copied, CopyOptions } from '../storage/file/backup.ts';
import { backUp, restore } from '../storage/file/backup.ts';
import { placeNotes } from '../storage/file/shared-place.ts';

export type { JournalLevel } from '../../src-shared/exports/journal-fields.ts';
export type { SheetCompared } from '../services/comparison/compare.ts';
export { compareWithSheet, writeComparison } from '../services/comparison/compare.ts';
export type { ParallelRun } from '../services/comparison/parallel-run.ts';
export { recordComparison, showParallelRun, writeParallelRun } from '../services/comparison/parallel-run.ts';
export { setLetterheadFile, showLetterhead } from '../services/documents/letterhead.ts';
export { giveEvidence } from '../services/evidence/evidence-pack.ts';
export type { ChargesWritten } from '../services/exports/charges.ts';
export { exportCharges } from '../services/exports/charges.ts';
export type { JournalWritten } from '../services/exports/journal.ts';
export { exportJournal } from '../services/exports/journal.ts';
export type { NamedTemplate } from '../services/exports/templates.ts';
export {
  deleteTemplate,
  listTemplates,
  saveTemplateFile,
  showTemplate,
} from '../services/exports/templates.ts';
export type { ImportedWithRejects } from '../services/files/rejects.ts';
export { batchRejects, writeBatchRejects } from '../services/files/rejects.ts';
export type { ReportFormat, ReportGiven } from '../services/files/report-output.ts';
export { REPORT_FORMATS, reportFile, reportText } from '../services/files/report-output.ts';
export { writeRevenue } from '../services/files/revenue.ts';
export type { StatementsWritten } from '../services/files/statements.ts';
export { writeStatements } from '../services/files/statements.ts';
export { writeTemplate } from '../services/files/template.ts';
export type { Backups } from '../services/keeping/backups.ts';
export { listBackups, setBackups } from '../services/keeping/backups.ts';
export type { Migration } from '../services/migration/migrate.ts';
export { writeMigrationReport } from '../services/migration/report-file.ts';
export type { MigrationUndone } from '../services/migration/undo.ts';
export type { Closed } from '../services/months.ts';
export { verifyBook } from '../services/proof/verify.ts';
export { matchByHand, noteItem, signOff, takeApart, takeOut } from '../services/reconcile/deeds.ts';
export type { ReconciliationLine } from '../services/reconcile/list.ts';
export { reconciliations } from '../services/reconcile/list.ts';
export {
  deleteOutsideProfile,
  outsideProfiles,
  saveOutsideProfileFile,
} from '../services/reconcile/outside/profiles.ts';
export { lookAtOutside } from '../services/reconcile/outside/take-in.ts';
export type { Reconciled } from '../services/reconcile/reconcile-file.ts';
export { reconcileFile, showReconciliation } from '../services/reconcile/reconcile-file.ts';
export type { Scope } from '../services/report.ts';
export type { SampleMade } from '../services/sample/sample-company.ts';
export { makeSampleCompany } from '../services/sample/sample-company.ts';
export { bookStatus } from '../services/status.ts';
export type { BatchNow } from '../services/usage/batches.ts';
export { batchesNow } from '../services/usage/batches.ts';
export { withControl } from '../services/usage/control-totals.ts';
export { excludeEvent } from '../services/usage/exceptions.ts';
export type { Imported } from '../services/usage/import-usage.ts';
export { proposeForFile } from '../services/usage/layout/first-rows.ts';
export {
  deleteProfile,
  listProfiles,
  saveProfileFile,
  showProfile,
} from '../services/usage/layout/profiles.ts';
export {
  closeMonth,
  importUsage,
  importWithRejects,
  migrateFrom,
  reopenMonth,
  undoBatch,
  undoMigration,
} from './after-backup.ts';
export type { SetupLoaded };

/** Loads setup tables from a folder of CSV files, one CSV file or a workbook. */
export async function loadSetupFrom(
  session: Session,
  path: string,
  progress?: Progress,
): Promise<Result<SetupLoaded>> {
  const tables = await readTables(path);
  return tables.ok ? loadSetup(session, tables.value, basename(path), progress) : tables;
}

/** Makes a checked copy of the open book. */
export function backUpBook(session: Session, file: string, options: CopyOptions): Promise<Result<Copied>> {
  return backUp(session.open, file, options);
}

/** Puts a backup where a book is wanted. No book needs to be open. */
export async function restoreBook(file: string, book: string, options: CopyOptions): Promise<Result<Copied>> {
  const restored = await restore(file, book, options);
  return restored.ok ? done(restored.value, placeNotes(restored.value.path)) : restored;
}
