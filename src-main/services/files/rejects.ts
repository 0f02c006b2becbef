// The rejected rows of a batch as a CSV file: as they came, and why. Mended, it can be imported like the file they came from.
// Must not: change what was in a cell (so a spreadsheet's formulas are not disarmed: the file is for importing again).
import type { Result } from '../../../src-shared/findings/finding.ts';
import { csvPieces } from '../../csv/write.ts';
import type { RejectedRow } from '../../import/usage-rejects.ts';
import { rejectsTable } from '../../import/usage-rejects.ts';
import { rejectedRows } from '../../storage/usage-store.ts';
import { batchNumbered } from '../batches.ts';
import type { Session } from '../session.ts';

export interface BatchRejects {
  batch: number;
  file: string;
  rejected: number;
  /** The file's text, in pieces: to be read once. */
  pieces: Iterable<string>;
}

export function rejectPieces(header: readonly string[], rejects: Iterable<RejectedRow>): Iterable<string> {
  const table = rejectsTable(header, rejects);
  return csvPieces(table.columns, table.rows);
}

/** What was rejected of a batch, also of one that was undone. Refused: there is no such batch. */
export function batchRejects(session: Session, batch: number): Result<BatchRejects> {
  return session.peek(() => {
    const found = batchNumbered(session, batch);
    const rejects = rejectedRows(session.open, batch);
    return {
      batch,
      file: found.file,
      rejected: rejects.length,
      pieces: rejectPieces(found.header, rejects),
    };
  });
}
