// Finds the columns of a profile in a file's header. Names match without regard to case, spaces, `_` or `-`.
// Must not: propose a mapping for names it does not know; that is usage-shape.ts.
import type { Finding } from '../../src-shared/findings/finding.ts';
import { done, type Result, refused } from '../../src-shared/findings/finding.ts';
import type { UsageFileCode } from '../../src-shared/findings/usage.ts';
import { shown } from '../../src-shared/shown.ts';
import type { RawCell } from './raw-row.ts';
import type { ColumnSource, ImportProfile } from './usage-profile.ts';

/** Columns that the file of rejected rows adds: read past when it comes back mended. */
export const REJECT_COLUMNS = ['_row', '_error_code', '_error'] as const;

/** A name stands in every message about its column, and beside every value of a further one. */
const LONGEST_NAME = 200;

export interface HeaderColumn {
  /** As written, trimmed, or the beginning of it; "column 3" where the header is blank. */
  readonly name: string;
  readonly key: string;
  readonly index: number;
}

/** What names are compared by. */
export function columnKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/gu, '');
}

const ignoredKeys = new Set<string>(REJECT_COLUMNS);

/** Text of a header cell. */
export function headerText(cell: RawCell | undefined): string {
  return cell === null || cell === undefined || typeof cell === 'object' ? '' : String(cell).trim();
}

/** The columns of a header up to the last one with a name. */
export function headerColumns(header: readonly RawCell[]): HeaderColumn[] {
  const names = header.map(headerText);
  let width = names.length;
  while (width > 0 && names[width - 1] === '') width--;
  return names.slice(0, width).map((written, index) => {
    const name = written === '' ? `column ${index + 1}` : written;
    return { name: shown(name, LONGEST_NAME), key: columnKey(name), index };
  });
}

/** The header of a file that has none. */
export function numberedHeader(width: number): string[] {
  return Array.from({ length: width }, (_, index) => `column ${index + 1}`);
}

/** Index of a column, or the value that stands for all rows, or neither (no ids in this file). */
export interface Found {
  readonly index: number;
  readonly value: string | null;
  readonly name: string;
}
const NOWHERE: Found = { index: -1, value: null, name: '' };

export interface FoundColumns {
  readonly width: number;
  readonly eventId: Found | null;
  readonly customer: Found;
  readonly meter: Found;
  readonly quantity: Found;
  readonly occurredAt: Found;
  readonly time: Found | null;
  /** Columns that the profile does not use, in order, with names that differ. */
  readonly extra: readonly HeaderColumn[];
}

const wrong = (code: UsageFileCode, column: string, message: string, hint: string): Finding => ({
  code,
  place: { column: shown(column) },
  message,
  hint,
});

/** @returns where each value of a row stands, or every column that is missing or there twice. */
export function findColumns(profile: ImportProfile, header: readonly RawCell[]): Result<FoundColumns> {
  const columns = headerColumns(header);
  const findings: Finding[] = [];
  const find = (source: ColumnSource): Found => {
    if ('value' in source) return { index: -1, value: source.value, name: source.value };
    const key = columnKey(source.column);
    const [first, second] = columns.filter((column) => column.key === key);
    if (second) findings.push(thereTwice(source.column));
    if (!first) findings.push(notThere(source.column, columns));
    return first ? { index: first.index, value: null, name: first.name } : NOWHERE;
  };
  const idSource = profile.columns.event_id;
  const hasId = idSource !== undefined || columns.some((column) => column.key === 'eventid');
  const eventId = idSource === null || !hasId ? null : find(idSource ?? { column: 'event_id' });
  const found = {
    eventId: eventId,
    customer: find(profile.columns.customer),
    meter: find(profile.columns.meter),
    quantity: find(profile.columns.quantity),
    occurredAt: find(profile.columns.occurred_at),
    time: profile.columns.time ? find(profile.columns.time) : null,
  };
  if (findings.length > 0) return refused(...findings);
  const used = new Set(Object.values(found).map((place) => place?.index));
  const extra = columns.filter((column) => !used.has(column.index) && !ignored(column));
  return done({ ...found, width: columns.length, extra: withDifferentNames(extra) });
}

function ignored(column: HeaderColumn): boolean {
  return ignoredKeys.has(column.name.toLowerCase());
}

function withDifferentNames(columns: readonly HeaderColumn[]): HeaderColumn[] {
  const seen = new Set<string>();
  // Counted on from column to column: thousands may have one name.
  const next = new Map<string, number>();
  return columns.map((column) => {
    let name = column.name;
    for (; seen.has(name); next.set(column.name, (next.get(column.name) ?? 2) + 1))
      name = `${column.name} (${next.get(column.name) ?? 2})`;
    seen.add(name);
    return { ...column, name };
  });
}

function notThere(name: string, columns: readonly HeaderColumn[]): Finding {
  const there = columns.slice(0, 20).map((column) => shown(column.name));
  return wrong(
    'missing_column',
    name,
    `There is no column "${shown(name)}"`,
    `The header has: ${there.join(', ')}${columns.length > 20 ? ' …' : ''}. An import profile says which column is which`,
  );
}

function thereTwice(name: string): Finding {
  return wrong(
    'duplicate_column',
    name,
    `The column "${shown(name)}" is there twice`,
    'Rename or remove one of the two',
  );
}
