// What the window may not do: other pages, other windows, permissions, messages from anybody but its own page.
// Must not: make an exception for a convenience.
import { app, type IpcMainInvokeEvent, type Session, shell, type WebContents } from 'electron';
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

/** Whose pages a person may open in the browser from here: so far nobody's, as help is in the window. */
const OUTSIDE: readonly string[] = [];

export function guardEverything(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
}

function guardContents(contents: WebContents): void {
  const deny = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url);
    return { action: 'deny' };
  });
}

/** Nobody is asked: a ledger needs no camera, place or notification. What it writes to the clipboard, a person copied. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(permission === 'clipboard-sanitized-write' && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
}

/** @returns whether the address is one that may be opened. */
async function openOutside(address: string): Promise<boolean> {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '' || !OUTSIDE.includes(url.origin)) return false;
  await shell.openExternal(url.href);
  return true;
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
