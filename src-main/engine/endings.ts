// Lots that end (rules §7.5, §8): what may roll over rolls, with its share of what is deferred; the rest expires.
// Posted at the last millisecond, so it belongs to the day and the month that close with it.
import type { Instant } from '../../src-shared/calendar.ts';
import { compareText } from '../../src-shared/text-order.ts';
import { expiryInstant } from './book.ts';
import type { LotState } from './lot-state.ts';
import { deferredOf, takeOut } from './lot-state.ts';
import type { Period, Periods } from './periods.ts';
import type { Wallet } from './wallet.ts';
import { addLot, blankPosting, endOf, post, takeOffSpendable } from './wallet.ts';

/** Ends every lot whose last instant is `at`, in burn order. */
export function endLots(wallet: Wallet, at: Instant): void {
  const ending: LotState[] = [];
  for (const lot of wallet.lots.values()) if (endOf(lot) <= at) ending.push(lot);
  if (ending.length === 0) return;
  ending.sort(wallet.order);
  const pieces = new Map<string, { credits: bigint; period: Period; periods: Periods }>();
  for (const periods of wallet.periods.values()) planRollover(periods, ending, at + 1, pieces);
  for (const lot of ending) {
    takeOffSpendable(wallet, lot);
    wallet.lots.delete(lot.id);
    const piece = pieces.get(lot.id);
    if (piece) rollOver(wallet, lot, piece.credits, at, piece.period, piece.periods);
    if (lot.remaining > 0n) expire(wallet, lot, at);
  }
}

/** How much of each of one subscription's lots rolls over into the period that starts at `start` (rules §8.1–4). */
function planRollover(
  periods: Periods,
  ending: readonly LotState[],
  start: Instant,
  pieces: Map<string, { credits: bigint; period: Period; periods: Periods }>,
): void {
  const { subscription } = periods;
  const { rolloverTimes } = subscription.plan.fact;
  const period = periods.startingAt(start);
  if (!period) return;
  const sources = ending.filter(
    (lot) =>
      lot.subscription === subscription.ref &&
      lot.periodEnd &&
      lot.remaining > 0n &&
      (rolloverTimes === null || lot.rolls < rolloverTimes),
  );
  const unused = sources.reduce((sum, lot) => sum + lot.remaining, 0n);
  let room = mayRoll(periods, unused);
  sources.sort((a, b) => b.startsAt - a.startsAt || compareText(b.id, a.id));
  for (const lot of sources) {
    const credits = lot.remaining < room ? lot.remaining : room;
    room -= credits;
    if (credits > 0n) pieces.set(lot.id, { credits, period, periods });
  }
}

function mayRoll({ subscription }: Periods, unused: bigint): bigint {
  const { plan } = subscription;
  const most = rolling(plan.fact.rollover, unused, plan.threshold);
  if (plan.cap === null) return most;
  const cap =
    plan.cap.kind === 'credits'
      ? plan.cap.credits
      : ((plan.cap.kind === 'allocation' ? subscription.credits : unused) * plan.cap.share.numerator) /
        plan.cap.share.denominator;
  return cap < most ? cap : most;
}

function rolling(rule: string, unused: bigint, threshold: bigint): bigint {
  if (rule === 'all') return unused;
  if (rule === 'if_at_least') return unused >= threshold ? unused : 0n;
  if (rule === 'excess_over') return unused > threshold ? unused - threshold : 0n;
  return 0n;
}

function rollOver(
  wallet: Wallet,
  lot: LotState,
  credits: bigint,
  at: Instant,
  period: Period,
  periods: Periods,
): void {
  const { plan } = periods.subscription;
  const price = takeOut(lot, credits);
  const out = blankPosting(wallet, at, 'rollover_out');
  out.lot = lot.id;
  out.credits = -credits;
  out.currency = lot.currency;
  out.basis = -price;
  post(wallet, out);
  const ends = plan.rolloverExpiry.kind === 'period_end';
  const own = ends ? null : expiryInstant(plan.rolloverExpiry, period.firstDay, wallet.book.zone);
  const id = `${lot.id}+${period.firstDay}`;
  addLot(wallet, at, {
    lot: {
      id,
      kind: 'rollover',
      startsAt: period.startsAt,
      expiresAt: ends ? period.endsAt : own,
      credits,
      price,
      currency: lot.currency,
      priority: plan.fact.rolloverPriority ?? lot.priority,
      source: lot.id,
      subscription: lot.subscription,
      meters: lot.meters,
    },
    burnExpiresAt: ends ? period.grantedEnd : own,
    periodEnd: ends,
    rolls: lot.rolls + 1,
    breakage: lot.breakage,
  });
  const into = blankPosting(wallet, at, 'rollover_in');
  into.lot = id;
  into.credits = credits;
  into.currency = lot.currency;
  into.basis = price;
  post(wallet, into);
}

function expire(wallet: Wallet, lot: LotState, at: Instant): void {
  const deferred = deferredOf(lot);
  const line = blankPosting(wallet, at, 'expiry');
  line.lot = lot.id;
  line.credits = -lot.remaining;
  line.currency = lot.currency;
  line.basis = -deferred;
  line.breakage = deferred;
  post(wallet, line);
  lot.remaining = 0n;
}
