// A month's lines read here and gone over on a second thread: putting them together is SQLite's work, and takes all of this one's time.
// Must not: seal a line that is not canonical. Where SQL cannot make one, it is left to whoever seals here.
import { canonicalHead } from '../../../engine/seal.ts';
import type { BookTables } from '../../../storage/open.ts';
import { openPostingReader } from '../../../storage/posting-reader.ts';
import { openPlainReader } from '../../../storage/seals/plain-lines.ts';
import { startThread } from '../../own-thread.ts';
import type { Pieces } from '../../pieces.ts';
import { openRing, writerInto } from './ring.ts';
import type { Sealed, SealSpan } from './seal-month.ts';
import type { SealingStart } from './thread.ts';

const THREAD = { source: './thread.ts', built: './sealing-thread.js' };

/** @returns null where a line is not as it should be, or the thread is gone. */
export function* sealApart(open: BookTables, { from, to, previousSeal }: SealSpan): Pieces<Sealed | null> {
  const ring = openRing();
  const thread = startThread<SealingStart>(import.meta.url, THREAD, { previousSeal, ring });
  // Then nobody takes what is written.
  thread.on('error', () => {});
  const writer = writerInto(ring);
  try {
    const plain = openPlainReader(open, () => true);
    let postings = 0;
    for (const { id, customer, creditType } of openPostingReader(open).wallets()) {
      for (const { lines, count } of plain(id, canonicalHead(customer, creditType), from, to)) {
        if (!writer.write(lines!)) return null;
        postings += count;
        yield;
      }
    }
    const seal = writer.end(postings);
    return seal && { postings, seal: seal.toString('hex') };
  } finally {
    writer.giveUp();
  }
}
