// The one window: made hidden and shown when there is something to see, where and as large as it was last time, in the system's
// colours. Must not: know what is in the page.
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import type { Remembered } from '../serving/remembered.ts';
import { PAGE_ADDRESS } from './app-protocol.ts';
import { WEB_PREFERENCES } from './security.ts';

const FILE = 'window';
const FIRST = { width: 1400, height: 900 };
const LEAST = { minWidth: 960, minHeight: 600 };
/** So much of the window must lie on a screen that is there, or it begins in the middle. */
const IN_SIGHT = 100;

interface State {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export function openWindow(preload: string, remembered: Remembered): BrowserWindow {
  const state = readState(remembered.read(FILE));
  const window = new BrowserWindow({
    ...FIRST,
    ...state?.bounds,
    ...LEAST,
    show: false,
    title: 'Drawdown',
    backgroundColor: backgroundColor(),
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  // Main names the window after book, path and open month.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => {
    const now: State = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    remembered.write(FILE, now);
  });
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(backgroundColor());
  });
  // The page fell over; the book did not: the worker keeps it.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) void window.loadURL(PAGE_ADDRESS);
  });
  return window;
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff';
}

/** The state of last time, unless the file was damaged or the screen is gone. */
function readState(read: unknown): State | null {
  const { bounds, maximized } = (read ?? {}) as Partial<State>;
  if (bounds === null || typeof bounds !== 'object') return null;
  const { x, y, width, height } = bounds;
  if (![x, y, width, height].every(Number.isSafeInteger)) return null;
  const seen = screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const down = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return across >= IN_SIGHT && down >= IN_SIGHT;
  });
  return seen ? { bounds: { x, y, width, height }, maximized: maximized === true } : null;
}
