// A fact explained: what was told, by whom, when and from where, and whether a later fact says otherwise. Must not: judge it.
import type { Step } from '../../../src-shared/explain/calls.ts';
import type { Fact } from '../../storage/fact-log.ts';
import { factInWords } from '../audit/fact-words.ts';
import type { Explained, Look } from './look.ts';
import { notThere } from './look.ts';
import { asWords, factPieces, moment, say } from './words.ts';

export function explainFact({ session }: Look, seq: number): Explained {
  const facts = session.facts();
  const fact = facts.find((one) => one.seq === seq);
  if (!fact) throw notThere('unknown_subject', `The book has no fact ${seq}`);
  return {
    title: `Fact ${seq}`,
    steps: [
      say('origin')`${factInWords(fact)}.`,
      say(
        'time',
      )`Told by ${fact.author} on ${moment(fact.recordedAt)} from ${fact.source}. Facts are never changed or deleted.`,
      ...versions(facts, fact),
    ],
    parts: [],
  };
}

function versions(facts: readonly Fact[], { seq, kind, key }: Fact): Step[] {
  const same = facts.filter((one) => one.kind === kind && one.key === key && one.seq !== seq);
  return same.slice(-5).map((one) => {
    const when = one.seq < seq ? 'Told before' : 'Told again later';
    return say('later')`${when}, about the same ${asWords(kind)}: ${factPieces(one)}.`;
  });
}
