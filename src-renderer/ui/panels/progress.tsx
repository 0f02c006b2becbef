// How far long work is: appears after half a second, with count and time left after three. Shared by every job of the page.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { now } from '../clock.ts';

export interface Progressing {
  readonly step: string;
  readonly done: number;
  /** 0: not known. */
  readonly of: number;
}

const SHOW_AFTER_MS = 500;
const COUNT_AFTER_MS = 3000;

/** True once `busy` has held for half a second. */
function useSlow(busy: boolean, after = SHOW_AFTER_MS): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), after);
    return () => clearTimeout(timer);
  }, [busy, after]);
  return busy && slow;
}

/** Of a command or job under way, as `useDoing` tells it: `<ProgressLine {...doing} label="Writing" />`. */
interface ProgressLineProps {
  busy: boolean;
  progress: Progressing | null;
  /** What is under way, before the first step is told. */
  label: string;
  /** Left out: it goes to its end. */
  cancel?: () => void;
}

export function ProgressLine({ busy, progress, label, cancel }: ProgressLineProps) {
  const shown = useSlow(busy);
  const counted = useSlow(busy, COUNT_AFTER_MS);
  const { step, done, of } = progress ?? { step: label, done: 0, of: 0 };
  // Steps take unlike long: each is timed by itself.
  const began = useRef({ step: '', at: 0 });
  if (busy && began.current.step !== step) began.current = { step, at: now() };
  if (!busy) began.current = { step: '', at: 0 };
  if (!shown) return null;
  const part = of > 0 ? Math.min(1, done / of) : 0;
  return (
    <div className="progress" role="status">
      <span>{step}</span>
      <span className="bar" role="progressbar" aria-label={step} aria-valuenow={Math.round(part * 100)}>
        <i style={{ width: `${part * 100}%` }} />
      </span>
      {counted && of > 0 ? (
        <span className="dim">
          {Math.floor(done).toLocaleString()} of {of.toLocaleString()}
          {part > 0.02 ? `, ${timeLeft((now() - began.current.at) * (1 / part - 1))} left` : ''}
        </span>
      ) : null}
      {cancel ? (
        <Button size="compact-xs" variant="default" onClick={cancel}>
          Cancel
        </Button>
      ) : null}
    </div>
  );
}

function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
