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
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';
import { structureComplaints } from '../support/workbook-structure.ts';

const CASES = resolve(import.meta.dirname, '../cases');
const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const names = readdirSync(CASES, { withFileTypes: true }).flatMap((entry) =>
  // Old spreadsheets stand beside the reference cases.
  entry.isDirectory() && entry.name !== 'legacy' ? [entry.name] : [],
);
const folder = lastingFolder();

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
    const months = monthsOf(name);
    const revenue = (month: string, span: 'month' | 'quarter' | 'year_to_date') =>
      writeRevenue(session, { month, span }, join(out, `revenue-${month}-${span}.xlsx`));
    for (const month of months) {
      await writeStatements(session, { month, folder: out });
      await revenue(month, 'month');
    }
    await revenue(months.at(-1)!, 'quarter');
    await revenue(months.at(-1)!, 'year_to_date');
  } finally {
    created.value.close();
  }
  return readdirSync(out).map((file) => join(out, file));
}

const workbooks = new Map<string, string[]>();
let theirs: ReturnType<typeof computedByOffice>;
beforeAll(async () => {
  for (const name of names) workbooks.set(name, await workbooksOf(name));
  theirs = computedByOffice(folder, [...workbooks.values()].flat());
}, 400_000);

describe('reference books', () => {
  for (const name of names) {
    testWithOffice(name, async () => {
      const paths = workbooks.get(name)!;
      expect(paths.length).toBeGreaterThan(1);
      for (const path of paths) {
        expect(structureComplaints(path), path).toEqual([]);
        const ours = await plainWorkbook(path);
        expect(ours.get('Checks')!.get('B3')!.value, path).toBe('OK');
        expect(differences(ours, await theirs(path)), path).toEqual([]);
      }
    });
  }
});
