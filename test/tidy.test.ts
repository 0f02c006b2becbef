// The rules of the house as data, checked over the whole tree: docs/ARCHITECTURE.md says why they are what they are, and
// test/tidy/rules.test.ts tries each on files made up to break it. An exception has a date and a reason; there should be few.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Complaint, Room } from './tidy/imports.ts';
import {
  checkDependencies,
  checkFeatures,
  checkOnlyImporters,
  checkRooms,
  checkUsed,
} from './tidy/imports.ts';
import { readSources, type Source, toSource } from './tidy/source.ts';
import {
  checkClock,
  checkNames,
  checkOpenings,
  checkSizes,
  checkTables,
  checkTypes,
  type Limits,
} from './tidy/style.ts';

const MAIN = 'src-main/';
const ENGINE = `${MAIN}engine/`;
const SHARED = 'src-shared/';

const PAGE_LIBRARIES = ['react', 'react-dom', '@mantine/', '@tanstack/', '@tabler/icons-react'];

/** Who may import whom. What is not named here may not be imported. */
const ROOMS: readonly Room[] = [
  { from: SHARED, may: [SHARED, 'zod', 'decimal.js', 'temporal-polyfill'] },
  { from: ENGINE, may: [ENGINE, SHARED] },
  { from: `${MAIN}import/`, may: [`${MAIN}import/`, ENGINE, SHARED, 'zod'] },
  {
    from: `${MAIN}reports/`,
    // An old spreadsheet is set beside the book as what it says, however it was read; what came in of it is what was planned.
    may: [
      `${MAIN}reports/`,
      ENGINE,
      SHARED,
      `type ${MAIN}import/legacy/legacy-book.ts`,
      `type ${MAIN}import/legacy/plan/plan.ts`,
    ],
  },
  {
    from: `${MAIN}csv/`,
    may: [`${MAIN}csv/`, `type ${MAIN}import/`, `${MAIN}import/usage-header.ts`, SHARED, 'node:'],
  },
  {
    from: `${MAIN}excel/`,
    may: [
      `${MAIN}excel/`,
      `type ${MAIN}import/`,
      `${MAIN}reports/workbooks/spec.ts`,
      SHARED,
      'exceljs',
      'node:',
    ],
  },
  {
    from: `${MAIN}storage/`,
    may: [
      `${MAIN}storage/`,
      `type ${ENGINE}`,
      `${ENGINE}postings.ts`,
      `type ${MAIN}import/`,
      `type ${MAIN}reports/source.ts`,
      SHARED,
      'better-sqlite3',
      'drizzle-orm',
      'node:',
    ],
  },
  {
    from: `${MAIN}services/`,
    may: [
      `${MAIN}services/`,
      ENGINE,
      `${MAIN}import/`,
      `${MAIN}reports/`,
      `${MAIN}csv/`,
      `${MAIN}excel/`,
      `${MAIN}storage/`,
      SHARED,
      'node:',
    ],
  },
  {
    from: `${MAIN}backend/`,
    // It opens, backs up and restores books, and tells which reports there are; all else goes through services.
    may: [
      `${MAIN}backend/`,
      `${MAIN}services/`,
      `${MAIN}storage/open.ts`,
      `${MAIN}storage/failures.ts`,
      `${MAIN}storage/file/backup.ts`,
      `${MAIN}storage/file/shared-place.ts`,
      `${MAIN}reports/report.ts`,
      SHARED,
      'zod',
      'node:',
    ],
  },
  { from: `${MAIN}hosts/`, may: ['node:'] },
  // What `npm start` runs: it chooses between the hosts of the window.
  {
    from: `${MAIN}hosts/start`,
    may: [`${MAIN}hosts/start/`, `${MAIN}hosts/browser/host.ts`, `${MAIN}hosts/where.ts`, 'node:'],
  },
  {
    from: `${MAIN}hosts/cli/`,
    may: [
      `${MAIN}hosts/cli/`,
      `${MAIN}hosts/where.ts`,
      `${MAIN}backend/`,
      SHARED,
      'commander',
      'node:',
      'package.json',
    ],
  },
  // What a host of the window serves: names of files, headers, answers to the page.
  { from: `${MAIN}hosts/serving/`, may: [`${MAIN}hosts/serving/`, SHARED, 'node:'] },
  {
    from: `${MAIN}hosts/browser/`,
    may: [`${MAIN}hosts/browser/`, `${MAIN}hosts/serving/`, `${MAIN}backend/`, SHARED, 'node:'],
  },
  {
    from: `${MAIN}hosts/electron/`,
    may: [`${MAIN}hosts/electron/`, `${MAIN}hosts/serving/`, `${MAIN}backend/`, SHARED, 'electron', 'node:'],
  },
  { from: 'src-renderer/', may: ['src-renderer/', SHARED, ...PAGE_LIBRARIES] },
  {
    from: 'src-renderer/ui/',
    may: ['src-renderer/ui/', SHARED, ...PAGE_LIBRARIES, 'ag-grid-community', 'ag-grid-react'],
  },
];

