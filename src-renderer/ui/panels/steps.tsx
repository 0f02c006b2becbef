// A wizard's steps in a row, the heading of the one that is shown, and what goes on. Must not: know what a step does.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface StepListProps<S extends string> {
  /** What the steps are of, for screen readers. */
  label: string;
  steps: readonly { name: S; title: string }[];
  current: S;
  reachable: (name: S) => boolean;
  onStep: (name: S) => void;
}

export function StepList<S extends string>({ label, steps, current, reachable, onStep }: StepListProps<S>) {
  return (
    <nav aria-label={label}>
      <ol className="steps">
        {steps.map(({ name, title }, index) => (
          <li key={name}>
            <button
              type="button"
              aria-current={name === current ? 'step' : undefined}
              disabled={name !== current && !reachable(name)}
              onClick={() => onStep(name)}
            >
              {index + 1} {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/**
 * Takes the focus when the step changes, so that keys go on from here and screen readers say where one is. The first step has a
 * button of its own to begin with.
 */
export function StepHeading({ step, first, children }: { step: string; first: string; children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (shown.current !== null || step !== first) heading.current?.focus();
    shown.current = step;
  }, [step, first]);
  return (
    <h2 ref={heading} className="step-title" tabIndex={-1}>
      {children}
    </h2>
  );
}

/** @param onGo null: something is still asked here. */
export function Continue({ onGo }: { onGo: (() => void) | null }) {
  return (
    <Button
      variant="filled"
      disabled={onGo === null}
      title={onGo ? undefined : 'Answer first what is asked here'}
      onClick={() => onGo?.()}
    >
      Continue
    </Button>
  );
}
