// Takes the rows of a file into the book: tells each, and keeps count of what became of them. Must not: read files or derive.
import type { Instant } from '../../../src-shared/calendar.ts';
import type { RawRow } from '../../import/raw-row.ts';
import { cellText } from '../../import/usage-row.ts';
import type { BatchWriter } from '../../storage/usage/batch.ts';
import { beginBatch } from '../../storage/usage/batch.ts';
import type { KeptReject } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { firstOpenMonth, latest } from '../session.ts';
import { type ReadBlock, SentRow } from './apart/blocks.ts';
import type { ImportWatch, SeenReject } from './import-watch.ts';
import { isLate, type PlacedRow } from './placing.ts';

export interface Taking {
  readonly writer: BatchWriter;
  /** Usage before it is late. */
  readonly openFrom: Instant;
  /** Earliest posting instant of what was added, by customer. */
  readonly changed: Map<string, Instant>;
  readonly tally: { accepted: number; duplicates: number; late: number; rejected: number };
  take(row: PlacedRow, raw: RawRow): void;
  reject(row: SeenReject): void;
  /** A block from the reading thread; `rowOf` makes row n of it. */
  takeBlock(block: ReadBlock, rowOf: (n: number) => PlacedRow): void;
  /** Decides what was doubted; once the file has been read. */
  settle(): void;
}

/** How many rows wait to know whether their id came before. */
const MOST_DOUBTED = 20_000;

/** @param bytes of the file: a large one is taken otherwise. */
export function takeInto(session: Session, bytes: number, watch: ImportWatch | undefined): Taking {
  const book = session.book();
  const openFrom = book.zone.startOf(`${firstOpenMonth(session)}-01`);
  const writer = beginBatch(session.open, latest(session, 'batch').size + 1, book.undone, bytes);
  // Each customer's rows go to another place.
  if (!writer.ids) session.open.setBulk(true);
  const changed = new Map<string, Instant>();
  const tally = { accepted: 0, duplicates: 0, late: 0, rejected: 0 };
  const doubted: [PlacedRow, RawRow][] = [];
  const settle = (): void => {
    writer.indexIds();
    for (const [row, raw] of doubted.splice(0)) take(row, raw);
  };
  const reject = (row: SeenReject): void => {
    tally.rejected++;
    writer.reject(row);
    watch?.rejected?.(row);
  };
  const accepted = (row: PlacedRow, raw: RawRow): void => {
    const { postedAt, customer } = row;
    tally.accepted++;
    if (isLate(row)) tally.late++;
    watch?.accepted?.(row, raw, isLate(row));
    const earliest = changed.get(customer.code);
    if (earliest === undefined || postedAt < earliest) changed.set(customer.code, postedAt);
  };
  const take = (row: PlacedRow, raw: RawRow): void => {
    const outcome = writer.add(row);
    if (outcome === 'added') accepted(row, raw);
    else if (outcome === 'same') {
      tally.duplicates++;
      watch?.duplicate?.(row, raw);
    } else if (outcome === 'conflict') reject(conflict(row, raw));
    else {
      doubted.push([row, raw]);
      if (doubted.length < MOST_DOUBTED) return;
      session.open.setBulk(true);
      settle();
    }
  };
  const takeBlock: Taking['takeBlock'] = (block, rowOf) => {
    const { rows, met, cells, rejects } = block;
    writer.addNew(rows);
    const again = new Set(met);
    for (let n = 0; n < rows.lines.length; n++) {
      const put = again.has(n) ? take : accepted;
      put(rowOf(n), new SentRow(rows.lines[n]!, cells[n]!));
    }
    for (const row of rejects) reject(row);
  };
  return { writer, openFrom, changed, tally, take, reject, takeBlock, settle };
}

function conflict(row: PlacedRow, raw: RawRow): KeptReject {
  return {
    line: row.line,
    code: 'conflict',
    column: null,
    message: `Event ${row.eventId} is in the book already with another customer, meter, quantity or time; the first stands`,
    cells: raw.cells.map(cellText),
  };
}
