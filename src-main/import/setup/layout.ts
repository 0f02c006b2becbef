// From tables as found to rows of known tables: names matched, columns matched, blank rows left out.
// Must not: look into cells beyond whether they are blank.
import type { Finding } from '../../../src-shared/findings/finding.ts';
import type { SetupCode } from '../../../src-shared/findings/setup.ts';
import { nearest } from '../../../src-shared/nearest.ts';
import { shown } from '../../../src-shared/shown.ts';
import type { RawTable } from './existing.ts';
import { SetupRow } from './row.ts';
import type { SetupTableName, TableSpec } from './tables.ts';
import { matchingName, SETUP_TABLES } from './tables.ts';
import { quote } from './values.ts';

export type Layout = ReadonlyMap<SetupTableName, readonly SetupRow[]>;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** The rows of each table of the load, in order. What cannot be matched is a finding, and left out. */
export function layOut(tables: readonly RawTable[], findings: Finding[]): Layout {
  const layout = new Map<SetupTableName, readonly SetupRow[]>();
  const places = new Map<SetupTableName, string>();
  for (const raw of tables) {
    const spec = SETUP_TABLES.find((one) => matchingName(one.name) === matchingName(raw.name));
    if (!spec) {
      const names = SETUP_TABLES.map((one) => one.name);
      const meant = nearest(raw.name, names);
      const hint = meant ? `Did you mean ${meant}?` : `The setup tables are ${names.join(', ')}`;
      findings.push({
        code: 'unknown_table' satisfies SetupCode,
        place: { table: shown(raw.name) },
        message: `${shown(raw.place)} is no setup table`,
        hint,
      });
      continue;
    }
    const first = places.get(spec.name);
    if (first !== undefined) {
      findings.push({
        code: 'duplicate_table' satisfies SetupCode,
        place: { table: spec.name },
        message: `${spec.name} comes twice: ${shown(first)} and ${shown(raw.place)}`,
        hint: 'Put all its rows into one of them',
      });
      continue;
    }
    places.set(spec.name, raw.place);
    layout.set(spec.name, rowsOf(raw, spec, findings));
  }
  return layout;
}

function rowsOf(raw: RawTable, spec: TableSpec, findings: Finding[]): SetupRow[] {
  if (isBlank(raw.header) && raw.rows.every(({ cells }) => isBlank(cells))) return [];
  const { columns, known } = columnsOf(raw, spec, findings);
  // Without any heading every cell of every row would be one that stands under none.
  if (isBlank(raw.header)) return [];
  const rows: SetupRow[] = [];
  for (const { row, cells } of raw.rows) {
    if (isBlank(cells)) continue;
    const made = new SetupRow(spec, row, cells, columns, findings);
    cells.forEach((cell, index) => {
      if (cell.trim() === '' || known.has(index)) return;
      const message = `${quote(cell.trim())} in cell ${index + 1} stands under no heading`;
      made.fail('cell_without_column', undefined, message, 'Give its column a heading, or empty the cell');
    });
    rows.push(made);
  }
  return rows;
}

/** Where each column is, and the places that have a heading, known or refused. */
function columnsOf(
  raw: RawTable,
  spec: TableSpec,
  findings: Finding[],
): { columns: Map<string, number>; known: Set<number> } {
  const columns = new Map<string, number>();
  const known = new Set<number>();
  const say = (code: SetupCode, column: string, message: string, hint: string): void => {
    findings.push({ code, place: { table: spec.name, column: shown(column) }, message, hint });
  };
  const keys = spec.columns.map((column) => column.key);
  raw.header.forEach((heading, index) => {
    const name = heading.trim();
    if (name === '') return;
    known.add(index);
    const key = keys.find((one) => matchingName(one) === matchingName(name));
    if (key === undefined) {
      const meant = nearest(name, keys);
      const hint = `${meant ? `Did you mean ${meant}? ` : ''}The columns are ${keys.join(', ')}`;
      say('unknown_column', name, `${quote(name)} is no column of ${spec.name}`, hint);
    } else if (columns.has(key)) {
      say('duplicate_column', key, `${key} comes twice in ${spec.name}`, 'Remove one of the two columns');
    } else columns.set(key, index);
  });
  for (const column of spec.columns) {
    if (column.required && !columns.has(column.key)) {
      say('missing_column', column.key, `${spec.name} has no column ${column.key}`, column.about);
    }
  }
  return { columns, known };
}
