// Explain this number: how a usage event was rated and paid, in a sentence each, down to file and row (experience).
// Read from the same engine that derives: the customer is brought to the event's instant, and asked why this lot.
import { formatLocal } from '../../src-shared/calendar.ts';
import { formatScaled } from '../../src-shared/decimal.ts';
import type { Result } from '../../src-shared/findings/finding.ts';
import { Refusal } from '../../src-shared/findings/finding.ts';
import type { Book } from '../engine/book.ts';
import { moneyScale } from '../engine/book.ts';
import type { BurnKey } from '../engine/facts.ts';
import type { LotState } from '../engine/lot-state.ts';
import { mayPay } from '../engine/lot-state.ts';
import type { Posting } from '../engine/postings.ts';
import type { Rate } from '../engine/rating.ts';
import { needOf, rateInForce } from '../engine/rating.ts';
import type { CustomerRun } from '../engine/run.ts';
import { addUsage, finishRun } from '../engine/run.ts';
import type { StoredEvent } from '../storage/usage-store.ts';
import { findEvent } from '../storage/usage-store.ts';
import { listeningRun, liveUsage } from './derive.ts';
import type { Session } from './session.ts';
import { latest } from './session.ts';

/** A step of the explanation: what it is about, in words, with ids a reader can follow. */
export interface ExplainStep {
  about: 'origin' | 'time' | 'rate' | 'need' | 'lot' | 'revenue' | 'overage' | 'state';
  text: string;
  /** Ids named in the text that have pages of their own. */
  links: { kind: 'lot' | 'customer' | 'event' | 'charge'; id: string }[];
}

/** How the event came in, was rated, and was paid. Refused: an event the book does not have. */
export function explainEvent(session: Session, eventId: string): Result<ExplainStep[]> {
  return session.peek(() => {
    const book = session.book();
    const event = findEvent(session.open, eventId, book.undone);
    if (!event) {
      throw new Refusal({
        code: 'unknown_event',
        message: `The book has no usage event ${eventId}`,
        hint: 'Check the id',
      });
    }
    const steps = [origin(session, event), ...timing(book, event)];
    const { erased, excluded } = book.customers.get(event.customer)!;
    if (erased.has(eventId))
      return [...steps, plain('state', 'It was voided while its month was open: it takes part in nothing.')];
    if (excluded.has(eventId))
      return [...steps, plain('state', 'It is excluded for good: it takes part in nothing.')];
    const rate = rateInForce(book.rates.candidates(event.meter, event.customer), event.occurredAt);
    if (!rate)
      return [
        ...steps,
        plain('state', `No rate of ${event.meter} is in force on that date: it waits as an exception.`),
      ];
    return [...steps, ...rating(book, event, rate), ...paying(session, book, event, rate)];
  });
}

const plain = (about: ExplainStep['about'], text: string): ExplainStep => ({ about, text, links: [] });

function origin(session: Session, event: StoredEvent): ExplainStep {
  const batch = latest(session, 'batch').get(String(event.batch));
  const text = `Event ${event.eventId} came with import batch ${event.batch}, from line ${event.line} of ${batch?.file ?? 'a file'}.`;
  return { about: 'origin', text, links: [{ kind: 'customer', id: event.customer }] };
}

function timing(book: Book, event: StoredEvent): ExplainStep[] {
  const when = (at: number): string => `${formatLocal(at, book.zone)} (${book.zone.id})`;
  const steps = [
    plain('time', `${event.quantity} ${event.meter} of ${event.customer}, on ${when(event.occurredAt)}.`),
  ];
  if (event.postedAt !== event.occurredAt) {
    steps.push(
      plain(
        'time',
        `It came when its month was closed: it is late, and posted at the start of the first open month, ${when(event.postedAt)}.`,
      ),
    );
  }
  return steps;
}

function rating(book: Book, event: StoredEvent, rate: Rate): ExplainStep[] {
  const { fact, creditType } = rate;
  const whose =
    fact.customer === null
      ? 'the general rate'
      : `the rate of ${fact.customer}, which goes before a general one`;
  const need = needOf(event.quantity, rate);
  return [
    plain(
      'rate',
      `In force is ${whose}: ${fact.units} ${fact.meter} = ${fact.credits} ${creditType.code}, from ${fact.from}.`,
    ),
    plain(
      'need',
      `${event.quantity} × ${fact.credits} ÷ ${fact.units}, rounded once (${creditType.rounding}) to ${creditType.scale} places, is ${formatScaled(need, creditType.scale)} ${book.creditTypes.get(creditType.code)!.code}.`,
    ),
  ];
}

