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

export interface Saving {
  /** What the job is given to write to. */
  readonly file: string;
  readonly name: string;
  /** Where it will be found; '' when it comes as a download. */
  readonly path: string;
  /** To be called once the job has written it. */
  deliver(): void;
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
  /** Where a job is to write a file; null when cancelled. */
  saveAs(name: string): Promise<Saving | null>;
  /** Where a job is to write several files. */
  saveInFolder(name: string): Promise<Saving | null>;
  /** The page as it stands, printed into a PDF; where it is, or null when cancelled. Only where `info().dialogs`. */
  savePdf(name: string): Promise<string | null>;
}

export function openHost(client: Client, transport: Transport): Host {
  const take = async (files: Iterable<File>): Promise<Picked[]> => {
    const taken: Picked[] = [];
    for (const file of files) taken.push(unpack(await transport.take(file)));
    return taken;
  };
  const saving = ({ file, name, path, download }: Target): Saving | null =>
    file === null
      ? null
      : { file, name, path, deliver: () => (download ? transport.download(file) : undefined) };
  return {
    info: () => client.host('host.info', {}),
    books: async () => (await client.host('host.books', {})).books,
    chooseBook: async () => (await client.host('host.chooseBook', {})).book,
    newBook: async (name) => (await client.host('host.newBook', { name })).book,
    keepBook: (file) => client.host('host.keepBook', { file: file.ref }),
    pickFiles: async (options) => take(await chooseFiles(options)),
    take,
    keepText: (name, text) => client.host('host.spool', { name, text }),
    saveAs: async (name) => saving(await client.host('host.target', { name })),
    saveInFolder: async (name) => saving(await client.host('host.folder', { name })),
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
