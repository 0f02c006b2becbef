// One load while it is planned: what stands in the book, what its rows add, what is wrong. New rows are told,
// identical ones skipped, describing cells updated; other differences are refused (formats, "The setup tables").
// Must not: know what a single table means; its reader beside this file does.

import type { IsoDate, Zone } from '../../../src-shared/calendar.ts';
import { openZone, parseDuration } from '../../../src-shared/calendar.ts';
import { currencyScale } from '../../../src-shared/decimal.ts';
import type { Finding } from '../../../src-shared/findings/finding.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import type { BookFact, FactBodies, Told } from '../../engine/facts.ts';
import type { ExistingFacts, KeyedTable, LedgerLookups, SetupKind } from './existing.ts';
import { KEYS, KIND_OF_TABLE } from './existing.ts';
import type { SetupRow } from './row.ts';
import { fieldOf, percentOf } from './spec/column.ts';
import type { ColumnSpec, SetupTableName } from './tables.ts';
import { quote } from './values.ts';

export interface TableCount {
  added: number;
  identical: number;
  updated: number;
}
/** What became of a row. `failed`: nothing, something is wrong with it. */
export type Outcome = 'added' | 'identical' | 'updated' | 'failed';

interface Fresh<K extends SetupKind> {
  row: number;
  /** null: named by a row that is wrong in itself, so that what refers to it is not called unknown. */
  body: FactBodies[K] | null;
}
type FreshFacts = { readonly [K in SetupKind]: Map<string, Fresh<K>> };

/** A table that names thousands of unknown codes has another fault than slips of the fingers. */
const MOST_SUGGESTIONS = 100;

const cellOf = (body: object, column: string): unknown => (body as Record<string, unknown>)[fieldOf(column)];

const show = (column: ColumnSpec, body: object): string => {
  const value = cellOf(body, column.key);
  if (value === null || value === undefined || value === '') return 'blank';
  if (column.kind === 'percent') return percentOf(String(value));
  return Array.isArray(value) ? value.join(', ') : String(value);
};

/** A row by the words people know it by. */
function nameOf<K extends SetupKind>(kind: K, body: FactBodies[K]): string {
  if ('units' in body) return `the rate of ${body.meter} from ${body.from}`;
  if (kind === 'cancellation' && 'subscription' in body) return `the cancellation of ${body.subscription}`;
  return KEYS[kind](body);
}

/** P12M and P1Y are one duration. */
function sameText(column: ColumnSpec): (value: unknown) => string {
  return (value) => {
    const text = JSON.stringify(value ?? null);
    if (typeof value !== 'string' || (column.kind !== 'interval' && column.kind !== 'expiry')) return text;
    const duration = parseDuration(value);
    return duration ? `${duration.months} months ${duration.days} days` : text;
  };
}

/** The columns in which two versions of a row differ. */
export function differences(columns: readonly ColumnSpec[], a: object, b: object): ColumnSpec[] {
  return columns.filter((column) => {
    const same = sameText(column);
    return same(cellOf(a, column.key)) !== same(cellOf(b, column.key));
  });
}

export class Load {
  readonly existing: ExistingFacts;
  readonly lookups: LedgerLookups;
  readonly findings: Finding[];
  readonly told: Told[] = [];
  readonly counts = new Map<SetupTableName, TableCount>();
  /** The book row with what this load says; null while it is incomplete. */
  book: BookFact | null;
  readonly #fresh: FreshFacts;
  #zone: Zone | null = null;
  #suggested = 0;

  constructor(existing: ExistingFacts, lookups: LedgerLookups, findings: Finding[]) {
    this.existing = existing;
    this.lookups = lookups;
    this.findings = findings;
    this.book = existing.book;
    const kinds = Object.values(KIND_OF_TABLE).map((kind) => [kind, new Map()]);
    this.#fresh = Object.fromEntries(kinds) as FreshFacts;
  }