const ONLY_IMPORTERS: Readonly<Record<string, string>> = {
  'decimal.js': `${SHARED}decimal.ts`,
  'temporal-polyfill': `${SHARED}calendar.ts`,
  exceljs: `${MAIN}excel/`,
  'better-sqlite3': `${MAIN}storage/`,
  'drizzle-orm': `${MAIN}storage/`,
  commander: `${MAIN}hosts/cli/`,
  electron: `${MAIN}hosts/electron/`,
};

const LIMITS: Limits = { fileLines: 400, functionLines: 70, folderFiles: 15 };
const BANNED_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'types'];
// The window's worker reads its own clock: functions do not cross threads.
const CLOCK_FREE = [
  `${SHARED}calendar.ts`,
  `${MAIN}hosts/`,
  `${MAIN}backend/window/`,
  // How long something takes to show, and dates as people of a place write them.
  'src-renderer/ui/clock.ts',
  'src-renderer/ui/format/dates.ts',
];

/** Where the program begins, and what stands for itself. */
const BEGINNINGS = [
  `${MAIN}hosts/cli/main.ts`,
  `${MAIN}hosts/start.ts`,
  `${MAIN}hosts/electron/main.ts`,
  `${MAIN}hosts/electron/preload.ts`,
  'src-renderer/main.tsx',
  // Catalogues of codes that services give as text; tests hold both equal.
  `${SHARED}findings/book.ts`,
  `${SHARED}findings/service.ts`,
];

/** Packages that no file imports because a command, the compiler or another package does. */
const USED_ELSEWHERE = ['node', 'typescript', '@biomejs/biome', '@types/node'];

/** What breaks a rule today: what it is, since when, why, and when it goes. */
const EXCEPTIONS: readonly { rule: string; path: string; message?: RegExp; since: string; why: string }[] =
  [];

const root = join(import.meta.dirname, '..');
const sources = readSources(root, ['src-main', 'src-shared', 'src-renderer']);
const tests = readSources(root, ['test']);

/** What is left of the complaints once the exceptions are taken off, as lines. */
function standing(complaints: readonly Complaint[]): string[] {
  return complaints
    .filter(({ rule, path, message }) => !EXCEPTIONS.some((one) => matches(one, rule, path, message)))
    .map(({ rule, path, line, message }) => `${rule}: ${path}:${line} ${message}`);
}

function matches(one: (typeof EXCEPTIONS)[number], rule: string, path: string, message: string): boolean {
  return one.rule === rule && one.path === path && (one.message === undefined || one.message.test(message));
}

function packages(): string[] {
  const listed: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return [...Object.keys(listed.dependencies!), ...Object.keys(listed.devDependencies!)];
}

function toolFiles(): Source[] {
  return ['vitest.config.ts', 'electron.vite.config.ts']
    .filter((path) => existsSync(join(root, path)))
    .map((path) => toSource(path, readFileSync(join(root, path), 'utf8')));
}

const RULES: Record<string, () => Complaint[]> = {
  'rooms import what the table allows': () => checkRooms(sources, ROOMS),
  'some packages have one importer': () => checkOnlyImporters(sources, ONLY_IMPORTERS),
  'features of the page do not import each other': () => checkFeatures(sources, 'src-renderer/features/'),
  'packages are listed and used': () =>
    checkDependencies([...sources, ...tests, ...toolFiles()], packages(), USED_ELSEWHERE),
  'every file is part of the program': () => checkUsed(sources, BEGINNINGS),
  'files, functions and folders have bounds': () => checkSizes([...sources, ...tests], LIMITS),
  'names say what is in a file': () =>
    checkNames(
      [...sources, ...tests].map(({ path }) => path),
      BANNED_NAMES,
    ),
  'files open with what they are for': () => checkOpenings([...sources, ...tests]),
  'the clock and chance stay outside': () => checkClock(sources, CLOCK_FREE),
  'types are not switched off': () => checkTypes([...sources, ...tests]),
  'tables are strict and hold no binary floats': () =>
    checkTables(sources.filter(({ path }) => path.startsWith(`${MAIN}storage/`))),
};

describe('the tree', () => {
  it.each(Object.entries(RULES))('%s', (_name, complaints) => {
    expect(standing(complaints())).toEqual([]);
  });

  it('was read: every room has files, but for those still to be built', () => {
    const toBeBuilt = ['src-renderer/ui/'];
    const empty = ROOMS.filter(({ from }) => !sources.some(({ path }) => path.startsWith(from)));
    expect(empty.map(({ from }) => from).filter((from) => !toBeBuilt.includes(from))).toEqual([]);
  });

  it('builds every thread under the name that it is started by', () => {
    const built = readFileSync(join(root, 'electron.vite.config.ts'), 'utf8');
    const started = sources.flatMap(({ text }) =>
      [...text.matchAll(/built: '\.\/([^']+)\.js'/g)].map(([, name]) => `'backend/${name}'`),
    );
    expect(started.length).toBeGreaterThan(1);
    expect(started.filter((name) => !built.includes(name))).toEqual([]);
  });

  it('needs every exception that is listed, and each has a date and a reason', () => {
    const all = Object.values(RULES).flatMap((complaints) => complaints());
    for (const one of EXCEPTIONS) {
      expect(one.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(one.why.length).toBeGreaterThan(20);
      expect(
        all.filter(({ rule, path, message }) => matches(one, rule, path, message)),
        `the exception for ${one.path} is not needed any more`,
      ).not.toEqual([]);
    }
  });
});
