// Reads a large CSV file on a thread of its own, as the one that writes it down waits for neither disk nor parser.
// Must not: hand over more of a row as it came than is looked at.
import { on } from 'node:events';
import module from 'node:module';
import { dirname } from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../../src-shared/findings/finding.ts';
import type { FromReading, ReadFile, ReadingStart } from './thread.ts';

/** Beside this file in the sources; in the built program it has a name of its own. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './thread.ts' : './reading-thread.js',
  import.meta.url,
);

/** Hands over the rows, block by block, as fast as they are taken. Throws a Refusal where the file is refused. */
export async function readApart(
  file: Omit<ReadingStart, 'ahead'>,
  take: (rows: Extract<FromReading, { type: 'rows' }>) => void | Promise<void>,
): Promise<ReadFile> {
  const ahead = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(THREAD, {
    workerData: { ...file, ahead } satisfies ReadingStart,
    env: withSourcesKept(),
    // Rows are gone as soon as they are sent.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
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

/** What Node made of the sources is kept for a thread only where its environment says so: a start costs three times as much otherwise. */
function withSourcesKept(): NodeJS.ProcessEnv {
  const kept = module.getCompileCacheDir?.();
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) };
}
