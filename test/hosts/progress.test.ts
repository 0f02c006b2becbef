// Progress as it shows on a terminal, with a clock of the test's own; nothing shows where nobody watches.
import { describe, expect, it } from 'vitest';
import { openProgress, progressText } from '../../src-main/hosts/cli/progress.ts';

function watched(isTTY: boolean): {
  at(ms: number, step: string, done: number, of: number): string;
  clear(): string;
} {
  const written: string[] = [];
  let time = 0;
  const line = openProgress({ isTTY, columns: 60, write: (text) => written.push(text) }, () => time);
  const taken = (): string => written.splice(0).join('');
  return {
    at(ms, step, done, of) {
      time = ms;
      line.progress(step, done, of);
      return taken();
    },
    clear() {
      line.clear();
      return taken();
    },
  };
}

describe('progress', () => {
  it('appears after half a second, with a count and the time left after three', () => {
    const screen = watched(true);
    expect(screen.at(400, 'Deriving', 10, 1000)).toBe('');
    expect(screen.at(700, 'Deriving', 20, 1000)).toBe('\rDeriving …\u001b[K');
    expect(screen.at(4400, 'Deriving', 500, 1000)).toBe('\rDeriving 500 of 1,000, about 4 s left\u001b[K');
    expect(screen.clear()).toBe('\r\u001b[K');
    expect(screen.clear()).toBe('');
  });
  it('draws at most ten times a second, and each step at once', () => {
    const screen = watched(true);
    screen.at(4000, 'Reading', 1e6, 9e6);
    expect(screen.at(4050, 'Reading', 2e6, 9e6)).toBe('');
    expect(screen.at(4060, 'Deriving', 0, 9)).toBe('\rDeriving 0 of 9\u001b[K');
  });
  it('writes nothing into a pipe', () => {
    const pipe = watched(false);
    expect(pipe.at(9000, 'Deriving', 1, 2)).toBe('');
    expect(pipe.clear()).toBe('');
  });
  it('counts files in megabytes, and long work in minutes', () => {
    expect(progressText('Reading', 34e6, 120e6, 17)).toBe('Reading 34 of 120 MB, about 43 s left');
    expect(progressText('Replaying', 10, 1000, 10)).toBe('Replaying 10 of 1,000, about 17 min left');
    expect(progressText('Checking the file', 0, 1, 10)).toBe('Checking the file …');
  });
});
