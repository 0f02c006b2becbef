// Random corrections: adjustments that fit when told, voids before and after a close, and facts that must be refused.
import { derive, deriveUntil } from '../model/derive.ts';
import { currencyScale, Fraction, format, round } from '../model/fraction.ts';
import type { UsageEvent } from '../model/history.ts';
import { deferred, hasEnded, type Lot, remaining } from '../model/lots.ts';
import { periodsOf } from '../model/periods.ts';
import type { SetupTables } from '../world.ts';
import { rateRow } from './catalogue.ts';
import { add, type Draft, dayIn, daysAfter, facts, has, newRef, openDay } from './draft.ts';

interface Adjustable {
  lot: Lot;
  scale: number;
}

/** The lots that can be adjusted on a day: begun, not ended, with credits when the day's first instant is over. */
function adjustable(draft: Draft, date: string): Adjustable[] {
  const known = facts(draft);
  const at = known.calendar.start(date);
  return deriveUntil(known, at + 1).wallets.flatMap((wallet) =>
    wallet.lots
      .filter((lot) => lot.startsAt <= at && !hasEnded(lot, at) && remaining(lot).isPositive())
      .map((lot) => ({ lot, scale: wallet.creditType.scale })),
  );
}

/** Some of an amount, at the scale it is counted in. */
function part(draft: Draft, whole: Fraction, scale: number): Fraction {
  const share = new Fraction(BigInt(draft.choices.between(1, 10)), 10n);
  return round(whole.times(share), scale, 'down');
}

/** A later last valid day, now and then that of a coming period of the lot's subscription. */
function laterDay(draft: Draft, lot: Lot): string {
  const { choices } = draft;
  const { catalogue, calendar } = facts(draft);
  const last = calendar.date(lot.expiresAt! - 1);
  const subscription = catalogue.subscriptions.find(({ ref }) => ref === lot.subscription);
  const horizon = lot.expiresAt! + 70 * 86_400_000;
  const periods = subscription ? periodsOf(subscription, calendar, horizon) : [];
  const ends = periods.map(({ endsAt }) => calendar.date(endsAt - 1)).filter((day) => day > last);
  if (ends.length > 0 && choices.chance(60)) return ends[0]!;
  return daysAfter(last, choices.pick([choices.between(1, 40), 1, 30]));
}

export function addAdjustment(draft: Draft, tables: SetupTables): void {
  const { choices } = draft;
  const { catalogue, firstOpen } = facts(draft);
  const days = catalogue.adjustments.map(({ date }) => date).filter((day) => day >= `${firstOpen}-01`);
  const date = days.length > 0 && choices.chance(30) ? choices.pick(days) : openDay(draft, firstOpen);
  const candidates = adjustable(draft, date);
  if (candidates.length === 0) return;
  const { lot, scale } = choices.pick(candidates);
  const row = {
    ref: newRef(draft),
    date,
    lot: lot.id,
    credits: '',
    amount: '',
    expires: '',
    reason: 'goodwill',
  };
  const type = choices.pick(['refund', 'void', lot.expiresAt === null ? 'void' : 'extend']);
  if (type === 'extend') {
    add(tables, 'adjustments', { ...row, type, expires: laterDay(draft, lot) });
    return;
  }
  const taken = part(draft, remaining(lot), scale);
  const credits = taken.isZero() || choices.chance(40) ? '' : format(taken, scale);
  const moneyScale = currencyScale(lot.currency);
  const paid = part(draft, choices.chance(15) ? lot.price : deferred(lot), moneyScale);
  const amount = type === 'refund' ? format(paid, moneyScale) : '';
  add(tables, 'adjustments', { ...row, type, credits, amount });
}

/** Usage that may be voided, of closed or of open months as the world's features say. */
function voidable(draft: Draft): UsageEvent[] {
  const { events, calendar, firstOpen } = facts(draft);
  return events.filter((event) => {
    if (event.voided !== null || event.excluded) return false;
    const closed = calendar.month(event.postedAt) < firstOpen;
    return has(draft, closed ? 'reverseVoids' : 'eraseVoids');
  });
}

export function addVoids(draft: Draft, tables: SetupTables): void {
  const { choices } = draft;
  const known = facts(draft);
  const { firstOpen } = known;
  const short = new Set(derive(known).wallets.flatMap(({ shortfalls }) => [...shortfalls.keys()]));
  const all = voidable(draft);
  const wanting = all.filter(({ id }) => short.has(id));
  const candidates = wanting.length > 0 && choices.chance(40) ? wanting : all;
  for (const event of choices.some(candidates, choices.between(1, 3))) {
    const date = choices.chance(50) ? openDay(draft, firstOpen) : `${firstOpen}-01`;
    add(tables, 'voids', { event_id: event.id, date, reason: 'mistake' });
  }
}

/** One row dated in a closed month, and sometimes a good one that must be refused along with it. */
export function refusedTables(draft: Draft): SetupTables | null {
  const { choices, world, months } = draft;
  const { catalogue, firstOpen, events } = facts(draft);
  const closed = months.filter((month) => month < firstOpen);
  if (closed.length === 0) return null;
  const date = dayIn(draft, choices.pick(closed));
  const tables: SetupTables = {};
  const customer = choices.pick(world.setup.customers ?? []).code!;
  const { code: creditType } = choices.pick(world.setup.credit_types ?? []);
  const grant = { customer, credit_type: creditType!, credits: '5', price: '' };
  const kind = choices.pick(['grant', 'rate', 'void', 'cancellation']);
  const event = choices.pick(events.filter(({ voided, excluded }) => voided === null && !excluded));
  const running = catalogue.subscriptions.filter(({ start, lastDay }) => start <= date && lastDay === '');
  if (kind === 'void' && event) add(tables, 'voids', { event_id: event.id, date, reason: 'too late' });
  else if (kind === 'cancellation' && running.length > 0) {
    add(tables, 'cancellations', { subscription: choices.pick(running).ref, end: date, reason: 'too late' });
  } else if (kind === 'rate') {
    const { code: meter = '' } = choices.pick(world.setup.meters ?? []);
    // No other rate counts nines: a reader can tell that it was meant to be refused.
    const row = { ...rateRow(draft, meter, date), units: '9' };
    if (catalogue.rates.some((rate) => rate.meter === meter && rate.from === date && rate.customer === ''))
      return null;
    add(tables, 'rates', row);
  } else add(tables, 'grants', { ...grant, ref: newRef(draft, 'g-'), date, note: 'too late' });
  if (choices.chance(50))
    add(tables, 'grants', { ...grant, ref: newRef(draft, 'g-'), date: `${firstOpen}-01` });
  return tables;
}
