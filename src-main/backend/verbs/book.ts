// What the command line can do: the book itself: its setup, its state, its proof, copies of it. Must not: do anything itself beyond joining two services.
import { basename } from 'node:path';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import { readTables } from '../../services/incoming/read-tables.ts';
import type { Progress, Session } from '../../services/session.ts';
import type { SetupLoaded } from '../../services/setup.ts';
import { loadSetup } from '../../services/setup.ts';
import type { Copied, CopyOptions } from '../../storage/file/backup.ts';
import { backUp, restore } from '../../storage/file/backup.ts';
import { placeNotes } from '../../storage/file/shared-place.ts';

export { proveBook } from '../../services/proof/verify.ts';
export { bookStatus } from '../../services/status.ts';
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
