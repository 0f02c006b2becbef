// One line on a terminal that says how far long work is: after half a second, and with a count and the time left after
// three. Nothing where nobody watches. Must not: write to standard output, or slow the work down.
import type { Progress } from '../../backend/books.ts';

const SHOW_AFTER = 500;
const COUNT_AFTER = 3000;
const EVERY = 100;

/** The part of a terminal that is needed. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  readonly progress: Progress;
  /** Takes the line away: before anything else is written. */
  clear(): void;
}

export function openProgress(screen: Screen, now: () => number): ProgressLine {
  if (!screen.isTTY || process.env.TERM === 'dumb') return { progress() {}, clear() {} };
  const begun = now();
  let step = '';
  let stepBegun = begun;
  let drawn = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) screen.write('\r\u001b[K');
    shown = false;
  };
  const progress: Progress = (name, done, of) => {
    const time = now();
    if (name !== step) {
      step = name;
      stepBegun = time;
    } else if (time - drawn < EVERY) return;
    if (time - begun < SHOW_AFTER) return;
    drawn = time;
    const text =
      time - begun < COUNT_AFTER ? `${name} …` : progressText(name, done, of, (time - stepBegun) / 1000);
    screen.write(`\r${text.slice(0, (screen.columns ?? 80) - 1)}\u001b[K`);
    shown = true;
  };
  return { progress, clear };
}

/** "Reading 34 of 120 MB, about 12 s left"; "Writing rows 40,000" where nobody knows how many there will be. */
export function progressText(step: string, done: number, of: number, seconds: number): string {
  if (of === 0 && done > 0) return `${step} ${done.toLocaleString('en')}`;
  if (of <= 1) return `${step} …`;
  // Files are read in bytes; everything else is counted in pieces, the one under way in part.
  const count =
    step === 'Reading' || step === 'Copying'
      ? `${Math.round(done / 1e6)} of ${Math.round(of / 1e6)} MB`
      : `${Math.floor(done).toLocaleString('en')} of ${of.toLocaleString('en')}`;
  if (done === 0 || done > of || seconds < 1) return `${step} ${count}`;
  return `${step} ${count}, about ${timeInWords((seconds / done) * (of - done))} left`;
}

function timeInWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
