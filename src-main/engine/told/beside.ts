// What is told of the world outside the book: tables of other programs and how they match, old spreadsheets that came in, how
// they compare. Nothing here decides a posting.

import type { IsoDate, Month } from '../../../src-shared/calendar.ts';
import type { Leg, Pass, Reason } from '../../../src-shared/reconcile/words.ts';

/** How the outside tables of one source are laid out, or null when the profile was deleted. */
export interface OutsideProfileFact {
  name: string;
  profile: unknown;
}
/** An outside table that was taken in, to be compared with a month. */
export interface OutsideFact {
  /** From 1. */
  number: number;
  leg: Leg;
  month: Month;
  file: string;
  sha256: string;
  profile: string | null;
  header: string[];
  rows: number;
  /** Totals rows, and rows of accounts that the book's chart does not name; of an old spreadsheet, customers without balances. */
  leftOut: number;
  /** What an old spreadsheet says and could not be compared, a sentence each; not told by early versions. */
  notCompared?: string[];
  /** SHA-256 over the rows that are kept of it, in order. */
  rowsSha256: string;
}
export interface OutsideUndoFact {
  number: number;
  reason: string;
}
/** A run of matching: what it was told and what it found. Its sets are kept beside the facts. */
export interface MatchingFact {
  /** From 1; set 3 of run 2 is A2.3. */
  run: number;
  leg: Leg;
  month: Month;
  days: number;
  /** By unit, plain decimals, as a person typed them. */
  tolerance: Record<string, string>;
  passes: { pass: Pass; sets: number; book: number; outside: number }[];
  sets: number;
  /** SHA-256 over them, in order. */
  setsSha256: string;
}
/** An item in a set, with the amount it had then. */
export interface MatchedItem {
  key: string;
  amount: string;
}
/** Items that a person says belong together. */
export interface MatchFact {
  /** From 1: M1. */
  number: number;
  leg: Leg;
  month: Month;
  unit: string;
  book: MatchedItem[];
  outside: MatchedItem[];
  /** Outside less book. */
  difference: string;
  note: string;
}
export interface UnmatchFact {
  /** "A2.3" or "M1". */
  set: string;
  leg: Leg;
  month: Month;
  reason: string;
}
/** What is said of an item that nothing was matched with. A later one takes the place of an earlier one. */
export interface ItemNoteFact {
  leg: Leg;
  month: Month;
  side: 'book' | 'outside';
  item: string;
  /** null: none is given (any more). */
  reason: Reason | null;
  note: string;
  owner: string;
  due: IsoDate | null;
  files: { name: string; sha256: string }[];
}
/** A person signs a reconciliation of a month, as its preparer or, being another, as its reviewer. */
export interface SignOffFact {
  leg: Leg;
  month: Month;
  role: 'preparer' | 'reviewer';
  /** SHA-256 of what was signed: a reconciliation that is not the same any more is not signed. */
  content: string;
  /** Of the month. */
  seal: string;
  conclusion: string;
  /** The reviewer's: up to which total accepted differences do not matter, by unit in plain decimals, and why. */
  materiality?: Materiality;
}
export interface Materiality {
  amounts: Record<string, string>;
  reason: string;
}

/** How an old credit spreadsheet is laid out, kept for the next time it is read. */
export interface LegacyLayoutFact {
  name: string;
  /** The shape, or null when it was deleted. */
  shape: unknown;
}
/** One line of the tie-out of a migration; decimals canonical. */
export interface TieOutLine {
  what: 'credits' | 'deferred';
  /** Credit type or currency. */
  unit: string;
  /** What the workbook adds up to (null: it does not say), what came into the book, what the general ledger says (null: nobody said). */
  sheet: string | null;
  book: string;
  ledger: string | null;
  /** Of the difference, what is known: credits that had expired, balances below zero …, each in words with its amount. */
  known: { why: string; amount: string }[];
}
/** An old credit spreadsheet that came into the book, and how what came agrees with it. */
export interface MigrationFact {
  /** Running number in this book, from 1. */
  number: number;
  file: string;
  sha256: string;
  layout: string;
  way: 'openings' | 'history';
  /** The cut-over date of openings; null: the history was replayed. */
  at: IsoDate | null;
  /** How many there were: customers that are new, lots, usage rows, rows of the workbook that were left out, findings. */
  counts: {
    customers: number;
    lots: number;
    usage: number;
    leftOut: number;
    findings: number;
    /** Refunds and corrections of its lots; not told by early versions. */
    adjustments?: number;
  };
  tieOut: TieOutLine[];
  /** Why it is right though something differs; blank where nothing does. */
  reason: string;
  approvedBy: string;
  /** The batch of the usage that was replayed. */
  batch: number | null;
}

/** How the balances of a month of an old spreadsheet stood beside the book's when they were compared. */
export interface ComparedMonth {
  month: Month;
  balances: number;
  agree: number;
  /** They differ, and the cause is known; or nobody could explain it. */
  explained: number;
  unexplained: number;
  /** Of the month as it was closed then; null: it was open. */
  seal: string | null;
}
/** A comparison of an old spreadsheet with the book that is to count for the parallel run. */
export interface ComparisonFact {
  /** From 1. */
  number: number;
  file: string;
  sha256: string;
  months: ComparedMonth[];
}
