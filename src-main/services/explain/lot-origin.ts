// Where a lot comes from, why it ends when it does, and when it is drawn from, by the facts and the rules (rules §5, §6, §8).
// Must not: count what became of it.
import { addDays } from '../../../src-shared/calendar.ts';
import type { Piece, Step } from '../../../src-shared/explain/calls.ts';
import type { GrantFact, PlanFact } from '../../engine/facts.ts';
import { burnOrderInWords, lasting, planInWords } from '../../reports/plan-in-words.ts';
import type { StoredLot } from '../../storage/explain/postings-of.ts';
import { postingsOf } from '../../storage/explain/postings-of.ts';
import type { Look } from './look.ts';
import {
  asWords,
  credits,
  day,
  eventLink,
  factOf,
  factPieces,
  lastDay,
  lotLink,
  money,
  pieces,
  say,
  voidSteps,
} from './words.ts';

/** Which rule made the lot, from what, told by whom. */
export function lotOrigin(look: Look, lot: StoredLot): Step[] {
  switch (lot.kind) {
    case 'allocation':
      return allocation(look, lot);
    case 'auto_top_up':
      return bought(look, lot);
    case 'rollover':
      return rolled(look, lot);
    case 'reinstatement':
      return reinstated(look, lot);
    default:
      return granted(look, lot);
  }
}

function planOf({ session }: Look, lot: StoredLot) {
  const subscription = factOf(session, 'subscription', lot.subscription ?? '');
  const plan = subscription && factOf(session, 'plan', subscription.body.plan);
  return { subscription, plan };
}

const nameOf = (plan: PlanFact): string => plan.name || plan.code;

function allocation(look: Look, lot: StoredLot): Step[] {
  const { subscription, plan } = planOf(look, lot);
  if (!subscription || !plan) return [];
  const { credits: own, price } = subscription.body;
  const differs =
    own === null && price === null
      ? ''
      : ' The subscription has terms of its own, which go before those of the plan.';
  return [
    say(
      'origin',
    )`Granted to ${lot.customer} by subscription ${lot.subscription!} on plan ${nameOf(plan.body)}, for its period from ${day(look.book.zone.dateAt(lot.startsAt))}.${differs}`,
    say('origin')`The subscription is ${factPieces(subscription)}; the plan is ${factPieces(plan)}.`,
    say(
      'rules',
    )`${planInWords({ ...plan.body, credits: own ?? plan.body.credits, price: price ?? plan.body.price }).join(' ')}`,
  ];
}

const GRANTS: Readonly<Record<GrantFact['kind'], string>> = {
  top_up: 'Bought by',
  promo: 'Given free of charge to',
  opening: 'Brought from the old spreadsheet, which still owed it to',
};

function granted({ session }: Look, lot: StoredLot): Step[] {
  const fact = factOf(session, 'grant', lot.id);
  if (!fact) return [];
  const { kind, date, pack, note } = fact.body;
  const packed = pack === null ? '' : ` as pack ${pack}`;
  return [
    say(
      'origin',
    )`${GRANTS[kind]} ${lot.customer}${packed} on ${day(date)}${note === '' ? '' : `: “${note}”`}.`,
    say('origin')`The grant is ${factPieces(fact)}.`,
  ];
}

function bought(look: Look, lot: StoredLot): Step[] {
  const { plan } = planOf(look, lot);
  const pack = factOf(look.session, 'pack', plan?.body.autoTopUpPack ?? '');
  const nth = lot.id.slice(lot.id.lastIndexOf(':') + 1);
  const below = plan ? plan.body.autoTopUpBelow : '0';
  return [
    say(
      'origin',
    )`Bought automatically for ${lot.customer}, no. ${nth} of subscription ${lot.subscription!}: pack ${pack?.body.code ?? ''}, because usage needed more than there was${below === '0' ? '' : `, or less than ${below} were left`}.`,
    ...(plan ? [say('rules')`${planInWords(plan.body).at(-1) ?? ''} The plan is ${factPieces(plan)}.`] : []),
  ];
}

