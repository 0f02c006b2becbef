// Runs a process that tries inputs, and ends it where one takes too long or too much memory. Must not: know what is tried.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An input is answered within so much processor time and memory, or it is a fault. */
export const BOUNDS = { cpuSeconds: 10, residentMb: 900 };
const LOOK_MS = 50;

export interface Watched {
  /** Why the process came to an end that it did not choose; null: it did. */
  why: string | null;
  peakMb: number;
}

/** Processor seconds and resident megabytes of a process; null where /proc does not say. */
function spentBy(pid: number): { cpu: number; mb: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return {
      cpu: (Number(fields[11]) + Number(fields[12])) / 100,
      mb: (Number(fields[21]) * 4096) / 2 ** 20,
    };
  } catch {
    return null;
  }
}

/**
 * @param script in this folder; it gets `order` as its only argument, as JSON.
 * @param hear says of a message whether another input begins with it: time is counted from there.
 */
export function watch<T>(
  script: string,
  order: unknown,
  hear: (said: T) => boolean,
  bounds = BOUNDS,
): Promise<Watched> {
  const child = fork(join(import.meta.dirname, script), [JSON.stringify(order)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--max-semi-space-size=16'],
  });
  const watched: Watched = { why: null, peakMb: 0 };
  let since: number | null = null;
  child.on('message', (said) => {
    if (hear(said as T)) since = spentBy(child.pid!)?.cpu ?? 0;
  });
  const looking = setInterval(() => {
    const spent = spentBy(child.pid!);
    if (!spent || since === null || watched.why !== null) return;
    watched.peakMb = Math.max(watched.peakMb, spent.mb);
    if (spent.cpu - since > bounds.cpuSeconds) watched.why = `took more than ${bounds.cpuSeconds} s`;
    else if (spent.mb > bounds.residentMb) watched.why = `took ${Math.round(spent.mb)} MB`;
    if (watched.why !== null) child.kill('SIGKILL');
  }, LOOK_MS);
  return new Promise((resolve) => {
    child.on('exit', (status, signal) => {
      clearInterval(looking);
      if (status !== 0) watched.why ??= `ended the process: ${signal ?? status}`;
      resolve(watched);
    });
  });
}
