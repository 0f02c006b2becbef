// Explanations as plain text, for tests that read them as people do. Must not: leave anything out.
import { explain } from '../../../src-main/services/explain/explain.ts';
import type { Session } from '../../../src-main/services/session.ts';
import type { Explanation, Piece } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { subjectText } from '../../../src-shared/explain/subject.ts';
import { must } from '../company-book.ts';

/** Values with their unit, links in brackets. */
const words = (piece: Piece): string => {
  if (typeof piece === 'string') return piece;
  if ('subject' in piece) return `[${piece.label}]`;
  return piece.unit ? `${piece.value} ${piece.unit}` : piece.value;
};

export const sentence = (pieces: readonly Piece[]): string => pieces.map(words).join('');

/** Title and amount, then a line for each sentence, then parts with their lines. */
export function inWords({ title, amount, steps, parts }: Explanation): string {
  return [
    `${title}${amount ? ` = ${words(amount)}` : ''}`,
    ...steps.map(({ pieces }) => sentence(pieces)),
    ...parts.flatMap((part) => [
      `${part.title}, ${part.unit}`,
      ...part.lines.map(
        ({ label, note, amount: value, subject }) =>
          `  ${label}${note.length > 0 ? ` (${sentence(note)})` : ''}: ${value}${subject ? ` > ${subjectText(subject)}` : ''}`,
      ),
      ...(part.more ? [`  and ${part.more.count} more: ${part.more.amount}`] : []),
      `  = ${part.total}`,
    ]),
  ].join('\n');
}

export async function explained(session: Session, subject: Subject): Promise<string> {
  return inWords(must(await explain(session, subject)));
}