  get zone(): Zone | null {
    if (this.#zone === null && this.book !== null) this.#zone = openZone(this.book.timeZone);
    return this.#zone;
  }

  get firstDate(): IsoDate | null {
    return this.book && `${this.book.firstMonth}-01`;
  }

  get firstOpenDate(): IsoDate | null {
    return this.existing.firstOpenDate ?? this.firstDate;
  }

  count(table: SetupTableName, outcome: Outcome): void {
    const count = this.counts.get(table) ?? { added: 0, identical: 0, updated: 0 };
    this.counts.set(table, count);
    if (outcome !== 'failed') count[outcome] += 1;
  }

  /** The row as it stands in the book. */
  standing<K extends SetupKind>(kind: K, key: string): FactBodies[K] | undefined {
    return this.existing.current[kind].get(key) as FactBodies[K] | undefined;
  }

  /** The row as this load leaves it; null where it is wrong in itself, undefined where there is none. */
  known<K extends SetupKind>(kind: K, key: string): FactBodies[K] | null | undefined {
    const fresh = this.#fresh[kind].get(key) as Fresh<K> | undefined;
    return fresh === undefined ? this.standing(kind, key) : fresh.body;
  }

  /** The bodies this load adds or updates, with the rows that say so. */
  fresh<K extends SetupKind>(kind: K): { key: string; row: number; body: FactBodies[K] }[] {
    const found: { key: string; row: number; body: FactBodies[K] }[] = [];
    for (const [key, { row, body }] of this.#fresh[kind]) {
      if (body !== null) found.push({ key, row, body: body as FactBodies[K] });
    }
    return found;
  }

  /** The code in a cell that names a row of another table, and that row if it is sound. */
  reference<K extends KeyedTable>(
    row: SetupRow,
    column: string,
    table: K,
  ): { code: string; body: FactBodies[(typeof KIND_OF_TABLE)[K]] | null } | null {
    const code = row.take(column, (text) => ({ value: text }), null);
    if (code === null) return null;
    const body = this.refer(row, column, table, code);
    return body === undefined ? null : { code, body };
  }

  /** As `reference`, for a code already read; undefined with a finding where nothing is known by it. */
  refer<K extends KeyedTable>(
    row: SetupRow,
    column: string,
    table: K,
    code: string,
  ): FactBodies[(typeof KIND_OF_TABLE)[K]] | null | undefined {
    const kind: (typeof KIND_OF_TABLE)[K] = KIND_OF_TABLE[table];
    const body = this.known(kind, code);
    if (body !== undefined) return body;
    const meant = this.#suggest(kind, code);
    const hint = meant === null ? `Add it to ${table}, or correct the code` : `Did you mean ${quote(meant)}?`;
    row.fail(
      'unknown_reference',
      column,
      `${quote(code)} is neither in the book nor in this load's ${table}`,
      hint,
    );
    return undefined;
  }

  #suggest(kind: SetupKind, code: string): string | null {
    this.#suggested += 1;
    if (this.#suggested > MOST_SUGGESTIONS) return null;
    return nearest(code, this.#fresh[kind].keys()) ?? nearest(code, this.existing.current[kind].keys());
  }

  /** Takes a row into the load. `body` holds fallbacks where the row has failed. */
  settle<K extends SetupKind>(row: SetupRow, kind: K, body: FactBodies[K]): Outcome {
    const outcome = this.#weigh(row, kind, body);
    this.count(row.spec.name, outcome);
    if (outcome === 'added' || outcome === 'updated') this.told.push({ kind, body } as Told);
    return outcome;
  }

  #weigh<K extends SetupKind>(row: SetupRow, kind: K, body: FactBodies[K]): Outcome {
    const key = KEYS[kind](body);
    const freshOnes = this.#fresh[kind] as Map<string, Fresh<K>>;
    const first = freshOnes.get(key);
    if (first !== undefined) return this.#repeat(row, first, body);
    freshOnes.set(key, { row: row.row, body: row.failed ? null : body });
    if (row.failed) return 'failed';
    const standing = this.standing(kind, key);
    if (standing === undefined) return 'added';
    this.#keepWhatIsNotSaid(row, body, standing);
    const different = differences(row.spec.columns, body, standing);
    if (different.length === 0) return 'identical';
    const deciding = different.filter((column) => !column.describes);
    if (deciding.length === 0) return 'updated';
    const dated = this.firstOpenDate !== null && row.spec.columns.some(({ key: one }) => one === 'from');
    const hint = dated
      ? `${row.spec.changeBy}; the first open date is ${this.firstOpenDate}`
      : row.spec.changeBy;
    for (const column of deciding) {
      const [was, is] = [show(column, standing), show(column, body)];
      const message = `In the book ${nameOf(kind, body)} has ${column.key} ${was}, not ${is}`;
      row.fail('contradicts_book', column.key, message, hint);
    }
    freshOnes.set(key, { row: row.row, body: standing });
    return 'failed';
  }

  /** A table without a column for a name or note says nothing about it. */
  #keepWhatIsNotSaid(row: SetupRow, body: object, standing: object): void {
    for (const { key, describes } of row.spec.columns) {
      if (describes && !row.has(key)) Object.assign(body, { [fieldOf(key)]: cellOf(standing, key) });
    }
  }

  #repeat<K extends SetupKind>(row: SetupRow, first: Fresh<K>, body: FactBodies[K]): Outcome {
    if (row.failed || first.body === null) return 'failed';
    const compared = row.spec.columns.filter((column) => row.has(column.key));
    const different = differences(compared, body, first.body);
    for (const column of different) {
      const [was, is] = [show(column, first.body), show(column, body)];
      const message = `Row ${first.row} says ${column.key} ${was}, this one ${is}`;
      row.fail('contradicts_row', column.key, message, 'Keep one of the two rows');
    }
    return different.length === 0 ? 'identical' : 'failed';
  }
}

/** Decimal places of a currency; null where the currency itself is wrong. */
export const moneyScale = (currency: string): number | null => currencyScale(currency) ?? null;
