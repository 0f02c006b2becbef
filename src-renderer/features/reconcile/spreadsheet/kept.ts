// What is being compared, as long as the program runs: the file, what was said of it, and what came out. It outlives the screen, and
// goes with the book it belongs to. Must not: call the backend.
import type { WireComparison } from '../../../../src-shared/comparison/calls.ts';
import type { Picked } from '../../../../src-shared/contract/host.ts';
import { storeOf } from '../../../ui/store.ts';

export interface Kept {
  readonly book: string;
  readonly file: Picked | null;
  /** null: all months that both have. */
  readonly from: string | null;
  readonly to: string | null;
  /** What names in the spreadsheet are; blank: none of the book's customers. */
  readonly customers: Readonly<Record<string, string>>;
  /** Names that are still to be said. */
  readonly names: readonly { readonly text: string; readonly suggestion: string }[];
  readonly compared: WireComparison | null;
  readonly recorded: boolean;
}

const NOTHING: Omit<Kept, 'book'> = {
  file: null,
  from: null,
  to: null,
  customers: {},
  names: [],
  compared: null,
  recorded: false,
};

const kept = storeOf<Kept>({ book: '', ...NOTHING });

export function keep(change: Partial<Kept>): void {
  kept.set({ ...kept.get(), ...change });
}

/** Another file: what was said of the one before is forgotten, but for names, which mostly come again. */
export function begin(book: string, file: Picked): void {
  const before = kept.get();
  keep({ ...NOTHING, book, file, customers: before.book === book ? before.customers : {} });
}

export function useKept(book: string): Kept {
  const now = kept.use();
  return now.book === book ? now : { book, ...NOTHING };
}

/** What the calls are asked with. */
export function askedOf({ from, to, customers }: Kept, file: Picked) {
  return { file: file.ref, from, to, customers: { ...customers } };
}
