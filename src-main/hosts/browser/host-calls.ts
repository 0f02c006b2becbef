// The browser host's answers to host.* calls: no dialogs, a folder of books, files that come by upload and go by download.
// Must not: speak HTTP, or answer what the backend is asked.
import { basename } from 'node:path';
import process from 'node:process';
import type {
  HostAnswer,
  HostCode,
  HostInfo,
  HostMethod,
  HostTaken,
} from '../../../src-shared/contract/host.ts';
import { HOST_CALLS } from '../../../src-shared/contract/host.ts';
import { failedReply, type Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { safeFileName } from '../serving/file-names.ts';
import type { PassingFiles } from '../serving/passing-files.ts';
import type { BookFolder } from './book-folder.ts';
import { withoutEnding } from './book-folder.ts';

export interface HostDesk {
  readonly backend: Backend;
  readonly books: BookFolder;
  readonly passing: PassingFiles;
  readonly refusedAtStart: HostInfo['refusedAtStart'];
}

/** Who asks: pages number their calls each by itself. */
type Cancel = (id: number) => void;
type HostHandlers = {
  readonly [M in HostMethod]: (input: HostTaken<M>, cancel: Cancel) => HostAnswer<M>;
};

class HostRefusal extends Error {
  readonly code: HostCode;
  constructor(code: HostCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface HostCalls {
  call(id: number, method: HostMethod, input: unknown, cancel: Cancel): Reply;
}

export function openHostCalls(desk: HostDesk): HostCalls {
  const handlers = handlersOf(desk);
  return {
    call(id, method, input, cancel) {
      const taken = HOST_CALLS[method].input.safeParse(input);
      if (!taken.success) {
        const [issue] = taken.error.issues;
        const where = issue?.path.map(String).join('.') || 'input';
        return failedReply(id, 'bad_input', `${method}: ${where}: ${issue?.message}`.slice(0, 500));
      }
      try {
        const handler = handlers[method] as (input: unknown, cancel: Cancel) => unknown;
        return { id, ok: true, value: handler(taken.data, cancel) };
      } catch (error) {
        if (error instanceof HostRefusal) return failedReply(id, error.code, error.message);
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        return failedReply(id, 'no_space_here' satisfies HostCode, `Files cannot be kept here: ${message}`);
      }
    },
  };
}

function handlersOf({ backend, books, passing, refusedAtStart }: HostDesk): HostHandlers {
  const refs = new Map<string, string>();
  /** The same book keeps its reference, however often the list is read. */
  const refOf = (path: string): string => {
    const ref = refs.get(path) ?? backend.grant(path);
    refs.set(path, ref);
    return ref;
  };
  const named = (path: string): { ref: string; name: string } => ({
    ref: refOf(path),
    name: withoutEnding(basename(path)),
  });
  return {
    'host.info': () => ({
      kind: 'browser',
      platform: process.platform,
      dialogs: false,
      folder: books.path,
      refusedAtStart,
    }),
    'host.books': () => ({
      books: books.list().map((book) => ({ ref: refOf(book.path), ...book, missing: false })),
    }),
    'host.chooseBook': () => ({ book: null }),
    'host.newBook': ({ name }) => ({ book: named(books.placeFor(name) ?? cannotBe(name)) }),
    'host.keepBook': ({ file }) => {
      const uploaded = passing.uploadOf(file);
      if (uploaded === null)
        throw new HostRefusal('unknown_file', 'This file was not chosen here: choose it again');
      const kept = books.keep(uploaded, basename(uploaded));
      passing.drop(uploaded);
      return named(kept);
    },
    'host.spool': ({ name, text }) => {
      const path = passing.spool(safeFileName(name) ?? cannotBe(name), text);
      return { ref: backend.grant(path), name: basename(path) };
    },
    'host.target': ({ name }) => {
      const path = passing.placeFor(safeFileName(name) ?? cannotBe(name));
      const file = backend.grant(path);
      passing.target(file, path);
      return { file, name: basename(path), path: '', download: true };
    },
    'host.folder': ({ name }) => {
      const path = books.makeFolder(name) ?? cannotBe(name);
      return { file: backend.grant(path), name: basename(path), path, download: false };
    },
    'host.savePdf': () => ({ path: null }),
    'host.cancel': ({ id }, cancel) => {
      cancel(id);
      return {};
    },
  };
}

function cannotBe(name: string): never {
  throw new HostRefusal('bad_file_name', `No file can be called "${name.slice(0, 100)}"`);
}
