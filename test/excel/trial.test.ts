// The trial recomputation: of every lot of the reference books, month by month, it comes to what the book says, and an independent
// program computes the same from our formulas without their results; a draw that is changed shows. The packs' recipes are run, too.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { workbookBytes } from '../../src-main/excel/write.ts';
import { recompute } from '../../src-main/reports/workbooks/trial/recompute.ts';
import { trialWorkbook } from '../../src-main/reports/workbooks/trial/trial.ts';
import type {
  TrialData,
  TrialLot,
  TrialMovement,
} from '../../src-main/reports/workbooks/trial/trial-data.ts';
import { giveEvidence } from '../../src-main/services/evidence/evidence-pack.ts';
import { closeMonth } from '../../src-main/services/months.ts';
import { runStep, stepLines } from '../../src-main/services/sample/steps.ts';
import { closedMonths, firstOpenMonth, openSession } from '../../src-main/services/session.ts';
import { defaultThrough } from '../../src-main/services/through.ts';
import { createBook } from '../../src-main/storage/open.ts';
import { RECIPE_NAMES, runRecipe, testWithPython } from '../services/evidence/pack.ts';
import { lastingFolder } from '../support/folders/lasting-folder.ts';
import { computedByOffice, testWithOffice } from '../support/libreoffice.ts';
import { BOOK } from '../support/sample-ledger.ts';
import { differences, plainWorkbook } from '../support/workbook-cells.ts';
import { structureComplaints } from '../support/workbook-structure.ts';

const CASES = resolve(import.meta.dirname, '../cases');
const ACTOR = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const folder = lastingFolder();
const names = readdirSync(CASES, { withFileTypes: true }).flatMap((entry) =>
  // Old spreadsheets stand beside the reference cases.
  entry.isDirectory() && entry.name !== 'legacy' ? [entry.name] : [],
);

/** Plays a case, closes what can be closed, and gives the evidence of every closed month with all its lots. @returns the packs. */
async function packsOf(name: string): Promise<string[]> {
  const path = join(mkdtempSync(join(folder, 'book-')), 'book.ddb');
  const created = createBook(path, { user: ACTOR.user, at: ACTOR.now() });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  try {
    const session = openSession(created.value, ACTOR);
    for (const line of stepLines(readFileSync(join(CASES, name, 'steps.txt'), 'utf8')))
      await runStep(session, join(CASES, name), line);
    const through = defaultThrough(session);
    while (firstOpenMonth(session) <= through && closeMonth(session, firstOpenMonth(session)).ok);
    const packs: string[] = [];
    for (const month of closedMonths(session)) {
      const out = join(folder, name, month);
      const given = await giveEvidence(session, { month, out, sample: 1000 });
      if (!given.ok) throw new Error(JSON.stringify(given.findings));
      packs.push(out);
    }
    return packs;
  } finally {
    created.value.close();
  }
}

/** Draws of one lot whose shares lie on halves of a cent as often as can be. */
function halves(price: bigint, credits: bigint, breakage: string, draws: readonly bigint[]): TrialLot {
  const movements: TrialMovement[] = [
    { at: '2026-01-01T00:00', kind: 'grant', eventId: null, count: 1, credits, basis: 0n, usage: 0n },
  ];
  for (const [index, drawn] of draws.entries())
    movements.push({
      at: `2026-01-02T${String(10 + Math.floor(index / 60))}:${String(index % 60).padStart(2, '0')}`,
      kind: 'drawdown',
      eventId: `e${index}`,
      count: 1,
      credits: -drawn,
      basis: 0n,
      usage: 0n,
    });
  const none = { expired: 0n, rolledOver: 0n, refunded: 0n, voided: 0n, moved: 0n, returned: 0n };
  const sums = {
    lot: `l-${price}-${credits}-${breakage}`,
    customer: 'acme',
    creditType: 'credits',
    kind: 'top_up' as const,
    startsAt: 0,
    expiresAt: null,
    currency: 'EUR',
    price,
    granted: credits,
    drawn: draws.reduce((sum, one) => sum + one, 0n),
    recognized: 0n,
    source: null,
    subscription: null,
    ...none,
  };
  const lot = { sums, recognizedBefore: 0n, breakage, facts: [], movements };
  const states = recompute(lot);
  const posted = movements.map((one, index) => {
    const { here, usage } = states[index]!;
    return { ...one, basis: -here, usage };
  });
  sums.recognized = states.reduce((sum, { here }) => sum + here, 0n);
  return { ...lot, movements: posted };
}

