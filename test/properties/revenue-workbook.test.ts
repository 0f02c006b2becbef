// Random worlds as revenue workbooks: rollovers, refunds, voids, late usage, reopened months, several currencies. Whatever was told, every
// check of the workbook holds, of each month, its quarter and its year to date; and each sheet can be written.
import { describe, expect, it } from 'vitest';
import { periodOf } from '../../src-main/reports/recognition/period.ts';
import { failedChecks } from '../../src-main/reports/workbooks/checks.ts';
import { checkRevenue, revenueWorkbook } from '../../src-main/reports/workbooks/revenue.ts';
import { revenueData } from '../../src-main/services/files/revenue.ts';
import { withSource } from '../../src-main/services/report.ts';
import type { Session } from '../../src-main/services/session.ts';
import { defaultThrough } from '../../src-main/services/through.ts';
import { monthsBetween } from '../../src-shared/calendar.ts';
import { worldFromSeed } from '../oracle/generate.ts';
import { live } from './real-book.ts';

const FIRST = Number(process.env.DRAWDOWN_SEED ?? 1) + 9000;

/** What the workbooks came upon, so that the worlds are known to reach it. */
const met = new Set<string>();

async function failing(session: Session): Promise<string[]> {
  if (!session.isSetUp()) return [];
  const failed: string[] = [];
  for (const month of monthsBetween(session.book().firstMonth, defaultThrough(session))) {
    for (const span of ['month', 'quarter', 'year_to_date'] as const) {
      const period = periodOf(span, month);
      const done = await withSource(session, { through: period.to }, (source) => {
        const data = revenueData(session, period, source);
        for (const { type } of data.adjustments) met.add(type);
        for (const { kind } of data.lotMonths) met.add(kind);
        if (new Set(data.deferred.map(({ currency }) => currency)).size > 1) met.add('currencies');
        failed.push(...failedChecks(checkRevenue(data)).map((line) => `${span} ${month}: ${line}`));
        for (const { rows } of revenueWorkbook(data).sheets)
          for (const row of rows) expect(row).toBeDefined();
      });
      expect(done.ok).toBe(true);
    }
  }
  return failed;
}

describe('all checks of the revenue workbook hold', () => {
  it.each(Array.from({ length: 8 }, (_, part) => FIRST + part * 5))(
    'in five worlds from seed %i',
    async (from) => {
      for (let seed = from; seed < from + 5; seed++) {
        const world = worldFromSeed(seed);
        const failed: string[] = [];
        let steps = 0;
        await live(world, async (session, step) => {
          steps++;
          if (step.kind === 'reopen' || steps === world.steps.length + 1)
            failed.push(...(await failing(session)));
        });
        expect({ seed, failed }).toEqual({ seed, failed: [] });
      }
    },
  );

  it('and the worlds had in them what could break them', () => {
    const told = [
      'refund',
      'void',
      'extend',
      'usage_voided',
      'rollover_in',
      'reinstatement',
      'opening',
      'currencies',
    ];
    expect(told.filter((one) => !met.has(one))).toEqual([]);
  });
});
