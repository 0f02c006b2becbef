// The reference books, each worked out by hand, through the real storage and importers: every step, every expected report
// byte for byte, every refusal. And again with the usage of each import step shuffled and split over three files that
// arrive in any order: the rules promise the same postings (rules §1, "Order does not matter").
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '../support/csv-text.ts';
import { importUsage } from '../../src-main/services/usage/import-usage.ts';
import { withReport } from '../../src-main/services/report.ts';
import { runStep, stepLines, wordsOf } from '../../src-main/services/sample/steps.ts';
import type { Session } from '../../src-main/services/session.ts';
import { openSession } from '../../src-main/services/session.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import { createBook } from '../../src-main/storage/open.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { type Random, seeded } from '../support/random.ts';

const cases = import.meta.dirname;
const actor = { user: 'anna', now: () => Date.UTC(2026, 5, 1) };
const SEEDS = [1, 2, 3];

interface Refused {
  step: number;
  kind: string;
}

interface Played {
  refusals: Refused[];
  reports: Map<string, string>;
  unproven: readonly unknown[];
}

type Step = (session: Session, folder: string, line: string) => Promise<Result<unknown>>;

/** Plays a case on a fresh book and writes every report it has an expectation for. */
async function play(name: string, scratch: string, step: Step): Promise<Played> {
  const folder = join(cases, name);
  const created = createBook(join(scratch, 'book.ddb'), { user: actor.user, at: actor.now() });
  if (!created.ok) throw new Error(JSON.stringify(created.findings));
  try {
    const session = openSession(created.value, actor);
    const refusals: Refused[] = [];
    for (const [index, line] of stepLines(readFileSync(join(folder, 'steps.txt'), 'utf8')).entries()) {
      const result = await step(session, folder, line);
      if (!result.ok) refusals.push({ step: index + 1, kind: result.findings[0]!.code });
    }
    const reports = new Map<string, string>();
    for (const file of expectedReports(name)) {
      const report = file.slice(0, -'.csv'.length);
      const made = await withReport(session, report, {}, (table) => csvText(table));
      reports.set(file, made.ok ? made.value : JSON.stringify(made.findings));
    }
    const verified = verifyBook(session);
    return { refusals, reports, unproven: verified.ok ? verified.value.findings : verified.findings };
  } finally {
    created.value.close();
  }
}

function expectedReports(name: string): string[] {
  return readdirSync(join(cases, name, 'expected')).filter((file) => file.endsWith('.csv'));
}

function expectedRefusals(name: string): Refused[] {
  const file = join(cases, name, 'expected/refusals.json');
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as Refused[]).map(({ step, kind }) => ({ step, kind }));
}

/** Imports a file's rows shuffled, dealt over three files, the files in any order; other steps as they are. */
function shuffledStep(random: Random, scratch: string): Step {
  return async (session, folder, line) => {
    const [verb, file] = wordsOf(line);
    if (verb !== 'import') return runStep(session, folder, line);
    const [header, ...rows] = readFileSync(join(folder, file!), 'utf8').trimEnd().split('\n');
    expect(header).toMatch(/^event_id,/);
    const dealt: string[][] = [[], [], []];
    for (const row of random.shuffled(rows)) dealt[random.below(3)]!.push(row);
    let last: Result<unknown> = { ok: true, value: null };
    for (const [index, part] of random.shuffled(dealt).entries()) {
      const path = join(scratch, `${file}-${index}.csv`);
      writeFileSync(path, `${[header, ...part].join('\n')}\n`);
      last = await importUsage(session, { path, profile: null, dryRun: false });
      if (!last.ok) return last;
    }
    return last;
  };
}

const names = readdirSync(cases, { withFileTypes: true })
  // Old spreadsheets stand beside the reference cases.
  .filter((entry) => entry.isDirectory() && entry.name !== 'legacy')
  .map(({ name }) => name)
  .sort();

describe.each(names)('case %s', (name) => {
  let scratch: string;
  let played: Played;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'drawdown-case-'));
    played = await play(name, scratch, runStep);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(expectedReports(name))('%s', (file) => {
    expect(played.reports.get(file)).toBe(readFileSync(join(cases, name, 'expected', file), 'utf8'));
  });

  it('is refused what must be refused, and nothing else', () => {
    expect(played.refusals).toEqual(expectedRefusals(name));
  });

  it('is proven by replay', () => {
    expect(played.unproven).toEqual([]);
  });

  it.each(SEEDS)('comes out the same with its usage shuffled and split (seed %i)', async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'drawdown-case-'));
    try {
      const again = await play(name, folder, shuffledStep(seeded(seed), folder));
      expect(again.refusals).toEqual(expectedRefusals(name));
      expect(again.unproven).toEqual([]);
      for (const file of expectedReports(name)) {
        expect(again.reports.get(file)).toBe(readFileSync(join(cases, name, 'expected', file), 'utf8'));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
