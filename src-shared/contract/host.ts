// What the page asks of its host rather than of the backend: dialogs, files, books it knows. Each host answers every one, the
// desktop with native dialogs, the browser host with a folder of books, uploads and downloads. Must not: carry paths the page names.
import { z } from 'zod';
import { MOST_PASTED } from '../host-limits.ts';
import { command, fileRef, name, nothing, query } from './define.ts';

/** A file that a person chose, as the page knows it. */
const picked = z.object({ ref: fileRef, name: z.string() });
export type Picked = z.output<typeof picked>;

const hostInfo = z.object({
  kind: z.enum(['browser', 'desktop']),
  platform: z.string(),
  /** Are there native dialogs (host.chooseBook)? Else the page offers host.books to choose from. */
  dialogs: z.boolean(),
  /** Where the browser host keeps books; to be shown. */
  folder: z.string().nullable(),
  /** Why the book it was started with could not be opened. */
  refusedAtStart: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type HostInfo = z.output<typeof hostInfo>;

const knownBook = picked.extend({
  path: z.string(),
  /** '' where it is missing. */
  changedAt: z.string(),
  /** It was here and is not any more: moved, deleted, or on a disk that is not plugged in. */
  missing: z.boolean(),
});
export type KnownBook = z.output<typeof knownBook>;

const target = z.object({
  /** Where a job is to write; null: the person cancelled the dialog. */
  file: fileRef.nullable(),
  name: z.string(),
  /** Where it will be found; '' when it goes by download. */
  path: z.string(),
  download: z.boolean(),
});
export type Target = z.output<typeof target>;

export const HOST_CALLS = {
  'host.info': query(nothing, hostInfo),
  /** Books this host knows, changed last first: recent ones (desktop) or those in its folder (browser). */
  'host.books': query(nothing, z.object({ books: z.array(knownBook) })),
  /** Asks a person for a book; null: cancelled, or no dialogs here. */
  'host.chooseBook': command(nothing, z.object({ book: picked.nullable() })),
  /** Where a new book of this name is to be made; null: cancelled. */
  'host.newBook': command(z.strictObject({ name }), z.object({ book: picked.nullable() })),
  /** A book that was dropped or uploaded: kept where books are kept, and then to be opened under this reference. */
  'host.keepBook': command(z.strictObject({ file: fileRef }), picked),
  /** Text that was pasted, kept as a file of this name until the program ends or much else was pasted. */
  'host.spool': command(z.strictObject({ name, text: z.string().min(1).max(MOST_PASTED) }), picked),
  /** A file a job is to write. Afterwards it is delivered: downloaded, or there already. */
  'host.target': command(z.strictObject({ name }), target),
  /** A folder a job is to write several files into; never one that is there already with files in it. */
  'host.folder': command(z.strictObject({ name }), target),
  /** Prints the page as it stands into a PDF that a person names; null: cancelled, or no dialogs here, where the browser prints. */
  'host.savePdf': command(z.strictObject({ name }), z.object({ path: z.string().nullable() })),
  /** Asks the backend to stop the job of this page with this id; it answers as cancelled, or as done if it was. */
  'host.cancel': command(z.strictObject({ id: z.number().int() }), nothing),
};

export type HostContract = typeof HOST_CALLS;
export type HostMethod = keyof HostContract;
export type HostGiven<M extends HostMethod> = z.input<HostContract[M]['input']>;
export type HostTaken<M extends HostMethod> = z.output<HostContract[M]['input']>;
export type HostAnswer<M extends HostMethod> = z.output<HostContract[M]['output']>;

export function isHostMethod(text: string): text is HostMethod {
  return Object.hasOwn(HOST_CALLS, text);
}

/** Why a host refuses; beside the wire codes. */
export const HOST_CODES = {
  unknown_file: 'A file is named that was not chosen here',
  bad_file_name: 'A name is given that no file can have',
  file_too_large: 'A file is larger than the host takes',
  no_space_here: 'The host cannot write where it keeps files',
} as const;
export type HostCode = keyof typeof HOST_CODES;
