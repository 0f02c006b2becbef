// What people do to a book, chosen at random among what makes sense next; and what stands after it was done. Every deed is the words
// of one command. Must not: run anything.
import { join } from 'node:path';
import type { Random } from '../support/random.ts';
import {
  monthAt,
  writeCustomer,
  writeInvoices,
  writeSetup,
  writeSpreadsheet,
  writeUsage,
} from './company.ts';

export type Kind =
  | 'new'
  | 'setup'
  | 'import'
  | 'close'
  | 'reopen'
  | 'undo'
  | 'backup'
  | 'restore'
  | 'migrate'
  | 'reconcile'
  | 'report'
  | 'statements'
  | 'journal'
  | 'charges'
  | 'revenue'
  | 'evidence';

export interface Deed {
  kind: Kind;
  words: string[];
  /** Asked for again, it gives the same: exports, backups. What changes the book does so once. */
  again: boolean;
  /** Recorded in steps: killed between two of them it goes on where it was when it is asked for again. */
  inSteps?: true;
  done(): void;
}

/** Where the book stands, as far as the next choice needs it. */
export interface Standing {
  /** How many months are closed. */
  closed: number;
  customers: number;
  /** Batches, in order, with the first open month of when they came. */
  batches: { from: number; undone: boolean }[];
  backups: number;
  deeds: number;
}

/** How often each deed is chosen beside the others, where it makes sense. */
export type Weights = Readonly<Record<Exclude<Kind, 'new'>, number>>;

export const USUAL: Weights = {
  import: 15,
  setup: 6,
  close: 12,
  reopen: 9,
  undo: 6,
  migrate: 3,
  reconcile: 6,
  backup: 6,
  restore: 6,
  report: 2,
  statements: 2,
  journal: 2,
  charges: 2,
  revenue: 2,
  evidence: 2,
};

export const BOOK = 'book.ddb';
export const COPY = 'kept.ddb';
export const RESTORED = 'restored.ddb';

export function nothingYet(): Standing {
  return { closed: 0, customers: 0, batches: [], backups: 0, deeds: 0 };
}

/** Files for deeds are written into `files`, which is not the folder of the book. */
export function nextDeed(standing: Standing, random: Random, files: string, weights: Weights): Deed {
  standing.deeds++;
  const n = standing.deeds;
  if (n === 1) return { kind: 'new', words: ['new', BOOK], again: false, done() {} };
  if (standing.customers === 0) return loading(writeSetup(files), standing);
  const usage = sinceClose(standing);
  const makers: Partial<Record<Kind, () => Deed>> = {
    import: () => importing(standing, random, join(files, `usage-${n}.csv`), `e${n}`),
    setup: () => loading(writeCustomer(files, standing.customers, monthAt(standing.closed)), standing),
    migrate: () => migrating(standing, join(files, `old-${n}.csv`), String(n)),
    backup: () => copying(standing),
    ...(usage > 2 ? { close: () => closing(standing) } : {}),
    ...(standing.closed > 1 && usage === 0 ? { reopen: () => reopening(standing) } : {}),
    ...(usage > 0 ? { undo: () => undoing(standing) } : {}),
    ...(standing.backups > 0
      ? { restore: () => same('restore', ['restore', COPY, RESTORED, '--replace']) }
      : {}),
    ...(standing.closed > 0 ? ofClosedMonth(standing, join(files, `invoices-${n}.csv`)) : {}),
  };
  const choices = Object.entries(makers).map(([kind, make]) => ({
    make,
    weight: weights[kind as keyof Weights],
  }));
  let at = random.below(choices.reduce((sum, { weight }) => sum + weight, 0));
  for (const { make, weight } of choices) {
    if (at < weight) return make();
    at -= weight;
  }
  throw new Error('no deed');
}

const sinceClose = ({ batches, closed }: Standing): number =>
  batches.filter(({ from, undone }) => from === closed && !undone).length;

function same(kind: Kind, words: string[]): Deed {
  return { kind, words, again: true, done() {} };
}

function loading(path: string, standing: Standing): Deed {
  const done = (): void => void standing.customers++;
  return { kind: 'setup', words: ['setup', BOOK, path], again: false, done };
}

function importing(standing: Standing, random: Random, path: string, name: string): Deed {
  const { customers, closed } = standing;
  const rows = 20 + random.below(180);
  writeUsage({ path, rows, customers, openMonth: closed, name, untidy: true }, random);
  const done = (): void => void standing.batches.push({ from: closed, undone: false });
  return { kind: 'import', words: ['import', BOOK, path], again: false, done };
}

function migrating({ closed }: Standing, path: string, name: string): Deed {
  writeSpreadsheet(path, name);
  return { kind: 'migrate', words: migration(path, monthAt(closed)), again: false, done() {} };
}

/** The command that brings a spreadsheet of `writeSpreadsheet` in, as openings of a month. */
export function migration(path: string, month: string): string[] {
  const words = ['migrate', BOOK, path, '--at', `${month}-01`, '--new-customers', '--credit-type', 'credits'];
  return [...words, '--currency', 'EUR', '--meter', 'calls', '--ledger', 'EUR=210.00'];
}

function reconciling({ closed }: Standing, path: string): Deed {
  const month = monthAt(closed - 1);
  writeInvoices(path, month);
  const words = ['reconcile', BOOK, 'billing', path, '--month', month];
  return { kind: 'reconcile', words, again: false, inSteps: true, done() {} };
}

function closing(standing: Standing): Deed {
  const done = (): void => void standing.closed++;
  return { kind: 'close', words: ['close', BOOK, monthAt(standing.closed)], again: false, done };
}

function reopening(standing: Standing): Deed {
  const words = ['reopen', BOOK, monthAt(standing.closed - 1), '--reason', 'tortured'];
  return { kind: 'reopen', words, again: false, done: () => void standing.closed-- };
}

/** The last batch of the open month that stands. */
function undoing(standing: Standing): Deed {
  const { batches, closed } = standing;
  const index = batches.findLastIndex(({ from, undone }) => from === closed && !undone);
  const done = (): void => {
    batches[index]!.undone = true;
  };
  return {
    kind: 'undo',
    words: ['undo', BOOK, String(index + 1), '--reason', 'tortured'],
    again: false,
    done,
  };
}

function copying(standing: Standing): Deed {
  const done = (): void => void standing.backups++;
  return { kind: 'backup', words: ['backup', BOOK, COPY, '--replace'], again: true, done };
}

/** What is done with the last closed month. */
function ofClosedMonth(standing: Standing, invoices: string): Partial<Record<Kind, () => Deed>> {
  const month = ['--month', monthAt(standing.closed - 1)];
  const exports: Partial<Record<Kind, string[]>> = {
    report: ['report', 'ledger', BOOK, '--out', 'ledger.csv'],
    statements: ['statements', BOOK, ...month, '--out', 'statements'],
    journal: ['journal', BOOK, ...month, '--template', 'generic', '--out', 'journal.csv'],
    charges: ['charges', BOOK, ...month, '--out', 'charges.xlsx'],
    revenue: ['revenue', BOOK, ...month, '--out', 'revenue.xlsx'],
    evidence: ['evidence', BOOK, ...month, '--out', 'evidence.zip'],
  };
  const made = Object.entries(exports).map(([kind, words]) => [kind, () => same(kind as Kind, words)]);
  return { reconcile: () => reconciling(standing, invoices), ...Object.fromEntries(made) };
}
