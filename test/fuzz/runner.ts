// npm run fuzz:files -- [--seed N] [--minutes M] [--targets csv,xlsx] [--replay FILE]: changed files of every kind are tried on a
// small book, in a process that is watched: an answer with a code, soon, in little memory, and nothing changed; all else is a fault.
// Inputs at fault are kept in test-results/fuzz/. Same seed, same inputs, as far as no process had to be ended.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { quickFolder } from '../support/folders/quick-folder.ts';
import { Ground } from './ground.ts';
import { TARGETS } from './targets.ts';
import { watch } from './watch.ts';
import type { Order, Said } from './worker.ts';

/** A process is replaced now and then: what leaks is not what is looked for here. */
const SHIFT_SECONDS = 300;

export interface Fault {
  readonly target: string;
  readonly file: string;
  readonly why: string;
}

export interface Tally {
  tried: Record<string, number>;
  verdicts: Record<string, Record<string, number>>;
  blocks: number;
  faults: Fault[];
  peakMb: number;
}

/** One shift of one process. */
export async function shift(order: Order, tally: Tally): Promise<void> {
  let trying: { target: string; file: string } | null = null;
  const watched = await watch('worker.ts', order, (said: Said) => {
    if (said.kind === 'trying') trying = said;
    else if (said.kind === 'fault') tally.faults.push(said);
    else count(tally, said);
    return said.kind === 'trying';
  });
  tally.peakMb = Math.max(tally.peakMb, watched.peakMb);
  const last = trying as { target: string; file: string } | null;
  if (watched.why === null) return;
  if (last === null) throw new Error(`nothing could be tried: the process ${watched.why}`);
  mkdirSync(order.kept, { recursive: true });
  const file = join(order.kept, `${last.target}-${order.seed}-${tally.faults.length}`);
  copyFileSync(last.file, file);
  tally.faults.push({ target: last.target, file, why: watched.why });
}

function count(tally: Tally, { target, tried, blocks, verdicts }: Extract<Said, { kind: 'count' }>): void {
  tally.tried[target] = (tally.tried[target] ?? 0) + tried;
  tally.blocks = Math.max(tally.blocks, blocks);
  tally.verdicts[target] ??= {};
  const all = tally.verdicts[target];
  for (const [verdict, times] of Object.entries(verdicts)) all[verdict] = (all[verdict] ?? 0) + times;
}

export const emptyTally = (): Tally => ({ tried: {}, verdicts: {}, blocks: 0, faults: [], peakMb: 0 });

async function replay(name: string, file: string): Promise<void> {
  const ground = await Ground.make(quickFolder());
  try {
    const target = TARGETS.find((one) => one.name === name)!;
    process.stdout.write(`${await target.attempt(ground, readFileSync(file))}\n`);
  } finally {
    ground.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      targets: { type: 'string' },
      replay: { type: 'string' },
    },
  });
  const targets = values.targets?.split(',') ?? TARGETS.map(({ name }) => name);
  if (values.replay !== undefined) return replay(targets[0]!, values.replay);
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const end = Date.now() + Number(values.minutes ?? 10) * 60_000;
  const tally = emptyTally();
  let told = 0;
  for (let n = 0; Date.now() < end; n++) {
    const seconds = Math.min(SHIFT_SECONDS, (end - Date.now()) / 1000);
    await shift({ seed: seed + n, seconds, targets, kept: join(process.cwd(), 'test-results/fuzz') }, tally);
    for (const { target, file, why } of tally.faults.slice(told))
      process.stdout.write(`\n${target}: ${file}\n${why}\n`);
    told = tally.faults.length;
    const all = Object.values(tally.tried).reduce((sum, tried) => sum + tried, 0);
    const by = Object.entries(tally.tried).map(([name, tried]) => `${name} ${tried}`);
    process.stdout.write(
      `seed ${seed + n}: ${all} inputs tried (${by.join(', ')}), ${tally.blocks} blocks, ${told} faults, peak ${Math.round(tally.peakMb)} MB\n`,
    );
  }
  process.stdout.write(`${JSON.stringify(tally.verdicts)}\n`);
  process.exitCode = told > 0 ? 1 : 0;
}

if (import.meta.main) await main();
