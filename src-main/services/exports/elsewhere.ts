// A month's journal that went out before in another form: posted twice, it would count twice. Must not: refuse; a ledger may be moved.
import type { Month } from '../../../src-shared/calendar.ts';
import { documentNumber, issuedDocuments } from '../documents/issued.ts';
import type { Session } from '../session.ts';

/** "xero · EUR": a template, of one currency. */
const currencyOf = (subject: string): string | null => / · ([A-Z]{3})$/.exec(subject)?.[1] ?? null;

/** A sentence for each other batch of the month that has entries of this one in it. @param subject of this one. */
export function wentOutElsewhere(session: Session, month: Month, subject: string): string[] {
  const latest = new Map<string, string>();
  const own = currencyOf(subject);
  for (const document of issuedDocuments(session, 'journal')) {
    const other = currencyOf(document.subject);
    const overlaps = own === null || other === null || own === other;
    if (document.month === month && document.subject !== subject && overlaps)
      latest.set(document.subject, documentNumber(document));
  }
  return [...latest].map(
    ([template, number]) =>
      `${month} also went out as ${number} (${template}). Posted from both, it counts twice: reverse one of them.`,
  );
}
