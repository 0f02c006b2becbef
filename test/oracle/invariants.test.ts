// The oracle keeps the invariants of rules §14 on hundreds of random books, as of every month; closed months stay as
// they were sealed; the order and the splitting of files change nothing.
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { choicesFromSeed } from './generate/choices.ts';
import { worldFromSeed } from './generate.ts';
import { derivedFindings, reportFindings } from './invariants.ts';
import { derive } from './model/derive.ts';
import { readHistory } from './model/history.ts';
import { monthsBetween } from './model/time.ts';
import { type ReportName, runOracle, writeReports } from './oracle.ts';
import { rearrange } from './rearrange.ts';
import type { World } from './world.ts';

const books = Array.from({ length: 200 }, (_, i) => ({ seed: i + 1, world: worldFromSeed(i + 1) }));

/** What a closed month's seal covers: the reports that are made of its postings. */
const sealed: ReportName[] = ['ledger', 'charges', 'wallets', 'revenue', 'journal'];

/** The sealed reports after each close, for the months that were not reopened later. */
function seals(world: World): { month: string; texts: string[] }[] {
  const { refusals } = readHistory(world);
  return world.steps.flatMap((step, i) => {
    const isRefused = refusals.some((refusal) => refusal.step === i + 2);
    if (step.kind !== 'close' || isRefused) return [];
    const isReopened = world.steps.some(
      (later, at) =>
        at > i &&
        later.kind === 'reopen' &&
        later.month === step.month &&
        refusals.every((refusal) => refusal.step !== at + 2),
    );
    if (isReopened) return [];
    const reports = writeReports(derive(readHistory(world, i + 1), step.month));
    return [{ month: step.month, texts: sealed.map((name) => reports[name]) }];
  });
}

describe('random books', () => {
  it('keep the invariants as of every month', () => {
    for (const { seed, world } of books) {
      const facts = readHistory(world);
      for (const month of monthsBetween(facts.catalogue.firstMonth, facts.through)) {
        const derived = derive(facts, month);
        const findings = [...derivedFindings(derived), ...reportFindings(writeReports(derived))];
        expect({ seed, month, findings }).toEqual({ seed, month, findings: [] });
      }
    }
  });

  it('derive sealed months again exactly', () => {
    for (const { seed, world } of books) {
      const facts = readHistory(world);
      for (const { month, texts } of seals(world)) {
        const reports = writeReports(derive(facts, month));
        expect({ seed, month, texts: sealed.map((name) => reports[name]) }).toEqual({ seed, month, texts });
      }
    }
  });

  it('do not depend on the order of rows and files', () => {
    for (const { seed, world } of books) {
      const other = rearrange(world, choicesFromSeed(seed + 1_000_000));
      expect({ seed, reports: runOracle(other).reports }).toEqual({
        seed,
        reports: runOracle(world).reports,
      });
    }
  });
});

describe('the checks themselves', () => {
  it('find a changed number', () => {
    const { reports } = runOracle(worldFromSeed(1));
    const lot = readCsv(reports.lots)[0]!;
    const changed = reports.lots.replace(`,${lot.granted},`, ',1234,');
    expect(reportFindings({ ...reports, lots: changed })).not.toEqual([]);
  });
});
