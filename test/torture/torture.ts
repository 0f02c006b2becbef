// npm run torture -- [--seed N] [--rounds M] [--minutes T] [--often migrate=20,statements=10]: kills the real command in the middle of its
// work, hundreds of times on the same book. Prints what became of it as a table, and every fault with the seed and round that show it again.
import { parseArgs } from 'node:util';
import { type Campaign, torture } from './campaign.ts';
import { USUAL, type Weights } from './deeds.ts';

const COLUMNS = ['rounds', 'before', 'done', 'finished'] as const;

function tableOf({ tallies }: Campaign): string {
  const rows = [...tallies].map(([kind, tally]) => [kind, ...COLUMNS.map((column) => tally[column])]);
  const sums = COLUMNS.map((column) => [...tallies.values()].reduce((sum, tally) => sum + tally[column], 0));
  return [['deed', 'rounds', 'as before', 'done', 'not killed'], ...rows, ['all', ...sums]]
    .map(
      ([name, ...cells]) =>
        `${String(name).padEnd(12)}${cells.map((cell) => String(cell).padStart(12)).join('')}\n`,
    )
    .join('');
}

/** "migrate=20,statements=10": how often these come, beside the others (see USUAL). */
function weightsIn(text: string): Partial<Weights> {
  const pairs = text.split(',').map((one) => one.split('='));
  const wrong = pairs.find(([kind = '', often]) => !Object.hasOwn(USUAL, kind) || !/^\d+$/.test(often ?? ''));
  if (wrong)
    throw new Error(
      `--often: "${wrong.join('=')}" is none of ${Object.keys(USUAL).join(', ')} with a number`,
    );
  return Object.fromEntries(pairs.map(([kind, often]) => [kind, Number(often)]));
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    often: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const rounds = Number(values.rounds ?? 300);
const withinMs = values.minutes === undefined ? undefined : Number(values.minutes) * 60_000;
process.stdout.write(`torture: seed ${seed}, ${rounds} rounds on one book\n`);
const weights = values.often === undefined ? {} : weightsIn(values.often);
const onRound = (round: number, kind: string): void => void process.stderr.write(`\r${round} ${kind}      `);
const campaign = await torture({ seed, rounds, withinMs, weights, onRound });
process.stderr.write('\n');
process.stdout.write(tableOf(campaign));
for (const fault of campaign.faults) process.stdout.write(`FAULT ${fault}\n`);
process.stdout.write(`${campaign.faults.length} faults\n`);
process.exitCode = campaign.faults.length > 0 ? 1 : 0;
