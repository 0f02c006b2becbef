// The desktop's answers to host.* calls: native dialogs, books that were open here, files by their path on this computer.
// Must not: take a path from the page, or answer what the backend is asked.
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import process from 'node:process';
import type { HostInfo, HostMethod, Picked, Target } from '../../../src-shared/contract/host.ts';
import { failedReply, type Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { isBook, withoutEnding } from '../serving/file-names.ts';
import {
  answerHostCall,
  type Cancel,
  fileNameOf,
  type HostHandlers,
  HostRefusal,
  notChosenHere,
} from '../serving/host-calls.ts';
import type { PassingFiles } from '../serving/passing-files.ts';
import type { Dialogs } from './dialogs.ts';
import type { RecentBooks } from './recent-books.ts';

export interface HostDesk {
  readonly backend: Backend;
  readonly dialogs: Dialogs;
  readonly recent: RecentBooks;
  readonly passing: PassingFiles;
  /** The page as it stands, as a PDF. */
  readonly printPage: () => Promise<Uint8Array>;
  readonly refusedAtStart: () => HostInfo['refusedAtStart'];
}

export interface HostCalls {
  call(id: number, method: HostMethod, input: unknown, cancel: Cancel): Promise<Reply>;
  /** A file that a person dropped or chose in the page, by the path the preload gave. */
  take(id: number, paths: unknown): Reply;
}

export function openHostCalls(desk: HostDesk): HostCalls {
  const taken = new Map<string, string>();
  const handlers = handlersOf(desk, taken);
  return {
    call: (id, method, input, cancel) => answerHostCall(handlers, id, method, input, cancel),
    take(id, paths) {
      const path: unknown = Array.isArray(paths) && paths.length === 1 ? paths[0] : '';
      if (typeof path !== 'string' || !isAbsolute(path) || !isFile(path))
        return failedReply(id, 'unknown_file', 'This is not a file on this computer: choose it again');
      const ref = desk.backend.grant(path);
      taken.set(ref, path);
      return { id, ok: true, value: { ref, name: basename(path) } satisfies Picked };
    },
  };
}

function handlersOf(
  { backend, dialogs, recent, passing, printPage, refusedAtStart }: HostDesk,
  taken: Map<string, string>,
): HostHandlers {
  const refs = new Map<string, string>();
  /** The same book keeps its reference, however often the list is read. */
  const bookAt = (path: string): Picked => {
    const ref = refs.get(path) ?? backend.grant(path);
    refs.set(path, ref);
    return { ref, name: withoutEnding(basename(path)) };
  };
  const bookOrNull = (path: string | null): { book: Picked | null } => ({
    book: path === null ? null : bookAt(path),
  });
  const targetAt = (path: string | null): Target =>
    path === null
      ? { file: null, name: '', path: '', download: false }
      : { file: backend.grant(path), name: basename(path), path, download: false };
  return {
    'host.info': () => ({
      kind: 'desktop',
      platform: process.platform,
      dialogs: true,
      folder: null,
      refusedAtStart: refusedAtStart(),
    }),
    'host.books': () => ({ books: recent.list().map((book) => ({ ...bookAt(book.path), ...book })) }),
    'host.chooseBook': async () => bookOrNull(await dialogs.openBook()),
    'host.newBook': async ({ name }) => bookOrNull(await dialogs.placeForBook(fileNameOf(name))),
    'host.keepBook': ({ file }) => {
      return bookAt(taken.get(file) ?? notChosenHere());
    },
    'host.spool': ({ name, text }) => {
      const path = passing.spool(fileNameOf(name), text);
      return { ref: backend.grant(path), name: basename(path) };
    },
    'host.target': async ({ name }) => targetAt(await dialogs.placeForFile(fileNameOf(name))),
    'host.folder': async ({ name }) => targetAt(await dialogs.placeForFolder(fileNameOf(name))),
    'host.savePdf': async ({ name }) => {
      const path = await dialogs.placeForFile(fileNameOf(name));
      if (path === null) return { path };
      if (isBook(path))
        throw new HostRefusal('bad_file_name', 'A book is not written over: give the PDF another name');
      writeWhole(path, await printPage());
      return { path };
    },
    'host.cancel': ({ id }, cancel) => {
      cancel(id);
      return {};
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What was there before stays where there is no room for all of it. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.part`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
