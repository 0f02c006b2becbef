// The desktop's answers to host.* calls: native dialogs, books that were open here, files by their path on this computer.
// Must not: take a path from the page, or answer what the backend is asked.
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import process from 'node:process';
import type {
  HostAnswer,
  HostCode,
  HostInfo,
  HostMethod,
  HostTaken,
  Picked,
  Target,
} from '../../../src-shared/contract/host.ts';
import { HOST_CALLS } from '../../../src-shared/contract/host.ts';
import { failedReply, type Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { safeFileName } from '../serving/file-names.ts';
import type { PassingFiles } from '../serving/passing-files.ts';
import type { Dialogs } from './dialogs.ts';
import { bookName, isBook, type RecentBooks } from './recent-books.ts';

export interface HostDesk {
  readonly backend: Backend;
  readonly dialogs: Dialogs;
  readonly recent: RecentBooks;
  readonly passing: PassingFiles;
  /** The page as it stands, as a PDF. */
  readonly printPage: () => Promise<Uint8Array>;
  readonly refusedAtStart: () => HostInfo['refusedAtStart'];
}

type Cancel = (id: number) => void;
type Handlers = {
  readonly [M in HostMethod]: (input: HostTaken<M>, cancel: Cancel) => HostAnswer<M> | Promise<HostAnswer<M>>;
};

export interface HostCalls {
  call(id: number, method: HostMethod, input: unknown, cancel: Cancel): Promise<Reply>;
  /** A file that a person dropped or chose in the page, by the path the preload gave. */
  take(id: number, paths: unknown): Reply;
}

class HostRefusal extends Error {
  readonly code: HostCode;
  constructor(code: HostCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function openHostCalls(desk: HostDesk): HostCalls {
  const taken = new Map<string, string>();
  const handlers = handlersOf(desk, taken);
  return {
    async call(id, method, input, cancel) {
      const given = HOST_CALLS[method].input.safeParse(input);
      if (!given.success) {
        const [issue] = given.error.issues;
        const where = issue?.path.map(String).join('.') || 'input';
        return failedReply(id, 'bad_input', `${method}: ${where}: ${issue?.message}`.slice(0, 500));
      }
      try {
        const handler = handlers[method] as (input: unknown, cancel: Cancel) => unknown;
        return { id, ok: true, value: await handler(given.data, cancel) };
      } catch (error) {
        if (error instanceof HostRefusal) return failedReply(id, error.code, error.message);
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        return failedReply(id, 'no_space_here', `Files cannot be kept here: ${message}`);
      }
    },
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
): Handlers {
  const refs = new Map<string, string>();
  /** The same book keeps its reference, however often the list is read. */
  const bookAt = (path: string): Picked => {
    const ref = refs.get(path) ?? backend.grant(path);
    refs.set(path, ref);
    return { ref, name: bookName(path) };
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
    'host.newBook': async ({ name }) => bookOrNull(await dialogs.placeForBook(nameOf(name))),
    'host.keepBook': ({ file }) => {
      const path = taken.get(file);
      if (path === undefined)
        throw new HostRefusal('unknown_file', 'This file was not chosen here: choose it again');
      return bookAt(path);
    },
    'host.spool': ({ name, text }) => {
      const path = passing.spool(nameOf(name), text);
      return { ref: backend.grant(path), name: basename(path) };
    },
    'host.target': async ({ name }) => targetAt(await dialogs.placeForFile(nameOf(name))),
    'host.folder': async ({ name }) => targetAt(await dialogs.placeForFolder(nameOf(name))),
    'host.savePdf': async ({ name }) => {
      const path = await dialogs.placeForFile(nameOf(name));
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

function nameOf(given: string): string {
  const name = safeFileName(given);
  if (name === null) throw new HostRefusal('bad_file_name', `No file can be called "${given.slice(0, 100)}"`);
  return name;
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
