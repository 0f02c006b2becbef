// The module "electron" as the built main process imports it. Every member is strict: what is not here was never tried.
// Must not: do more than Electron would.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Menu } from './menu.ts';
import type { Handler, State } from './state.ts';
import { onlyKeys, strict } from './strict.ts';
import { windowClass } from './window.ts';

export interface Surroundings {
  readonly state: State;
  readonly page: Page;
  /** Where Electron would keep the user's data and documents. */
  readonly home: string;
  readonly isFirst: boolean;
  readonly onExit: (status: number) => void;
}

export function electronModule(around: Surroundings): Record<string, unknown> {
  const { state, page } = around;
  const nativeTheme = strict('nativeTheme', {
    themeSource: 'system',
    shouldUseDarkColors: false,
    on: () => {},
  });
  return {
    app: appOf(around),
    BrowserWindow: windowClass(state, page),
    Menu: strict('Menu', {
      buildFromTemplate: Menu.buildFromTemplate,
      setApplicationMenu: (menu: Menu) => {
        state.menu = menu;
      },
    }),
    dialog: dialogOf(state),
    ipcMain: strict('ipcMain', {
      handle(channel: string, handler: Handler) {
        if (state.handlers.has(channel)) throw new Error(`A second handler for '${channel}'`);
        state.handlers.set(channel, handler);
      },
      removeHandler: (channel: string) => void state.handlers.delete(channel),
    }),
    nativeTheme,
    protocol: protocolOf(state),
    screen: strict('screen', {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    }),
    session: {
      get defaultSession() {
        state.mustBeReady('session.defaultSession');
        return strict('defaultSession', {
          setPermissionRequestHandler: (handler: State['permission']) => {
            state.permission = handler;
          },
          setPermissionCheckHandler: (handler: State['mayAlready']) => {
            state.mayAlready = handler;
          },
          setDevicePermissionHandler: (handler: State['mayUse']) => {
            state.mayUse = handler;
          },
          on: (name: string, listener: (...given: unknown[]) => void) =>
            void state.ofSession.on(name, listener),
          webRequest: strict('webRequest', {
            onBeforeRequest({ urls }: { urls: string[] }, hear: Hear) {
              const patterns = urls.map(asPattern);
              state.lets = (url) => {
                let lets = true;
                if (patterns.some((one) => one.test(url)))
                  hear({ url }, ({ cancel }) => {
                    lets = cancel !== true;
                  });
                return lets;
              };
            },
          }),
        });
      },
    },
  };
}

type Hear = (details: { url: string }, answer: (said: { cancel?: boolean }) => void) => void;

/** A match pattern: scheme, host, path; a star in the host is all of it. */
function asPattern(text: string): RegExp {
  const [, scheme, host] = /^(https?|wss?|ftp|file):\/\/(\*?)\/\*$/.exec(text) ?? [];
  if (scheme === undefined || (scheme === 'file') !== (host === ''))
    throw new TypeError(`Invalid url pattern ${text}`);
  return new RegExp(`^${scheme}://${host === '' ? '' : '[^/]+'}/`);
}

function appOf({ state, home, isFirst, onExit }: Surroundings): object {
  let quitting = false;
  return strict('app', {
    isPackaged: false,
    on: (name: string, listener: (...given: unknown[]) => void) => void state.contents.on(name, listener),
    requestSingleInstanceLock: () => isFirst,
    enableSandbox: () => state.mustNotBeReady('enableSandbox'),
    // Modules are loaded before anything else happens: ready comes later.
    whenReady: () =>
      new Promise<void>((done) =>
        setImmediate(() => {
          state.ready = true;
          done();
        }),
      ),
    getPath(name: string) {
      if (name !== 'userData' && name !== 'documents') throw new Error(`No path ${name}`);
      return join(home, name);
    },
    addRecentDocument: (path: string) => void state.recent.push(path),
    clearRecentDocuments: () => void state.recent.splice(0),
    quit() {
      if (!quitting) state.close();
      quitting = true;
      let waits = false;
      state.contents.emit('will-quit', {
        preventDefault: () => {
          waits = true;
        },
      });
      if (!waits) onExit(0);
    },
    exit: onExit,
  });
}

function dialogOf(state: State): object {
  const next = (): string | null => {
    const choice = state.choices.shift();
    if (choice === undefined) throw new Error('A dialog nobody expected');
    return choice;
  };
  const check = (window: object, options: object, known: readonly string[]): void => {
    state.mustBeReady('dialog');
    if (!window) throw new TypeError('A dialog without its window');
    onlyKeys('dialog', options, known);
    if ('defaultPath' in options) state.proposed.push(String(options.defaultPath));
  };
  const common = ['title', 'defaultPath', 'filters', 'properties'];
  return strict('dialog', {
    async showOpenDialog(window: object, options: object) {
      check(window, options, common);
      const path = next();
      return { canceled: path === null, filePaths: path === null ? [] : [path] };
    },
    async showSaveDialog(window: object, options: object) {
      check(window, options, common);
      const path = next();
      return { canceled: path === null, filePath: path ?? '' };
    },
    async showMessageBox(window: object, options: { message: string; detail: string }) {
      check(window, options, ['type', 'message', 'detail', 'buttons']);
      state.told.push(options);
      return { response: 0 };
    },
    showMessageBoxSync(window: object, options: { message: string; detail: string; buttons: string[] }) {
      check(window, options, ['type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId']);
      state.told.push(options);
      const pressed = state.presses.shift();
      if (pressed === undefined || !options.buttons[pressed]) throw new Error('A question nobody expected');
      return pressed;
    },
  });
}

function protocolOf(state: State): object {
  return strict('protocol', {
    registerSchemesAsPrivileged(
      schemes: { scheme: string; privileges: { standard?: boolean; bypassCSP?: boolean } }[],
    ) {
      state.mustNotBeReady('registerSchemesAsPrivileged');
      for (const { scheme, privileges } of schemes) {
        onlyKeys(`Scheme ${scheme}`, privileges, ['standard', 'secure', 'supportFetchAPI']);
        if (!privileges.standard) throw new Error(`${scheme} is no standard scheme`);
      }
      state.schemes = schemes.map(({ scheme }) => scheme);
    },
    handle(scheme: string, handler: (request: Request) => Promise<Response>) {
      state.mustBeReady('protocol.handle');
      if (!state.schemes.includes(scheme)) throw new Error(`${scheme} has no privileges`);
      state.protocols.set(scheme, handler);
    },
  });
}
