// Random worlds are what they promise: the same for a seed, small, valid, and rich taken together.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { worldFromSeed, worlds } from './generate.ts';
import { reportFindings } from './invariants.ts';
import { readHistory } from './model/history.ts';
import { runOracle } from './oracle.ts';
import { shrinkWorld } from './shrink.ts';
import { readCase, type World, writeWorld } from './world.ts';

const books = Array.from({ length: 150 }, (_, i) => ({ seed: i + 1, world: worldFromSeed(i + 1) }));

function usageRows(world: World): number {
  return world.steps.reduce((count, step) => count + (step.kind === 'import' ? step.rows.length : 0), 0);
}

/** What occurs in the books: kinds of lots, entries, charges, exceptions, steps. */
function occurrences(world: World): string[] {
  const { reports, refusals } = runOracle(world);
  const { events } = readHistory(world);
  const kinds = (text: string, column: string): string[] =>
    readCsv(text).map((row) => `${column} ${row[column] ?? ''}`);
  return [
    ...kinds(reports.lots, 'kind'),
    ...kinds(reports.ledger, 'entry'),
    ...kinds(reports.charges, 'kind'),
    ...kinds(reports.exceptions, 'reason'),
    ...refusals.map(({ kind }) => `refused ${kind}`),
    ...world.steps.map(({ kind }) => `step ${kind}`),
    ...world.steps.flatMap((step) => (step.kind === 'setup' ? Object.keys(step.tables) : [])),
    ...events.map(({ voided }) => `voided ${voided?.mode}`),
    ...events.map(({ postedAt, occurredAt }) => (postedAt > occurredAt ? 'late' : 'in time')),
  ];
}

describe('random worlds', () => {
  it('are the same for the same seed', () => {
    for (const { seed, world } of books.slice(0, 10)) expect(worldFromSeed(seed)).toEqual(world);
  });

  it('refuse exactly the setups that were meant to be refused', () => {
    for (const { seed, world } of books) {
      const meant = world.steps.flatMap((step, i) => {
        if (step.kind !== 'setup') return [];
        const rows = Object.values(step.tables).flat();
        const isMeant = rows.some((row) => [row.reason, row.note].includes('too late') || row.units === '9');
        return isMeant ? [i + 2] : [];
      });
      const { refusals } = runOracle(world);
      const refused = refusals.filter(({ step }) => world.steps[step - 2]?.kind === 'setup');
      expect({ seed, refused }).toEqual({
        seed,
        refused: meant.map((step) => ({ step, kind: 'closed_month' })),
      });
    }
  });

  it('are small', () => {
    for (const { world } of books) expect(usageRows(world)).toBeLessThanOrEqual(60);
  });

  it('have everything in them, taken together', () => {
    const found = new Set(books.flatMap(({ world }) => occurrences(world)));
    const kinds = ['allocation', 'top_up', 'auto_top_up', 'promo', 'opening', 'rollover', 'reinstatement'];
    const charged = ['plan', 'overage', 'credit'];
    const entries = [
      'drawdown',
      'expiry',
      'rollover_out',
      'refund',
      'void',
      'overage',
      'deficit',
      'reinstatement',
    ];
    const steps = ['setup', 'import', 'close', 'reopen', 'undo', 'exclude'];
    const tables = ['rates', 'subscriptions', 'cancellations', 'grants', 'adjustments', 'voids'];
    const wanted = [
      ...[...kinds, ...charged].map((kind) => `kind ${kind}`),
      ...entries.map((entry) => `entry ${entry}`),
      ...['no_rate', 'excluded', 'unfunded'].map((reason) => `reason ${reason}`),
      ...steps.map((step) => `step ${step}`),
      ...tables,
      'voided erase',
      'voided reverse',
      'late',
      ...[
        'closed_month',
        'close_in_order',
        'exceptions_open',
        'reopen_last_only',
        'not_closed',
        'batch_touched',
      ].map((kind) => `refused ${kind}`),
    ];
    expect(wanted.filter((one) => !found.has(one))).toEqual([]);
  });

  it('come back the same from their files', () => {
    for (const { seed, world } of books.slice(0, 20)) {
      const folder = mkdtempSync(join(tmpdir(), 'drawdown-world-'));
      writeWorld(world, folder);
      expect({ seed, answer: runOracle(readCase(folder)) }).toEqual({ seed, answer: runOracle(world) });
      rmSync(folder, { recursive: true });
    }
  });

  it('can be drawn and shrunk by fast-check', () => {
    fc.assert(
      fc.property(worlds, (world) => reportFindings(runOracle(world).reports).length === 0),
      { numRuns: 30 },
    );
  });
});

describe('shrinking a world', () => {
  it('keeps what shows the difference and little else', async () => {
    const { world } = books.find((book) => readHistory(book.world).events.length > 20)!;
    const isFunded = (one: World): boolean => {
      try {
        return runOracle(one).reports.ledger.includes(',drawdown,');
      } catch {
        return false;
      }
    };
    const smallest = await shrinkWorld(world, isFunded);
    expect(isFunded(smallest)).toBe(true);
    expect(usageRows(smallest)).toBe(1);
  });
});
