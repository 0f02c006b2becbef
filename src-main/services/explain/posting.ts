// A line of the ledger explained: which rule posted it, why from this lot, why in this month, and the entry it makes in the journal.
// Must not: say more of the event, lot or charge behind it than is needed; each explains itself.
import type { Part, Step } from '../../../src-shared/explain/calls.ts';
import type { Posting } from '../../engine/postings.ts';
import { rateInForce } from '../../engine/rating.ts';
import { journalOf } from '../../reports/journal.ts';
import { sumsOf } from '../../reports/measures.ts';
import type { PlacedPosting } from '../../storage/explain/postings-of.ts';
import { lotOf, postingAt } from '../../storage/explain/postings-of.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import { findEvent } from '../../storage/usage-store.ts';
import { closedMonths } from '../session.ts';
import { explainCharge } from './charge.ts';
import { atWork, drawingSteps } from './drawing.ts';
import type { Explained, Look } from './look.ts';
import { notThere } from './look.ts';
import { lotOrigin } from './lot-origin.ts';
import { shortfallSteps } from './overage.ts';
import { calculation } from './parts.ts';
import {
  asWords,
  chargeLink,
  credits,
  eventLink,
  factPieces,
  lotLink,
  moment,
  money,
  monthName,
  pieces,
  say,
  told,
  voidSteps,
} from './words.ts';

const TITLES: Readonly<Record<Posting['kind'], string>> = {
  grant: 'Grant',
  opening: 'Opening',
  rollover_in: 'Rolled in',
  reinstatement: 'Reinstatement',
  drawdown: 'Drawdown',
  expiry: 'Expiry',
  rollover_out: 'Rolled out',
  refund: 'Refund',
  void: 'Void',
  overage: 'Overage',
  deficit: 'Deficit',
  charge: 'Charge',
  reversal: 'Reversal',
};

export function explainPosting(look: Look, id: string): Explained {
  const placed = postingAt(look.session.open, id);
  if (!placed)
    throw notThere(
      'unknown_subject',
      'The ledger has no such posting any more',
      'It was derived again since: open the ledger anew',
    );
  const { posting, creditType } = placed;
  if (posting.kind === 'charge') return explainCharge(look, posting.charge!);
  const shortfall = posting.kind === 'overage' || posting.kind === 'deficit';
  return {
    title: `${TITLES[posting.kind]}${posting.lot === null ? '' : ` of lot ${posting.lot}`}`,
    amount: credits(look.book, shortfall ? posting.overage : posting.credits, creditType),
    steps: [...ruleOf(look, placed), monthStep(look, posting)],
    parts: entry(placed),
  };
}

/** Which rule posted it. */
function ruleOf(look: Look, placed: PlacedPosting): Step[] {
  const { posting, creditType } = placed;
  const { book } = look;
  const amount = (value: bigint) => credits(book, value, creditType);
  const worth = (value: bigint) => money(value, posting.currency!);
  const lot = posting.lot === null ? null : lotLink(posting.lot);
  switch (posting.kind) {
    case 'grant':
    case 'opening':
    case 'rollover_in':
    case 'reinstatement': {
      const made = lotOf(look.session.open, posting.lot!);
      return [
        say('lot')`${amount(posting.credits)} begin as lot ${lot!}.`,
        ...(made ? lotOrigin(look, made) : []),
        ...(made && posting.kind === 'grant' && made.price > 0n
          ? [say('price')`Its price, ${worth(made.price)}, is deferred with charge ${chargeLink(made.id)}.`]
          : []),
      ];
    }
    case 'rollover_out':
      return [
        say(
          'rollover',
        )`${amount(-posting.credits)} roll over into the next period, as lot ${lotLink(`${posting.lot}+${book.zone.dateAt(posting.at + 1)}`)}; ${worth(-posting.basis)} that is still deferred goes with them. Rolling over is no revenue.`,
      ];
    case 'expiry':
      return [
        say(
          'validity',
        )`The last valid day of lot ${lot!} ended with ${amount(-posting.credits)} left: they expire. All that the lot still deferred, ${worth(posting.breakage)}, becomes breakage revenue.`,
        say('validity')`What ends, ends in the day that ends: it is posted at its last millisecond.`,
      ];
    case 'refund':
    case 'void':
      return adjusted(look, placed);
    case 'drawdown':
      return drawn(look, placed);
    case 'reversal':
      return [
        say(
          'state',
        )`Event ${eventLink(posting.eventId!)} was voided. Lot ${lot!}, which had paid, has ended meanwhile: no credits come back, and ${worth(posting.breakage)} move from usage revenue to breakage revenue.`,
        ...voidSteps(look.session, posting.eventId ?? ''),
      ];
    default:
      return posting.overage < 0n
        ? [
            say(
              'overage',
            )`Event ${eventLink(posting.eventId!)} was voided: ${amount(-posting.overage)} of ${posting.kind} are taken back.`,
            ...voidSteps(look.session, posting.eventId ?? ''),
          ]
        : [
            say('origin')`Usage event ${eventLink(posting.eventId!)} needed more than its lots could pay.`,
            ...shortfallSteps(look, posting, creditType),
          ];
  }
}

