// The oracle against the reference books that were worked out by hand: every expected report, every refusal.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReportName, runOracle } from './oracle.ts';
import { readCase, writeWorld } from './world.ts';

const cases = join(import.meta.dirname, '../cases');

function expectedRefusals(folder: string): { step: number; kind: string }[] {
  const file = join(folder, 'expected/refusals.json');
  if (!existsSync(file)) return [];
  const refusals: { step: number; kind: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  return refusals.map(({ step, kind }) => ({ step, kind }));
}

const names = readdirSync(cases).filter((name) => existsSync(join(cases, name, 'steps.txt')));

describe.each(names.sort())('case %s', (name) => {
  const folder = join(cases, name);
  const answer = runOracle(readCase(folder));
  const expected = readdirSync(join(folder, 'expected')).filter((file) => file.endsWith('.csv'));

  it.each(expected)('%s', (file) => {
    const report = answer.reports[file.slice(0, -4) as ReportName];
    expect(report).toBe(readFileSync(join(folder, 'expected', file), 'utf8'));
  });

  it('is refused what must be refused', () => {
    expect(answer.refusals).toEqual(expectedRefusals(folder));
  });

  it('is the same world when written out and read again', () => {
    const copy = mkdtempSync(join(tmpdir(), 'drawdown-world-'));
    writeWorld(readCase(folder), copy);
    expect(runOracle(readCase(copy))).toEqual(answer);
    rmSync(copy, { recursive: true });
  });
});
