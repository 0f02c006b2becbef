// The book of a case of old spreadsheets as a file, for journeys. Must not: know what a journey is about.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { readTables } from '../../../src-main/services/incoming/read-tables.ts';
import { closeMonth } from '../../../src-main/services/months.ts';
import { openSession, type Session } from '../../../src-main/services/session.ts';
import { loadSetup } from '../../../src-main/services/setup.ts';
import { importUsage } from '../../../src-main/services/usage/import-usage.ts';
import { createBook } from '../../../src-main/storage/open.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';

export const CASE = join(import.meta.dirname, '../../cases/legacy/planted-balance-grid');

/** The book of the case, with these months closed, and what is done then. */
export async function bookOfCase(
  closed: readonly string[],
  then: (session: Session) => Promise<Result<unknown>[]> = async () => [],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-sheet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const actor = { user: 'mara', now: () => Date.UTC(2025, 6, 1) };
  const path = join(folder, 'lumen.ddb');
  const made = createBook(path, { user: actor.user, at: actor.now() });
  const tables = await readTables(join(CASE, 'setup'));
  if (!made.ok || !tables.ok) throw new Error('no book');
  const session = openSession(made.value, actor);
  const answers = [
    loadSetup(session, tables.value, 'setup'),
    await importUsage(session, { path: join(CASE, 'usage.csv'), profile: null, dryRun: false }),
    ...closed.map((month) => closeMonth(session, month)),
    ...(await then(session)),
  ];
  made.value.close();
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  return path;
}