const HALVES: TrialLot[] = [
  halves(1050n, 1000n, '0', Array<bigint>(60).fill(10n)),
  halves(350n, 1000n, '0', Array<bigint>(60).fill(10n)),
  halves(123_450n, 1000n, '0', Array<bigint>(60).fill(10n)),
  halves(99_999_950n, 10_000n, '0', Array<bigint>(60).fill(10n)),
  halves(4_999_999_950n, 2_000_000n, '0', Array<bigint>(60).fill(20_000n)),
  halves(2675n, 3000n, '0', Array<bigint>(60).fill(37n)),
  halves(8050n, 1000n, '0.2', Array<bigint>(90).fill(8n)),
  halves(2675n, 1000n, '0.125', Array<bigint>(60).fill(15n)),
];
const halvesData: TrialData = {
  book: BOOK,
  timeZone: 'Europe/Berlin',
  month: '2026-01',
  seal: '',
  seed: 1,
  population: HALVES.length,
  lots: HALVES,
};

const packs = new Map<string, string[]>();
const halvesPath = join(folder, 'halves.xlsx');
let theirs: ReturnType<typeof computedByOffice>;

beforeAll(async () => {
  for (const name of names) packs.set(name, await packsOf(name));
  const workbooks = [...packs.values()].flat().map((pack) => join(pack, 'trial-recomputation.xlsx'));
  writeFileSync(halvesPath, await workbookBytes(trialWorkbook(halvesData)));
  const change = (part: string, content: string): string => {
    const changed = content.replace(/(<c r="E\d+" s="\d+"><v>)-0\.10</, '$1-0.20<');
    expect(part === 'xl/worksheets/sheet2.xml').toBe(changed !== content);
    return changed;
  };
  theirs = computedByOffice(folder, [...workbooks, halvesPath], { broken: { of: halvesPath, change } });
}, 240_000);

describe('reference books', () => {
  it('have closed months with lots', () => {
    expect([...packs.values()].flat().length).toBeGreaterThan(20);
  });
  for (const name of names) {
    testWithOffice(`${name}: recomputed as in the book, here and there`, async () => {
      for (const pack of packs.get(name)!) {
        const path = join(pack, 'trial-recomputation.xlsx');
        expect(structureComplaints(path), path).toEqual([]);
        const ours = await plainWorkbook(path);
        expect(ours.get('Checks')!.get('B3')!.value, path).toBe('OK');
        expect(differences(ours, await theirs(path)), path).toEqual([]);
      }
    });
    testWithPython(`${name}: the recipes agree`, () => {
      const pack = packs.get(name)!.at(-1)!;
      for (const recipe of RECIPE_NAMES) expect(runRecipe(pack, recipe), recipe).toMatchObject({ ok: true });
    });
  }
});

describe('halves of a cent', () => {
  it('are many', () => {
    const exact = HALVES.filter(({ breakage }) => breakage === '0').flatMap(({ sums, movements }) =>
      movements.filter((_, index) => {
        const drawn = movements.slice(1, index + 1).reduce((sum, { credits }) => sum - credits, 0n);
        const twice = 2n * sums.price * drawn;
        return twice % sums.granted === 0n && (twice / sums.granted) % 2n === 1n;
      }),
    );
    expect(exact.length).toBeGreaterThan(30);
  });
  testWithOffice('are rounded the same by a spreadsheet program', async () => {
    const ours = await plainWorkbook(halvesPath);
    expect(ours.get('Checks')!.get('B3')!.value).toBe('OK');
    expect(differences(ours, await theirs(halvesPath))).toEqual([]);
  });
});

testWithOffice('a draw that is changed shows', async () => {
  const workbook = await theirs('broken');
  expect(workbook.get('Sample')!.get('B3')!.value).toBe('CHECK');
  const flags = [...workbook.get('Movements')!].filter(([, { value }]) => value === 'CHECK');
  expect(flags.length).toBeGreaterThan(0);
  const failed = [...workbook.get('Checks')!]
    .filter(([address, { value }]) => address.startsWith('F') && value === 'CHECK')
    .map(([address]) => workbook.get('Checks')!.get(address.replace('F', 'A'))!.value);
  expect(failed).toContain('Remaining credits');
  expect(failed).toContain('Movements that differ from the book');
});
