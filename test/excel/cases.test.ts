// The reference books as workbooks: every statement and revenue workbook of every month says OK, and an independent program that
// is given our formulas without their results computes the same.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { writeRevenue } from '../../src-main/services/files/revenue.ts';
import { writeStatements } from '../../src-main/services/files/statements.ts';
import { runStep, stepLines } from '../../src-main/services/sample/steps.ts';
import { openSession } from '../../src-main/services/session.ts';
import { createBook } from '../../src-main/storage/open.ts';
import { computedPath, recalculate, scratchFolder, testWithOffice } from '../support/libreoffice.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';
import { spoilt } from '../support/workbook-parts.ts';

const CASES = resolve(import.meta.dirname, '../cases');
const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const names = readdirSync(CASES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const folder = scratchFolder();

function monthsOf(name: string): string[] {
  const wallets = readFileSync(join(CASES, name, 'expected/wallets.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return [...new Set(wallets.map((row) => row.slice(0, 7)))].sort();
}

/** Plays the case and writes its workbooks of every month. @returns their paths. */
async function workbooksOf(name: string): Promise<string[]> {
  const created = createBook(join(mkdtempSync(join(folder, 'book-')), 'book.ddb'), {
    user: ACTOR.user,
    at: ACTOR.now(),
  });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  const out = join(folder, name);
  mkdirSync(out);
  try {
    const session = openSession(created.value, ACTOR);
    for (const line of stepLines(readFileSync(join(CASES, name, 'steps.txt'), 'utf8'))) {
      await runStep(session, join(CASES, name), line);
    }
    for (const month of monthsOf(name)) {
      await writeStatements(session, { month, folder: out });
      for (const span of ['month', 'quarter', 'year_to_date'] as const)
        await writeRevenue(session, { month, span }, join(out, `revenue-${month}-${span}.xlsx`));
    }
  } finally {
    created.value.close();
  }
  return readdirSync(out).map((file) => join(out, file));
}

const RESULT = /(<\/f>)<v>[^<]*<\/v>/g;
const blankFolder = join(folder, 'blank');
// Files of different cases may share a name.
const blankPath = (name: string, path: string): string =>
  join(blankFolder, `${name}-${path.slice(path.lastIndexOf('/') + 1)}`);

const workbooks = new Map<string, string[]>();
let computed = '';
beforeAll(async () => {
  mkdirSync(blankFolder);
  for (const name of names) {
    const paths = await workbooksOf(name);
    workbooks.set(name, paths);
    for (const path of paths)
      spoilt(path, blankPath(name, path), (_, content) => content.replace(RESULT, '$1'));
  }
  try {
    const all = [...workbooks].flatMap(([name, paths]) => paths.map((path) => blankPath(name, path)));
    computed = recalculate(folder, all);
  } catch (error) {
    if (process.env.DRAWDOWN_REQUIRE_TOOLS === '1') throw error;
  }
});

describe('reference books', () => {
  for (const name of names) {
    testWithOffice(name, async () => {
      const paths = workbooks.get(name)!;
      expect(paths.length).toBeGreaterThan(1);
      for (const path of paths) {
        const ours = await plainWorkbook(path);
        expect(ours.get('Checks')!.get('B3')!.value, path).toBe('OK');
        const theirs = await plainWorkbook(computedPath(computed, blankPath(name, path)));
        expect(differences(ours, theirs), path).toEqual([]);
      }
    });
  }
});
