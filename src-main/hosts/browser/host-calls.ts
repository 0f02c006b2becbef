// The browser host's answers to host.* calls: no dialogs, a folder of books, files that come by upload and go by download.
// Must not: speak HTTP, or answer what the backend is asked.
import { basename } from 'node:path';
import process from 'node:process';
import type { HostInfo, HostMethod } from '../../../src-shared/contract/host.ts';
import type { Reply } from '../../../src-shared/contract/wire.ts';
import type { Backend } from '../../backend/window/client.ts';
import { withoutEnding } from '../serving/file-names.ts';
import {
  answerHostCall,
  type Cancel,
  cannotBe,
  fileNameOf,
  type HostHandlers,
  notChosenHere,
} from '../serving/host-calls.ts';
import type { PassingFiles } from '../serving/passing-files.ts';
import type { BookFolder } from './book-folder.ts';

export interface HostDesk {
  readonly backend: Backend;
  readonly books: BookFolder;
  readonly passing: PassingFiles;
  readonly refusedAtStart: HostInfo['refusedAtStart'];
}

export interface HostCalls {
  call(id: number, method: HostMethod, input: unknown, cancel: Cancel): Promise<Reply>;
}

export function openHostCalls(desk: HostDesk): HostCalls {
  const handlers = handlersOf(desk);
  return { call: (id, method, input, cancel) => answerHostCall(handlers, id, method, input, cancel) };
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
      const uploaded = passing.uploadOf(file) ?? notChosenHere();
      const kept = books.keep(uploaded, basename(uploaded));
      passing.drop(uploaded);
      return named(kept);
    },
    'host.spool': ({ name, text }) => {
      const path = passing.spool(fileNameOf(name), text);
      return { ref: backend.grant(path), name: basename(path) };
    },
    'host.target': ({ name }) => {
      const path = passing.placeFor(fileNameOf(name));
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
