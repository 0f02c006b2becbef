// What the specification of the setup tables is made of: tables, columns, kinds of values (formats, "The setup tables").
// Must not: know any table; those stand beside this file.
import { canonicalDecimal } from '../../../../src-shared/decimal.ts';

export const SETUP_TABLE_NAMES = [
  'book',
  'accounts',
  'credit_types',
  'meters',
  'rates',
  'packs',
  'plans',
  'customers',
  'subscriptions',
  'cancellations',
  'grants',
  'adjustments',
  'voids',
] as const;
export type SetupTableName = (typeof SETUP_TABLE_NAMES)[number];

/**
 * What may stand in a cell. `code`: a name of ours, without : + | or comma; `reference`: the code of a row of another
 * table; `list`: several, between commas; `cap`: `500`, `25% allocation`, `50% unused`; `id`: any lot or event id.
 */
export type ColumnKind =
  | 'code'
  | 'reference'
  | 'id'
  | 'text'
  | 'choice'
  | 'list'
  | 'currency'
  | 'credits'
  | 'money'
  | 'number'
  | 'whole'
  | 'percent'
  | 'date'
  | 'interval'
  | 'expiry'
  | 'cap'
  | 'value';

export interface ColumnSpec {
  /** As in formats: `credit_type`. */
  readonly key: string;
  /** As a heading: "Credit type". It is read back as `key`. */
  readonly title: string;
  readonly required: boolean;
  /** For a note at the heading: what belongs here, and what a blank means. */
  readonly about: string;
  /** The cell of the example row; blank where a realistic row leaves it blank. */
  readonly example: string;
  readonly kind: ColumnKind;
  /** All allowed values of a `choice`, and of the words in a `list` of burn order keys. */
  readonly choices?: readonly string[];
  /** What often stands here, for those who look for it; others may. */
  readonly usual?: readonly string[];
  /** The table whose codes are meant. */
  readonly refersTo?: SetupTableName;
  /** Decides no posting: loading a new value updates it. */
  readonly describes: boolean;
  /** What a blank means, as it would be written. Not given where it depends on other cells. */
  readonly fallback?: string;
}

export interface TableSpec {
  readonly name: SetupTableName;
  readonly title: string;
  readonly about: string;
  readonly columns: readonly ColumnSpec[];
  /** Rows after the one of the columns' examples, by column key; blank where a key is missing. */
  readonly moreExamples: readonly Readonly<Record<string, string>>[];
  /** How a row is changed that stands in the book, since it cannot be overwritten. */
  readonly changeBy: string;
}

type Extras = Partial<Pick<ColumnSpec, 'choices' | 'usual' | 'refersTo' | 'describes' | 'fallback'>>;

const titleOf = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');

/** A column whose cells may be blank. */
export function may(
  key: string,
  kind: ColumnKind,
  example: string,
  about: string,
  extras: Extras = {},
): ColumnSpec {
  return { key, title: titleOf(key), required: false, about, example, kind, describes: false, ...extras };
}

/** A required column. */
export function must(
  key: string,
  kind: ColumnKind,
  example: string,
  about: string,
  extras: Extras = {},
): ColumnSpec {
  return { ...may(key, kind, example, about, extras), required: true };
}

type Parts = Omit<TableSpec, 'title' | 'moreExamples'> & Partial<Pick<TableSpec, 'moreExamples'>>;

export function table(parts: Parts): TableSpec {
  return { title: titleOf(parts.name), moreExamples: [], ...parts };
}

/** The field of a fact that a column's cells go into: `credit_type` → `creditType`. */
export const fieldOf = (column: string): string =>
  column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** A share as facts have it ("0.1"), as cells do: "10%". */
export const percentOf = (share: string): string => `${canonicalDecimal(`${share}e2`)}%`;

/** All example rows of a table, cells in the order of its columns. */
export function exampleRows(spec: TableSpec): string[][] {
  const first = spec.columns.map((column) => column.example);
  return [first, ...spec.moreExamples.map((row) => spec.columns.map((column) => row[column.key] ?? ''))];
}
