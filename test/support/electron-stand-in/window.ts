// A window of Electron over a page of Chromium: the options a real one would take, the preload before the page's scripts, app:// in
// place of a server, calls and events between page and main. Must not: allow what a sandboxed window refuses.
import { EventEmitter } from 'node:events';
import type { Frame, Page, Route } from 'playwright-core';
import { INSIDE, INVOKE, pageScript, readPreload } from './preload-script.ts';
import type { State } from './state.ts';
import { onlyKeys, strict } from './strict.ts';

/** Chromium alone knows no app://; the page is told this name for it. */
export const STANDS_FOR = { app: 'app://drawdown', chromium: 'https://drawdown.app.test' } as const;
const toApp = (url: string): string => url.replace(STANDS_FOR.chromium, STANDS_FOR.app);

const OPTIONS = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor'];
const PREFERENCES: Readonly<Record<string, unknown>> = {
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
};

type Given = Record<string, unknown> & { webPreferences?: Record<string, unknown> };

/** Checks a window's options. @returns its preload. */
export function checkOptions(given: Given): string {
  const { webPreferences = {}, ...options } = given;
  onlyKeys('BrowserWindow', options, OPTIONS);
  onlyKeys('webPreferences', webPreferences, [...Object.keys(PREFERENCES), 'preload', 'spellcheck']);
  for (const [key, wanted] of Object.entries(PREFERENCES))
    if (webPreferences[key] !== undefined && webPreferences[key] !== wanted)
      throw new Error(`webPreferences.${key} must be ${wanted}`);
  for (const key of ['sandbox', 'contextIsolation'])
    if (webPreferences[key] !== true) throw new Error(`webPreferences.${key} is not said`);
  return readPreload(String(webPreferences.preload));
}

/** What the main process sees of a frame. */
function frameOf(frame: Frame): object {
  return strict('senderFrame', {
    get parent() {
      const above = frame.parentFrame();
      return above ? frameOf(above) : null;
    },
    get url() {
      return toApp(frame.url());
    },
  });
}

function contentsOf(state: State, page: Page, isDestroyed: () => boolean) {
  const events = state.ofPage;
  const mainFrame = frameOf(page.mainFrame());
  const contents = strict('webContents', {
    on: (name: string, listener: (...given: unknown[]) => void) => void events.on(name, listener),
    mainFrame,
    isDestroyed,
    getURL: () => toApp(page.url()),
    setWindowOpenHandler(handler: State['openWindow']) {
      state.openWindow = handler;
    },
    sendInputEvent({ type, keyCode, modifiers }: { type: string; keyCode: string; modifiers: string[] }) {
      if (type === 'keyDown')
        void page.keyboard.press(
          [...modifiers.map((one) => one.replace('c', 'C')), keyCode.replace('K', 'k')].join('+'),
        );
    },
    async printToPDF(options: object) {
      onlyKeys('printToPDF', options, ['printBackground', 'preferCSSPageSize']);
      return page.pdf(options);
    },
    send(channel: string, ...given: unknown[]) {
      if (isDestroyed()) throw new Error('Object has been destroyed');
      const cloned = structuredClone(given);
      const script = `window[${JSON.stringify(INSIDE)}]?.hear(${JSON.stringify(channel)}, ${JSON.stringify(cloned)})`;
      page.evaluate(script).catch(() => {});
    },
  });
  return { contents, events, mainFrame };
}

async function prepare(
  state: State,
  page: Page,
  preload: string,
  made: ReturnType<typeof contentsOf>,
): Promise<void> {
  await page.exposeBinding(INVOKE, async ({ frame }, channel: string, given: unknown[]) => {
    const handler = state.handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const senderFrame = frame === page.mainFrame() ? made.mainFrame : frameOf(frame);
    const event = strict('event', { sender: made.contents, senderFrame });
    return structuredClone(await handler(event, ...given));
  });
  await page.addInitScript({ content: pageScript(preload) });
  await page.route('**/*', (route) => serve(state, page, route, made.events));
}

async function serve(state: State, page: Page, route: Route, events: EventEmitter): Promise<void> {
  const request = route.request();
  const url = toApp(request.url());
  if (!url.startsWith('app:')) {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      let denied = false;
      events.emit('will-navigate', {
        url,
        preventDefault: () => {
          denied = true;
        },
      });
      state.navigations.push({ url, denied });
      // Nothing comes, and the page stays where it is.
      if (denied) return route.fulfill({ status: 204 });
    }
    return route.abort('blockedbyclient');
  }
  const handler = state.protocols.get('app');
  if (!handler) return route.abort('failed');
  const response = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

export function windowClass(state: State, page: Page) {
  return class BrowserWindow {
    constructor(given: Given) {
      state.mustBeReady('BrowserWindow');
      if (state.window) throw new Error('The stand-in has one window');
      const preload = checkOptions(given);
      const events = new EventEmitter();
      let destroyed = false;
      const made = contentsOf(state, page, () => destroyed);
      const { x = 10, y = 10, width, height } = given as Record<string, number>;
      const prepared = prepare(state, page, preload, made);
      prepared.catch(() => {});
      const members = {
        webContents: made.contents,
        on: (name: string, listener: (...given: unknown[]) => void) => void events.on(name, listener),
        once: (name: string, listener: (...given: unknown[]) => void) => void events.once(name, listener),
        show: () => {
          state.shown = true;
        },
        focus: () => {
          state.focused += 1;
        },
        restore: () => {},
        maximize: () => {},
        isMaximized: () => false,
        isMinimized: () => false,
        isDestroyed: () => destroyed,
        getNormalBounds: () => ({ x, y, width, height }),
        setBackgroundColor: () => {},
        setTitle: (title: string) => {
          state.title = title;
        },
        setRepresentedFilename: (path: string) => {
          state.represented = path;
        },
        async loadURL(url: string) {
          await prepared;
          await page.goto(url.replace(STANDS_FOR.app, STANDS_FOR.chromium));
          made.events.emit('did-navigate');
          events.emit('ready-to-show');
        },
      };
      state.leaves = () => {
        let leaves = false;
        made.events.emit('will-prevent-unload', {
          preventDefault: () => {
            leaves = true;
          },
        });
        return leaves;
      };
      state.close = () => {
        if (destroyed) return;
        events.emit('close', { preventDefault() {} });
        destroyed = true;
        events.emit('closed');
      };
      state.window = members;
      state.contents.emit('web-contents-created', {}, made.contents);
      // biome-ignore lint/correctness/noConstructorReturn: unknown members are to throw
      return strict('BrowserWindow', members) as unknown as BrowserWindow;
    }
  };
}
