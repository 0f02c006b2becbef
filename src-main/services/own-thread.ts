// A thread of our own for work that needs no book: in the sources a file beside the one that starts it, in the built program one that
// electron.vite.config.ts names. It ends by being asked to: Node can be brought down by a thread that is ended from outside while it
// sets something up (a deflater, say). Must not: know what it does.
import module from 'node:module';
import { dirname } from 'node:path';
import process from 'node:process';
import { type MessagePort, Worker, type WorkerOptions } from 'node:worker_threads';

/** @param from `import.meta.url` of whoever starts it. @param start what it begins with; it is cloned. */
export function startThread<Start>(
  from: string,
  file: { readonly source: string; readonly built: string },
  start: Start,
  resourceLimits?: WorkerOptions['resourceLimits'],
): Worker {
  const thread = new URL(from.endsWith('.ts') ? file.source : file.built, from);
  return new Worker(thread, { workerData: start, env: withSourcesKept(), resourceLimits });
}

/** From so many usage rows on a second thread is worth its start and its memory, some 40 MB. */
export const MANY_ROWS = 300_000;

/** The last message to a thread. */
const END = 'end';
/** What Node calls a thread that is no more. */
const GONE = -1;

/** Asks the thread to end after what it is doing, and waits until it has. One that has ended may be asked again. */
export async function endThread(thread: Worker): Promise<void> {
  if (thread.threadId === GONE) return;
  thread.on('error', () => {});
  const ended = new Promise((resolve) => thread.once('exit', resolve));
  thread.postMessage(END);
  await ended;
}

/** In the thread: takes its messages one by one until it is asked to end. */
export function hearUntilEnd<Message>(port: MessagePort, take: (message: Message) => void): void {
  port.on('message', (message: Message | typeof END) => {
    if (message === END) port.close();
    else take(message);
  });
}

/** What Node made of the sources is kept for a thread only where its environment says so: a start costs three times as much otherwise. */
function withSourcesKept(): NodeJS.ProcessEnv {
  const kept = module.getCompileCacheDir?.();
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) };
}
