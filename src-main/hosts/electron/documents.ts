// The book as the desktop's document: opened by menu, double click or a second start, named in the title, copied, closed.
// Must not: read a book; the backend does, and tells.

import { resolve } from 'node:path';
import process from 'node:process';
import type { BrowserWindow } from 'electron';
import type { BookInfo } from '../../../src-shared/contract/app.ts';
import type { HostInfo } from '../../../src-shared/contract/host.ts';
import type { Backend } from '../../backend/window/client.ts';
import { isBook } from '../serving/file-names.ts';
import type { Dialogs } from './dialogs.ts';
import type { RecentBooks } from './recent-books.ts';

export interface Documents {
  open(path: string): Promise<void>;
  /** The same before there is a page to tell of a refusal. */
  openAtStart(path: string): Promise<void>;
  refusedAtStart(): HostInfo['refusedAtStart'];
  /** What the menu asks for. */
  chooseAndOpen(): Promise<void>;
  makeNew(): Promise<void>;
  saveCopy(): Promise<void>;
  close(): Promise<void>;
}

interface Desk {
  readonly window: BrowserWindow;
  readonly backend: Backend;
  readonly dialogs: Dialogs;
  readonly recent: RecentBooks;
  /** Another book is open, or none. */
  readonly onChange: (isOpen: boolean) => void;
}

export function openDocuments({ window, backend, dialogs, recent, onChange }: Desk): Documents {
  let refused: HostInfo['refusedAtStart'] = null;
  let shown: string | null = null;
  let name = 'Book';

  const show = async (): Promise<void> => {
    const reply = await backend.call('app.state', {});
    if (!reply.ok || window.isDestroyed()) return;
    const { book } = reply.value as { book: BookInfo | null };
    name = book?.name || 'Book';
    window.setTitle(titleOf(book));
    if ((book?.path ?? null) === shown) return;
    shown = book?.path ?? null;
    window.setRepresentedFilename(shown ?? '');
    if (shown !== null) recent.add(shown);
    onChange(shown !== null);
  };
  // Changes come in crowds, and the title is one: it is read again when the last reading is over.
  let reading: Promise<void> | null = null;
  let again = false;
  const showSoon = (): void => {
    again = reading !== null;
    reading ??= show().finally(() => {
      reading = null;
      if (again) showSoon();
    });
  };
  backend.subscribe(({ type }) => {
    if (type === 'changed') showSoon();
  });

  const doIt = async (method: string, input: unknown, what: string): Promise<void> => {
    const reply = await backend.call(method, input);
    if (!reply.ok) await dialogs.tell(what, reply.error.message);
  };
  const open = (path: string): Promise<void> =>
    doIt('book.open', { file: backend.grant(path) }, `${path} cannot be opened`);
  return {
    open,
    async openAtStart(path) {
      const reply = await backend.call('book.open', { file: backend.grant(path) });
      if (!reply.ok) refused = { code: reply.error.code, message: `${path}: ${reply.error.message}` };
    },
    refusedAtStart: () => refused,
    async chooseAndOpen() {
      const path = await dialogs.openBook();
      if (path !== null) await open(path);
    },
    async makeNew() {
      const path = await dialogs.placeForBook('New book');
      if (path !== null) await doIt('book.create', { file: backend.grant(path) }, `${path} cannot be made`);
    },
    async saveCopy() {
      const path = await dialogs.placeForBook(`${name} copy`);
      if (path !== null) await doIt('book.copy', { file: backend.grant(path) }, 'The copy was not saved');
    },
    close: () => doIt('book.close', {}, 'The book cannot be closed'),
  };
}

function titleOf(book: BookInfo | null): string {
  if (!book) return 'Drawdown';
  const open = book.ready ? ` – ${book.openMonth} open` : '';
  return `${book.name || 'New book'} – ${book.path}${open}`;
}

/** The book among the arguments of a start; switches are the program's own. */
export function bookAmong(argv: readonly string[], from: string = process.cwd()): string | null {
  const named = argv.slice(1).find((one) => !one.startsWith('-') && isBook(one));
  return named === undefined ? null : resolve(from, named);
}
