// The thread that asks a book's tables whether the invariants hold, while another reads the month's lines. Must not: write, or be alive once
// it has said what it found.
import { parentPort, workerData } from 'node:worker_threads';
import { openCodes } from '../../../storage/codes.ts';
import { openBeside } from '../../../storage/file/read-together.ts';
import type { Unsealed } from '../../../storage/invariant-queries.ts';
import { type Invariants, readInvariants } from '../check-invariants.ts';

export interface InvariantsStart {
  readonly path: string;
  readonly unsealed: Unsealed;
}

function read({ path, unsealed }: InvariantsStart): Invariants {
  const db = openBeside(path);
  try {
    return readInvariants({ db, codes: openCodes(db) }, unsealed);
  } finally {
    db.close();
  }
}

const port = parentPort;
if (port) port.postMessage(read(workerData as InvariantsStart));
