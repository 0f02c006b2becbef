// The worker's thread as its client sees it: started when something is to be sent, gone after a crash, started again by the next
// message. Must not: know a call, or start a thread by itself over and over when it cannot start.
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './worker.ts';

/** How long a stop waits for the running write before the thread is ended. */
const STOP_WITHIN_MS = 60_000;

export interface ThreadListener {
  hear(message: FromWorker): void;
  /** The thread ended without being asked to. */
  down(why: string): void;
  /** What a new thread has to know before anything else. */
  greeting(): Iterable<ToWorker>;
}

export interface Thread {
  /** Throws what cannot be cloned. */
  send(message: ToWorker): void;
  /** The same, but only to a thread that is there. */
  tell(message: ToWorker): void;
  /** Lets it finish what it does, then ends it. */
  stop(): Promise<void>;
}

export function openThread(file: URL | string, start: WorkerStart, listener: ThreadListener): Thread {
  let worker: Worker | null = begin();
  let stopped: (() => void) | null = null;

  function begin(): Worker {
    const made = new Worker(file, { workerData: start });
    made.on('message', (message: FromWorker) => listener.hear(message));
    made.on('error', (error) => ended(made, error.message));
    made.on('exit', () => ended(made, 'its thread ended'));
    for (const message of listener.greeting()) made.postMessage(message);
    return made;
  }

  function ended(which: Worker, why: string): void {
    if (which !== worker) return;
    worker = null;
    stopped?.();
    listener.down(why);
  }

  return {
    send(message) {
      worker ??= begin();
      worker.postMessage(message);
    },
    tell: (message) => worker?.postMessage(message),
    async stop() {
      const running = worker;
      if (!running) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        stopped = resolve;
        timer = setTimeout(resolve, STOP_WITHIN_MS);
        running.postMessage({ type: 'stop' } satisfies ToWorker);
      });
      clearTimeout(timer);
      // One that would not end: nothing else is left to do.
      await running.terminate();
    },
  };
}
