// The failing disk of faults.c, built once a run, and what a process is started with to meet it. Linux with gcc only; without them
// tests that need it are skipped with a word, unless DRAWDOWN_REQUIRE_TOOLS=1 says they must run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export type Fault =
  /** Killed (SIGKILL) in the n-th operation; a write gets half way. Never, for 0: only counted. */
  | { kind: 'kill'; at: number }
  /** From the n-th operation on, `times` of them are refused; all of them, for 0. */
  | { kind: 'fail'; at: number; error: 'EIO' | 'ENOSPC' | 'EACCES'; times: number; ops?: string }
  /** The n-th write puts down half of its bytes, and says so. */
  | { kind: 'short'; at: number }
  /** Everything is done, and written down in a file. */
  | { kind: 'record'; file: string };

const SOURCE = join(import.meta.dirname, 'faults.c');
const required = process.env.DRAWDOWN_REQUIRE_TOOLS === '1';
const possible = process.platform === 'linux' && spawnSync('gcc', ['--version']).status === 0;
if (!possible && !required)
  process.stderr.write('gcc is not there, or this is no Linux: tests with a failing disk are skipped\n');

/** For `describe.skipIf`. */
export const NO_FAULTS = !possible && !required;

let built: string | null = null;

/** The library, built where it goes with the process. */
function library(): string {
  if (built) return built;
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-faults-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'faults.so');
  const { status, stderr } = spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', file, SOURCE, '-ldl'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the failing disk cannot be built: ${stderr}`);
  built = file;
  return file;
}

export interface Circumstances {
  /** The files the fault is for: all below this folder. */
  folder: string;
  fault?: Fault;
  /** What the clock says, standing still, in milliseconds since 1970; from its n-th reading on another time. */
  clock?: { at: number; after?: number; later?: number };
  /** A file that gets the number of operations of a process that came to its end. */
  count?: string;
}

/** Environment variables for a process that is to live in these circumstances. */
export function environment({ folder, fault, clock, count }: Circumstances): Record<string, string> {
  return {
    LD_PRELOAD: library(),
    ...(fault ? { FAULTS_UNDER: folder, ...ofFault(fault) } : {}),
    ...(clock ? { FAULTS_CLOCK: seconds(clock.at) } : {}),
    ...(clock?.after === undefined ? {} : { FAULTS_CLOCK_AFTER: String(clock.after) }),
    ...(clock?.later === undefined ? {} : { FAULTS_CLOCK_THEN: seconds(clock.later) }),
    ...(count === undefined ? {} : { FAULTS_COUNT: count }),
  };
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

function ofFault(fault: Fault): Record<string, string> {
  switch (fault.kind) {
    case 'record':
      return { FAULTS_MODE: 'record', FAULTS_RECORD: fault.file };
    case 'fail':
      return {
        FAULTS_MODE: 'fail',
        FAULTS_AT: String(fault.at),
        FAULTS_TIMES: String(fault.times),
        FAULTS_ERRNO: String(constants.errno[fault.error]),
        ...(fault.ops ? { FAULTS_OPS: fault.ops } : {}),
      };
    case 'short':
      return { FAULTS_MODE: 'short', FAULTS_AT: String(fault.at), FAULTS_OPS: 'w' };
    default:
      return { FAULTS_MODE: 'kill', FAULTS_AT: String(fault.at) };
  }
}
