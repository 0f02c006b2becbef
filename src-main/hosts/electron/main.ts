// Where the desktop program begins: one instance, the page's scheme, the backend's worker, the window. It ends when the running
// write has ended. Must not: know a call, or do anything before the scheme is claimed (Electron reads it once, when it is ready).
import { join, resolve } from 'node:path';
import process from 'node:process';
import { app, nativeTheme, session } from 'electron';
import { type Backend, startBackend } from '../../backend/window/client.ts';
import { openPassingFiles, type PassingFiles } from '../serving/passing-files.ts';
import { openRemembered, type Remembered } from '../serving/remembered.ts';
import { claimScheme, PAGE_ADDRESS, servePage } from './app-protocol.ts';
import { openBridge } from './bridge.ts';
import { openDialogs } from './dialogs.ts';
import { bookAmong, type Documents, openDocuments } from './documents.ts';
import { openHostCalls } from './host-calls.ts';
import { isTheme, type MenuActions, showMenu } from './menu.ts';
import { openRecentBooks } from './recent-books.ts';
import { guardEverything, guardSession } from './security.ts';
import { openWindow } from './window.ts';

/** Everything built lies beside out/main, where this file is. */
const OUT = resolve(import.meta.dirname, '..');
const PAGE = join(OUT, 'renderer');
const PRELOAD = join(OUT, 'preload/index.cjs');
const WORKER = join(OUT, 'main/backend/worker.js');
const THEME = 'theme';

/** What the system asks to open before there is a window. */
let wanted: string | null = bookAmong(process.argv);
let documents: Documents | null = null;
let bringForward = (): void => {};

const openFromOutside = (path: string | null): void => {
  bringForward();
  if (path === null) return;
  if (documents) void documents.open(path);
  else wanted = path;
};

if (app.requestSingleInstanceLock()) begin();
else app.quit();

function begin(): void {
  claimScheme();
  guardEverything();
  app.enableSandbox();
  app.on('second-instance', (_event, argv, from) => openFromOutside(bookAmong(argv, from)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFromOutside(path);
  });
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(start, fail);
}

async function start(): Promise<void> {
  const remembered = openRemembered(app.getPath('userData'));
  const theme = remembered.read(THEME);
  if (isTheme(theme)) nativeTheme.themeSource = theme;
  guardSession(session.defaultSession);
  servePage(PAGE);
  const person = join(app.getPath('userData'), 'person.json');
  const backend = startBackend(WORKER, { checkAnswers: !app.isPackaged, person });
  const passing = openPassingFiles();
  endProperly(backend, passing);
  await showWindow(backend, remembered, passing);
}

async function showWindow(backend: Backend, remembered: Remembered, passing: PassingFiles): Promise<void> {
  const window = openWindow(PRELOAD, remembered);
  const dialogs = openDialogs(window);
  window.webContents.on('will-prevent-unload', (event) => {
    if (dialogs.leaveAnyway()) event.preventDefault();
  });
  const recent = openRecentBooks(remembered);
  let isOpen = false;
  const menu = (): void =>
    showMenu(
      {
        isMac: process.platform === 'darwin',
        isOpen,
        recent: recent.list().filter(({ missing }) => !missing),
      },
      actions,
    );
  const onChange = (now: boolean): void => {
    isOpen = now;
    menu();
  };
  const opened = openDocuments({ window, backend, dialogs, recent, onChange });
  const actions: MenuActions = {
    newBook: () => void opened.makeNew(),
    openBook: () => void opened.chooseAndOpen(),
    openRecent: (path) => void opened.open(path),
    clearRecent: () => {
      recent.clear();
      menu();
    },
    saveCopy: () => void opened.saveCopy(),
    closeBook: () => void opened.close(),
    chooseTheme: (theme) => {
      nativeTheme.themeSource = theme;
      remembered.write(THEME, theme);
    },
    press: (keyCode) => {
      const mod = process.platform === 'darwin' ? 'meta' : 'control';
      for (const type of ['keyDown', 'keyUp'] as const)
        window.webContents.sendInputEvent({ type, keyCode, modifiers: keyCode === 'K' ? [mod] : [] });
    },
  };
  menu();
  const hostCalls = openHostCalls({
    backend,
    dialogs,
    recent,
    passing,
    refusedAtStart: opened.refusedAtStart,
    printPage: () => window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true }),
  });
  const bridge = openBridge(window.webContents, backend, hostCalls);
  window.once('closed', () => bridge.close());
  bringForward = () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  if (wanted !== null) await opened.openAtStart(wanted);
  documents = opened;
  await window.loadURL(PAGE_ADDRESS);
}

/** The program ends when the backend has: a write that runs is waited for, and the book is closed. */
function endProperly(backend: Backend, passing: PassingFiles): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void backend.stop().finally(() => {
      passing.clear();
      stopped = true;
      app.quit();
    });
  });
}

function fail(error: unknown): void {
  process.stderr.write(`Drawdown cannot start: ${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
