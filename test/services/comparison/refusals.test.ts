// What the comparison refuses: each code of its catalogue, provoked; and how months stand in the parallel run as they are closed,
// reopened and closed anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  compareWithSheet,
  unclearNames,
  writeComparison,
} from '../../../src-main/services/comparison/compare.ts';
import {
  parallelRun,
  recordComparison,
  writeParallelRun,
} from '../../../src-main/services/comparison/parallel-run.ts';
import { listShapes } from '../../../src-main/services/migration/shapes.ts';
import { closeMonth, reopenMonth } from '../../../src-main/services/months.ts';
import { verifyBook } from '../../../src-main/services/proof/verify.ts';
import { COMPARISON_CODES } from '../../../src-shared/findings/comparison.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { must } from '../../../src-shared/findings/finding.ts';
import { plainWorkbook } from '../../support/workbook-cells.ts';
import { bookWith } from '../company-book.ts';
import { LEGACY, NAMES, UNSAID, UNSAID_SHEET, withCase } from './legacy-case.ts';

const GRID = join(LEGACY, 'planted-balance-grid');
const provoked = new Set<string>();

function refusal(result: Result<unknown>): string[] {
  if (result.ok) return [];
  for (const { code } of result.findings) provoked.add(code);
  return result.findings.map(({ code, message }) => `${code}: ${message}`);
}

describe('what is refused', () => {
  it('a name that may be a customer, until somebody says so; months that are not there; customers that are not', () =>
    withCase(GRID, async (session, path) => {
      const before = session.facts().length;
      expect(refusal(await compareWithSheet(session, { path }))).toEqual([
        'name_unclear: "Halden Logistics" is no customer of the book, but may be halden',
      ]);
      expect(must(await unclearNames(session, { path }))).toEqual([
        { text: 'Halden Logistics', suggestion: 'halden' },
      ]);
      expect(must(await unclearNames(session, { path, customers: NAMES }))).toEqual([]);
      expect(refusal(await compareWithSheet(session, { path, customers: NAMES, from: '2024-11' }))).toEqual([
        'nothing_to_compare: The book begins with 2025-01: 2024-11 cannot be compared',
      ]);
      expect(
        refusal(
          await compareWithSheet(session, { path, customers: { ...NAMES, 'Halden Logistics': 'hald' } }),
        ),
      ).toEqual(['unknown_customer: There is no customer hald']);
      expect(refusal(await compareWithSheet(session, { path, shape: 'none' }))[0]).toMatch(/^unknown_shape/);
      expect(refusal(await compareWithSheet(session, { path: `${path}.gone` }))).not.toEqual([]);
      expect(session.facts()).toHaveLength(before);
    }));

  it('a certificate of nothing', () =>
    withCase(GRID, async (session) => {
      const folder = mkdtempSync(join(tmpdir(), 'drawdown-certificate-'));
      afterAll(() => rmSync(folder, { recursive: true, force: true }));
      expect(refusal(await writeParallelRun(session, join(folder, 'certificate.xlsx')))).toEqual([
        'not_parallel_yet: No comparison of an old spreadsheet was recorded in this book',
      ]);
    }));

  it('of a spreadsheet that does not say which credits, or in which currency: only that, and what to do', async () => {
    const book = bookWith(UNSAID);
    const path = book.file('balances.csv', UNSAID_SHEET);
    const compared = await compareWithSheet(book.session, { path, to: '2026-02' });
    const { comparison, conclusion, data } = must(compared);
    const notes = compared.ok ? compared.notes! : [];
    for (const { code } of notes) provoked.add(code);
    expect(notes.map(({ message }) => message)).toEqual([
      'Deferred revenue of anna was not compared, only credits: it is in several currencies, and the spreadsheet does not say which it means (first in Rows!B3)',
      'Balances of bert were not compared: they have several credit types, and the spreadsheet does not say which it means (first in Rows!B4)',
    ]);
    expect(data.not_compared).toEqual(notes);
    expect(refusal(recordComparison(book.session, must(compared)))).toEqual([
      `credit_type_unsaid: Not recorded for the parallel run: ${notes[1]!.message}`,
    ]);
    // Nothing is made up of what was not compared: dora's money, in the one currency she has, is.
    expect(comparison.differences.map(({ customer, cause }) => `${customer} ${cause}`)).toEqual([
      'dora unexplained',
    ]);
    expect(comparison.balances.map(({ customer, status }) => `${customer} ${status}`)).toEqual([
      ...['anna agrees', 'anna agrees', 'dora agrees', 'dora unexplained'],
    ]);
    expect(conclusion).toMatch(/^3 of 4 balances agree/);
    must(await writeComparison(book.session, must(compared), join(book.folder, 'compared.xlsx')));
    const summary = (await plainWorkbook(join(book.folder, 'compared.xlsx'))).get('Summary')!;
    const said = [...summary.values()].map(({ value }) => String(value)).join(' ');
    for (const { hint } of notes) expect(said.replaceAll(/\s+/g, ' ')).toContain(hint);
  });

  it('is all of the catalogue', () => {
    for (const code of Object.keys(COMPARISON_CODES)) expect([...provoked]).toContain(code);
  });
});

describe('a name that was said to be none of the book’s', () => {
  it('stands on its own, and so does the customer', () =>
    withCase(GRID, async (session, path) => {
      const { comparison } = must(
        await compareWithSheet(session, { path, customers: { 'Halden Logistics': '' } }),
      );
      const causes = comparison.differences
        .filter(({ customer }) => /halden/i.test(customer))
        .map(({ cause }) => cause);
      expect(causes.sort()).toEqual(['not_in_book', 'not_in_sheet']);
    }));
});

describe('the parallel run', () => {
  it('counts closed months in a row, compared as they are closed; the book stays proven', () =>
    withCase(GRID, async (session, path) => {
      const record = async (): Promise<void> => {
        const compared = must(await compareWithSheet(session, { path, customers: NAMES, to: '2025-03' }));
        must(recordComparison(session, compared, 'Lumen'));
      };
      const states = (): string[] => parallelRun(session, 2).months.map(({ state }) => state);
      must(closeMonth(session, '2025-01'));
      must(closeMonth(session, '2025-02'));
      await record();
      expect(states()).toEqual(['explained', 'explained', 'open']);
      expect(parallelRun(session, 2)).toMatchObject({ inARow: 0, mayEnd: false });
      must(closeMonth(session, '2025-03'));
      await record();
      expect(states()).toEqual(['explained', 'explained', 'explained']);
      expect(parallelRun(session, 3)).toMatchObject({ inARow: 3, mayEnd: true });
      must(reopenMonth(session, '2025-03', 'a late invoice'));
      expect(states()).toEqual(['explained', 'explained', 'reopened']);
      expect(parallelRun(session, 2).mayEnd).toBe(false);
      // Closed as it was, it has the seal that was compared.
      must(closeMonth(session, '2025-03'));
      expect(parallelRun(session, 3).mayEnd).toBe(true);
      expect(listShapes(session).map(({ name }) => name)).toEqual(['Lumen']);
      // The layout was kept with its names: nothing is asked again.
      expect(must(await unclearNames(session, { path }))).toEqual([]);
      must(verifyBook(session));
    }));
});
