// The thread that reads a large CSV file and accepts its rows while another writes them. Sends blocks of rows, a few ahead of what
// was taken, then how it ended. Must not: touch the book, or decide what becomes of a row whose id may have come before.
import { parentPort, workerData } from 'node:worker_threads';
import { openZone } from '../../../../src-shared/calendar.ts';
import type { Finding } from '../../../../src-shared/findings/finding.ts';
import { done, type Result } from '../../../../src-shared/findings/finding.ts';
import { csvBatches } from '../../../csv/read.ts';
import { sniffCsv } from '../../../csv/sniff.ts';
import type { ImportProfile } from '../../../import/usage-profile.ts';
import { openUsage, type TakeRow, type UsageCounts } from '../../../import/usage-reading.ts';
import { IdsSeen } from '../../../storage/usage/ids-seen.ts';
import { addToBlock, emptyBlock, type RowBlock } from './blocks.ts';

export interface ReadingStart {
  path: string;
  profile: ImportProfile;
  zone: string;
  customers: ReadonlyMap<string, number>;
  meters: ReadonlyMap<string, number>;
  /** The bits of the ids that the book has; shared. */
  ids: Uint32Array<SharedArrayBuffer>;
  /** How many blocks were sent and not taken yet, as one shared number: who takes one counts it down, and wakes the thread. */
  ahead: Int32Array<SharedArrayBuffer>;
}

/** What a file was, once read to its end. */
export interface ReadFile {
  header: readonly string[];
  counts: UsageCounts;
  /** Of the file's bytes. */
  sha256: string;
}

export type FromReading =
  | { type: 'rows'; block: RowBlock; bytes: number; of: number }
  | { type: 'end'; file: ReadFile }
  | { type: 'refused'; findings: readonly Finding[] };

const BLOCK = 2048;
const MOST_AHEAD = 4;

function readAll(
  { path, profile, zone, customers, meters, ids }: ReadingStart,
  send: (block: RowBlock, bytes: number, of: number) => void,
): Result<ReadFile> {
  const shape = sniffCsv(path, profile);
  if (!shape.ok) return shape;
  const reading = openUsage(profile, { zone: openZone(zone)!, customers, meters });
  const seen = new IdsSeen(ids);
  let block = emptyBlock();
  const take: TakeRow = (row, raw) => {
    if (row.kind === 'reject') {
      block.rejects.push(row);
      return;
    }
    if (seen.meets(row.eventId)) block.met.set(block.lines.length, raw.cells);
    addToBlock(block, row);
  };
  let [bytes, of] = [0, 0];
  const onProgress = (read: number, whole: number): void => {
    [bytes, of] = [read, whole];
  };
  const batches = csvBatches(path, shape.value, { onProgress });
  for (;;) {
    const next = batches.next();
    if (next.done) {
      if (!next.value.ok) return next.value;
      const counts = reading.end();
      if (!counts.ok) return counts;
      send(block, bytes, of);
      return done({ header: [...reading.header()], counts: counts.value, sha256: next.value.value.sha256 });
    }
    const fed = reading.feed(next.value, take);
    if (!fed.ok) return fed;
    if (block.lines.length + block.rejects.length < BLOCK) continue;
    send(block, bytes, of);
    block = emptyBlock();
  }
}

function work(send: (message: FromReading) => void, start: ReadingStart): void {
  const { ahead } = start;
  const read = readAll(start, (block, bytes, of) => {
    send({ type: 'rows', block, bytes, of });
    Atomics.add(ahead, 0, 1);
    Atomics.wait(ahead, 0, MOST_AHEAD);
  });
  send(read.ok ? { type: 'end', file: read.value } : { type: 'refused', findings: read.findings });
}

const port = parentPort;
if (port) work((message) => port.postMessage(message), workerData as ReadingStart);
