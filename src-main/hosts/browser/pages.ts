// The open pages (tabs): which call is whose, and the event stream of each. Must not: know what a call means.
import type { ServerResponse } from 'node:http';
import type { BackendEvent, Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import type { Limits } from './limits.ts';

/** A stream that nobody reads is ended rather than filled. */
const MOST_WAITING_BYTES = 1 << 20;

export interface Pages {
  /** Carries a call to the backend under the page's own number. */
  call(page: string, id: number, method: string, input: unknown): Promise<Reply>;
  cancel(page: string, id: number): void;
  /** Opens the event stream of a page. False: there are too many. */
  open(page: string, response: ServerResponse): boolean;
  close(): void;
}

export function openPages(backend: Backend, limits: Limits): Pages {
  const streams = new Map<ServerResponse, string>();
  const running = new Map<number, { page: string; id: number }>();

  const send = (stream: ServerResponse, event: BackendEvent): void => {
    if (event.type === 'progress' && stream.writableNeedDrain) return;
    if (stream.writableLength > MOST_WAITING_BYTES) stream.destroy();
    else stream.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const unsubscribe = backend.subscribe((event) => {
    const whose = event.type === 'progress' ? running.get(event.id) : null;
    if (whose === undefined) return;
    for (const [stream, page] of streams) {
      if (whose === null) send(stream, event);
      else if (whose.page === page) send(stream, { ...event, id: whose.id } as BackendEvent);
    }
  });
  const beat = setInterval(() => {
    for (const stream of streams.keys()) if (!stream.writableNeedDrain) stream.write(':\n\n');
  }, limits.heartbeatMs);
  beat.unref();

  return {
    async call(page, id, method, input) {
      let own = 0;
      try {
        const reply = await backend.call(method, input, (given) => {
          own = given;
          running.set(given, { page, id });
        });
        return { ...reply, id };
      } finally {
        running.delete(own);
      }
    },
    cancel(page, id) {
      for (const [own, one] of running) if (one.page === page && one.id === id) backend.cancel(own);
    },
    open(page, response) {
      if (streams.size >= limits.streams) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':\n\n');
      streams.set(response, page);
      response.once('close', () => streams.delete(response));
      return true;
    },
    close() {
      clearInterval(beat);
      unsubscribe();
      for (const stream of streams.keys()) stream.end();
    },
  };
}
