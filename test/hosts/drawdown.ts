// Runs the real command as people do: a process of its own, with pipes. Each start costs about half a second.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';

export const MAIN = resolve(import.meta.dirname, '../../src-main/hosts/cli/main.ts');
export const PACKAGE = resolve(import.meta.dirname, '../..');

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** What npm sets for its scripts must not leak in from the run of the tests. */
export function plainEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...more };
}

export function drawdown(args: readonly string[], cwd: string, env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    env: plainEnvironment(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** "new a.ddb", split at blanks; words in double quotes stay together. */
export function command(line: string, cwd: string, env: Record<string, string> = {}): Ran {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  return drawdown(words, cwd, env);
}

/** What a closed book holds: its facts by their last hash, its usage rows. Its bytes change by being opened. */
export function contentOf(path: string): { facts: number; hash: string; usage: number } {
  const db = new Database(path, { readonly: true });
  try {
    const facts = db.prepare('SELECT facts, facts_hash AS hash FROM book_state').get();
    const usage = db.prepare('SELECT count(*) FROM usage_event').pluck().get() as number;
    return { ...(facts as { facts: number; hash: string }), usage };
  } finally {
    db.close();
  }
}
