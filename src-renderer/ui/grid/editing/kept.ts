// Drafts of sheets while their screens are not there: each is kept under its book and address until it is applied or taken back, and
// the window is not closed over them without a question. Must not: outlive the page, or write a book's values anywhere.

import { storeOf } from '../../store.ts';
import type { Standing } from './draft.ts';
import { countOf, UNTOUCHED } from './draft.ts';

export interface Keeping {
  /** The path of the open book. */
  readonly book: string;
  /** Where the sheet is: "#/catalog?tab=rates". */
  readonly address: string;
}

export interface Unapplied {
  readonly address: string;
  /** Rows that wait. */
  readonly rows: number;
}

const kept = new Map<string, Map<string, Standing>>();
const NONE: readonly Unapplied[] = [];
const counted = storeOf<ReadonlyMap<string, readonly Unapplied[]>>(new Map());

export function recallDraft({ book, address }: Keeping): Standing {
  return kept.get(book)?.get(address) ?? UNTOUCHED;
}

export function keepDraft({ book, address }: Keeping, standing: Standing): void {
  const sheets = kept.get(book) ?? new Map<string, Standing>();
  if (standing === UNTOUCHED) sheets.delete(address);
  else sheets.set(address, standing);
  kept.set(book, sheets);
  const now = new Map([...kept].map(([path, all]) => [path, unappliedOf(all)]));
  const any = [...now.values()].some((unapplied) => unapplied.length > 0);
  window[any ? 'addEventListener' : 'removeEventListener']('beforeunload', ask);
  counted.set(now);
}

/** What waits in a book to be applied, sheet by sheet. */
export function unappliedIn(book: string): readonly Unapplied[] {
  return counted.get().get(book) ?? NONE;
}

export function useUnapplied(book: string): readonly Unapplied[] {
  return counted.use().get(book) ?? NONE;
}

function unappliedOf(sheets: ReadonlyMap<string, Standing>): readonly Unapplied[] {
  const all = [...sheets].map(([address, { draft }]) => ({ address, rows: countOf(draft) }));
  const waiting = all.filter(({ rows }) => rows > 0);
  return waiting.length === 0 ? NONE : waiting;
}

function ask(event: Event): void {
  event.preventDefault();
}
