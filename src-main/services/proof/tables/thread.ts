// The thread that reads a book's tables while another goes by its facts. Must not: write, or be alive once it has said what it found.
import { parentPort, workerData } from 'node:worker_threads';
import type { Finding } from '../../../../src-shared/findings/finding.ts';
import { openCodes } from '../../../storage/codes.ts';
import { openBeside } from '../../../storage/file/read-together.ts';
import { checkIntegrity, failuresOf } from '../../../storage/integrity.ts';
import type { SealSpan } from '../sealing/seal-month.ts';
import { proveTables, type TablesProof } from './tables.ts';

export interface TablesStart {
  readonly path: string;
  readonly spans: readonly SealSpan[];
}

/** First what is wrong with the file; where nothing is, what its tables tell. */
export interface Said {
  readonly file: readonly Finding[];
  readonly tables: TablesProof;
}

/** Or why they cannot be read. */
export type FromTables =
  | Pick<Said, 'file'>
  | Pick<Said, 'tables'>
  | { readonly unreadable: readonly Finding[] };

function prove({ path, spans }: TablesStart, tell: (message: FromTables) => void): void {
  const db = openBeside(path);
  try {
    const file = checkIntegrity({ db, path });
    tell({ file });
    if (file.length === 0) tell({ tables: proveTables({ db, codes: openCodes(db) }, spans) });
  } catch (error) {
    const unreadable = failuresOf(error, { db, path });
    if (unreadable.length === 0) throw error;
    tell({ unreadable });
  } finally {
    db.close();
  }
}

const port = parentPort;
if (port) prove(workerData as TablesStart, (message) => port.postMessage(message));
