// The sample company through the services: its year plays without a refusal, the book is proven, every check of every
// statement and revenue workbook of every month holds, and two makings give the same files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { periodOf } from '../../src-main/reports/recognition/period.ts';
import { checkRevenue } from '../../src-main/reports/workbooks/revenue.ts';
import { checkStatement } from '../../src-main/reports/workbooks/statement.ts';
import { revenueData } from '../../src-main/services/files/revenue.ts';
import { statementMaker } from '../../src-main/services/files/statements.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { withSource } from '../../src-main/services/report.ts';
import { makeSampleCompany } from '../../src-main/services/sample/sample-company.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { ofMonth } from '../../src-main/services/statements/spans.ts';
import { openBook } from '../../src-main/storage/open.ts';
import type { Month } from '../../src-shared/calendar.ts';
import { monthsBetween } from '../../src-shared/calendar.ts';
import { partsOf } from '../support/workbook-parts.ts';
import { ACTOR, must, scratchFolder } from './company-book.ts';

/** What does not hold on the month's workbooks, in words. */
async function failing(session: Session, month: Month): Promise<string[]> {
  const checked = await withSource(session, { through: month }, (source) => {
    const maker = statementMaker(session, month);
    const statements = [...session.book().customers.keys()].flatMap((code) =>
      checkStatement(maker.dataOf(ofMonth(code, month))).map((check) => ({
        ...check,
        of: `${month} ${code}`,
      })),
    );
    const revenue = (['month', 'quarter', 'year_to_date'] as const).flatMap((span) => {
      const period = periodOf(span, month);
      if (period.to !== month) return [];
      const checks = checkRevenue(revenueData(session, period, source));
      return checks.map((check) => ({ ...check, of: `${month} revenue, ${span}` }));
    });
    return [...statements, ...revenue];
  });
  const checks = must(checked);
  expect(checks.length).toBeGreaterThan(10);
  return checks
    .filter(({ computed, book }) => computed !== book)
    .map(({ of, what, computed, book }) => `${of}: ${what} is ${computed}, the book says ${book}`);
}

describe('the sample company', () => {
  it('is proven, and all checks of its workbooks hold in every month, the open ones too', async () => {
    const made = must(await makeSampleCompany(scratchFolder(), ACTOR));
    expect(made).toMatchObject({ month: '2025-11', rejected: 5, exceptions: 3 });
    const open = must(openBook(made.book, { user: ACTOR.user, at: ACTOR.now() }));
    try {
      const session = openSession(open, ACTOR);
      expect(must(verifyBook(session)).findings).toEqual([]);
      for (const month of monthsBetween('2025-01', '2026-02')) {
        expect(await failing(session, month)).toEqual([]);
      }
    } finally {
      open.close();
    }
  });

  it('comes out the same when made again by somebody else at another time', async () => {
    const [first, second] = [scratchFolder(), scratchFolder()];
    must(await makeSampleCompany(first, ACTOR, undefined, true));
    must(await makeSampleCompany(second, { user: 'otto', now: () => Date.UTC(2030, 4, 5) }, undefined, true));
    expect(readdirSync(first)).toEqual(
      expect.arrayContaining(['charges-2025-11.xlsx', 'evidence-2025-11.zip', 'journal']),
    );
    const files = readdirSync(first, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(csv|xlsx)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(12);
    const signed = files.filter((file) => /revenue-.*\.xlsx$/.test(file));
    for (const file of files.filter((one) => !signed.includes(one))) {
      expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file))), file).toBe(true);
    }
    // The revenue workbook says who adjusted, imported and closed, and when: on the certificate and with adjustments, and nowhere else.
    expect(signed).toHaveLength(1);
    const [ours, theirs] = [first, second].map((folder) => partsOf(join(folder, signed[0]!)));
    const differing = [...ours!].filter(([name, content]) => theirs!.get(name) !== content);
    expect(differing.map(([name]) => name)).toEqual(['xl/worksheets/sheet17.xml']);
  });
});
