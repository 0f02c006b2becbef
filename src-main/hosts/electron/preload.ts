// The bridge between the page and the main process: two functions, built as one CommonJS file, as a sandboxed window wants it.
// Must not: hand out ipcRenderer, or know what a call means.
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { CALL, EVENT } from './channels.ts';

contextBridge.exposeInMainWorld('drawdown', {
  /** A file is named by the system only when a person chose or dropped it; one the page made up has no path. */
  call: (request: unknown, files: readonly Parameters<typeof webUtils.getPathForFile>[0][] = []) =>
    ipcRenderer.invoke(
      CALL,
      request,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  subscribe: (listener: (event: unknown) => void) => {
    const hear = (_event: IpcRendererEvent, event: unknown): void => listener(event);
    ipcRenderer.on(EVENT, hear);
    return () => {
      ipcRenderer.off(EVENT, hear);
    };
  },
});
