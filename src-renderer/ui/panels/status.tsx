// A state as a word with a dot: never colour alone.

export type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'dim';

export function Status({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className="status" data-tone={tone}>
      {children}
    </span>
  );
}
