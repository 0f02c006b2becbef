// Every number of the reference cases and of the sample company is explained, and every explanation that has parts comes to its
// amount exactly, as does everything it leads to. Must not: test sentences; sentences.test.ts does.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStep, stepLines } from '../../../src-main/services/sample/steps.ts';
import { openSession } from '../../../src-main/services/session.ts';
import { createBook } from '../../../src-main/storage/open.ts';
import { seeded } from '../../support/random.ts';
import { onSample } from '../../support/samples/sample-book.ts';
import { ACTOR, must } from '../company-book.ts';
import { everyNumber } from './every-number.ts';
import { walk } from './footing.ts';

const cases = resolve(import.meta.dirname, '../../cases');
const names = readdirSync(cases, { withFileTypes: true })
  // Old spreadsheets stand beside the reference cases.
  .filter((entry) => entry.isDirectory() && entry.name !== 'legacy')
  .map(({ name }) => name)
  .sort();

describe('every number is explained, and every explanation foots', () => {
  it.each(names)('case %s', async (name) => {
    const scratch = mkdtempSync(join(tmpdir(), 'drawdown-explain-'));
    const open = must(createBook(join(scratch, 'book.ddb'), { user: ACTOR.user, at: ACTOR.now() }));
    try {
      const session = openSession(open, ACTOR);
      const folder = join(cases, name);
      for (const line of stepLines(readFileSync(join(folder, 'steps.txt'), 'utf8')))
        await runStep(session, folder, line);
      const numbers = await everyNumber(session);
      expect(numbers.length).toBeGreaterThan(30);
      expect((await walk(session, numbers)).wrong).toEqual([]);
    } finally {
      open.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  });

  it('the sample company', () =>
    onSample(async (open) => {
      const session = openSession(open, ACTOR);
      const numbers = seeded(7).shuffled(await everyNumber(session));
      const figures = numbers.filter(({ subject }) => subject.kind === 'figure' || subject.kind === 'charge');
      const others = numbers.filter(({ subject }) => subject.kind !== 'figure' && subject.kind !== 'charge');
      const { wrong, explained } = await walk(
        session,
        [...figures.slice(0, 400), ...others.slice(0, 400)],
        400,
      );
      expect(wrong).toEqual([]);
      expect(explained.size).toBeGreaterThan(700);
    }));
});
