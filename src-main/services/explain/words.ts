// How explanations are written: sentences of text, values (which the page writes as its reader wants numbers and dates) and links.
// Must not: know a rule.
import type { Instant, IsoDate, Month } from '../../../src-shared/calendar.ts';
import { formatInstant } from '../../../src-shared/calendar.ts';
import { formatScaled, withPlaces } from '../../../src-shared/decimal.ts';
import type { Explanation, Piece, Step } from '../../../src-shared/explain/calls.ts';
import type { Subject } from '../../../src-shared/explain/subject.ts';
import { lotSubject } from '../../../src-shared/explain/subject.ts';
import type { Book } from '../../engine/book.ts';
import { moneyScale } from '../../engine/book.ts';
import type { FactKind } from '../../engine/facts.ts';
import type { Fact } from '../../storage/fact-log.ts';
import type { Session } from '../session.ts';

type Said = Piece | number | readonly Piece[];

/** A sentence: say('lot')`${credits} drawn from ${lot}.` */
export function say(about: Step['about']): (texts: TemplateStringsArray, ...said: readonly Said[]) => Step {
  return (texts, ...said) => ({ about, pieces: pieces(texts, ...said) });
}

/** Part of a sentence. */
export function pieces(texts: TemplateStringsArray, ...said: readonly Said[]): Piece[] {
  const made: Piece[] = [];
  for (const [index, text] of texts.entries()) {
    if (text !== '') made.push(text);
    const next = said[index];
    if (next === undefined || next === '') continue;
    if (Array.isArray(next)) made.push(...(next as Piece[]));
    else made.push(typeof next === 'number' ? String(next) : (next as Piece));
  }
  return made;
}

export const link = (label: string, subject: Subject): Piece => ({ label, subject });
export const eventLink = (event: string): Piece => link(event, { kind: 'event', event });
export const lotLink = (lot: string): Piece => link(lot, lotSubject(lot));
export const chargeLink = (charge: string): Piece => link(charge, { kind: 'charge', charge });

export const day = (date: IsoDate): Piece => ({ value: date, type: 'date', unit: null });
export const moment = (at: Instant): Piece => ({ value: formatInstant(at), type: 'instant', unit: null });
export const monthName = (month: Month): Piece => ({ value: month, type: 'month', unit: null });
export const quantity = (value: string, unit: string): Piece => ({ value, type: 'quantity', unit });

/** A decimal of credits or money as the facts have it; money with its minor unit at least, finer prices as they are. */
export function told(value: string, type: 'credits' | 'money', unit: string): Piece {
  return { value: type === 'money' ? withPlaces(value, moneyScale(unit)) : value, type, unit };
}

type Value = NonNullable<Explanation['amount']>;

/** Scaled credits. */
export function credits(book: Book, value: bigint, creditType: string): Value {
  return {
    value: formatScaled(value, book.creditTypes.get(creditType)!.scale),
    type: 'credits',
    unit: creditType,
  };
}

/** Money in minor units. */
export function money(value: bigint, currency: string): Value {
  return { value: formatScaled(value, moneyScale(currency)), type: 'money', unit: currency };
}

/** The last day on which something that ends at the instant is valid, or "never". */
export function lastDay(book: Book, expiresAt: Instant | null): Piece {
  return expiresAt === null ? 'never' : day(book.zone.dateAt(expiresAt - 1));
}

/** "plan fee", "expiry" … codes as words. */
export const asWords = (code: string): string => code.replaceAll('_', ' ');

/** The latest fact of this kind and key that stands, or undefined. */
export function factOf<K extends FactKind>(
  session: Session,
  kind: K,
  key: string,
): Extract<Fact, { kind: K }> | undefined {
  return session.standing().findLast((fact) => fact.kind === kind && fact.key === key) as
    | Extract<Fact, { kind: K }>
    | undefined;
}

/** "fact 12, told by mara on … (grants.csv)". */
export function factPieces(fact: Pick<Fact, 'seq' | 'author' | 'recordedAt' | 'source'>): Piece[] {
  const { seq, author, recordedAt, source } = fact;
  return pieces`${link(`fact ${seq}`, { kind: 'fact', fact: seq })}, told by ${author} on ${moment(recordedAt)} from ${source}`;
}

/** What told that an event is void, and why. */
export function voidSteps(session: Session, eventId: string): Step[] {
  const fact = factOf(session, 'void', eventId);
  if (!fact) return [];
  const { reason } = fact.body;
  return [say('origin')`The void is ${factPieces(fact)}${reason === '' ? '' : `: ${reason}`}.`];
}
