// How calls, events and files travel between the page and its host: over the desktop's bridge, or to the loopback server.
// Must not: know what any call means. Nothing rejects: whatever goes wrong on the way is a reply with a code.
import type { Picked } from '../../src-shared/contract/host.ts';
import type { BackendEvent, Reply, Request } from '../../src-shared/contract/wire.ts';
import { asError } from '../../src-shared/findings/finding.ts';

export interface Transport {
  call(request: Request): Promise<Reply>;
  /** Events of this page's calls and of the backend as a whole. */
  subscribe(listener: (event: BackendEvent) => void): () => void;
  /** Hands over a file that a person chose or dropped. The value is a `Picked`. */
  take(file: File): Promise<Reply<Picked>>;
  /** Delivers what a job wrote to a target of `download`. */
  download(ref: string): void;
}

/** What the desktop's preload puts on `window`: two functions. `files` carries what was dropped, as only the preload can name it. */
export interface Bridge {
  call(request: Request, files?: readonly File[]): Promise<Reply>;
  subscribe(listener: (event: BackendEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly drawdown?: Bridge;
  }
}

export function openTransport(): Transport {
  return window.drawdown ? overBridge(window.drawdown) : overLoopback();
}

/** The method under which the bridge takes a file. */
export const TAKE = 'host.take';

function overBridge(bridge: Bridge): Transport {
  return {
    call: (request) => bridge.call(request).catch((error: unknown) => gone(request.id, String(error))),
    subscribe: (listener) => bridge.subscribe(listener),
    take: (file) =>
      bridge
        .call({ id: 0, method: TAKE, input: {} }, [file])
        .catch((error: unknown) => gone(0, String(error))) as Promise<Reply<Picked>>,
    download: () => {},
  };
}

function overLoopback(): Transport {
  // Pages (tabs) number their calls each by itself: the host tells them apart by this.
  const page = crypto.randomUUID();
  const listeners = new Set<(event: BackendEvent) => void>();
  const tell = (event: BackendEvent): void => {
    for (const listener of listeners) listener(event);
  };
  let opened = false;
  const source = new EventSource(`events?page=${page}`);
  source.onmessage = ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as BackendEvent);
  source.onopen = () => {
    // Between two connections anything may have happened.
    if (opened) tell({ type: 'changed' });
    opened = true;
  };
  const post = async (id: number, path: string, body: BodyInit, type: string): Promise<Reply> => {
    try {
      const response = await fetch(path, { method: 'POST', body, headers: { 'content-type': type } });
      if (response.headers.get('content-type')?.startsWith('application/json'))
        return (await response.json()) as Reply;
      return gone(id, `${response.status}`);
    } catch (error) {
      return gone(id, asError(error).message);
    }
  };
  return {
    call: (request) => post(request.id, 'call', JSON.stringify({ ...request, page }), 'application/json'),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    take: (file) =>
      post(0, `upload?name=${encodeURIComponent(file.name)}`, file, 'application/octet-stream') as Promise<
        Reply<Picked>
      >,
    download(ref) {
      const link = document.createElement('a');
      link.href = `download/${encodeURIComponent(ref)}`;
      link.download = '';
      document.body.append(link);
      link.click();
      link.remove();
    },
  };
}

function gone(id: number, why: string): Reply<never> {
  const message = `Drawdown does not answer (${why}). Every finished action is in the book; start Drawdown again to go on.`;
  return { id, ok: false, error: { code: 'backend_down', message, findings: [] } };
}
