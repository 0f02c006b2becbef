// The migration as far as it is: which workbook, what a person said of it, how it comes in. Outlives the screen, so that a look
// elsewhere loses nothing. Must not: read a workbook; the worker does.
import type { Picked } from '../../../src-shared/contract/host.ts';
import type { Given } from '../../../src-shared/contract/index.ts';
import type { MigrationShown, UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import type { LegacyShape, SheetShape } from '../../../src-shared/migration/shape.ts';
import { storeOf } from '../../ui/store.ts';

export const STEPS = ['file', 'understood', 'customers', 'way', 'effect', 'done'] as const;
export type StepName = (typeof STEPS)[number];

export interface Draft {
  step: StepName;
  file: Picked | null;
  /** What a person said; null: as it is remembered or looks. */
  shape: LegacyShape | null;
  /** The sheet that is looked at; null: the first that is read. */
  sheet: string | null;
  way: 'openings' | 'history';
  /** The cut-over date; blank: the first open day. */
  at: string;
  expires: string;
  /** What the general ledger says, by currency, as typed. */
  ledger: Readonly<Record<string, string>>;
  reason: string;
  approvedBy: string;
  remember: string;
  done: MigrationShown | null;
  /** How many usage events that came otherwise had drawn on it, once it was taken back out; null: it stands. */
  undone: number | null;
}

const EMPTY: Draft = {
  step: 'file',
  file: null,
  shape: null,
  sheet: null,
  way: 'openings',
  at: '',
  expires: 'never',
  ledger: {},
  reason: '',
  approvedBy: '',
  remember: '',
  done: null,
  undone: null,
};

const draft = storeOf(EMPTY);

export function setDraft(change: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...change });
}

export function beginDraft(change: Partial<Draft> = {}): void {
  setDraft({ ...EMPTY, ...change });
}

export const useDraft = (): Draft => draft.use();

/** Changes what a sheet is taken for. */
export function setSheet(shape: LegacyShape, name: string, change: Partial<SheetShape>): void {
  setDraft({
    shape: {
      ...shape,
      sheets: shape.sheets.map((sheet) => (sheet.sheet === name ? { ...sheet, ...change } : sheet)),
    },
  });
}

/** 1.234,50 and 1,234.50 as a plain decimal; null: it is none. */
export function plainAmount(text: string): string | null {
  const bare = text.replace(/[\s'’]/gu, '');
  const comma = bare.lastIndexOf(',') > bare.lastIndexOf('.') && !/^\d{1,3}(,\d{3})+$/.test(bare);
  const plain = comma ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? plain : null;
}

/** What a review or a commit is asked for; null while something is missing. */
export function askedOf(
  { file, way, at, expires, ledger }: Draft,
  { shape, known }: UnderstoodShown,
): Given<'migrate.review'> | null {
  if (!file) return null;
  const told = Object.entries(ledger).filter(([, text]) => text.trim() !== '');
  const amounts = told.map(([currency, text]) => ({ currency, amount: plainAmount(text) }));
  if (amounts.some(({ amount }) => amount === null)) return null;
  return {
    file: file.ref,
    shape,
    way,
    at: way === 'openings' ? at || known.firstOpen : null,
    expires: expires.trim() || 'never',
    ledger: amounts.map(({ currency, amount }) => ({ currency, amount: amount ?? '0' })),
  };
}
