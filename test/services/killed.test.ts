// A process that is killed in the middle of its work leaves the book as it was before, or as it is after: never in between,
// never one that does not open. On the disk itself, since that is what a power cut leaves.
import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeMonth } from '../../src-main/services/months.ts';
import { verifyBook } from '../../src-main/services/proof/verify.ts';
import type { CompanyBook } from './company-book.ts';
import { must } from './company-book.ts';
import { contents, twoMonths } from './small-company.ts';

const SCRIPT = join(import.meta.dirname, 'work-until-killed.ts');
const ROWS = 4000;

let book: CompanyBook;
let file: string;
/** The book before the work, as a file and as what it holds. */
let kept: string;
let before: Record<string, string>;

beforeEach(async () => {
  book = await twoMonths();
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const minute = String(i % 60).padStart(2, '0');
    const hour = String((i >> 6) % 24).padStart(2, '0');
    return `k${i},${i % 3 === 0 ? 'bert,coffee' : 'anna,calls'},${i % 7},2026-03-${String(1 + (i % 28)).padStart(2, '0')}T${hour}:${minute}`;
  });
  file = book.file('large.csv', `event_id,customer,meter,quantity,occurred_at\n${rows.join('\n')}\n`);
  before = contents(book);
  book.session.open.close();
  kept = `${book.session.open.path}.kept`;
  copyFileSync(book.session.open.path, kept);
});
const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Ended {
  signal: NodeJS.Signals | null;
  output: string;
}

/** Runs the work in a process of its own. `killAfter`: SIGKILL from outside, so many ms after it said it is at work. */
function work(job: 'import' | 'close', last: string, killAfter: number | null = null): Promise<Ended> {
  const what = job === 'import' ? file : '2026-01';
  const child = spawn(process.execPath, [SCRIPT, book.session.open.path, job, what, last], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout!.on('data', (chunk: Buffer) => {
      if (output === '' && killAfter !== null) setTimeout(() => child.kill('SIGKILL'), killAfter);
      output += String(chunk);
    });
    child.on('close', (_code, signal) => resolve({ signal, output }));
  });
}

/** Opens the book that is left, proves it, and says what it holds. */
function left(): Record<string, string> {
  const again = book.reopened();
  expect(must(verifyBook(again.session)).findings).toEqual([]);
  const holds = contents(again);
  again.session.open.close();
  return holds;
}

describe('a process killed in the middle', () => {
  it.each([
    ['import', 'Reading 1'],
    ['import', 'Deriving 1'],
    ['import', 'Deriving 2'],
    ['close', 'Checking 1'],
    ['close', 'Checking 2'],
  ] as const)(
    'of an %s, at "%s": the book is as before, and the work can be done again',
    async (job, last) => {
      expect((await work(job, last)).signal).toBe('SIGKILL');
      expect(left()).toEqual(before);
      const again = await work(job, '');
      expect(again).toMatchObject({ signal: null, output: expect.stringContaining('"ok":true') });
      expect(left()).not.toEqual(before);
    },
  );

  it.each(['import', 'close'] as const)('after an %s was answered: the work stays', async (job) => {
    expect((await work(job, 'done')).signal).toBe('SIGKILL');
    const holds = left();
    expect(holds.fact!.split('\n')).toHaveLength(before.fact!.split('\n').length + 1);
    if (job === 'close') expect(closeMonth(book.reopened().session, '2026-01')).toMatchObject({ ok: false });
  });

  it('at any moment: before or after, nothing else', async () => {
    const whole = await work('import', '');
    expect(whole.output).toContain('"ok":true');
    const after = left();
    const ends = new Set<string>();
    for (const killAfter of [0, 40, 90, 150, 220, 300, 400, 520]) {
      copyFileSync(kept, book.session.open.path);
      const { signal } = await work('import', '', killAfter);
      const holds = left();
      const isBefore = holds.fact === before.fact;
      expect(holds).toEqual(isBefore ? before : after);
      // Whoever had its answer must find the work done.
      if (signal === null) expect(isBefore).toBe(false);
      ends.add(isBefore ? 'before' : 'after');
    }
    expect(ends).toContain('before');
  });
});
