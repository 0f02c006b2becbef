// Setup tables for tests: folders of cases as raw tables, tables written as aligned text, and the facts a plan leaves behind.
// Must not: plan or judge anything itself.
import { readdirSync, readFileSync } from 'node:fs';
import { openScanner } from '../../src-main/csv/scan.ts';
import type { Told } from '../../src-main/engine/facts.ts';
import type { RawRow } from '../../src-main/import/raw-row.ts';
import type {
  CurrentFacts,
  ExistingFacts,
  LedgerLookups,
  RawTable,
  SetupKind,
} from '../../src-main/import/setup/existing.ts';
import { KEYS, SETUP_KINDS } from '../../src-main/import/setup/existing.ts';
import { exampleRows, SETUP_TABLES } from '../../src-main/import/setup/tables.ts';

/** The settings of the book that most tests have. */
export const BOOK = `
book
key         | value
name        | Corner Ltd
currency    | EUR
time_zone   | Europe/Berlin
first_month | 2026-01
`;

/** The least that usage needs: a credit type, and a meter of which one is one credit, and one without a rate. */
export const CALLS = `
credit_types
code
credits

meters
code
calls
faxes

rates
meter | credit_type | units | credits | from
calls | credits     | 1     | 1       | 2026-01-01
`;

/** A book to which nothing has been told. */
export function noFacts(): ExistingFacts {
  const current = Object.fromEntries(SETUP_KINDS.map((kind) => [kind, new Map()]));
  return { book: null, current: current as unknown as CurrentFacts, firstOpenDate: null };
}

const CASES = new URL('../cases/', import.meta.url);

/** Every folder of setup tables of the reference cases: "01-coffee-pass/setup". */
export function caseFolders(): { path: string; tables: RawTable[] }[] {
  const paths = readdirSync(CASES, { recursive: true }).map(String);
  const names = new Set(SETUP_TABLES.map((table) => `${table.name}.csv`));
  const folders = paths.filter(
    (path) => !path.includes('expected') && readdirSyncSafe(path).some((f) => names.has(f)),
  );
  return folders.sort().map((path) => ({ path, tables: tablesIn(path) }));
}

function readdirSyncSafe(path: string): string[] {
  try {
    return readdirSync(new URL(`${path}/`, CASES));
  } catch {
    return [];
  }
}

export function tablesIn(path: string): RawTable[] {
  return readdirSync(new URL(`${path}/`, CASES)).map((file) => {
    const text = readFileSync(new URL(`${path}/${file}`, CASES), 'utf8');
    const [header, ...rows] = csvCells(text);
    const name = file.replace(/\.csv$/, '');
    return { name, place: file, header: header ?? [], rows: rows.map((cells, i) => ({ row: i + 2, cells })) };
  });
}

function csvCells(text: string): string[][] {
  const rows: RawRow[] = [];
  const finding = openScanner(',').push(text, true, rows);
  if (finding) throw new Error(finding.message);
  return rows.map(({ cells }) => cells.map(String));
}

/** A table written as people read one: cells between bars, the heading first. */
export function table(name: string, text: string): RawTable {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  const [header, ...rows] = cells;
  return {
    name,
    place: `${name}.csv`,
    header: header ?? [],
    rows: rows.map((row, i) => ({ row: i + 2, cells: row })),
  };
}

/** The example rows of the specification, as a filled template would be read. */
export function exampleTables(): RawTable[] {
  return SETUP_TABLES.map((spec) => ({
    name: spec.title,
    place: spec.title,
    header: spec.columns.map((column) => column.title),
    rows: exampleRows(spec).map((cells, i) => ({ row: i + 2, cells })),
  }));
}

/** What stands after these facts were told. */
export function after(told: readonly Told[], existing = noFacts(), firstOpenDate?: string): ExistingFacts {
  const current = Object.fromEntries(
    Object.entries(existing.current).map(([kind, facts]) => [kind, new Map<string, unknown>(facts)]),
  );
  let book = existing.book;
  for (const { kind, body } of told) {
    if (kind === 'book') book = body;
    else current[kind]?.set((KEYS[kind as SetupKind] as (one: unknown) => string)(body), body);
  }
  const first = firstOpenDate ?? existing.firstOpenDate ?? (book && `${book.firstMonth}-01`);
  return { book, current: current as unknown as CurrentFacts, firstOpenDate: first };
}

/** A ledger that knows no lots and no events. */
export const EMPTY_LEDGER: LedgerLookups = { lot: () => null, event: () => null };

/** Several tables, a blank line between them, each with its name on a line of its own. */
export function setup(text: string): RawTable[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [name, ...lines] = block.trim().split('\n');
      return table(name!.trim(), lines.join('\n'));
    });
}