/** Brings the customer to the event, looks at what could pay, lets the event draw, and says what it took and why. */
function paying(session: Session, book: Book, event: StoredEvent, rate: Rate): ExplainStep[] {
  const scale = rate.creditType.scale;
  const lines: Posting[] = [];
  const run = listeningRun(session, book, event.customer, event.postedAt, (posting) => {
    if (posting.eventId === event.eventId) lines.push(posting);
  });
  let before: LotState[] = [];
  const { excluded } = book.customers.get(event.customer)!;
  for (const other of liveUsage(session, book, event.customer, event.postedAt - 1, event.postedAt)) {
    if (other.eventId === event.eventId) before = usable(run, rate, event.meter);
    if (!excluded.has(other.eventId)) addUsage(run, other);
  }
  finishRun(run, event.postedAt + 1);
  if (lines.length === 0)
    return [plain('need', 'It needs no credits: nothing is posted, and it stays on the statement.')];
  const keys = run.wallets.get(rate.creditType.code)!.facts.burnOrder;
  const drawn = lines.filter(({ kind }) => kind === 'drawdown');
  const steps = drawn.flatMap((line, index) => drawing(book, line, before, index, keys, scale));
  return [
    ...steps,
    ...lines
      .filter(({ kind }) => kind === 'overage' || kind === 'deficit')
      .map((line) => missing(line, scale)),
  ];
}

function usable(run: CustomerRun, rate: Rate, meter: string): LotState[] {
  const wallet = run.wallets.get(rate.creditType.code);
  return (wallet?.spendable ?? []).filter((lot) => mayPay(lot, meter)).map((lot) => ({ ...lot }));
}

function drawing(
  book: Book,
  line: Posting,
  before: LotState[],
  index: number,
  keys: readonly BurnKey[],
  scale: number,
): ExplainStep[] {
  const lot = before[index];
  const next = before[index + 1];
  const why = lot && next ? ` because ${reasonFor(book, lot, next, keys)}` : '';
  const money = (minor: bigint): string =>
    `${formatScaled(minor, moneyScale(line.currency!))} ${line.currency}`;
  const links = [{ kind: 'lot' as const, id: line.lot! }];
  const steps: ExplainStep[] = [
    { about: 'lot', text: `${formatScaled(-line.credits, scale)} drawn from lot ${line.lot}${why}.`, links },
  ];
  const revenue = line.usage + line.breakage;
  if (lot && lot.basisPrice > 0n) {
    const so = formatScaled(lot.drawn - line.credits, scale);
    steps.push({
      about: 'revenue',
      text: `Of ${money(lot.basisPrice)} for ${formatScaled(lot.basisCredits, scale)} credits, ${so} drawn so far recognise ${money(lot.recognized + revenue)}; ${money(revenue)} of it with this event.`,
      links,
    });
  } else steps.push({ about: 'revenue', text: 'The lot has no price: nothing is recognised.', links });
  return steps;
}

/** Why one lot pays before the other: the first key of the burn order in which they differ. */
function reasonFor(book: Book, lot: LotState, next: LotState, keys: readonly BurnKey[]): string {
  const day = (at: number | null): string => (at === null ? 'never' : book.zone.dateAt(at - 1));
  for (const key of keys) {
    if (key === 'priority' && lot.priority !== next.priority)
      return `its priority is ${lot.priority} before ${next.priority} of ${next.id}`;
    if (key === 'expiry' && lot.burnExpiresAt !== next.burnExpiresAt) {
      return `it expires first: ${day(lot.burnExpiresAt)} before ${day(next.burnExpiresAt)} of ${next.id}`;
    }
    if (
      (key === 'rolled_first' || key === 'fresh_first') &&
      (lot.kind === 'rollover') !== (next.kind === 'rollover')
    ) {
      return key === 'rolled_first'
        ? `rolled credits go before fresh ones of ${next.id}`
        : `fresh credits go before rolled ones of ${next.id}`;
    }
    if ((key === 'promo_first' || key === 'paid_first') && (lot.price === 0n) !== (next.price === 0n)) {
      return key === 'promo_first'
        ? `free credits go before paid ones of ${next.id}`
        : `paid credits go before free ones of ${next.id}`;
    }
    if ((key === 'start' || key === 'newest') && lot.startsAt !== next.startsAt) {
      return `it is ${key === 'start' ? 'older' : 'newer'} than ${next.id}`;
    }
  }
  return `its id comes before ${next.id}`;
}

function missing(line: Posting, scale: number): ExplainStep {
  const credits = formatScaled(line.overage, scale);
  if (line.kind === 'deficit')
    return plain(
      'overage',
      `${credits} could not be paid and are carried forward: the next credits pay them.`,
    );
  if (line.currency === null)
    return plain('overage', `${credits} could not be paid by any lot; the plan does not bill them.`);
  const amount = `${formatScaled(line.overageRevenue, moneyScale(line.currency))} ${line.currency}`;
  return {
    about: 'overage',
    text: `${credits} are overage: ${amount} more on charge ${line.charge}, rounded over the whole charge.`,
    links: [{ kind: 'charge', id: line.charge! }],
  };
}
