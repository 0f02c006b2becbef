// Makes the books that are measured, with the command as people run it. Must not: reach into the program.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shape, writeSetup, writeUsage } from './data.ts';

const ROOT = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: { drawdown: string };
};

/** The words that run the command, as `npm run drawdown` does. */
export function drawdown(...words: readonly string[]): string[] {
  const [, ...rest] = scripts.drawdown.split(' ');
  return [
    process.execPath,
    ...rest.map((word) => (word.endsWith('.js') ? join(ROOT, word) : word)),
    ...words,
  ];
}

/** Runs it, unmeasured. @returns what it printed. */
export function tell(...words: readonly string[]): string {
  const [program, ...rest] = drawdown(...words);
  const ran = spawnSync(program!, rest, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (ran.status !== 0) throw new Error(`drawdown ${words.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

export interface Bench {
  folder: string;
  /** A book with setup and no usage, to be copied. */
  empty: string;
  usage: string[];
  /** Makes a fresh copy of the book with setup. */
  fresh(name: string): string;
}

/** A folder with data of this shape; it goes when the work is done. */
export function withBench<T>(shape: Shape, monthly: boolean, work: (bench: Bench) => T): T {
  const bench = makeBench(shape, monthly);
  try {
    return work(bench);
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
}

/** The same for whoever takes the folder away himself. */
export function makeBench(shape: Shape, monthly: boolean): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  process.stderr.write(`making ${shape.rows} rows in ${folder}\n`);
  writeSetup(join(folder, 'setup'), shape);
  const usage = writeUsage(folder, shape, monthly);
  const empty = join(folder, 'empty.ddb');
  tell('new', empty);
  tell('setup', empty, join(folder, 'setup'));
  const fresh = (name: string): string => {
    const path = join(folder, name);
    for (const suffix of ['', '-wal', '.lock']) rmSync(`${path}${suffix}`, { force: true });
    copyFileSync(empty, path);
    return path;
  };
  return { folder, empty, usage, fresh };
}
