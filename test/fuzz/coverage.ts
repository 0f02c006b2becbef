// Which blocks of the sources an input reached, from V8 itself: an input that reaches another one is worth changing further.
// Must not: count lines, or look at anything but the program.
import { type Profiler, Session } from 'node:inspector';

export interface Coverage {
  /** Forgets what was reached until now. */
  begin(): void;
  /** @returns whether blocks were reached that no input reached before, or much more often than by any. */
  isNew(): boolean;
  readonly blocks: number;
}

export function openCoverage(): Coverage {
  const session = new Session();
  session.connect();
  const seen = new Set<string>();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  // The session answers before `post` returns.
  const take = (): Profiler.ScriptCoverage[] => {
    let taken: Profiler.ScriptCoverage[] = [];
    session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      taken = result;
    });
    return taken;
  };
  return {
    begin: () => void take(),
    isNew() {
      const before = seen.size;
      for (const { url, functions } of take()) {
        if (!/\/src-(main|shared)\//.test(url)) continue;
        // Once, a few times, many times: how often by powers of eight.
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges)
            if (count > 0) seen.add(`${url}:${startOffset}:${endOffset}:${Math.floor(Math.log2(count) / 3)}`);
      }
      return seen.size > before;
    },
    get blocks() {
      return seen.size;
    },
  };
}
