// Explains numbers and everything they lead to, and says what does not foot: parts that do not come to their total, and amounts that
// their own explanation contradicts. Must not: know how an explanation is made.
import { explain } from '../../../src-main/services/explain/explain.ts';
import type { Session } from '../../../src-main/services/session.ts';
import { parseScaled } from '../../../src-shared/decimal.ts';
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { readSubject, subjectText } from '../../../src-shared/explain/subject.ts';
import type { Shown } from './every-number.ts';

const PLACES = 12;
const exact = (text: string): bigint => parseScaled(text, PLACES)!;
const size = (text: string): string => text.replace('-', '');

export interface Walked {
  readonly wrong: string[];
  readonly explained: ReadonlyMap<string, Explanation>;
}

/** @param most how many subjects beyond the numbers themselves are followed. */
export async function walk(
  session: Session,
  numbers: readonly Shown[],
  most = Number.POSITIVE_INFINITY,
): Promise<Walked> {
  const wrong: string[] = [];
  const explained = new Map<string, Explanation>();
  const waiting: Shown[] = [...numbers];
  const enough = numbers.length + most;
  for (let index = 0; index < waiting.length && index < enough; index++) {
    const { subject, amount } = waiting[index]!;
    const text = subjectText(subject);
    if (subjectText(readSubject(text)!) !== text) wrong.push(`${text} is not read as written`);
    let explanation = explained.get(text);
    if (!explanation) {
      const answer = await explain(session, subject);
      if (!answer.ok) {
        wrong.push(`${text}: ${answer.findings.map(({ message }) => message).join('; ')}`);
        continue;
      }
      explanation = answer.value;
      explained.set(text, explanation);
      wrong.push(...unfooted(text, explanation));
      waiting.push(...leadsTo(explanation));
    }
    if (amount !== null && !comesTo(explanation, amount))
      wrong.push(`${text} is shown as ${amount}, explained as ${explanation.amount?.value}`);
  }
  return { wrong, explained };
}

function unfooted(text: string, { amount, parts, steps, title }: Explanation): string[] {
  const wrong: string[] = [];
  if (title === '' || steps.length === 0) wrong.push(`${text} says nothing`);
  if (
    /undefined|null|NaN|\[object/.test(
      JSON.stringify(steps.map(({ pieces }) => pieces.filter((one) => typeof one === 'string'))),
    )
  )
    wrong.push(`${text}: ${JSON.stringify(steps)}`);
  for (const { title: part, lines, more, total } of parts) {
    const sum = lines.reduce((all, line) => all + exact(line.amount), more ? exact(more.amount) : 0n);
    if (sum !== exact(total)) wrong.push(`${text}, ${part}: lines come to ${sum}, not ${total}`);
  }
  // What a figure, charge, lot or event is made of comes to it.
  const [first] = parts;
  if (first && amount && !/^posting/.test(text) && exact(first.total) !== exact(amount.value))
    wrong.push(`${text}: ${first.title} comes to ${first.total}, not ${amount.value}`);
  if (
    /^figure.(deferred|balance|added|other|debit|credit)/.test(text) &&
    parts[1] &&
    parts[1].total !== first?.total
  )
    wrong.push(`${text}: ${parts[1].title} comes to ${parts[1].total}, not ${first?.total}`);
  return wrong;
}

/** Its amount, or the total of one of its parts (a lot's deferred money beside its credits; a posting's entry). */
function comesTo({ amount, parts }: Explanation, wanted: string): boolean {
  const amounts = [amount?.value ?? null, ...parts.map(({ total }) => total)];
  return amounts.some((one) => one !== null && exact(size(one)) === exact(size(wanted)));
}

function leadsTo({ steps, parts }: Explanation): Shown[] {
  const named: Subject[] = steps.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => (typeof piece === 'object' && 'subject' in piece ? [piece.subject] : [])),
  );
  const lines = parts.flatMap((part) => part.lines);
  return [
    ...named.map((subject) => ({ subject, amount: null })),
    ...lines.flatMap(({ subject, amount }) => {
      if (!subject) return [];
      // A posting explains the whole line of the ledger: credits, revenue and accounts; a lot all of it, an event all it needs.
      const whole = subject.kind === 'posting' || subject.kind === 'event' || subject.kind === 'lot';
      return [{ subject, amount: whole ? null : amount }];
    }),
  ];
}
