// A state as a word with a dot: never colour alone.
import type { Tone } from './tone.ts';

export type { Tone } from './tone.ts';

export function Status({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className="status" data-tone={tone}>
      {children}
    </span>
  );
}
