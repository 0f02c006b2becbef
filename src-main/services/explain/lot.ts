// A lot explained: where it comes from, what became of its credits and of its price, when it ends and why, and the usage it paid.
// Must not: count in a way of its own; its sums are those of the report of lots.
import type { Part, Step } from '../../../src-shared/explain/calls.ts';
import type { Figure } from '../../../src-shared/explain/subject.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { deferredOf, remainingOf } from '../../reports/lots.ts';
import type { LotSums } from '../../reports/source.ts';
import type { StoredLot } from '../../storage/explain/postings-of.ts';
import { lotOf, postingsOf } from '../../storage/explain/postings-of.ts';
import type { Explained, Look } from './look.ts';
import { notThere } from './look.ts';
import { lotOrigin, order, validity } from './lot-origin.ts';
import { calculation, Lines } from './parts.ts';
import { credits, day, lotLink, moment, money, pieces, say } from './words.ts';

export function explainLot(look: Look, lotId: string): Explained {
  const lot = lotOf(look.session.open, lotId);
  const sums =
    lot &&
    look
      .sums(lot.customer)
      .lots()
      .find((one) => one.lot === lotId);
  if (!lot || !sums) throw notThere('unknown_subject', `The book has no lot ${lotId}`);
  return {
    title: `Lot ${lotId}`,
    amount: credits(look.book, remainingOf(sums), lot.creditType),
    steps: [
      ...lotOrigin(look, lot),
      price(look, lot),
      ...validity(look, lot, sums.expiresAt),
      order(look, lot),
      ...rolledInto(look, lot, sums),
    ],
    parts: [creditPart(look, lot, sums), ...moneyPart(look, lot, sums), ...usagePart(look, lot, sums)],
  };
}

function price({ book }: Look, lot: StoredLot): Step {
  if (lot.price === 0n) return say('price')`It has no price: using it recognises nothing.`;
  return say(
    'price',
  )`Its price is ${money(lot.price, lot.currency)} for ${credits(book, lot.credits, lot.creditType)}. What is recognised is price × drawn ÷ credits, rounded as a whole, so that a lot drawn empty has recognised exactly its price.`;
}

function creditPart(look: Look, lot: StoredLot, sums: LotSums): Part {
  const { id, creditType, customer } = lot;
  const line = (label: string, name: Figure, amount: bigint) => ({
    label,
    amount,
    subject: figure(name, creditType, { customer, month: look.cut.through, of: `whole-lot:${id}` }),
  });
  return calculation('What became of its credits', (amount) => credits(look.book, amount, creditType), [
    { label: 'Granted', amount: sums.granted },
    line('Drawn', 'drawn', -sums.drawn),
    line('Expired', 'expired', -sums.expired),
    line('Rolled over', 'rolled_out', -sums.rolledOver),
    line('Refunded', 'credits_refunded', -sums.refunded),
    line('Voided', 'voided', -sums.voided),
  ]);
}

/** price = recognized + moved + returned + deferred (rules §14.4). */
function moneyPart(look: Look, lot: StoredLot, sums: LotSums): Part[] {
  const { id, currency, customer } = lot;
  if (lot.price === 0n && deferredOf(sums) === 0n) return [];
  const line = (label: string, name: Figure, amount: bigint) => ({
    label,
    amount,
    subject: figure(name, currency, { customer, month: look.cut.through, of: `whole-lot:${id}` }),
  });
  return [
    calculation('What became of its price: still deferred', (amount) => money(amount, currency), [
      { label: 'Price', amount: sums.price },
      line('Recognised', 'recognized', -sums.recognized),
      line('Moved to rollover lots', 'moved', -sums.moved),
      line('Taken by refunds and voids', 'returned', -sums.returned),
    ]),
  ];
}

function rolledInto({ book }: Look, lot: StoredLot, sums: LotSums): Step[] {
  if (sums.rolledOver === 0n || lot.expiresAt === null) return [];
  const into = `${lot.id}+${book.zone.dateAt(lot.expiresAt)}`;
  return [
    say(
      'rollover',
    )`${credits(book, sums.rolledOver, lot.creditType)} rolled over into lot ${lotLink(into)}, from ${day(book.zone.dateAt(lot.expiresAt))}.`,
  ];
}

function usagePart(look: Look, lot: StoredLot, sums: LotSums): Part[] {
  if (sums.drawn === 0n) return [];
  const lines = new Lines();
  const asked = {
    customer: lot.customer,
    creditType: lot.creditType,
    from: lot.madeAt,
    to: look.cut.until,
    lot: lot.id,
  };
  for (const { posting } of postingsOf(look.session.open, asked)) {
    const { kind, eventId, meter, at } = posting;
    if (kind !== 'drawdown' || eventId === null) continue;
    const note = pieces`${meter ?? ''}, ${moment(at)}`;
    lines.add({ label: eventId, note, amount: -posting.credits, subject: { kind: 'event', event: eventId } });
  }
  return [lines.part('Usage it paid', (amount) => credits(look.book, amount, lot.creditType))];
}
