// A charge explained: what is invoiced, at which price, rounded how, by which rule and when; overage with the usage behind it.
// Must not: price anything again; amounts are those posted.
import type { Part, Step } from '../../../src-shared/explain/calls.ts';
import type { PlacedPosting } from '../../storage/explain/postings-of.ts';
import { lotOf, postingsOf } from '../../storage/explain/postings-of.ts';
import { findEvent } from '../../storage/usage-store.ts';
import type { Explained, Look } from './look.ts';
import { notThere } from './look.ts';
import { lotOrigin } from './lot-origin.ts';
import { overageRule, planOfCharge } from './overage.ts';
import { Lines } from './parts.ts';
import {
  credits,
  day,
  eventLink,
  factOf,
  factPieces,
  lotLink,
  moment,
  money,
  pieces,
  say,
  told,
  voidSteps,
} from './words.ts';

export function explainCharge(look: Look, charge: string): Explained {
  const customer = customerOf(look, charge);
  const postings =
    customer === null ? [] : [...postingsOf(look.session.open, { customer, charge, to: look.cut.until })];
  const billed = postings.find(({ posting }) => posting.kind === 'charge');
  const first = billed ?? postings[0];
  if (!first) throw notThere('unknown_subject', `The book has no charge ${charge}`);
  const title = `Charge ${charge}`;
  const { kind, chargeKind, currency, at, amount } = first.posting;
  if (kind !== 'charge' || chargeKind === 'overage')
    return { title, ...overage(look, charge, first, postings, billed?.posting.at ?? null) };
  const steps = chargeKind === 'credit' ? credited(look, first) : forLot(look, first);
  return {
    title,
    amount: money(amount, currency!),
    steps: [...steps, dated(look, at)],
    parts: [],
  };
}

/** Whose charge: its id begins with a subscription, a grant or a voided event (rules §5). */
function customerOf({ session, book }: Look, charge: string): string | null {
  if (charge.startsWith('void:'))
    return findEvent(session.open, charge.slice('void:'.length), book.undone)?.customer ?? null;
  const ref = charge.split(':')[0]!;
  const fact = factOf(session, 'subscription', ref) ?? factOf(session, 'grant', ref);
  return fact?.body.customer ?? null;
}

function dated({ book }: Look, at: number): Step {
  return say(
    'time',
  )`It is dated ${day(book.zone.dateAt(at))} and posted in ${{ value: book.zone.monthAt(at), type: 'month', unit: null }}.`;
}

const FEES = { plan: 'The fee of a plan', top_up: 'A top-up', auto_top_up: 'An automatic top-up' } as const;

function forLot(look: Look, { posting, creditType }: PlacedPosting): Step[] {
  const { chargeKind, lot: lotId, amount, currency } = posting;
  const lot = lotId === null ? null : lotOf(look.session.open, lotId);
  const kind =
    chargeKind === 'plan' || chargeKind === 'top_up' || chargeKind === 'auto_top_up' ? chargeKind : 'plan';
  const bought = lot && lot.credits > 0n;
  const what = bought
    ? pieces` for the ${credits(look.book, lot.credits, creditType)} of lot ${lotLink(lot.id)}`
    : [];
  return [
    say(
      'price',
    )`${FEES[kind]}${what}: ${money(amount, currency!)}, as its price was told; nothing is rounded.`,
    ...(bought ? lotOrigin(look, lot) : []),
    say('revenue')`It is deferred when charged, and recognised as the credits are used or expire.`,
  ];
}

function credited(look: Look, { posting, creditType }: PlacedPosting): Step[] {
  const { eventId, credits: taken, amount, currency } = posting;
  return [
    say(
      'price',
    )`Event ${eventLink(eventId!)} was voided after it was billed: ${credits(look.book, -taken, creditType)} of overage are credited with what they had cost, ${money(-amount, currency!)}.`,
    ...voidSteps(look.session, eventId ?? ''),
  ];
}

/** One charge for a meter and a period or day: the overage of its events, rounded over the whole. */
function overage(
  look: Look,
  charge: string,
  first: PlacedPosting,
  postings: readonly PlacedPosting[],
  billedAt: number | null,
): Omit<Explained, 'title'> {
  const { creditType } = first;
  const currency = first.posting.currency!;
  const [worth, used] = [new Lines(), new Lines()];
  for (const { posting, id } of postings) {
    if (posting.kind !== 'overage') continue;
    const label = posting.eventId ?? '';
    const note = pieces`${moment(posting.at)}`;
    const subject = { kind: 'posting', posting: id } as const;
    worth.add({ label, note, amount: posting.overageRevenue, subject });
    used.add({ label, note, amount: posting.overage, subject });
  }
  const parts: Part[] = [
    worth.part('What each event added to it', (amount) => money(amount, currency)),
    used.part('The overage of each event', (amount) => credits(look.book, amount, creditType)),
  ];
  return {
    amount: money(worth.total, currency),
    steps: [
      ...overageSteps(look, charge, first, worth.total, used.total),
      billedAt === null
        ? say('time')`It is not billed yet: more may be added until it is.`
        : dated(look, billedAt),
    ],
    parts,
  };
}

function overageSteps(
  look: Look,
  charge: string,
  { posting, creditType }: PlacedPosting,
  worth: bigint,
  used: bigint,
): Step[] {
  const found = planOfCharge(look, charge);
  if (!found) return [];
  const { fact, plan, subscription } = found;
  const count = credits(look.book, used, creditType);
  const price = told(fact.overagePrice ?? '0', 'money', fact.currency);
  return [
    say(
      'origin',
    )`Usage of ${posting.meter ?? ''} beyond the credits of subscription ${subscription.key}, which plan ${fact.name || fact.code} bills: ${overageRule(fact)}.`,
    say(
      'price',
    )`${count} × ${price}, rounded once over the whole charge, is ${money(worth, posting.currency!)}; each event adds the difference to what stood before.`,
    say('rules')`The price is told by the plan, ${factPieces(plan)}.`,
  ];
}
