// A usage event explained: where it came from, down to file and row, how it was rated, which lots paid and why, and what became of it
// later. Must not: rate or draw in a way of its own.
import { counted } from '../../../src-shared/counted.ts';
import type { Explanation, Part, Step } from '../../../src-shared/explain/calls.ts';
import type { Rate } from '../../engine/rating.ts';
import { needOf, rateInForce } from '../../engine/rating.ts';
import type { PlacedPosting } from '../../storage/explain/postings-of.ts';
import { postingsOf } from '../../storage/explain/postings-of.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import { findEvent } from '../../storage/usage-store.ts';
import { stateOf } from '../usage/narrowing.ts';
import type { AtWork } from './drawing.ts';
import { atWork, drawingSteps } from './drawing.ts';
import type { Explained, Look } from './look.ts';
import { notThere } from './look.ts';
import { shortfallSteps } from './overage.ts';
import { calculation } from './parts.ts';
import {
  asWords,
  credits,
  factOf,
  factPieces,
  lotLink,
  moment,
  monthName,
  pieces,
  quantity,
  say,
  told,
} from './words.ts';

export function explainEvent(look: Look, eventId: string): Explained {
  const { session, book } = look;
  const event = findEvent(session.open, eventId, book.undone);
  if (!event) throw notThere('unknown_event', `The book has no usage event ${eventId}`);
  const rate = rateInForce(book.rates.candidates(event.meter, event.customer), event.occurredAt);
  const state = stateOf(book, event, 0);
  const known = { title: `Event ${eventId}`, state };
  const begun = [...origin(look, event), ...timing(look, event)];
  const apart = apartStep(look, event, state);
  if (apart) return { ...known, steps: [...begun, apart], parts: [] };
  const need = needOf(event.quantity, rate!);
  const amount = credits(book, need, rate!.creditType.code);
  const steps = [...begun, ...rating(look, event, rate!, need)];
  const postings = [...postingsOf(session.open, { customer: event.customer, event: eventId })];
  if (need === 0n)
    return {
      ...known,
      amount,
      steps: [...steps, say('need')`It needs no credits: nothing is posted, and it stays on the statement.`],
      parts: [],
    };
  const work = atWork(look, event, rate!);
  const creditType = rate!.creditType.code;
  return {
    ...known,
    amount,
    steps: [...steps, ...paying(look, work, creditType), ...later(look, event, postings)],
    parts: [paidPart(look, event, postings, creditType)],
  };
}

/** What takes part in nothing says why; null for the others. */
function apartStep({ session, book }: Look, event: StoredEvent, state: Explanation['state']): Step | null {
  const { eventId, meter } = event;
  if (book.customers.get(event.customer)!.erased.has(eventId)) {
    const fact = factOf(session, 'void', eventId);
    return say(
      'state',
    )`It was voided while its month was open: it takes part in nothing. ${fact ? pieces`Reason: ${fact.body.reason || 'none told'} (${factPieces(fact)}).` : ''}`;
  }
  if (state === 'excluded') {
    const fact = factOf(session, 'exclusion', eventId);
    return say(
      'state',
    )`It is excluded for good: it takes part in nothing. ${fact ? pieces`Reason: ${fact.body.reason} (${factPieces(fact)}).` : ''}`;
  }
  if (state === 'no_rate')
    return say(
      'state',
    )`No rate of ${meter} is in force on that date: it waits as an exception, and keeps its month from closing.`;
  return null;
}

function origin({ session }: Look, event: StoredEvent): Step[] {
  const batch = factOf(session, 'batch', String(event.batch));
  const told = batch ? pieces` (${factPieces(batch)})` : [];
  return [
    say(
      'origin',
    )`Event ${event.eventId} of ${event.customer} came with import batch ${event.batch}, from line ${event.line} of ${batch?.body.file ?? 'a file'}${told}.`,
  ];
}

/** When it was used, and in which month it counts. */
export function timing({ book }: Look, event: StoredEvent): Step[] {
  const { occurredAt, postedAt } = event;
  const steps = [
    say('time')`${quantity(event.quantity, event.meter)} used at ${moment(occurredAt)} (${book.zone.id}).`,
  ];
  if (postedAt !== occurredAt)
    steps.push(
      say(
        'time',
      )`Its month was closed when it came: it is late, and posted at the start of the first open month, ${monthName(book.zone.monthAt(postedAt))}; the rate is that of its own date.`,
    );
  return steps;
}

function rating({ session, book }: Look, event: StoredEvent, rate: Rate, need: bigint): Step[] {
  const { fact, creditType } = rate;
  const whose =
    fact.customer === null
      ? 'the general rate'
      : `the rate of ${fact.customer}, which goes before a general one`;
  const said = session.facts().findLast(({ body }) => body === fact);
  const source = said ? pieces` (${factPieces(said)})` : [];
  const rounding = `${asWords(creditType.rounding)} to ${counted(creditType.scale, 'place')}`;
  return [
    say(
      'rate',
    )`In force is ${whose}: ${quantity(fact.units, fact.meter)} = ${told(fact.credits, 'credits', creditType.code)}, from ${{ value: fact.from, type: 'date', unit: null }}${source}.`,
    say(
      'need',
    )`${quantity(event.quantity, '')} × ${quantity(fact.credits, '')} ÷ ${quantity(fact.units, '')}, rounded once (${rounding}), is ${credits(book, need, creditType.code)}.`,
  ];
}

function paying(look: Look, work: AtWork, creditType: string): Step[] {
  return work.lines.flatMap((line) => {
    if (line.kind === 'drawdown') return drawingSteps(look, line, work, creditType);
    return line.kind === 'overage' || line.kind === 'deficit' ? shortfallSteps(look, line, creditType) : [];
  });
}

/** What it took at its own instant comes to what it needs (rules §14.2). */
function paidPart(
  look: Look,
  event: StoredEvent,
  postings: readonly PlacedPosting[],
  creditType: string,
): Part {
  const { book } = look;
  const lines = postings
    .filter(
      ({ posting }) => posting.at === event.postedAt && (posting.kind === 'drawdown' || posting.overage > 0n),
    )
    .map(({ id, posting }) => ({
      label: posting.lot ?? asWords(posting.kind),
      note: [asWords(posting.kind)],
      amount: posting.kind === 'drawdown' ? -posting.credits : posting.overage,
      subject: { kind: 'posting', posting: id } as const,
    }));
  return calculation('How it was paid', (amount) => credits(book, amount, creditType), lines);
}

/** Deficits paid later, and what a void took back. */
function later({ book }: Look, event: StoredEvent, postings: readonly PlacedPosting[]): Step[] {
  return postings
    .filter(({ posting }) => posting.at > event.postedAt && posting.kind !== 'charge')
    .slice(0, 10)
    .map(({ creditType, posting }) => {
      const { kind, at, lot } = posting;
      const when = moment(at);
      if (kind === 'drawdown')
        return say(
          'later',
        )`${when}: ${credits(book, -posting.credits, creditType)} of its deficit were drawn from ${lotLink(lot!)}.`;
      if (kind === 'reinstatement')
        return say(
          'later',
        )`${when}: voided; ${credits(book, posting.credits, creditType)} came back as ${lotLink(lot!)}.`;
      if (kind === 'reversal')
        return say(
          'later',
        )`${when}: voided; ${lotLink(lot!)} had ended, so no credits came back and its revenue became breakage revenue.`;
      return say(
        'later',
      )`${when}: voided; ${credits(book, -posting.overage, creditType)} of ${kind} were taken back.`;
    });
}
