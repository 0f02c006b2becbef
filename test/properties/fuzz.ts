// npm run fuzz -- [--seed N] [--runs M]: random worlds through the real program and the independent model; they must agree.
// Each world is also lived with its usage shuffled and split, and its book verified by replay. Prints the seed of a failure
// and a smaller world that still fails.
import { parseArgs } from 'node:util';
import { choicesFromSeed } from '../oracle/generate/choices.ts';
import { worldFromSeed } from '../oracle/generate.ts';
import { type Answer, runOracle } from '../oracle/oracle.ts';
import { rearrange } from '../oracle/rearrange.ts';
import { shrinkWorld } from '../oracle/shrink.ts';
import type { World } from '../oracle/world.ts';
import { firstDifference, live } from './real-book.ts';

/** What is wrong with a world, or null. A `model` of one's own shows that a wrong rule would be found. */
export async function faultOf(
  world: World,
  seed: number,
  model: (world: World) => Answer = runOracle,
): Promise<string | null> {
  const expected = model(world);
  const lived = await live(world);
  const refusals = JSON.stringify(lived.refusals);
  if (refusals !== JSON.stringify(expected.refusals)) {
    return `refusals: the book's ${refusals}, the model's ${JSON.stringify(expected.refusals)}`;
  }
  const difference = firstDifference(lived.reports, expected.reports);
  if (difference) return difference;
  if (lived.findings.length > 0) return `verify: ${lived.findings[0]}`;
  const rearranged = await live(rearrange(world, choicesFromSeed(seed + 1_000_003)));
  const order = firstDifference(rearranged.reports, lived.reports);
  if (order) return `order matters: ${order}`;
  return rearranged.findings.length > 0 ? `verify, rearranged: ${rearranged.findings[0]}` : null;
}

/** What a fault is about: the report that differs, refusals, verify, order. A smaller world must fail in the same way. */
const kindOf = (fault: string): string => /^[a-z ]*/.exec(fault)![0];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      shrink: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const first = Number(values.seed ?? Date.now() % 1_000_000_000);
  const runs = Number(values.runs ?? 1000);
  process.stdout.write(`fuzz: seeds ${first} to ${first + runs - 1}\n`);
  let failed = 0;
  for (let seed = first; seed < first + runs; seed++) {
    const world = worldFromSeed(seed);
    let fault: string | null;
    try {
      fault = await faultOf(world, seed);
    } catch (error) {
      fault = `thrown: ${error instanceof Error ? error.stack : String(error)}`;
    }
    if (fault === null) continue;
    failed++;
    process.stdout.write(`seed ${seed}: ${fault}\n`);
    if (values.shrink) {
      const small = await shrinkWorld(world, async (candidate) => {
        try {
          return kindOf((await faultOf(candidate, seed)) ?? '') === kindOf(fault);
        } catch {
          return false;
        }
      });
      process.stdout.write(`${JSON.stringify(small, null, 1)}\n${await faultOf(small, seed)}\n`);
    }
    if (!values.keep) break;
  }
  process.stdout.write(`${runs} worlds, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (import.meta.main) await main();
