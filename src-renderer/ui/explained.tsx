// Amounts that explain themselves: a link that opens the explanation beside the screen, in the colour of the text it stands in.
// Must not: ask for an explanation (the shell's panel does).
import type { ReactNode } from 'react';
import type { Subject } from '../../src-shared/explain/subject.ts';
import { readSubject, subjectText } from '../../src-shared/explain/subject.ts';
import { explainedHere, useExplainedText } from './route.ts';

/** The address that explains it, on whatever screen one is. */
export const explain = (subject: Subject): string => explainedHere(subjectText(subject));

export function Explained({ subject, children }: { subject: Subject; children: ReactNode }) {
  return (
    <a className="explained" href={explain(subject)}>
      {children}
    </a>
  );
}

/** What is being explained now. */
export function useExplained(): Subject | null {
  const text = useExplainedText();
  return text === null ? null : readSubject(text);
}
