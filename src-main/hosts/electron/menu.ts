// The native menu. Editing, zoom and window are the system's own roles; the rest asks documents and theme.
// Must not: do anything itself.
import { Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron';
import type { RecentBook } from './recent-books.ts';

export interface MenuActions {
  newBook(): void;
  openBook(): void;
  openRecent(path: string): void;
  clearRecent(): void;
  saveCopy(): void;
  closeBook(): void;
  chooseTheme(theme: Theme): void;
  /** Presses a key in the page, for what the page itself offers. */
  press(key: 'F1' | 'K'): void;
}

export type Theme = 'system' | 'light' | 'dark';
export const isTheme = (given: unknown): given is Theme =>
  given === 'system' || given === 'light' || given === 'dark';

export interface MenuState {
  readonly isMac: boolean;
  readonly isOpen: boolean;
  readonly recent: readonly RecentBook[];
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };
/** The system's own would close the window on the keys that close the book. */
const MAC_WINDOW: Item = {
  label: 'Window',
  submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'front' }],
};

export function showMenu(state: MenuState, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(state, actions)));
}

function template(state: MenuState, actions: MenuActions): Item[] {
  return [
    ...(state.isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(state, actions) },
    { label: '&Edit', submenu: editMenu(actions) },
    { label: '&View', submenu: viewMenu(actions) },
    ...(state.isMac ? [MAC_WINDOW] : []),
    { role: 'help', label: '&Help', submenu: helpMenu(state, actions) },
  ];
}

function fileMenu({ isMac, isOpen, recent }: MenuState, actions: MenuActions): Item[] {
  const books = recent.map(
    ({ name, path }): Item => ({
      label: name,
      sublabel: path,
      toolTip: path,
      click: () => actions.openRecent(path),
    }),
  );
  return [
    { id: 'new', label: '&New Book…', accelerator: 'CmdOrCtrl+N', click: actions.newBook },
    { id: 'open', label: '&Open…', accelerator: 'CmdOrCtrl+O', click: actions.openBook },
    {
      id: 'recent',
      label: 'Open &Recent',
      enabled: books.length > 0,
      submenu: [...books, LINE, { id: 'clear-recent', label: 'Clear the List', click: actions.clearRecent }],
    },
    LINE,
    {
      id: 'save-copy',
      label: 'Save a &Copy…',
      accelerator: 'CmdOrCtrl+Shift+S',
      enabled: isOpen,
      click: actions.saveCopy,
    },
    {
      id: 'close',
      label: 'C&lose the Book',
      accelerator: 'CmdOrCtrl+W',
      enabled: isOpen,
      click: actions.closeBook,
    },
    ...(isMac ? [] : [LINE, { role: 'quit' } as const]),
  ];
}

function editMenu(actions: MenuActions): Item[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    LINE,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    { role: 'selectAll' },
    LINE,
    // The page hears the keys itself: the menu only shows them.
    {
      id: 'find',
      label: '&Find Anything…',
      accelerator: 'CmdOrCtrl+K',
      registerAccelerator: false,
      click: () => actions.press('K'),
    },
  ];
}

function viewMenu(actions: MenuActions): Item[] {
  const theme = (label: string, value: Theme): Item => ({
    id: `theme-${value}`,
    label,
    type: 'radio',
    checked: nativeTheme.themeSource === value,
    click: () => actions.chooseTheme(value),
  });
  return [
    // Its usual key, without the pad, goes to the tenth screen.
    { role: 'resetZoom', accelerator: 'CmdOrCtrl+num0' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    LINE,
    {
      id: 'colours',
      label: '&Colours',
      submenu: [theme('As the &System', 'system'), theme('&Light', 'light'), theme('&Dark', 'dark')],
    },
    LINE,
    { role: 'togglefullscreen' },
  ];
}

function helpMenu({ isMac }: MenuState, actions: MenuActions): Item[] {
  return [
    {
      id: 'help',
      label: 'Drawdown &Help',
      accelerator: 'F1',
      registerAccelerator: false,
      click: () => actions.press('F1'),
    },
    ...(isMac ? [] : [LINE, { role: 'about' } as const]),
  ];
}
