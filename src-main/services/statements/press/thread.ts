// The thread that makes workbooks of statements while another reads the book for the next ones. Must not: touch the book.
import { parentPort, workerData } from 'node:worker_threads';
import type { Paper } from '../../../../src-shared/paper.ts';
import { workbookBytes } from '../../../excel/write.ts';
import type { LedgerLine } from '../../../reports/source.ts';
import { statementWorkbook } from '../../../reports/workbooks/statement.ts';
import type {
  StatementData,
  StatementLetterhead,
  StatementUsage,
} from '../../../reports/workbooks/statement-data.ts';
import { hearUntilEnd } from '../../own-thread.ts';
import { type BookForms, reportBookOf } from '../../report-book.ts';

/** What all statements of a book have in common. */
export interface PressStart {
  readonly forms: BookForms;
  readonly letterhead: StatementLetterhead | null;
  readonly paper: Paper;
}

/** A statement's data, with what is read row by row as rows. */
export interface SentStatement extends Omit<StatementData, 'book' | 'letterhead' | 'lines' | 'usage'> {
  readonly lines: readonly LedgerLine[];
  readonly usage: readonly StatementUsage[];
}

export interface ToPress {
  readonly id: number;
  readonly statement: SentStatement;
}
export type FromPress =
  | { readonly id: number; readonly bytes: Uint8Array; readonly error?: undefined }
  | { readonly id: number; readonly bytes?: undefined; readonly error: Error };

const port = parentPort;
if (port) {
  const { forms, letterhead, paper } = workerData as PressStart;
  const book = reportBookOf(forms);
  hearUntilEnd(port, async ({ id, statement }: ToPress) => {
    try {
      const bytes = await workbookBytes(statementWorkbook({ ...statement, book, letterhead }), { paper });
      port.postMessage({ id, bytes } satisfies FromPress, [bytes.buffer as ArrayBuffer]);
    } catch (error) {
      const named = new Error(`the statement of ${statement.customer.code} cannot be made`, { cause: error });
      port.postMessage({ id, error: named } satisfies FromPress);
    }
  });
}
