// A world: everything that was ever told to a book, in order, as the texts that stand in the files. Cases are read
// into worlds, random worlds are written out as cases.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, writeCsv } from './csv.ts';

export type SetupRow = Record<string, string>;
export type SetupTables = Record<string, SetupRow[]>;

export interface UsageRow {
  event_id: string;
  customer: string;
  meter: string;
  quantity: string;
  occurred_at: string;
}

export type Step =
  | { kind: 'setup'; tables: SetupTables }
  | { kind: 'import'; rows: UsageRow[] }
  | { kind: 'close'; month: string }
  | { kind: 'reopen'; month: string; reason: string }
  | { kind: 'undo'; batch: number }
  | { kind: 'exclude'; event: string; reason: string };

/** `setup` is step 1; `steps[0]` is step 2, and so on. */
export interface World {
  setup: SetupTables;
  steps: Step[];
}

const usageColumns = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at'] as const;

function readTables(folder: string): SetupTables {
  const tables: SetupTables = {};
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.csv')) tables[file.slice(0, -4)] = readCsv(readFileSync(join(folder, file), 'utf8'));
  }
  return tables;
}

function readUsage(file: string): UsageRow[] {
  return readCsv(readFileSync(file, 'utf8')).map((row) => ({
    event_id: row.event_id ?? '',
    customer: row.customer ?? '',
    meter: row.meter ?? '',
    quantity: row.quantity ?? '',
    occurred_at: row.occurred_at ?? '',
  }));
}

/** Splits a command line into words; double quotes hold a word with spaces together. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

function readStep(folder: string, line: string): Step {
  const [command, what = '', option, reason = ''] = words(line);
  if (option !== undefined && option !== '--reason') throw new Error(`unknown option in "${line}"`);
  switch (command) {
    case 'setup':
      return { kind: 'setup', tables: readTables(join(folder, what)) };
    case 'import':
      return { kind: 'import', rows: readUsage(join(folder, what)) };
    case 'close':
      return { kind: 'close', month: what };
    case 'reopen':
      return { kind: 'reopen', month: what, reason };
    case 'undo':
      return { kind: 'undo', batch: Number(what) };
    case 'exclude':
      return { kind: 'exclude', event: what, reason };
    default:
      throw new Error(`unknown step "${line}"`);
  }
}

/** Loads a folder of test/cases. Its first step must be the setup. */
export function readCase(folder: string): World {
  const lines = readFileSync(join(folder, 'steps.txt'), 'utf8').split('\n');
  const steps = lines.filter((line) => line.trim() !== '').map((line) => readStep(folder, line));
  const first = steps[0];
  if (first?.kind !== 'setup') throw new Error(`${folder} does not begin with its setup`);
  return { setup: first.tables, steps: steps.slice(1) };
}

function writeTables(folder: string, tables: SetupTables): void {
  mkdirSync(folder, { recursive: true });
  for (const [table, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (columns.length > 0) writeFileSync(join(folder, `${table}.csv`), writeCsv(columns, rows));
  }
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}

/** Writes one step's files and gives its command line. `number` is the step's, the setup being 1. */
function writeStep(folder: string, step: Step, number: number): string {
  switch (step.kind) {
    case 'setup':
      writeTables(join(folder, `step-${number}`), step.tables);
      return `setup step-${number}`;
    case 'import': {
      const rows = step.rows.map((row) => ({ ...row }));
      // A file either has ids or has no column for them.
      const idless = rows.length > 0 && rows.every((row) => row.event_id === '');
      const columns = idless ? usageColumns.slice(1) : usageColumns;
      writeFileSync(join(folder, `step-${number}.csv`), writeCsv(columns, rows));
      return `import step-${number}.csv`;
    }
    case 'close':
      return `close ${step.month}`;
    case 'reopen':
      return `reopen ${step.month} --reason ${quoted(step.reason)}`;
    case 'undo':
      return `undo ${step.batch}`;
    case 'exclude':
      return `exclude ${quoted(step.event)} --reason ${quoted(step.reason)}`;
  }
}

/** Writes a world in the layout of test/cases: setup/, step-N/ and step-N.csv for what came later, steps.txt. */
export function writeWorld(world: World, folder: string): void {
  writeTables(join(folder, 'setup'), world.setup);
  const lines = world.steps.map((step, i) => writeStep(folder, step, i + 2));
  writeFileSync(join(folder, 'steps.txt'), ['setup setup', ...lines, ''].join('\n'));
}
