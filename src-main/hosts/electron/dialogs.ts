// The native dialogs: choosing a book, a place for one, a place for a file or folder, telling of a failure, and
// the question before closing.
// Must not: open or write what was chosen.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { BOOK_ENDING } from '../../../src-shared/keeping/book-names.ts';
import { freeName, isBook, safeFileName } from '../serving/file-names.ts';

export interface Dialogs {
  openBook(): Promise<string | null>;
  /** Where a new book goes, or a copy of one. */
  placeForBook(name: string): Promise<string | null>;
  placeForFile(name: string): Promise<string | null>;
  /** A new folder of this name, in a folder that was chosen. */
  placeForFolder(name: string): Promise<string | null>;
  tell(message: string, detail: string): Promise<void>;
  /** Whether to close over what was typed and not applied. Waits: the window is asked while it closes. */
  leaveAnyway(): boolean;
}

const BOOKS = [{ name: 'Drawdown books', extensions: [BOOK_ENDING.slice(1)] }];

export function openDialogs(window: BrowserWindow): Dialogs {
  let folder = app.getPath('documents');
  const save = async (title: string, name: string, filters: typeof BOOKS = []): Promise<string | null> => {
    const defaultPath = join(folder, name);
    const chosen = await dialog.showSaveDialog(window, {
      title,
      defaultPath,
      filters,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (chosen.canceled || !chosen.filePath) return null;
    folder = join(chosen.filePath, '..');
    return chosen.filePath;
  };
  const choose = async (title: string, what: 'openFile' | 'openDirectory'): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog(window, {
      title,
      defaultPath: folder,
      filters: what === 'openFile' ? BOOKS : [],
      properties: what === 'openFile' ? [what] : [what, 'createDirectory'],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  return {
    openBook: () => choose('Open a book', 'openFile'),
    async placeForBook(name) {
      const path = await save(
        'Where the book is kept',
        `${safeFileName(name) ?? 'Book'}${BOOK_ENDING}`,
        BOOKS,
      );
      return path === null || isBook(path) ? path : `${path}${BOOK_ENDING}`;
    },
    placeForFile: (name) => save('Save', name),
    async placeForFolder(name) {
      const within = await choose(`Where the folder "${name}" is made`, 'openDirectory');
      if (within === null) return null;
      const path = join(
        within,
        freeName(name, '', (one) => existsSync(join(within, one))),
      );
      mkdirSync(path);
      return path;
    },
    async tell(message, detail) {
      await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons: ['OK'] });
    },
    leaveAnyway() {
      const buttons = ['Stay', 'Close without applying'];
      const chosen = dialog.showMessageBoxSync(window, {
        type: 'warning',
        message: 'Some changes were typed and not applied yet',
        detail: 'They are lost when the window closes. Everything that was applied is in the book.',
        buttons,
        defaultId: 0,
        cancelId: 0,
      });
      return chosen === 1;
    },
  };
}
