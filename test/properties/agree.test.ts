// Random worlds through the real program: it says what the independent model says, whatever the order of files and rows;
// importing twice changes nothing; closed months stay as they were; money foots. And a model with a wrong rule is caught,
// which shows that the whole arrangement can catch one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { closedMonths, type Session } from '../../src-main/services/session.ts';
import { listBatches } from '../../src-main/services/usage/batches.ts';
import { readCsv } from '../oracle/csv.ts';
import { worldFromSeed, worlds } from '../oracle/generate.ts';
import { reportFindings } from '../oracle/invariants.ts';
import { type Answer, type ReportName, runOracle } from '../oracle/oracle.ts';
import { shrinkWorld } from '../oracle/shrink.ts';
import type { SetupTables, Step, World } from '../oracle/world.ts';
import { type Random, seeded } from '../support/random.ts';
import { faultOf } from './fuzz.ts';
import { firstDifference, live, reportTexts } from './real-book.ts';

const FIRST = Number(process.env.DRAWDOWN_SEED ?? 1);
const seeds = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => FIRST + from + i);
const again = (seed: number): string => `npm run fuzz -- --seed ${seed} --runs 1 --shrink`;

describe('the program and the model', () => {
  it.each(seeds(0, 15).map((_, part) => part * 10))('agree on ten worlds from seed +%i', async (from) => {
    for (const seed of seeds(from, 10)) {
      expect({ seed, again: again(seed), fault: await faultOf(worldFromSeed(seed), seed) }).toEqual({
        seed,
        again: again(seed),
        fault: null,
      });
    }
  });
});

describe('the program and the model, on worlds that fast-check can shrink', () => {
  it('agree', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        expect(await faultOf(world, FIRST)).toBeNull();
      }),
      { seed: FIRST, numRuns: 15, interruptAfterTimeLimit: 90_000 },
    );
  });
});

function shuffledTables(tables: SetupTables, random: Random): SetupTables {
  const shuffled = random.shuffled(Object.entries(tables));
  return Object.fromEntries(shuffled.map(([name, rows]) => [name, random.shuffled(rows)]));
}

describe('setup tables', () => {
  it.each(seeds(500, 12))('and their rows may stand in any order (seed %i)', async (seed) => {
    const random = seeded(seed);
    const world = worldFromSeed(seed);
    const other = await live({
      setup: shuffledTables(world.setup, random),
      steps: world.steps.map((step) =>
        step.kind === 'setup' ? { ...step, tables: shuffledTables(step.tables, random) } : step,
      ),
    });
    const { reports, refusals } = await live(world);
    expect(other.refusals).toEqual(refusals);
    expect(firstDifference(other.reports, reports)).toBeNull();
    expect(other.findings).toEqual([]);
  });
});

/** Every import comes twice; batches of before have odd numbers now. */
function doubled(world: World): World {
  const steps = world.steps.flatMap((step): Step[] => {
    if (step.kind === 'import') return [step, step];
    return step.kind === 'undo' ? [{ ...step, batch: step.batch * 2 - 1 }] : [step];
  });
  return { setup: world.setup, steps };
}

describe('importing a file again', () => {
  it.each(seeds(200, 12))('changes nothing (seed %i)', async (seed) => {
    const world = worldFromSeed(seed);
    const once = await live(world);
    const accepted: number[] = [];
    const twice = await live(doubled(world), (session, step) => {
      if (step.kind === 'import') accepted.push(listBatches(session).at(-1)!.accepted);
    });
    expect(accepted.filter((_, i) => i % 2 === 1).every((count) => count === 0)).toBe(true);
    expect(firstDifference(twice.reports, once.reports)).toBeNull();
    expect(twice.refusals.map(({ kind }) => kind)).toEqual(once.refusals.map(({ kind }) => kind));
    expect(twice.findings).toEqual([]);
  });
});

