// Why an event drew from the lots it drew from, and what that recognised: read from the same engine that derives. The customer is
// brought to the event's instant, the event draws, and the lots are compared as they were before. Must not: write anything.
import type { Step } from '../../../src-shared/explain/calls.ts';
import type { BurnKey, UsageEvent } from '../../engine/facts.ts';
import type { LotState } from '../../engine/lot-state.ts';
import { mayPay } from '../../engine/lot-state.ts';
import type { Posting } from '../../engine/postings.ts';
import type { Rate } from '../../engine/rating.ts';
import type { CustomerRun } from '../../engine/run.ts';
import { addUsage, finishRun, reachInstant } from '../../engine/run.ts';
import type { StoredEvent } from '../../storage/usage-store.ts';
import { listeningRun, liveUsage } from '../deriving/derive.ts';
import type { Look } from './look.ts';
import { credits, lastDay, lotLink, money, pieces, say } from './words.ts';

/** An event as it drew: what it posted, and the lots that could pay just before, in burn order. */
export interface AtWork {
  readonly lines: readonly Posting[];
  readonly usable: readonly LotState[];
  readonly keys: readonly BurnKey[];
}

export function atWork({ session, book }: Look, event: StoredEvent, rate: Rate): AtWork {
  const { customer, postedAt: at } = event;
  const lines: Posting[] = [];
  let listening = false;
  const run = listeningRun(session, book, customer, at, (posting) => {
    if (listening && posting.eventId === event.eventId) lines.push(posting);
  });
  reachInstant(run, at);
  let usable: LotState[] = [];
  const { excluded } = book.customers.get(customer)!;
  for (const other of usageAt(session, book, customer, at)) {
    if (excluded.has(other.eventId)) continue;
    listening = other.eventId === event.eventId;
    if (listening) usable = usableBy(run, rate, event.meter);
    addUsage(run, other);
    if (listening) break;
  }
  listening = false;
  finishRun(run, at + 1);
  const creditType = rate.creditType.code;
  const keys = run.wallets.get(creditType)?.facts.burnOrder ?? rate.creditType.burnOrder;
  return { lines, usable, keys };
}

function usageAt(
  session: Look['session'],
  book: Look['book'],
  customer: string,
  at: number,
): Iterable<UsageEvent> {
  return liveUsage(session, book, customer, at - 1, at);
}

function usableBy(run: CustomerRun, rate: Rate, meter: string): LotState[] {
  const wallet = run.wallets.get(rate.creditType.code);
  return (wallet?.spendable ?? []).filter((lot) => mayPay(lot, meter)).map((lot) => ({ ...lot }));
}

/** One drawdown: from which lot, why that one before the next, and the revenue it recognised. */
export function drawingSteps(
  look: Look,
  line: Posting,
  { usable, keys }: AtWork,
  creditType: string,
): Step[] {
  const { book } = look;
  const place = usable.findIndex(({ id }) => id === line.lot);
  const [lot, next] = place < 0 ? [] : [usable[place], usable[place + 1]];
  const drawn = credits(book, -line.credits, creditType);
  const from = lotLink(line.lot!);
  const emptied = place > 0 ? pieces`, after the lots before it were drawn empty` : [];
  const why =
    lot && next
      ? pieces` because ${reasonFor(look, lot, next, keys)}`
      : lot
        ? pieces`, the only lot left that could pay`
        : pieces`, which was bought for it automatically`;
  const first = say('lot')`${drawn} drawn from ${from}${why}${emptied}.`;
  return lot ? [first, revenueStep(look, line, lot, creditType)] : [first];
}

function revenueStep({ book }: Look, line: Posting, lot: LotState, creditType: string): Step {
  if (lot.basisPrice === 0n) return say('revenue')`The lot has no price: nothing is recognised.`;
  const revenue = line.usage + line.breakage;
  const of = pieces`Of ${money(lot.basisPrice, lot.currency)} for ${credits(book, lot.basisCredits, creditType)}, ${credits(book, lot.drawn - line.credits, creditType)} drawn so far`;
  const sofar = money(lot.recognized + revenue, lot.currency);
  const now = money(revenue, lot.currency);
  if (lot.breakage.numerator === 0n) {
    return say(
      'revenue',
    )`${of} recognise ${sofar}, rounded as a whole; ${money(lot.recognized, lot.currency)} of it before, ${now} with this event.`;
  }
  const share = `${(lot.breakage.numerator * 100n * 10n) / lot.breakage.denominator / 10n}%`;
  return say(
    'revenue',
  )`${of}: as ${share} are expected never to be used, they recognise ${sofar} in all, ${now} with this event: ${money(line.usage, lot.currency)} as usage and ${money(line.breakage, lot.currency)} as breakage revenue.`;
}

/** Why one lot pays before the other: the first key of the burn order in which they differ (rules §6). */
function reasonFor({ book }: Look, lot: LotState, next: LotState, keys: readonly BurnKey[]) {
  const other = lotLink(next.id);
  for (const key of keys) {
    if (key === 'priority' && lot.priority !== next.priority)
      return pieces`its priority is ${lot.priority} before ${next.priority} of ${other}`;
    if (key === 'expiry' && lot.burnExpiresAt !== next.burnExpiresAt)
      return pieces`it expires first: ${lastDay(book, lot.burnExpiresAt)} before ${lastDay(book, next.burnExpiresAt)} of ${other}`;
    if (
      (key === 'rolled_first' || key === 'fresh_first') &&
      (lot.kind === 'rollover') !== (next.kind === 'rollover')
    )
      return key === 'rolled_first'
        ? pieces`credits that rolled over go before those of ${other}`
        : pieces`credits that have not rolled over go before those of ${other}`;
    if ((key === 'promo_first' || key === 'paid_first') && (lot.price === 0n) !== (next.price === 0n))
      return key === 'promo_first'
        ? pieces`credits given free of charge go before paid ones of ${other}`
        : pieces`paid credits go before free ones of ${other}`;
    if ((key === 'start' || key === 'newest') && lot.startsAt !== next.startsAt)
      return pieces`it is ${key === 'start' ? 'older' : 'newer'} than ${other}`;
  }
  return pieces`its id comes before that of ${other}, all else being equal`;
}
