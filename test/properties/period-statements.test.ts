// Random worlds as statements of subscription periods: each one's checks hold, its sums are those of the postings dated in its days, and
// what one period closes with the next one opens with, whatever was told in between.
import { describe, expect, it } from 'vitest';
import { failedChecks } from '../../src-main/reports/workbooks/checks.ts';
import { statementFigures } from '../../src-main/reports/workbooks/statement/figures.ts';
import { checkStatement } from '../../src-main/reports/workbooks/statement.ts';
import type { StatementData } from '../../src-main/reports/workbooks/statement-data.ts';
import { statementMaker } from '../../src-main/services/files/statements.ts';
import { withSource } from '../../src-main/services/report.ts';
import type { Session } from '../../src-main/services/session.ts';
import { periodsEndingIn } from '../../src-main/services/statements/spans.ts';
import { defaultThrough } from '../../src-main/services/through.ts';
import { addDays, monthsBetween } from '../../src-shared/calendar.ts';
import { worldFromSeed } from '../oracle/generate.ts';
import { live } from './real-book.ts';

const FIRST = Number(process.env.DRAWDOWN_SEED ?? 1) + 12_000;

/** What the worlds had in them: periods within a month, over two, pairs of neighbours. */
const met = { within: 0, across: 0, neighbours: 0, moved: 0 };

/** Credits dated in the statement's days, added up from the postings by SQL of its own. */
function fromPostings({ open, book }: Session, { customer, from, to }: StatementData): Map<string, bigint> {
  const { zone } = book();
  const rows = open.db
    .prepare(
      `SELECT w.credit_type AS type, sum(p.credits) AS net FROM posting p JOIN wallet w ON w.id = p.wallet
       JOIN code c ON c.id = w.customer
       WHERE c.code = ? AND p.at >= ? AND p.at < ? AND p.lot IS NOT NULL AND p.charge IS NULL GROUP BY 1`,
    )
    .safeIntegers()
    .all(customer.code, zone.startOf(from), zone.startOf(addDays(to, 1))) as { type: string; net: bigint }[];
  return new Map(rows.map(({ type, net }) => [type, net]));
}

interface Ends {
  from: string;
  to: string;
  opening: Map<string, bigint>;
  closing: Map<string, bigint>;
}

function look(session: Session, data: StatementData, failed: string[]): Ends {
  const ends: Ends = { from: data.from, to: data.to, opening: new Map(), closing: new Map() };
  const where = `${data.customer.code} ${data.from} to ${data.to}`;
  failed.push(...failedChecks(checkStatement(data)).map((line) => `${where}: ${line}`));
  const postings = fromPostings(session, data);
  for (const { wallet, book } of statementFigures(data).wallets) {
    const net = postings.get(wallet.creditType) ?? 0n;
    if (net !== book.month.net)
      failed.push(`${where}: ${wallet.creditType} ${book.month.net}, postings ${net}`);
    if (net !== 0n) met.moved++;
    ends.opening.set(wallet.creditType, book.opening);
    ends.closing.set(wallet.creditType, book.closing);
  }
  for (const { currency, opening, closing } of data.deferred) {
    ends.opening.set(`money ${currency}`, opening);
    ends.closing.set(`money ${currency}`, closing);
  }
  met[data.from.slice(0, 7) === data.month ? 'within' : 'across']++;
  return ends;
}

async function failing(session: Session): Promise<string[]> {
  if (!session.isSetUp()) return [];
  const failed: string[] = [];
  const bySubscription = new Map<string, Ends[]>();
  for (const month of monthsBetween(session.book().firstMonth, defaultThrough(session))) {
    const done = await withSource(session, { through: month }, () => {
      const make = statementMaker(session, month);
      for (const of of periodsEndingIn(session.book(), month)) {
        const ends = look(session, make.dataOf(of), failed);
        for (const subscription of of.span.period!.subscriptions)
          bySubscription.set(subscription, [...(bySubscription.get(subscription) ?? []), ends]);
      }
    });
    expect(done.ok).toBe(true);
  }
  for (const [subscription, all] of bySubscription) {
    for (const [index, { to, closing }] of all.entries()) {
      const next = all[index + 1];
      if (!next) continue;
      met.neighbours++;
      if (addDays(to, 1) !== next.from) failed.push(`${subscription}: a gap after ${to}`);
      for (const what of new Set([...closing.keys(), ...next.opening.keys()])) {
        const [then, now] = [closing.get(what) ?? 0n, next.opening.get(what) ?? 0n];
        if (then !== now)
          failed.push(`${subscription}: ${what} closes with ${then} on ${to}, opens with ${now}`);
      }
    }
  }
  return failed;
}

describe('statements of consecutive periods', () => {
  it.each(Array.from({ length: 6 }, (_, part) => FIRST + part * 5))(
    'agree with the postings and each other in five worlds from seed %i',
    async (from) => {
      for (let seed = from; seed < from + 5; seed++) {
        const world = worldFromSeed(seed);
        const failed: string[] = [];
        let steps = 0;
        await live(world, async (session) => {
          steps++;
          if (steps === world.steps.length + 1) failed.push(...(await failing(session)));
        });
        expect({ seed, failed }).toEqual({ seed, failed: [] });
      }
    },
  );

  it('and the worlds had such periods', () => {
    expect(Object.entries(met).filter(([, count]) => count < 20)).toEqual([]);
  });
});
