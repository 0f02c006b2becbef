// The real command in a process of its own, which may be killed; and the same command in this process, as a reference that nothing
// happens to. Both live at the same moment by the same clock, so that what they leave must be equal to the byte of every row.
import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { run } from '../../src-main/hosts/cli/run.ts';
import type { Terminal } from '../../src-main/hosts/cli/terminal.ts';
import { MAIN, plainEnvironment } from '../hosts/drawdown.ts';
import { type Circumstances, environment } from './faults.ts';

export interface Answer {
  /** Null: it was killed. */
  status: number | null;
  /** What it said before its end, as JSON; null: nothing, or not all of it. */
  said: { ok: boolean; kind?: string; findings?: { code: string; message: string; hint?: string }[] } | null;
  stderr: string;
  ms: number;
}

/** The command of these words. `killAfter`: SIGKILL from outside, so many ms after the start. `first`: a module that is loaded before it. */
export function command(
  words: readonly string[],
  around: Circumstances,
  {
    killAfter = null,
    json = true,
    first,
  }: { killAfter?: number | null; json?: boolean; first?: string } = {},
): Promise<Answer> {
  const begun = performance.now();
  const node = first === undefined ? [] : ['--import', pathToFileURL(first).href];
  const child = spawn(process.execPath, [...node, MAIN, ...words, ...(json ? ['--json'] : [])], {
    cwd: around.folder,
    env: plainEnvironment(environment(around)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
  let [stdout, stderr] = ['', ''];
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += String(chunk);
    });
    child.on('close', (status) => {
      if (timer) clearTimeout(timer);
      done({ status, said: asJson(stdout), stderr, ms: performance.now() - begun });
    });
  });
}

/** The same in this process, undisturbed. */
export async function reference(words: readonly string[], folder: string, now: number): Promise<Answer> {
  let stdout = '';
  const begun = performance.now();
  const open = (): Terminal => ({
    json: true,
    actor: { user: userInfo().username, now: () => now },
    progress() {},
    path: (given) => resolve(folder, given),
    write(text) {
      stdout += text;
      return Promise.resolve();
    },
    complain() {},
    interruptible: (work) => work(() => Promise.resolve(false)),
  });
  const status = await run([...words, '--json'], open);
  return { status, said: asJson(stdout), stderr: '', ms: performance.now() - begun };
}

function asJson(text: string): Answer['said'] {
  try {
    return JSON.parse(text) as Answer['said'];
  } catch {
    return null;
  }
}
