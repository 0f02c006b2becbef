// The worker thread: SQLite, engine and Excel, away from any window. The same file in every host. Messages in: calls, cancels,
// files that people chose, stop. Messages out: replies, events; its end is what tells that it has stopped.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { BackendEvent, Reply, Request } from '../../../src-shared/contract/wire.ts';
import { openPerson } from '../person.ts';
import { openDesk } from './desk.ts';
import { openServer } from './server.ts';

export type ToWorker =
  | { readonly type: 'call'; readonly request: Request }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'grant'; readonly ref: string; readonly path: string }
  | { readonly type: 'stop' };
export type FromWorker =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'event'; readonly event: BackendEvent };

/** What a host starts the worker with. */
export interface WorkerStart {
  readonly checkAnswers: boolean;
  /** The file that keeps the person's name; null: it is kept until the program ends. */
  readonly person: string | null;
}

const port = parentPort;
if (port) {
  const send = (message: FromWorker): void => port.postMessage(message);
  const { checkAnswers, person } = workerData as WorkerStart;
  const desk = openDesk(openPerson(person), Date.now);
  const hear = (): void => {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      take(next.message as ToWorker);
  };
  const server = openServer({ desk, emit: (event) => send({ type: 'event', event }), checkAnswers, hear });
  const take = (message: ToWorker): void => {
    if (message.type === 'call')
      void server.call(message.request).then((reply) => send({ type: 'reply', reply }));
    else if (message.type === 'cancel') server.cancel(message.id);
    else if (message.type === 'grant') desk.grant(message.ref, message.path);
    else void server.stop().then(() => port.close());
  };
  port.on('message', take);
}
