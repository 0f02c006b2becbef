// The house rules tried on files made up to break them: a rule that finds nothing anywhere proves nothing.
import { expect, it } from 'vitest';
import type { Complaint, Room } from './imports.ts';
import { checkDependencies, checkFeatures, checkOnlyImporters, checkRooms, checkUsed } from './imports.ts';
import { type Source, toSource } from './source.ts';
import { checkClock, checkNames, checkOpenings, checkSizes, checkTables, checkTypes } from './style.ts';

const ROOMS: readonly Room[] = [
  { from: 'src-main/engine/', may: ['src-main/engine/', 'src-shared/'] },
  { from: 'src-main/storage/', may: ['src-main/storage/', 'type src-main/engine/', 'node:'] },
  { from: 'src-main/hosts/', may: [] },
  { from: 'src-main/hosts/cli/', may: ['src-main/hosts/cli/', 'src-main/backend/'] },
];

const ONLY_IMPORTERS = { 'decimal.js': 'src-shared/decimal.ts', exceljs: 'src-main/excel/' };
const CLOCK_FREE = ['src-shared/calendar.ts', 'src-main/hosts/'];

/** A file made up for a rule. */
function made(path: string, ...lines: readonly string[]): Source {
  return toSource(path, `${lines.join('\n')}\n`);
}

const found = (complaints: readonly Complaint[]): string[] =>
  complaints.map(({ line, message }) => `${line}: ${message}`);

it('a room importing from where it must not, whatever the form of the import', () => {
  const file = made(
    'src-main/engine/x.ts',
    "import { open } from '../storage/open.ts';",
    "import type { Row } from '../storage/open.ts';",
    "export { hash } from 'node:crypto';",
    "const late = await import('better-sqlite3');",
    "type Far = import('../services/session.ts').Session;",
    "import { Lot } from './lot-state.ts';",
    "import { round } from '../../src-shared/decimal.ts';",
    'const any = await import(late);',
  );
  expect(found(checkRooms([file], ROOMS))).toEqual([
    '1: src-main/engine/ may not import src-main/storage/open.ts',
    '2: src-main/engine/ may not import types of src-main/storage/open.ts',
    '3: src-main/engine/ may not import node:crypto',
    '4: src-main/engine/ may not import better-sqlite3',
    '5: src-main/engine/ may not import types of src-main/services/session.ts',
    '8: src-main/engine/ may not import (computed)',
  ]);
});

it('a value imported where only types may be', () => {
  const file = made(
    'src-main/storage/x.ts',
    "import type { Snapshot } from '../engine/snapshot.ts';",
    "import { type Snapshot as Same } from '../engine/snapshot.ts';",
    "import { writeSnapshot } from '../engine/snapshot.ts';",
    "import { type Snapshot as Again, resumeRun } from '../engine/snapshot.ts';",
    "export type { Snapshot } from '../engine/snapshot.ts';",
    "import '../engine/snapshot.ts';",
  );
  expect(found(checkRooms([file], ROOMS))).toEqual([
    '3: src-main/storage/ may not import src-main/engine/snapshot.ts',
    '4: src-main/storage/ may not import src-main/engine/snapshot.ts',
    '6: src-main/storage/ may not import src-main/engine/snapshot.ts',
  ]);
});

it('a host importing another host, and a file in no room', () => {
  const host = made('src-main/hosts/cli/x.ts', "import { serve } from '../browser/serve.ts';");
  const stray = made('src-main/stray.ts', '// A file beside the rooms.');
  expect(found(checkRooms([host, stray], ROOMS))).toEqual([
    '1: src-main/hosts/cli/ may not import src-main/hosts/browser/serve.ts',
    '1: is in no room of the table',
  ]);
});

it('a second importer of a package', () => {
  const file = made('src-shared/calendar.ts', "import { Decimal } from 'decimal.js';");
  const deep = made('src-main/reports/x.ts', "import theme from 'exceljs/lib/xlsx/xml/theme1.js';");
  expect(found(checkOnlyImporters([file, deep], ONLY_IMPORTERS))).toEqual([
    '1: only src-shared/decimal.ts imports decimal.js',
    '1: only src-main/excel/ imports exceljs',
  ]);
});

it('one feature of the page importing another', () => {
  const file = made(
    'src-renderer/features/usage/grid.tsx',
    "import { Panel } from '../ledger/panel.tsx';",
    "import { Row } from './row.tsx';",
  );
  expect(found(checkFeatures([file], 'src-renderer/features/'))).toEqual([
    '1: usage may not import src-renderer/features/ledger/panel.tsx of another feature',
  ]);
});

