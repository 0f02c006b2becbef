// Carries calls and events between the window's page and the backend: checks who asks, numbers calls, remembers whose progress is
// whose. Must not: know what a call means.
import { ipcMain, type WebContents } from 'electron';
import { isHostMethod } from '../../../src-shared/contract/host.ts';
import { asRequest, failedReply, faultOf, type Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { CALL, EVENT, TAKE } from './channels.ts';
import type { HostCalls } from './host-calls.ts';
import { isFromOurPage } from './security.ts';

export interface Bridge {
  close(): void;
}

export function openBridge(contents: WebContents, backend: Backend, hostCalls: HostCalls): Bridge {
  /** The backend's number of a running call by the page's. */
  const running = new Map<number, number>();
  const cancel = (id: number): void => {
    const own = running.get(id);
    if (own !== undefined) backend.cancel(own);
  };
  const pass = async (id: number, method: string, input: unknown): Promise<Reply> => {
    try {
      return { ...(await backend.call(method, input, (own) => running.set(id, own))), id };
    } finally {
      running.delete(id);
    }
  };
  ipcMain.handle(CALL, async (event, request: unknown, paths: unknown): Promise<Reply> => {
    if (event.sender !== contents || !isFromOurPage(event))
      return failedReply(0, 'bad_input', 'Only the page itself may ask');
    const call = asRequest(request);
    if (!call) return failedReply(0, 'bad_input', 'This is not a call');
    const { id, method, input } = call;
    try {
      if (method === TAKE) return hostCalls.take(id, paths);
      return isHostMethod(method)
        ? await hostCalls.call(id, method, input, cancel)
        : await pass(id, method, input);
    } catch (error) {
      return { id, ok: false, error: faultOf(error) };
    }
  });
  const unsubscribe = backend.subscribe((event) => {
    if (contents.isDestroyed()) return;
    if (event.type !== 'progress') return contents.send(EVENT, event);
    for (const [id, own] of running) if (own === event.id) contents.send(EVENT, { ...event, id });
  });
  // A page that begins anew numbers its calls anew.
  contents.on('did-navigate', () => running.clear());
  return {
    close() {
      unsubscribe();
      ipcMain.removeHandler(CALL);
    },
  };
}
