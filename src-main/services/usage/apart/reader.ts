// Reads a large CSV file on a thread of its own, as the one that writes it down waits for neither disk nor parser.
// Must not: hand over more of a row as it came than is looked at.
import { on } from 'node:events';
import { Refusal } from '../../../../src-shared/findings/finding.ts';
import { endThread, startThread } from '../../own-thread.ts';
import { AHEAD, ENDED } from './blocks.ts';
import type { FromReading, ReadFile, ReadingStart } from './thread.ts';

const THREAD = { source: './thread.ts', built: './reading-thread.js' };

/**
 * Hands over the rows, block by block, as fast as they are taken. Throws a Refusal where the file is refused.
 * @param meanwhile is done while the thread starts.
 */
export async function readApart(
  file: Omit<ReadingStart, 'shared'>,
  take: (rows: Extract<FromReading, { type: 'rows' }>) => Promise<void>,
  meanwhile: () => void,
): Promise<ReadFile> {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  // Rows are gone as soon as they are sent.
  const limits = { maxYoungGenerationSizeMb: 12 };
  const thread = startThread<ReadingStart>(import.meta.url, THREAD, { ...file, shared }, limits);
  try {
    meanwhile();
    for await (const [message] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<
      [FromReading]
    >) {
      if (message.type === 'end') return message.file;
      if (message.type === 'refused') throw new Refusal(...message.findings);
      Atomics.sub(shared, AHEAD, 1);
      Atomics.notify(shared, AHEAD);
      await take(message);
    }
    throw new Error('the reading thread ended before its file');
  } finally {
    Atomics.store(shared, AHEAD, ENDED);
    Atomics.notify(shared, AHEAD);
    await endThread(thread);
  }
}
