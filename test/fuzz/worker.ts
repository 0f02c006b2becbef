// The process that tries inputs, one after the other, and says what it is about to try: the runner watches it, and ends it where an
// input takes too long or too much memory. Must not: decide what too much is.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { quickFolder } from '../support/folders/quick-folder.ts';
import { seeded } from '../support/random.ts';
import { openCoverage } from './coverage.ts';
import { Ground } from './ground.ts';
import { closeLoopback } from './loopback-target.ts';
import { pick } from './mutate.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets.ts';

/** What a worker is told, as its only argument. */
export interface Order {
  readonly seed: number;
  readonly seconds: number;
  readonly targets: readonly string[];
  /** Where inputs go that were not answered as promised. */
  readonly kept: string;
}

export type Said =
  | { readonly kind: 'trying'; readonly target: string; readonly file: string }
  | { readonly kind: 'fault'; readonly target: string; readonly file: string; readonly why: string }
  | {
      readonly kind: 'count';
      readonly target: string;
      readonly tried: number;
      readonly blocks: number;
      readonly verdicts: Record<string, number>;
    };

const MOST_KNOWN = 400;
const ROUND = 50;
/** Asking which blocks were reached takes longer than most inputs. */
const LOOK_AT_ONE_IN = 4;

const say = (said: Said): void => void process.send!(said);

/** A fault is told once: by where it was thrown. */
function whereOf(error: unknown): string {
  const { message = String(error), stack = '' } = error as Error;
  const frame = stack.split('\n').find((line) => line.includes('/src-')) ?? '';
  return `${frame.replace(/^.*\/src-/, 'src-')} ${frame === '' ? message.slice(0, 80) : ''}`;
}

async function work(order: Order): Promise<void> {
  const random = seeded(order.seed);
  const folder = quickFolder();
  const ground = await Ground.make(folder);
  const coverage = openCoverage();
  const end = Date.now() + order.seconds * 1000;
  const told = new Set<string>();
  const chosen = TARGETS.filter(({ name }) => order.targets.includes(name));
  const known = new Map<Target, Buffer[]>(chosen.map((target) => [target, target.begin(ground)]));
  const attempt = async (target: Target, input: Buffer, verdicts: Record<string, number>): Promise<void> => {
    const file = join(folder, 'trying');
    writeFileSync(file, input);
    say({ kind: 'trying', target: target.name, file });
    const looking = random.below(LOOK_AT_ONE_IN) === 0;
    if (looking) coverage.begin();
    try {
      const verdict = await target.attempt(ground, input);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    } catch (error) {
      ground.renew();
      const where = whereOf(error);
      if (told.has(where)) return;
      told.add(where);
      mkdirSync(order.kept, { recursive: true });
      const kept = join(
        order.kept,
        `${target.name}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`,
      );
      writeFileSync(kept, input);
      say({ kind: 'fault', target: target.name, file: kept, why: String((error as Error).stack ?? error) });
      return;
    }
    const inputs = known.get(target)!;
    if (!looking || !coverage.isNew()) return;
    if (inputs.length < MOST_KNOWN) inputs.push(input);
    else inputs[random.below(inputs.length)] = input;
  };
  const count = (target: Target, verdicts: Record<string, number>): void => {
    const tried = Object.values(verdicts).reduce((sum, times) => sum + times, 0);
    say({ kind: 'count', target: target.name, tried, blocks: coverage.blocks, verdicts });
  };
  try {
    for (const [target, inputs] of known) {
      const verdicts: Record<string, number> = {};
      for (const input of [...inputs]) await attempt(target, input, verdicts);
      count(target, verdicts);
    }
    for (let round = 0; Date.now() < end; round++) {
      const target = chosen[round % chosen.length]!;
      const inputs = known.get(target)!;
      const verdicts: Record<string, number> = {};
      for (let n = 0; n < ROUND && Date.now() < end; n++)
        await attempt(target, target.change(pick(random, inputs), random, inputs), verdicts);
      count(target, verdicts);
    }
  } finally {
    ground.close();
    await closeLoopback();
  }
}

if (import.meta.main) {
  await work(JSON.parse(process.argv[2]!) as Order);
  process.disconnect();
}