/** Refunds and voids of a lot, with the facts of that day that told them (rules §11). */
function adjusted(look: Look, { posting, creditType }: PlacedPosting): Step[] {
  const { book, session } = look;
  const { kind, lot, currency, at } = posting;
  const date = book.zone.dateAt(at);
  const took = credits(book, -posting.credits, creditType);
  const back = kind === 'refund' ? pieces` ${money(-posting.receivable, currency!)} are paid back;` : [];
  const steps = [
    say(
      'state',
    )`A ${kind} takes ${took} unused out of lot ${lotLink(lot!)}.${back} ${money(-posting.basis, currency!)} that they still deferred leaves with them: deferred × taken ÷ remaining, rounded. The difference is breakage revenue.`,
  ];
  for (const fact of session.standing()) {
    if (
      fact.kind !== 'adjustment' ||
      fact.body.lot !== lot ||
      fact.body.date !== date ||
      fact.body.type !== kind
    )
      continue;
    const { ref, credits: wanted, reason } = fact.body;
    const asked = wanted === null ? 'all that remains' : told(wanted, 'credits', creditType);
    steps.push(
      say(
        'origin',
      )`Adjustment ${ref} asked for ${asked}${reason === '' ? '' : `: ${reason}`} (${factPieces(fact)}).`,
    );
  }
  return steps;
}

function drawn(look: Look, { posting, creditType }: PlacedPosting): Step[] {
  const { book, session } = look;
  const event = findEvent(session.open, posting.eventId!, book.undone);
  const rate = event && rateInForce(book.rates.candidates(event.meter, event.customer), event.occurredAt);
  if (!event || !rate) return [];
  const because = say('origin')`Usage event ${eventLink(event.eventId)} drew it.`;
  if (posting.at !== event.postedAt) return [because, deficitPaid(look, posting, event, creditType)];
  const work = atWork(look, event, rate);
  const line = work.lines.find(({ kind, lot }) => kind === 'drawdown' && lot === posting.lot);
  return line ? [because, ...drawingSteps(look, line, work, creditType)] : [because];
}

function deficitPaid({ book }: Look, posting: Posting, event: StoredEvent, creditType: string): Step {
  return say(
    'lot',
  )`It fell short at ${moment(event.postedAt)} and was carried forward: the next credits that came, in lot ${lotLink(posting.lot!)}, pay ${credits(book, -posting.credits, creditType)} of it before anything else.`;
}

/** Why in this month, and whether it can still change. */
function monthStep({ session, book }: Look, { at, month }: Posting): Step {
  const closed = closedMonths(session).includes(month);
  const state = closed
    ? 'which is closed: it is sealed and never changes'
    : 'which is open: it is derived again when facts change';
  return say('month')`Posted at ${moment(at)} (${book.zone.id}), so in ${monthName(month)}, ${state}.`;
}

/** The entry it makes: debits less credits come to nothing (rules §14.6). */
function entry({ posting, customer }: PlacedPosting): Part[] {
  const sums = sumsOf(posting, customer);
  const lines = (sums ? journalOf(sums) : [])
    .map(({ account, debit, credit }) => ({ label: capital(asWords(account)), amount: debit - credit }))
    .filter(({ amount }) => amount !== 0n);
  if (lines.length === 0) return [];
  return [
    calculation(
      'Journal entry: debits, and credits in parentheses',
      (amount) => money(amount, posting.currency!),
      lines,
    ),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
