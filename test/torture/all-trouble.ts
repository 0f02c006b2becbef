// npm run trouble -- [--each N] [--trials M] [--deeds import,close]: every deed that writes, with its disk failing at every N-th of its operations:
// an error of the device once, no room from there on, no permission, half a write, and the end of the program. Prints a table, and every fault.
import { parseArgs } from 'node:util';
import type { Fault } from './faults.ts';
import { DEEDS, setScene, tryOut } from './trouble.ts';

const { values } = parseArgs({
  options: { each: { type: 'string' }, trials: { type: 'string' }, deeds: { type: 'string' } },
});
const most = Number(values.trials ?? 1_000_000);
const each = Number(values.each ?? 4);
const names = values.deeds?.split(',') ?? Object.keys(DEEDS);
const scene = await setScene();
const print = (...cells: (string | number)[]): void =>
  void process.stdout.write(
    `${cells.map((cell, i) => (i === 0 ? String(cell).padEnd(14) : String(cell).padStart(12))).join('')}\n`,
  );

print('deed', 'operations', 'trials', 'refused', 'done', 'faults');
let all = 0;
for (const name of names) {
  const trial = await tryOut(scene, name);
  const tally = { trials: 0, refused: 0, faults: [] as string[] };
  const step = Math.max(each, Math.ceil(trial.operations / most));
  for (let at = 1; at <= trial.operations; at += step) {
    const faults: Fault[] = [
      { kind: 'fail', at, error: 'EIO', times: 1 },
      { kind: 'fail', at, error: 'ENOSPC', times: 0, ops: 'w' },
      { kind: 'fail', at, error: 'EACCES', times: 1, ops: 'wru' },
      { kind: 'short', at },
      { kind: 'kill', at },
    ];
    const fault = faults[tally.trials % faults.length]!;
    const { faults: found, refused, answer } = await trial.under(fault);
    tally.trials++;
    if (refused) tally.refused++;
    for (const one of found) tally.faults.push(`${JSON.stringify(fault)}: ${one}: ${answer.stderr.trim()}`);
  }
  print(
    name,
    trial.operations,
    tally.trials,
    tally.refused,
    tally.trials - tally.refused,
    tally.faults.length,
  );
  for (const fault of tally.faults) process.stdout.write(`FAULT ${name} ${fault}\n`);
  all += tally.faults.length;
}
scene.remove();
process.exitCode = all > 0 ? 1 : 0;
