// What the window may not do: other pages, other windows, permissions, downloads, the network, messages from anybody but its own page.
// Must not: make an exception for a convenience.
import { app, type IpcMainInvokeEvent, type Session, type WebContents } from 'electron';
import { ORIGIN } from './app-protocol.ts';

/** What the page runs in: no Node, a world of its own for the preload, the system's sandbox. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** Where nothing is fetched from, whatever became of the page's own policy: it is made of app:// alone. */
const ELSEWHERE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

const deny = (event: { preventDefault(): void }): void => event.preventDefault();

export function guardEverything(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Nobody is asked: a ledger needs no camera, place or notification. What it writes to the clipboard, a person copied. Files are
 * written by the backend, where a person said in a dialog: the page downloads none.
 */
export function guardSession(session: Session): void {
  session.on('will-download', deny);
  session.webRequest.onBeforeRequest({ urls: ELSEWHERE }, (_asked, answer) => answer({ cancel: true }));
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(permission === 'clipboard-sanitized-write' && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Only the page itself, in the window's main frame, is listened to. */
export function isFromOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
}

/** An own scheme has no origin in Node's eyes: protocol and host are what counts. */
function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === ORIGIN && url.username === '';
}
