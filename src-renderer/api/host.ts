// Files and books as the page sees them, whatever the host: choosing, dropping, saving. The page never sees a path it could
// name back; it holds references. Must not: call the backend.
import type { HostInfo, KnownBook, Picked, Target } from '../../src-shared/contract/host.ts';
import type { Client } from './client.ts';
import { unpack } from './client.ts';
import type { Transport } from './transport.ts';

export interface PickOptions {
  /** As in an input's `accept`: ".csv,.xlsx". */
  readonly accept?: string;
  readonly multiple?: boolean;
}

/** Has a job write to the file it is given; null when it was refused. */
type Write<T> = (file: string) => Promise<T | null>;

/** What was written: the job's answer, and where it is. */
export interface Saved<T> {
  readonly answer: T;
  readonly name: string;
  /** '' when it came as a download. */
  readonly path: string;
}

export interface Host {
  info(): Promise<HostInfo>;
  books(): Promise<KnownBook[]>;
  /** A native dialog; null when cancelled. Only where `info().dialogs`; else choose from `books()` or `pickFiles`. */
  chooseBook(): Promise<Picked | null>;
  /** Where a new book is to be made: give its `ref` to book.create. */
  newBook(name: string): Promise<Picked | null>;
  /** A book that was dropped or picked as a file, put where books are kept: give its `ref` to book.open. */
  keepBook(file: Picked): Promise<Picked>;
  /** Opens a file chooser. Must be called from a click or a key. Empty when cancelled. */
  pickFiles(options?: PickOptions): Promise<Picked[]>;
  /** Takes files that were dropped. */
  take(files: Iterable<File>): Promise<Picked[]>;
  /** Keeps text that was pasted as a file of this name. */
  keepText(name: string, text: string): Promise<Picked>;
  /** Asks where a file is to go, has it written there, and delivers it; null when cancelled or refused. */
  saveAs<T>(name: string, write: Write<T>): Promise<Saved<T> | null>;
  /** The same with several files in a folder of their own. */
  saveInFolder<T>(name: string, write: Write<T>): Promise<Saved<T> | null>;
  /** The page as it stands, printed into a PDF; where it is, or null when cancelled. Only where `info().dialogs`. */
  savePdf(name: string): Promise<string | null>;
}

export function openHost(client: Client, transport: Transport): Host {
  const take = async (files: Iterable<File>): Promise<Picked[]> => {
    const taken: Picked[] = [];
    for (const file of files) taken.push(unpack(await transport.take(file)));
    return taken;
  };
  const saved = async <T>(
    { file, name, path, download }: Target,
    write: Write<T>,
  ): Promise<Saved<T> | null> => {
    const answer = file === null ? null : await write(file);
    if (file === null || answer === null) return null;
    if (download) transport.download(file);
    return { answer, name, path };
  };
  return {
    info: () => client.host('host.info', {}),
    books: async () => (await client.host('host.books', {})).books,
    chooseBook: async () => (await client.host('host.chooseBook', {})).book,
    newBook: async (name) => (await client.host('host.newBook', { name })).book,
    keepBook: (file) => client.host('host.keepBook', { file: file.ref }),
    pickFiles: async (options) => take(await chooseFiles(options)),
    take,
    keepText: (name, text) => client.host('host.spool', { name, text }),
    saveAs: async (name, write) => saved(await client.host('host.target', { name }), write),
    saveInFolder: async (name, write) => saved(await client.host('host.folder', { name }), write),
    savePdf: async (name) => (await client.host('host.savePdf', { name })).path,
  };
}

/** The browser's own file chooser, which the desktop window has as well. */
function chooseFiles({ accept = '', multiple = false }: PickOptions = {}): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
