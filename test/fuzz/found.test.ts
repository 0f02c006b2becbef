// What the campaigns of `npm run fuzz:files` found, and what reading the readers for it did; each was mended. And a small dose of
// the campaign itself. Bombs, which a process has to be watched for, are in bombs.test.ts.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { proposeOutside } from '../../src-main/import/outside/propose.ts';
import { layOut } from '../../src-main/import/setup/layout.ts';
import { CANONICAL_PROFILE } from '../../src-main/import/usage-profile.ts';
import { openUsage } from '../../src-main/import/usage-reading.ts';
import type { UsageBook } from '../../src-main/import/usage-row.ts';
import { proposeProfile } from '../../src-main/import/usage-shape.ts';
import { restore } from '../../src-main/storage/file/backup.ts';
import { openZone } from '../../src-shared/calendar.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { Ground } from './ground.ts';
import { emptyTally, shift } from './runner.ts';
import { TARGETS } from './targets.ts';

const SEED = Number(process.env.DRAWDOWN_SEED ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'drawdown-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LONG = 'x'.repeat(1_000_000);
const book: UsageBook = {
  zone: openZone('UTC')!,
  customers: new Map([['kim', 1]]),
  meters: new Map([['calls', 1]]),
};
const HEADER = ['event_id', 'customer', 'meter', 'quantity', 'occurred_at'];
const ROW = ['e1', 'kim', 'calls', '1', '2026-01-05'];

function readRows(header: readonly string[], row: readonly string[]) {
  const reading = openUsage(CANONICAL_PROFILE, book);
  const rows: { extra?: string | null }[] = [];
  const fed = reading.feed(
    [
      { line: 1, cells: [...header] },
      { line: 2, cells: [...row] },
    ],
    (one) => rows.push(one as { extra?: string | null }),
  );
  const ended = fed.ok ? reading.end() : fed;
  return { findings: ended.ok ? [] : ended.findings, rows };
}

describe('numbers of thousands of digits, written in two ways', () => {
  const long = '1'.repeat(5000);
  const amounts = ['1.5', '1,5', `${long}.5`, `${long},5`];

  it('are asked about by their beginnings: of usage', () => {
    const rows = amounts.map((amount, n) => ({
      line: n + 2,
      cells: [`e${n}`, 'kim', 'calls', amount, '2026-01-05'],
    }));
    const { questions } = proposeProfile([{ line: 1, cells: HEADER }, ...rows], book);
    expect(questions.map(({ code }) => code)).toContain('mixed_decimal');
    expect(JSON.stringify(questions).length).toBeLessThan(2000);
  });

  it('are asked about by their beginnings: of a table to reconcile with', () => {
    const rows = amounts.map((amount, n) => ({ line: n + 2, cells: [`i${n}`, 'kim', amount, '2026-01-05'] }));
    const header = { line: 1, cells: ['invoice', 'customer', 'amount', 'date'] };
    const { questions } = proposeOutside([header, ...rows], 'billing', {
      delimiter: ',',
      encoding: 'utf-8',
      sheet: null,
    });
    expect(questions.map(({ code }) => code)).toContain('mixed_decimal');
    expect(JSON.stringify(questions).length).toBeLessThan(2000);
  });
});

describe('a heading of a million letters', () => {
  it('is told by its beginning', () => {
    const { findings } = readRows([LONG, ...Array(30).fill(`${LONG}y`)], ROW);
    expect(findings.map(({ code }) => code)).toContain('missing_column');
    for (const one of findings) expect(JSON.stringify(one).length).toBeLessThan(2500);
  });

  it('is not kept beside each value under it', () => {
    const { rows } = readRows([...HEADER, LONG], [...ROW, 'v']);
    expect(rows[0]!.extra!.length).toBeLessThan(300);
    expect(Object.values(JSON.parse(rows[0]!.extra!))).toEqual(['v']);
  });

  it('of a setup table is told by its beginning, and so is the name of the table', () => {
    const findings: Finding[] = [];
    const table = (name: string) => ({
      name,
      place: name,
      header: ['code', LONG],
      rows: [{ row: 2, cells: ['a', 'b'] }],
    });
    layOut([table('customers'), table(LONG)], findings);
    expect(findings.map(({ code }) => code)).toEqual(['unknown_column', 'missing_column', 'unknown_table']);
    for (const one of findings) expect(JSON.stringify(one).length).toBeLessThan(1000);
  });
});

it('columns that are all called the same are told apart, without each being compared with each', () => {
  const twice = readRows([...HEADER, 'note', 'note', 'note (2)', 'note'], [...ROW, 'a', 'b', 'c', 'd']);
  expect(JSON.parse(twice.rows[0]!.extra!)).toEqual({
    note: 'a',
    'note (2)': 'b',
    'note (2) (2)': 'c',
    'note (3)': 'd',
  });
  // Ten thousand took half a minute.
  const many = Array(10_000 - HEADER.length).fill('note');
  const { rows } = readRows([...HEADER, ...many], [...ROW, ...many.map((_, at) => String(at))]);
  expect(Object.keys(JSON.parse(rows[0]!.extra!)).length).toBe(many.length);
});

describe('a backup whose tables were changed', () => {
  it.each([
    ['a column', 'ALTER TABLE posting RENAME COLUMN event TO evemt'],
    ['the state', 'ALTER TABLE book_state RENAME COLUMN facts TO fact5'],
    ['the facts', 'ALTER TABLE fact RENAME TO fakt'],
  ])('is refused with a code: %s', async (_what, sql) => {
    const ground = await Ground.make(join(folder, 'ground'));
    const path = ground.place('changed.ddb');
    copyFileSync(ground.book, path);
    const db = new Database(path);
    db.exec(sql);
    db.close();
    const restored = await restore(path, ground.place('restored.ddb'));
    expect(restored.ok ? [] : restored.findings.map(({ code }) => code)).toContain('schema_changed');
    ground.close();
  });
});

describe(`a small dose of the campaign, seed ${SEED}`, () => {
  it('is answered as promised', async () => {
    const tally = emptyTally();
    const targets = TARGETS.map(({ name }) => name);
    await shift({ seed: SEED, seconds: 15, targets, kept: join(folder, 'kept') }, tally);
    expect(tally.faults).toEqual([]);
    expect(Object.keys(tally.tried).length).toBeGreaterThan(0);
    expect(tally.blocks).toBeGreaterThan(1000);
  });
});
