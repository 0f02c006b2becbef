// What is on record: facts by page, newest first, and the seals of months with what became of them.
// Must not: prove anything (proof/ does), or change a fact.
import { formatInstant } from '../../../src-shared/calendar.ts';
import type { FactLine, SealLine } from '../../../src-shared/contract/audit.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Session } from '../session.ts';
import { factInWords } from './fact-words.ts';

export interface FactQuery {
  /** Facts with lower numbers; null: from the newest. */
  before: number | null;
  limit: number;
  kind: string | null;
  /** Held by its summary, key, source or author, whatever the case. */
  text: string;
}

export interface FactPage {
  facts: FactLine[];
  more: boolean;
  total: number;
  kinds: { kind: string; count: number }[];
}

export function factPage(session: Session, { before, limit, kind, text }: FactQuery): FactPage {
  const wanted = text.trim().toLowerCase();
  const all = session.facts();
  const facts: FactLine[] = [];
  let more = false;
  for (let at = Math.min(all.length, (before ?? all.length + 1) - 1) - 1; at >= 0; at--) {
    const fact = all[at]!;
    if (kind !== null && fact.kind !== kind) continue;
    const { seq, author, source, key } = fact;
    const summary = factInWords(fact);
    if (![summary, key, source, author].some((one) => one.toLowerCase().includes(wanted))) continue;
    if (facts.length === limit) {
      more = true;
      break;
    }
    facts.push({ seq, at: formatInstant(fact.recordedAt), author, source, kind: fact.kind, key, summary });
  }
  return { facts, more, total: all.length, kinds: kindsOf(session) };
}

function kindsOf(session: Session): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of session.facts()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => compareText(a.kind, b.kind));
}

/** Every seal ever made, newest first: those a reopening broke stay on record. */
export function sealLines(session: Session): SealLine[] {
  const seals: SealLine[] = [];
  for (const { kind, body, recordedAt, author } of session.facts()) {
    if (kind === 'close') {
      const { month, postings, seal, previousSeal } = body;
      const closedAt = formatInstant(recordedAt);
      seals.push({ month, closedAt, author, postings, seal, previousSeal, reopenedAt: null, reason: '' });
    } else if (kind === 'reopen') {
      const broken = seals.findLast(({ month, reopenedAt }) => month === body.month && reopenedAt === null);
      if (broken) Object.assign(broken, { reopenedAt: formatInstant(recordedAt), reason: body.reason });
    }
  }
  return seals.reverse();
}