/** How much of the source went over, and what became of the rest: at the same instant, from its postings. */
function rolled(look: Look, lot: StoredLot): Step[] {
  const { book, session } = look;
  const { plan } = planOf(look, lot);
  const source = lot.source!;
  let [expired, worth] = [0n, 0n];
  const asked = {
    customer: lot.customer,
    creditType: lot.creditType,
    from: lot.madeAt,
    to: lot.madeAt + 1,
    lot: source,
  };
  for (const { posting } of postingsOf(session.open, asked)) {
    worth -= posting.basis;
    if (posting.kind === 'expiry') expired -= posting.credits;
  }
  const left = credits(book, lot.credits + expired, lot.creditType);
  const rest =
    expired === 0n ? 'all of it' : pieces`the other ${credits(book, expired, lot.creditType)} expired`;
  return [
    say(
      'origin',
    )`Rolled over from lot ${lotLink(source)} at the end of its period: ${left} were left in it; ${credits(book, lot.credits, lot.creditType)} went over, ${rest}.`,
    say(
      'price',
    )`With them went ${money(lot.price, lot.currency)} of the ${money(worth, lot.currency)} that it still deferred, in proportion, rounded: rolling over is no revenue.`,
    ...(plan ? [say('rules')`${rolloverSentences(plan.body)} The plan is ${factPieces(plan)}.`] : []),
  ];
}

const rolloverSentences = (plan: PlanFact): string =>
  planInWords(plan)
    .filter((sentence) => /roll/.test(sentence))
    .join(' ');

function reinstated(look: Look, lot: StoredLot): Step[] {
  const event = lot.id.slice('void:'.length, -`:${lot.source}`.length);
  return [
    say(
      'origin',
    )`Came back when event ${eventLink(event)} was voided, whose month was closed: it had drawn these credits from lot ${lotLink(lot.source!)}.`,
    ...voidSteps(look.session, event),
    say(
      'price',
    )`It is worth the usage revenue that the voided usage had recognised, and keeps the expiry, priority and meters of its source.`,
  ];
}

/** Until when it can pay, and why. `expiresAt` as of the cut. */
export function validity(look: Look, lot: StoredLot, expiresAt: number | null): Step[] {
  const { book, session, cut } = look;
  const first = day(book.zone.dateAt(lot.startsAt));
  const until =
    expiresAt === null ? pieces`never expires` : pieces`its last valid day is ${lastDay(book, expiresAt)}`;
  const steps = [say('validity')`It can pay from ${first}; ${until}${reasonOfEnd(look, lot, expiresAt)}.`];
  for (const fact of session.standing()) {
    if (fact.kind !== 'adjustment' || fact.body.type !== 'extend' || fact.body.lot !== lot.id) continue;
    if (book.zone.startOf(fact.body.date) >= cut.until) continue;
    const { date, expires, reason } = fact.body;
    steps.push(
      say(
        'validity',
      )`Extended on ${day(date)} to ${day(expires!)}${reason === '' ? '' : `: ${reason}`} (${factPieces(fact)}).`,
    );
  }
  return steps;
}

function reasonOfEnd(look: Look, lot: StoredLot, expiresAt: number | null): Piece[] {
  if (expiresAt !== lot.baseExpiresAt)
    return pieces`; it was granted until ${lastDay(look.book, lot.baseExpiresAt)}`;
  const { plan, subscription } = planOf(look, lot);
  const rule = ruleOfEnd(look, lot, plan?.body);
  if (rule === 'period_end') {
    const lastOfIt = look.session
      .facts()
      .findLast((fact) => fact.kind === 'cancellation' && fact.body.subscription === subscription?.key);
    const cut = lastOfIt && lot.baseExpiresAt !== null && lastOfIt.kind === 'cancellation';
    const cutThere = cut && look.book.zone.startOf(addDays(lastOfIt.body.end, 1)) === lot.baseExpiresAt;
    return cutThere
      ? pieces`, the day the subscription was cancelled to (${factPieces(lastOfIt)})`
      : pieces`, the end of its period`;
  }
  if (rule?.startsWith('P')) return pieces`: it lasts ${lasting(rule)} from its start`;
  if (lot.kind === 'reinstatement') return pieces`, as its source`;
  return rule && rule !== 'never' ? pieces`, as it was granted` : [];
}

function ruleOfEnd({ session }: Look, lot: StoredLot, plan: PlanFact | undefined): string | undefined {
  if (lot.kind === 'allocation') return plan?.expires;
  if (lot.kind === 'rollover') return plan?.rolloverExpires;
  if (lot.kind === 'auto_top_up') return factOf(session, 'pack', plan?.autoTopUpPack ?? '')?.body.expires;
  return lot.kind === 'reinstatement' ? undefined : factOf(session, 'grant', lot.id)?.body.expires;
}

/** When it is drawn from, among the lots of its wallet. */
export function order({ book }: Look, lot: StoredLot): Step {
  const keys = book.customers.get(lot.customer)!.burnOrder ?? book.creditTypes.get(lot.creditType)!.burnOrder;
  const only = lot.meters === null ? '' : ` It pays for ${lot.meters.map(asWords).join(', ')} only.`;
  return say('order')`${burnOrderInWords(keys)} This lot has priority ${lot.priority}.${only}`;
}
