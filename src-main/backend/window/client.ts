// The host's side of the worker: carries calls and says when the worker stops; the next call starts it again. A call that is under
// way when the worker dies is answered with what happened and what to do. Must not: know what a call means.
import { randomUUID } from 'node:crypto';
import { type BackendEvent, failedReply, type Reply } from '../../../src-shared/contract/wire.ts';
import { openThread } from './thread.ts';
import type { WorkerStart } from './worker.ts';

export interface Backend {
  call(method: string, input: unknown, onId?: (id: number) => void): Promise<Reply>;
  cancel(id: number): void;
  /** Makes a path known under a new reference, for the page to name. */
  grant(path: string): string;
  subscribe(listener: (event: BackendEvent) => void): () => void;
  /** Waits for the running write; calls that come later are refused. */
  stop(): Promise<void>;
}

export function startBackend(workerFile: URL | string, start: WorkerStart): Backend {
  const listeners = new Set<(event: BackendEvent) => void>();
  const waiting = new Map<number, (reply: Reply) => void>();
  const grants = new Map<string, string>();
  let lastId = 0;
  let stopping = false;

  const emit = (event: BackendEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const settle = (reply: Reply): void => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  };
  const thread = openThread(workerFile, start, {
    hear(message) {
      if (message.type === 'reply') settle(message.reply);
      else if (message.type === 'event') emit(message.event);
    },
    down(why) {
      const message = `The part of Drawdown that keeps the book stopped (${why}). What was said to be done is in the book; open it again to go on.`;
      for (const id of [...waiting.keys()]) settle(failedReply(id, 'backend_down', message));
      if (!stopping) emit({ type: 'down', message });
    },
    greeting: () => [...grants].map(([ref, path]) => ({ type: 'grant', ref, path })),
  });

  return {
    call(method, input, onId) {
      const id = ++lastId;
      if (stopping) return Promise.resolve(failedReply(id, 'backend_down', 'Drawdown is closing'));
      onId?.(id);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        try {
          thread.send({ type: 'call', request: { id, method, input } });
        } catch {
          // Nested too deeply, or nothing that can be sent at all.
          settle(failedReply(id, 'bad_input', `${method.slice(0, 100)}: this input cannot be passed on`));
        }
      });
    },
    cancel: (id) => thread.tell({ type: 'cancel', id }),
    grant(path) {
      const ref = randomUUID();
      grants.set(ref, path);
      thread.tell({ type: 'grant', ref, path });
      return ref;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async stop() {
      stopping = true;
      await thread.stop();
    },
  };
}
