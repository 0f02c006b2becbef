// Reads a large CSV file on a thread of its own, as the one that writes it down waits for neither disk nor parser.
// Must not: hand over more of a row as it came than is looked at.
import { on } from 'node:events';
import { Refusal } from '../../../../src-shared/findings/finding.ts';
import { startThread } from '../../own-thread.ts';
import type { FromReading, ReadFile, ReadingStart } from './thread.ts';

const THREAD = { source: './thread.ts', built: './reading-thread.js' };

/** Hands over the rows, block by block, as fast as they are taken. Throws a Refusal where the file is refused. */
export async function readApart(
  file: Omit<ReadingStart, 'ahead'>,
  take: (rows: Extract<FromReading, { type: 'rows' }>) => void | Promise<void>,
): Promise<ReadFile> {
  const ahead = new Int32Array(new SharedArrayBuffer(4));
  // Rows are gone as soon as they are sent.
  const limits = { maxYoungGenerationSizeMb: 12 };
  const thread = startThread<ReadingStart>(import.meta.url, THREAD, { ...file, ahead }, limits);
  try {
    for await (const [message] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<
      [FromReading]
    >) {
      if (message.type === 'end') return message.file;
      if (message.type === 'refused') throw new Refusal(...message.findings);
      Atomics.sub(ahead, 0, 1);
      Atomics.notify(ahead, 0);
      await take(message);
    }
    throw new Error('the reading thread ended before its file');
  } finally {
    await thread.terminate();
  }
}
