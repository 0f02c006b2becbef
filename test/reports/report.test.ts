// The registry of reports, and that each has exactly the columns that other programs rely on.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPORTS, reportNamed } from '../../src-main/reports/report.ts';
import { csv, sourceOf } from './report-sources.ts';

const CASES = join(import.meta.dirname, '../cases');

describe('reports', () => {
  test('are found by name', () => {
    const names = ['balances', 'lots', 'ledger', 'charges', 'wallets', 'revenue', 'journal', 'exceptions'];
    expect(REPORTS.map((report) => report.name)).toEqual(names);
    expect(reportNamed('journal')?.title).toBe('Journal');
    expect(reportNamed('Journal')).toBeUndefined();
  });

  test.each(REPORTS)(
    '$name has the columns of the reference cases, and none of nothing has no rows',
    (report) => {
      const table = report.make(sourceOf({}));
      const [header, ...rows] = csv(table);
      expect(rows).toEqual([]);
      expect(table.name).toBe(report.name);
      let seen = 0;
      for (const name of readdirSync(CASES)) {
        const file = join(CASES, name, 'expected', `${report.name}.csv`);
        if (!existsSync(file)) continue;
        expect(header).toBe(readFileSync(file, 'utf8').split('\n')[0]);
        seen++;
      }
      expect(seen).toBeGreaterThan(0);
    },
  );

  test.each(REPORTS)('$name: keys are unique, titles and the description read well', (report) => {
    const { columns } = report.make(sourceOf({}));
    expect(new Set(columns.map((column) => column.key)).size).toBe(columns.length);
    for (const { title } of columns) expect(title).toMatch(/^[A-Z][a-z]*( [a-z]+)*$/);
    expect(report.description).toMatch(/^[a-z].*[^.]$/);
    // Only numbers can be added up.
    for (const { sum, type } of columns) if (sum) expect(['credits', 'money']).toContain(type);
  });
});
