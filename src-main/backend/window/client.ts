// The host's side of the worker: starts it, carries calls, starts it again after a crash, and says so. A call that is under way
// when the worker dies is answered with what happened and what to do. Must not: know what a call means.
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { BackendEvent, Reply, Request } from '../../../src-shared/contract/wire.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker.ts';

/** How long a stop waits for the running write before the thread is ended. */
const STOP_WITHIN_MS = 60_000;

export interface Backend {
  call(method: string, input: unknown, onId?: (id: number) => void): Promise<Reply>;
  cancel(id: number): void;
  /** Makes a path known under a new reference, for the page to name. */
  grant(path: string): string;
  subscribe(listener: (event: BackendEvent) => void): () => void;
  stop(): Promise<void>;
}

export function startBackend(workerFile: URL | string, start: WorkerStart): Backend {
  const listeners = new Set<(event: BackendEvent) => void>();
  const waiting = new Map<number, (reply: Reply) => void>();
  const grants = new Map<string, string>();
  let lastId = 0;
  let stopping = false;
  let stopped: (() => void) | null = null;
  let worker = begin();

  function begin(): Worker {
    const made = new Worker(workerFile, { workerData: start });
    made.on('message', (message: FromWorker) => {
      if (message.type === 'reply') settle(message.reply);
      else if (message.type === 'event') for (const listener of listeners) listener(message.event);
      else stopped?.();
    });
    made.on('error', (error) => down(made, error.message));
    made.on('exit', () => down(made, 'its thread ended'));
    for (const [ref, path] of grants) made.postMessage({ type: 'grant', ref, path } satisfies ToWorker);
    return made;
  }

  function settle(reply: Reply): void {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  }

  function down(which: Worker, why: string): void {
    if (which !== worker) return;
    stopped?.();
    const message = `The part of Drawdown that keeps the book stopped (${why}). What was said to be done is in the book; open it again to go on.`;
    for (const id of [...waiting.keys()])
      settle({ id, ok: false, error: { code: 'backend_down', message, findings: [] } });
    if (stopping) return;
    for (const listener of listeners) listener({ type: 'down', message });
    worker = begin();
  }

  return {
    call(method, input, onId) {
      const id = ++lastId;
      onId?.(id);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        const request: Request = { id, method, input };
        worker.postMessage({ type: 'call', request } satisfies ToWorker);
      });
    },
    cancel: (id) => worker.postMessage({ type: 'cancel', id } satisfies ToWorker),
    grant(path) {
      const ref = randomUUID();
      grants.set(ref, path);
      worker.postMessage({ type: 'grant', ref, path } satisfies ToWorker);
      return ref;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      stopping = true;
      await within(STOP_WITHIN_MS, (resolve) => {
        stopped = resolve;
        worker.postMessage({ type: 'stop' } satisfies ToWorker);
      });
      await worker.terminate();
    },
  };
}

/** Waits until `begin` says it is done, or for so long. */
async function within(ms: number, begin: (done: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
    begin(resolve);
  });
  clearTimeout(timer);
}