/** What the reports say of one month. */
function monthOf(session: Session, reports: Record<string, string>, month: string): string[] {
  const { zone } = session.book();
  const monthly: Record<string, (row: Record<string, string>) => boolean> = {
    ledger: (row) => zone.monthAt(Date.parse(row.at!)) === month,
    charges: (row) => row.date!.startsWith(month),
    wallets: (row) => row.month === month,
    revenue: (row) => row.month === month,
    journal: (row) => row.month === month,
  };
  return Object.entries(monthly).flatMap(([name, belongs]) =>
    readCsv(reports[name]!)
      .filter(belongs)
      .map((row) => `${name} ${JSON.stringify(row)}`),
  );
}

describe('a closed month', () => {
  it.each(seeds(300, 12))(
    'stays as it was, whatever is told later, and the book proven at every step (seed %i)',
    async (seed) => {
      const sealed = new Map<string, string[]>();
      let compared = 0;
      await live(worldFromSeed(seed), async (session, step) => {
        const closed = closedMonths(session);
        const reports = await reportTexts(session);
        for (const month of sealed.keys()) if (!closed.includes(month)) sealed.delete(month);
        for (const month of closed) {
          const now = monthOf(session, reports, month);
          expect({ seed, step: step.kind, month, now }).toEqual({
            seed,
            step: step.kind,
            month,
            now: sealed.get(month) ?? now,
          });
          if (sealed.has(month)) compared++;
          sealed.set(month, now);
        }
        const verified = verifyBook(session);
        expect(verified.ok && verified.value.findings).toEqual([]);
      });
      expect(compared).toBeGreaterThan(0);
    },
  );
});

describe('money', () => {
  it.each(seeds(400, 12))('foots to the minor unit, lot by lot, month by month (seed %i)', async (seed) => {
    const { reports } = await live(worldFromSeed(seed));
    expect(reportFindings(reports as Record<ReportName, string>)).toEqual([]);
    const minor = (text: string): number => Number(text.replace('.', ''));
    for (const lot of readCsv(reports.lots!)) {
      const parts = [lot.recognized, lot.moved, lot.returned, lot.deferred].map((text) => minor(text!));
      expect({ lot: lot.lot, sum: parts.reduce((sum, part) => sum + part, 0) }).toEqual({
        lot: lot.lot,
        sum: minor(lot.price!),
      });
    }
  });
});

/** The model, made to believe that `if_at_least` rolls whatever there is. */
function credulous(world: World): Answer {
  const plans = (world.setup.plans ?? []).map((plan) =>
    plan.rollover === 'if_at_least' ? { ...plan, rollover_threshold: '0' } : plan,
  );
  return runOracle({ ...world, setup: { ...world.setup, plans } });
}

const rowsOf = (world: World): number =>
  [world.setup, ...world.steps.map((step) => (step.kind === 'setup' ? step.tables : {}))]
    .flatMap((tables) => Object.values(tables))
    .reduce((sum, rows) => sum + rows.length, 0);

describe('the canary: a model with one wrong rule', () => {
  it('is found within 60 worlds, and shrunk to a small one that shows it', async () => {
    let found: { seed: number; world: World } | null = null;
    for (const seed of Array.from({ length: 60 }, (_, i) => i + 1)) {
      const world = worldFromSeed(seed);
      if ((await faultOf(world, seed, credulous)) === null) continue;
      found = { seed, world };
      break;
    }
    expect(found).not.toBeNull();
    const { seed, world } = found!;
    const small = await shrinkWorld(world, async (candidate) => {
      try {
        // Where both models say the same no book can tell them apart.
        const differ = firstDifference(credulous(candidate).reports, runOracle(candidate).reports) !== null;
        return differ && (await faultOf(candidate, seed)) === null;
      } catch {
        return false;
      }
    });
    expect(await faultOf(small, seed, credulous)).toMatch(
      /^(lots|ledger|balances|wallets|journal|revenue), line/,
    );
    expect(await faultOf(small, seed)).toBeNull();
    expect(small.setup.plans!.some((plan) => plan.rollover === 'if_at_least')).toBe(true);
    expect(small.steps.length).toBeLessThanOrEqual(1);
    expect(rowsOf(small)).toBeLessThan(Math.min(14, rowsOf(world)));
  });
});
