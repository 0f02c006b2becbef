// The thread that reads a large CSV file and accepts its rows while another writes them. Sends blocks of rows, a few ahead of what
// was taken, then how it ended. Must not: touch the book, or decide what becomes of a row whose id may have come before.
import { parentPort, workerData } from 'node:worker_threads';
import { type Instant, openZone } from '../../../../src-shared/calendar.ts';
import type { Finding } from '../../../../src-shared/findings/finding.ts';
import { done, type Result } from '../../../../src-shared/findings/finding.ts';
import { csvBatches } from '../../../csv/read.ts';
import { sniffCsv } from '../../../csv/sniff.ts';
import type { ImportProfile } from '../../../import/usage-profile.ts';
import { openUsage, type TakeRow, type UsageCounts } from '../../../import/usage-reading.ts';
import { hashOf, type IdFilter, IdFilters, IdsSeen } from '../../../storage/usage/id-bits.ts';
import { checksOf, ROWS_A_BLOCK, RowCollector } from '../../../storage/usage/row-block.ts';
import { type ByHand, type SeenReject, takeByHand } from '../import-watch.ts';
import { isLate, type PlacedRow, placing } from '../placing.ts';
import { AHEAD, type ReadBlock } from './blocks.ts';

export interface ReadingStart {
  path: string;
  profile: ImportProfile;
  zone: string;
  customers: ReadonlyMap<string, number>;
  meters: ReadonlyMap<string, number>;
  byHand: ByHand | undefined;
  batch: number;
  /** Usage before it is late. */
  openFrom: Instant;
  /** Of so many rows whose ids are new the cells go along, on time and late each (ImportWatch). */
  shows: number;
  /** The bits of the ids that the book has, where it has no index of them; shared. */
  ids: Uint8Array<SharedArrayBuffer> | null;
  /** Else the filters of them. */
  earlier: readonly IdFilter[];
  /** AHEAD. */
  shared: Int32Array<SharedArrayBuffer>;
}

/** What a file was, once read to its end. */
export interface ReadFile {
  header: readonly string[];
  counts: UsageCounts;
  /** Of the file's bytes. */
  sha256: string;
}

export type FromReading =
  /** `bytes` of the whole file were read; the header is as text. */
  | { type: 'rows'; block: ReadBlock; header: readonly string[]; bytes: number; of: number }
  | { type: 'end'; file: ReadFile }
  | { type: 'refused'; findings: readonly Finding[] };

const MOST_AHEAD = 2;

/** @returns null: nobody wants it any more. */
function readAll(
  start: ReadingStart,
  send: (rows: Extract<FromReading, { type: 'rows' }>) => void,
): Result<ReadFile> | null {
  const { path, profile, zone, customers, meters, byHand } = start;
  const shape = sniffCsv(path, profile);
  if (!shape.ok) return shape;
  const reading = openUsage(profile, { zone: openZone(zone)!, customers, meters });
  const seen = new IdsSeen(start.ids ?? undefined);
  const earlier = new IdFilters(start.earlier);
  const isShown = shownTo(start);
  const placed = placing(start.openFrom, byHand);
  const rows = new RowCollector();
  let block = emptyBlock();
  const reject = (row: SeenReject): void => void block.rejects.push(row);
  const take: TakeRow = (read, raw) => {
    if (read.kind === 'reject') return reject(read);
    const row = placed(read);
    const hash = hashOf(row.eventId);
    const isNew = !seen.meets(hash) && !earlier.mayHave(hash);
    if (!isNew) block.met.push(rows.size);
    block.cells.push(!isNew || isShown(row) ? JSON.stringify(raw.cells) : null);
    rows.add(row, hash, isNew);
  };
  let [bytes, of] = [0, 0];
  const onProgress = (read: number, whole: number): void => {
    [bytes, of] = [read, whole];
  };
  const codes = new Map([...customers, ...meters].map(([code, id]) => [id, code]));
  const sendBlock = (): void => {
    const taken = rows.take();
    // Whoever writes has work waiting: it is this thread that has time.
    const checks =
      Atomics.load(start.shared, AHEAD) > 0 ? checksOf(taken, start.batch, (id) => codes.get(id)!) : null;
    send({
      type: 'rows',
      block: { ...block, rows: { ...taken, checks } },
      header: reading.header(),
      bytes,
      of,
    });
    block = emptyBlock();
  };
  const batches = csvBatches(path, shape.value, { onProgress });
  while (Atomics.load(start.shared, AHEAD) >= 0) {
    const next = batches.next();
    if (next.done) {
      if (!next.value.ok) return next.value;
      const counts = reading.end();
      if (!counts.ok) return counts;
      sendBlock();
      return done({ header: [...reading.header()], counts: counts.value, sha256: next.value.value.sha256 });
    }
    const fed = reading.feed(takeByHand(next.value, byHand, reject), take);
    if (!fed.ok) return fed;
    if (rows.size + block.rejects.length >= ROWS_A_BLOCK) sendBlock();
  }
  return null;
}

const emptyBlock = (): Omit<ReadBlock, 'rows'> => ({ met: [], cells: [], rejects: [] });

/** Whether the cells of a row whose id is new go along; asked once of each. */
function shownTo({ shows, byHand }: ReadingStart): (row: PlacedRow) => boolean {
  const left = { late: shows, onTime: shows };
  return (row) => left[isLate(row) ? 'late' : 'onTime']-- > 0 || byHand?.mends.has(row.line) === true;
}

function work(send: (message: FromReading) => void, start: ReadingStart): void {
  const { shared } = start;
  const read = readAll(start, (rows) => {
    send(rows);
    Atomics.add(shared, AHEAD, 1);
    Atomics.wait(shared, AHEAD, MOST_AHEAD);
  });
  if (read) send(read.ok ? { type: 'end', file: read.value } : { type: 'refused', findings: read.findings });
}

const port = parentPort;
if (port) work((message) => port.postMessage(message), workerData as ReadingStart);
