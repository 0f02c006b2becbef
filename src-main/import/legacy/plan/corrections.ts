// What an old sheet corrected, as the adjustments that the rules have for it (rules §11): refunds and corrections down of a purchase,
// and what lapsed of one whose rest rolled over. Which purchase it was must show; what does not is left out with the reason.
// Must not: know what a lot has left (the load refuses what does not fit).
import { addDuration, parseDate, parseDuration } from '../../../../src-shared/calendar.ts';
import { atScale, isPositive, negated, plus, units, unsigned } from '../decimals.ts';
import type { LegacyEntry } from '../legacy-book.ts';
import { placeInSheet } from '../row-reader.ts';
import type { PlanGiven, PlannedAdjustment, PlannedLot } from './plan.ts';

/** A lot with what the sheet calls it. */
export interface NamedLot {
  readonly name: string | null;
  readonly lot: PlannedLot;
}

type Leave = (entry: LegacyEntry, credits: string, why: string) => void;
type Ref = (wanted: string | null, customer: string) => string;

/** @returns null: the row is no correction of a lot, or none that can be told; the latter is left with its reason. */
export function correctionOf(
  entry: LegacyEntry,
  lots: readonly NamedLot[],
  { given, ref, leave }: { given: PlanGiven; ref: Ref; leave: Leave },
): PlannedAdjustment | null {
  const { kind, credits, date, price, note, place, customer } = entry;
  const left = (why: string): null => {
    leave(entry, credits, why);
    return null;
  };
  if (date === null) return left('no date');
  const isRefund = kind === 'refund' || (price !== null && units(price) !== 0n);
  const word = isRefund ? 'refund' : 'correction';
  const of = lotOf(entry, date, lots);
  if (of === null) return left(`${word}: the sheet does not say of which purchase`);
  if (isRefund && price === null) return left('refund: the sheet does not say what was paid back');
  const currency = entry.currency ?? given.currency;
  if (isRefund && currency !== of.currency)
    return left(`refund in ${currency} of what was bought in ${of.currency}`);
  return {
    place,
    ref: ref(null, customer),
    date,
    lot: of.ref,
    customer,
    creditType: of.creditType,
    type: isRefund ? 'refund' : 'void',
    credits: atScale(negated(credits), given.scaleOf(of.creditType)),
    amount: isRefund ? atScale(unsigned(price!), given.moneyScale(of.currency)) : null,
    currency: of.currency,
    reason: reasonOf(given, entry, note === '' ? word : note),
  };
}

export const reasonOf = ({ file }: PlanGiven, { place }: LegacyEntry, what: string): string =>
  `${what} (${file}, ${placeInSheet(place)})`;

/** The purchase that the row or its note names; else the only one that it can be. */
function lotOf(entry: LegacyEntry, date: string, lots: readonly NamedLot[]): PlannedLot | null {
  const there = lots.filter(
    ({ lot }) => lot.customer === entry.customer && lot.creditType === entry.creditType && lot.date <= date,
  );
  const named = namedIn(entry, there);
  if (named.length > 0) return named.length === 1 ? named[0]!.lot : null;
  const open = there.filter(({ lot }) => !hasEnded(lot, date));
  return open.length === 1 ? open[0]!.lot : null;
}

function namedIn({ ref, note }: LegacyEntry, lots: readonly NamedLot[]): NamedLot[] {
  const own = lots.filter(({ name }) => name !== null && name === ref);
  if (own.length > 0) return own;
  const words = new Set(note.split(/[\s,;()]+/u).map((word) => word.replace(/[.:]$/u, '')));
  return lots.filter(({ name }) => name !== null && words.has(name));
}

function hasEnded({ date, expires }: PlannedLot, on: string): boolean {
  const lasts = parseDuration(expires);
  if (lasts) return addDuration(date, lasts) <= on;
  return parseDate(expires) !== null && expires < on;
}

/** What the sheet says of the end of a purchase. */
export interface Ending {
  /** Its last valid day; null: as every purchase lasts. */
  readonly expires: string | null;
  /** What lapsed of it while its rest rolled over. */
  readonly lapses: readonly { readonly entry: LegacyEntry; readonly credits: string }[];
}

/**
 * The end of each purchase that the sheet names with its expiries and rollovers. What rolls over simply goes on, priced as it was
 * (rules §8: rolling is no revenue); a part that lapsed then is told as such. The last expiry is the end.
 * @param lasting how long purchases last, also from the day on which they rolled over.
 */
export function endingsOf(entries: readonly LegacyEntry[], lasting: string): Map<string, Ending> {
  const named = new Map<string, LegacyEntry[]>();
  for (const entry of entries) {
    const { kind, ref, date } = entry;
    if ((kind !== 'expiry' && kind !== 'rollover') || ref === null || date === null) continue;
    named.set(ref, [...(named.get(ref) ?? []), entry]);
  }
  return new Map(
    [...named].map(([ref, all]) => {
      const rolled = all.findLastIndex(({ kind, credits }) => kind === 'rollover' && isPositive(credits));
      const ends = all.slice(rolled + 1).filter(({ kind }) => kind === 'expiry');
      const last = ends.at(-1)?.date ?? null;
      const from = all[rolled]?.date;
      const lasts = parseDuration(lasting);
      const expires = last ?? (from && lasts ? addDuration(from, lasts) : null);
      return [ref, { expires, lapses: lapsesOf(all.slice(0, rolled + 1)) }];
    }),
  );
}

/** Up to each rollover: what expired less what rolled in again. */
function lapsesOf(entries: readonly LegacyEntry[]): Ending['lapses'] {
  const lapses: { entry: LegacyEntry; credits: string }[] = [];
  let open: LegacyEntry[] = [];
  for (const entry of entries) {
    open.push(entry);
    if (entry.kind !== 'rollover' || !isPositive(entry.credits)) continue;
    const lapsed = negated(open.reduce((sum, { credits }) => plus(sum, credits), '0'));
    if (isPositive(lapsed)) lapses.push({ entry: open[0]!, credits: lapsed });
    open = [];
  }
  return lapses;
}
