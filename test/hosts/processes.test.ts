// What only a process of its own can show: Ctrl+C, a reader that goes away, silence in a pipe, a book that somebody else
// has open; and the demo, as a newcomer runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, drawdown, MAIN, plainEnvironment, type Ran } from './drawdown.ts';

const CASE = resolve(import.meta.dirname, '../cases/15-cancellation-and-successor');
const scratch = mkdtempSync(join(tmpdir(), 'drawdown-process-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const run = (...args: string[]): Ran => drawdown(args, scratch);

describe('the demo', () => {
  let first: Ran;
  beforeAll(() => {
    first = run('demo');
  });

  it('makes the sample company and says what to look at', () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    for (const word of ['Klarblatt', 'demo/klarblatt.ddb', 'demo/revenue-2025-11.xlsx', 'drawdown verify'])
      expect(first.stdout).toContain(word);
    const statements = readdirSync(join(scratch, 'demo/statements'));
    expect(statements.filter((name) => name.startsWith('ST-2025-11-'))).toHaveLength(9);
    expect(statements).toContain('index-2025-11.xlsx');
    expect(run('verify', 'demo/klarblatt.ddb').stdout).toContain('is proven');
  });

  it('replaces only its own files when run again', () => {
    const kept = join(scratch, 'demo/my notes.txt');
    writeFileSync(kept, 'mine');
    const again = run('demo', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({
      ok: true,
      month: '2025-11',
      rejected: 5,
      exceptions: 3,
    });
    expect(readFileSync(kept, 'utf8')).toBe('mine');
    rmSync(join(scratch, 'demo/klarblatt.ddb'));
    run('new', 'demo/klarblatt.ddb');
    run('setup', 'demo/klarblatt.ddb', join(CASE, 'setup'));
    expect(run('demo')).toMatchObject({ status: 1, stdout: '' });
    expect(contentOf(join(scratch, 'demo/klarblatt.ddb')).facts).toBe(11);
  });
});

describe('a reader that goes away', () => {
  it('ends a long report in silence', async () => {
    run('demo', 'piped');
    const child = spawn(process.execPath, [MAIN, 'report', 'ledger', 'piped/klarblatt.ddb'], {
      cwd: scratch,
      env: plainEnvironment(),
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    const [start] = (await once(child.stdout, 'data')) as [Buffer];
    expect(start.toString()).toMatch(/^at,customer,credit_type,entry/);
    child.stdout.destroy();
    const [status] = await once(child, 'close');
    expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    expect(existsSync(join(scratch, 'piped/klarblatt.ddb.lock'))).toBe(false);
  });
});

describe('long imports', () => {
  const book = join(scratch, 'long.ddb');
  beforeAll(() => {
    run('new', 'long.ddb');
    run('setup', 'long.ddb', join(CASE, 'setup'));
    const lines = Array.from({ length: 400_000 }, (_, n) => `x${n},tina,calls,1,2026-01-${10 + (n % 20)}`);
    writeFileSync(
      join(scratch, 'long.csv'),
      `event_id,customer,meter,quantity,occurred_at\n${lines.join('\n')}\n`,
    );
  });

  /** Starts the import and waits until it has the book open. */
  async function importing(): Promise<{ child: ReturnType<typeof spawn>; ended: Promise<Ran> }> {
    const child = spawn(process.execPath, [MAIN, 'import', 'long.ddb', 'long.csv'], {
      cwd: scratch,
      env: plainEnvironment(),
    });
    const told = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told.stderr += text;
    });
    const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, ...told }));
    while (!existsSync(`${book}.lock`)) await pause(20);
    return { child, ended };
  }

  it('are cancelled by Ctrl+C, and nothing of the file stays', async () => {
    const before = contentOf(book);
    const { child, ended } = await importing();
    await pause(300);
    child.kill('SIGINT');
    const { status, stdout, stderr } = await ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe('The import was cancelled. Nothing of the file was kept.\nNothing was changed.\n');
    expect(contentOf(book)).toEqual(before);
    expect(readdirSync(scratch).filter((name) => name.startsWith('long.ddb'))).toEqual(['long.ddb']);
  });

  it('keep others out, who are told who has the book, and show no progress in a pipe', async () => {
    const { ended } = await importing();
    const other = run('report', 'balances', 'long.ddb', '--json');
    expect(other).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(other.stdout)).toMatchObject({ kind: 'book_in_use' });
    expect(await ended).toMatchObject({ status: 0, stderr: '' });
  });
});
