// The rejected rows of a batch as a CSV file: as they came, and why. Mended, it can be imported like the file they came from.
// Must not: change what was in a cell, but for the apostrophe before what a spreadsheet would run; importing takes it off again.
import type { Finding, Result } from '../../../src-shared/findings/finding.ts';
import { csvPieces } from '../../csv/write.ts';
import type { RejectedRow } from '../../import/usage-rejects.ts';
import { rejectsTable } from '../../import/usage-rejects.ts';
import { rejectedRows } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { batchNumbered } from '../usage/batches.ts';
import type { Imported, ImportOptions } from '../usage/import-usage.ts';
import { importUsage } from '../usage/import-usage.ts';
import { beginTextFile } from './text-file.ts';

export interface BatchRejects {
  batch: number;
  file: string;
  header: readonly string[];
  rejected: number;
  /** Either is read once, while the book is open. */
  rows: Iterable<RejectedRow>;
  /** The file's text, in pieces. */
  pieces: Iterable<string>;
}

function rejectPieces(header: readonly string[], rejects: Iterable<RejectedRow>): Iterable<string> {
  const table = rejectsTable(header, rejects);
  return csvPieces(table.columns, table.rows);
}

/** What was rejected of a batch, also of one that was undone. Refused: there is no such batch. */
export function batchRejects(session: Session, batch: number): Result<BatchRejects> {
  return session.peek(() => {
    const found = batchNumbered(session, batch);
    return {
      batch,
      file: found.file,
      header: found.header,
      rejected: found.rejected,
      rows: rejectedRows(session.open, batch),
      pieces: rejectPieces(found.header, rejectedRows(session.open, batch)),
    };
  });
}

/** Writes the rejected rows of a batch to a file. */
export function writeBatchRejects(session: Session, batch: number, path: string): Result<BatchRejects> {
  const found = batchRejects(session, batch);
  if (!found.ok) return found;
  const file = beginTextFile(path, [session.open.path]);
  if (!file.ok) return file;
  try {
    for (const piece of found.value.pieces) file.value.write(piece);
    const finished = file.value.finish();
    return finished.ok ? found : finished;
  } finally {
    file.value.drop();
  }
}

export interface ImportedWithRejects extends Imported {
  /** Why the file of rejected rows could not be put in its place after all; the batch is in the book, and keeps them too. */
  rejectsNotWritten: Finding | null;
}

/** Imports usage and writes what was rejected to a file, which is known to be writable before the import begins. */
export async function importWithRejects(
  session: Session,
  options: ImportOptions,
  rejectsPath: string,
): Promise<Result<ImportedWithRejects>> {
  const file = beginTextFile(rejectsPath, [options.path, session.open.path]);
  if (!file.ok) return file;
  try {
    const imported = await importUsage(session, {
      ...options,
      onRejects(header, rejects) {
        for (const piece of rejectPieces(header, rejects)) file.value.write(piece);
      },
    });
    if (!imported.ok) return imported;
    const finished = file.value.finish();
    const rejectsNotWritten = finished.ok ? null : finished.findings[0]!;
    return { ok: true, value: { ...imported.value, rejectsNotWritten } };
  } finally {
    file.value.drop();
  }
}