it('a package that is not listed, and one that nothing needs', () => {
  const file = made('src-main/x.ts', "import '@scope/pack/deep.js';", "import 'zod';", "import 'node:fs';");
  const complaints = checkDependencies([file], ['zod', 'left-over', 'typescript'], ['typescript']);
  expect(found(complaints)).toEqual([
    '1: @scope/pack is not in package.json',
    '1: nothing imports left-over',
  ]);
});

it('a file that nothing imports', () => {
  const main = made('src-main/hosts/cli/main.ts', "import { one } from './one.ts';");
  const one = made('src-main/hosts/cli/one.ts', 'export const one = 1;');
  const left = made('src-main/hosts/cli/left.ts', 'export const left = 1;');
  expect(checkUsed([main, one, left], ['src-main/hosts/cli/main.ts']).map(({ path }) => path)).toEqual([
    left.path,
  ]);
});

it('files, functions and folders that are too big', () => {
  const long = made(
    'a/long.test.ts',
    '// What is long.',
    "describe.each([1])('a heading over tests', () => {",
    ...Array(6).fill('  work();'),
    '});',
    'const one = () => {',
    ...Array(4).fill('  work();'),
    '};',
    'class Two {',
    '  three(): void {',
    ...Array(3).fill('    work();'),
    '  }',
    '}',
  );
  const small = made('a/small.ts', 'function four() {', '  work();', '}');
  const limits = { fileLines: 20, functionLines: 4, folderFiles: 1 };
  expect(checkSizes([long, small], limits).map(({ rule, path, line }) => `${rule} ${path}:${line}`)).toEqual([
    'file size a/long.test.ts:1',
    'function size a/long.test.ts:10',
    'function size a/long.test.ts:17',
    'folder size a:1',
  ]);
});

it('names that say nothing', () => {
  const paths = ['a/utils.ts', 'b/types.d.ts', 'c/helpers.test.ts', 'd/column-types.ts'];
  expect(checkNames(paths, ['utils', 'types', 'helpers']).map(({ path }) => path)).toEqual(paths.slice(0, 3));
});

it('files that do not say what they are for', () => {
  const good = made('a/good.ts', '// What this file is for: to be good.', 'export {};');
  const none = made('a/none.ts', 'export {};', '// What this file is for comes too late.');
  const short = made('a/short.ts', '// a file', 'export {};');
  expect(checkOpenings([good, none, short]).map(({ path }) => path)).toEqual(['a/none.ts', 'a/short.ts']);
});

it('the clock and chance, but no property of that name', () => {
  const file = made(
    'src-main/engine/x.ts',
    'const a = Date.now();',
    'const b = new Date(0);',
    'const c = Math.random();',
    'const d = globalThis.performance.now() + performance.now();',
    'const e: Date = row.Date;',
    'const f = { Date: 1, now: Date };',
  );
  expect(found(checkClock([file], CLOCK_FREE))).toEqual([
    '1: Date here',
    '2: Date here',
    '3: Math.random here',
    '4: performance.now here',
    '5: Date here',
    '6: Date here',
  ]);
  expect(checkClock([{ ...file, path: 'src-main/hosts/cli/x.ts' }], CLOCK_FREE)).toEqual([]);
});

it('types that are switched off', () => {
  const file = made(
    'src-main/engine/x.ts',
    'const a: any = 1;',
    '// @ts-ignore',
    'const b = a as any[];',
    '/* @ts-expect-error: because */',
  );
  expect(found(checkTypes([file])).sort()).toEqual([
    '1: any',
    '2: @ts-ignore',
    '3: any',
    '4: @ts-expect-error: because',
  ]);
});

it('tables that are not strict or hold floats', () => {
  const file = made(
    'src-main/storage/x.ts',
    'const sql = `CREATE TABLE good (',
    '  amount INTEGER NOT NULL',
    ') STRICT, WITHOUT ROWID;',
    'CREATE TABLE bad (',
    '  amount REAL NOT NULL',
    ');`;',
  );
  expect(found(checkTables([file]))).toEqual(['1: bad is not STRICT', '1: bad has a REAL column']);
  const odd = made('src-main/storage/y.ts', 'const sql = `CREATE TABLE t AS SELECT 1;`;');
  expect(found(checkTables([odd]))).toEqual(['1: a CREATE TABLE that cannot be read']);
});
