// Runs programs beside each other and says how long they took: interleaved, A B C A B C …, so that what else the machine does
// falls on all of them; medians of wall clock and memory; ratios are medians of the ratios within a round.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Contender {
  name: string;
  /** Done before each run, not measured. */
  prepare?: () => void;
  command: readonly string[];
  cwd?: string;
  /** What it reads instead of a terminal. */
  input?: string;
}

export interface Measured {
  name: string;
  seconds: number[];
  /** Largest resident set, in MB, and processor time in seconds; empty where /usr/bin/time is not there. */
  peakMb: number[];
  cpu: number[];
}

interface Run {
  seconds: number;
  peakMb: number | null;
  cpu: number | null;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** @param share 0.99: what all but one in a hundred stay within. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Is the program there? */
export function installed(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

const TIME = '/usr/bin/time';

function runOnce({ command, cwd, input, name }: Contender): Run {
  const report = join(tmpdir(), `drawdown-time-${process.pid}`);
  const timed = existsSync(TIME) ? [TIME, '-f', '%M %U %S', '-o', report, ...command] : command;
  spawnSync('sync');
  const start = performance.now();
  const ran = spawnSync(timed[0]!, timed.slice(1), { cwd, input, encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = (performance.now() - start) / 1000;
  if (ran.status !== 0) throw new Error(`${name} failed: ${ran.stderr || ran.stdout || ran.error}`);
  if (timed === command) return { seconds, peakMb: null, cpu: null };
  const [kilobytes = 0, user = 0, system = 0] = readFileSync(report, 'utf8').split(' ').map(Number);
  rmSync(report);
  return { seconds, peakMb: kilobytes / 1024, cpu: user + system };
}

/** Runs each contender `runs` times, in rounds. */
export function measure(contenders: readonly Contender[], runs: number): Measured[] {
  const measured = contenders.map(({ name }): Measured => ({ name, seconds: [], peakMb: [], cpu: [] }));
  for (let round = 0; round < runs; round++) {
    for (const [index, contender] of contenders.entries()) {
      contender.prepare?.();
      const { seconds, peakMb, cpu } = runOnce(contender);
      measured[index]!.seconds.push(seconds);
      if (peakMb !== null) measured[index]!.peakMb.push(peakMb);
      if (cpu !== null) measured[index]!.cpu.push(cpu);
      process.stderr.write(`round ${round + 1} of ${runs}: ${contender.name} ${seconds.toFixed(2)} s\n`);
    }
  }
  return measured;
}

/** Median of the ratios within each round. */
export function ratio(one: Measured, base: Measured): number {
  return median(one.seconds.map((seconds, round) => seconds / base.seconds[round]!));
}

/** A table as Markdown, the first contender being what the others are set against. */
export function printTable(
  title: string,
  measured: readonly Measured[],
  extra?: Record<string, string>,
): void {
  const [base] = measured;
  const said = measured.map((one) => [
    one.name,
    `${median(one.seconds).toFixed(2)} (${Math.min(...one.seconds).toFixed(2)}–${Math.max(...one.seconds).toFixed(2)})`,
    `${ratio(one, base!).toFixed(2)}`,
    one.cpu.length > 0 ? median(one.cpu).toFixed(2) : '–',
    one.peakMb.length > 0 ? median(one.peakMb).toFixed(0) : '–',
    extra?.[one.name] ?? '',
  ]);
  const heading = [
    title,
    `seconds, median of ${base!.seconds.length} (min–max)`,
    'ratio',
    'CPU s',
    'peak MB',
    '',
  ];
  const rows = [heading, heading.map(() => '---'), ...said];
  process.stdout.write(`\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
}
