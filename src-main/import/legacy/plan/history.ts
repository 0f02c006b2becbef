// The full history replayed: purchases become lots at their own dates, usage becomes events, and the rules do the rest. What the
// rules do by themselves (expiry, rollover) is not told; what a sheet corrected by hand becomes adjustments of its lots (corrections.ts).
// Must not: invent a date.

import { atScale, isPositive, minus, negated, units } from '../decimals.ts';
import type { LegacyBook, LegacyEntry, LegacyPurchase } from '../legacy-book.ts';
import { boughtOf, remainingOf } from '../legacy-checks.ts';
import { placeInSheet } from '../row-reader.ts';
import { correctionOf, type Ending, endingsOf, type NamedLot, reasonOf } from './corrections.ts';
import { balanceAfter } from './openings.ts';
import {
  type LeftOut,
  type MigrationPlan,
  type PlanGiven,
  type PlannedAdjustment,
  type PlannedLot,
  refMaker,
  Sums,
  USAGE_HEADER,
} from './plan.ts';

export interface HistoryGiven extends PlanGiven {
  /** How long purchases last where the workbook does not say: a duration, or `never`. */
  readonly expires: string;
}

export function planHistory(book: LegacyBook, given: HistoryGiven): MigrationPlan {
  const ref = refMaker(given.taken);
  const leftOut: LeftOut[] = [];
  const leave: Leave = (entry, credits, why) =>
    void leftOut.push({
      place: entry.place,
      customer: entry.customer,
      unit: entry.creditType ?? '',
      credits,
      money: null,
      currency: entry.currency,
      why,
    });
  const endings = endingsOf(book.entries, given.expires);
  const named = book.entries.flatMap((entry): NamedLot[] => {
    const expires = endings.get(entry.ref ?? '')?.expires ?? given.expires;
    return entryLot(entry, { ...given, expires }, ref).map((lot) => ({ name: entry.ref, lot }));
  });
  const lots = [
    ...book.purchases.flatMap((purchase) => boughtLot(purchase, given, ref, leave)),
    ...named.map(({ lot }) => lot),
  ];
  const adjustments = [
    ...named.flatMap(({ name, lot }) => lapsesOf(lot, endings.get(name ?? ''), given, ref)),
    ...book.entries.flatMap((entry) => correctionsOf(entry, named, { given, ref, leave })),
  ];
  const usage = usageOf(book.entries, leave);
  const balances = balancesOf(book);
  const sums = new Sums();
  for (const { creditType, credits } of balances) sums.add(creditType, credits);
  return {
    lots,
    adjustments,
    usage,
    leftOut,
    usedUp: [],
    balances,
    tieOut: sums.units().map((unit) => ({
      what: 'credits' as const,
      unit,
      sheet: sums.of(unit),
      book: '0',
      ledger: null,
      known: [],
    })),
  };
}

type Leave = (entry: LegacyEntry | LegacyPurchase, credits: string, why: string) => void;
type Ref = ReturnType<typeof refMaker>;

function boughtLot(purchase: LegacyPurchase, given: HistoryGiven, ref: Ref, leave: Leave): PlannedLot[] {
  const { place, customer, date, creditType, price, expires, note } = purchase;
  const bought = boughtOf(purchase);
  if (bought === null || creditType === null || !isPositive(bought)) return [];
  if (date === null) {
    leave(purchase, bought, 'no date');
    return [];
  }
  const currency = purchase.currency ?? given.currency;
  const isFree = price === null || !isPositive(price);
  return [
    {
      place,
      ref: ref(purchase.ref, customer),
      customer,
      kind: isFree ? 'promo' : 'top_up',
      date,
      creditType,
      credits: atScale(bought, given.scaleOf(creditType)),
      price: isFree ? '0' : atScale(price, given.moneyScale(currency)),
      currency,
      expires: expires ?? given.expires,
      note: `From ${given.file}, ${placeInSheet(place)}${note === '' ? '' : `: ${note}`}`,
      synthetic: false,
    },
  ];
}

const GIVEN: ReadonlySet<LegacyEntry['kind']> = new Set([
  'purchase',
  'opening',
  'adjustment',
  'refund',
  'unknown',
]);

/** Credits that came in: bought, or given free of charge where no price stands beside them. */
function entryLot(entry: LegacyEntry, given: HistoryGiven, ref: Ref): PlannedLot[] {
  const { place, customer, date, creditType, kind, credits, price, note } = entry;
  if (whyNoLot(entry) !== null || date === null || creditType === null) return [];
  const currency = entry.currency ?? given.currency;
  const isFree = price === null || !isPositive(price);
  return [
    {
      place,
      ref: ref(entry.ref, customer),
      customer,
      kind: kind === 'opening' ? 'opening' : isFree ? 'promo' : 'top_up',
      date,
      creditType,
      credits: atScale(credits, given.scaleOf(creditType)),
      price: isFree ? '0' : atScale(price, given.moneyScale(currency)),
      currency,
      expires: given.expires,
      note: `From ${given.file}, ${placeInSheet(place)}${note === '' ? '' : `: ${note}`}`,
      synthetic: false,
    },
  ];
}

/** Why credits that came in make no lot; null: they do. */
function whyNoLot({ kind, credits, date, price, creditType }: LegacyEntry): string | null {
  if (!GIVEN.has(kind) || !isPositive(credits)) return 'no credits that came in';
  if (kind === 'refund' && price !== null && units(price) !== 0n)
    return 'refund: the sheet gives credits and pays money back';
  return date === null ? 'no date' : creditType === null ? 'no credit type' : null;
}

/** What a row took out, where it is neither usage nor what the rules work out by themselves; the rest is left with its reason. */
function correctionsOf(
  entry: LegacyEntry,
  lots: readonly NamedLot[],
  context: Parameters<typeof correctionOf>[2],
): PlannedAdjustment[] {
  const { kind, credits, ref } = entry;
  if (kind === 'usage' || credits === '0') return [];
  const aside = (why: string | null): [] => {
    if (why !== null) context.leave(entry, credits, why);
    return [];
  };
  if (kind === 'expiry') return aside('expiry: the rules work it out');
  if (kind === 'rollover')
    return aside(
      lots.some(({ name }) => name !== null && name === ref)
        ? 'rollover: its credits go on in their purchase'
        : 'rollover: the sheet does not say of which purchase; of a plan the rules work it out',
    );
  if (isPositive(credits)) return aside(whyNoLot(entry));
  if (kind === 'opening') return aside('an opening below zero');
  const told = correctionOf(entry, lots, context);
  return told === null ? [] : [told];
}

/** What lapsed of a lot while its rest rolled over. */
function lapsesOf(
  lot: PlannedLot,
  ending: Ending | undefined,
  given: PlanGiven,
  ref: Ref,
): PlannedAdjustment[] {
  const { customer, creditType, currency } = lot;
  return (ending?.lapses ?? []).map(({ entry, credits }) => ({
    place: entry.place,
    ref: ref(null, customer),
    date: entry.date!,
    lot: lot.ref,
    ...{ customer, creditType, currency },
    type: 'void' as const,
    credits: atScale(credits, given.scaleOf(creditType)),
    amount: null,
    reason: reasonOf(given, entry, 'lapsed as the rest rolled over'),
  }));
}

/** Usage rows as the importer reads them; null where there are none. */
function usageOf(entries: readonly LegacyEntry[], leave: Leave): MigrationPlan['usage'] {
  const ids = new Set<string>();
  const rows = entries.flatMap((entry) => {
    const { kind, date, meter, quantity, customer, place, credits, ref } = entry;
    if (kind !== 'usage') return [];
    const why = date === null ? 'no date' : meter === null ? 'no meter' : null;
    if (why !== null || isPositive(credits)) {
      if (credits !== '0') leave(entry, credits, why ?? 'usage that gives credits back');
      return [];
    }
    // A sheet that counts in credits alone is replayed on a meter that does.
    const used = quantity ?? negated(credits);
    const id = ref !== null && !ids.has(ref) ? ref : placeInSheet(place);
    ids.add(id);
    return [[id, customer, meter!, used, date!, place.sheet, String(place.row)]];
  });
  if (rows.length === 0) return null;
  return [USAGE_HEADER, ...rows].map((cells, index) => ({ line: index + 1, cells }));
}

/** What the workbook says everybody has at its end. */
function balancesOf({ purchases, entries }: LegacyBook): MigrationPlan['balances'] {
  const groups = new Map<string, LegacyEntry[]>();
  for (const entry of entries) {
    const key = `${entry.customer}|${entry.creditType}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const rests = new Map<string, MigrationPlan['balances'][number]>();
  for (const purchase of purchases) {
    const { place, customer, creditType } = purchase;
    if (creditType === null) continue;
    const left = remainingOf(purchase) ?? '0';
    const key = `${customer}|${creditType}`;
    const before = rests.get(key)?.credits ?? '0';
    rests.set(key, { customer, creditType, place, credits: minus(left, negated(before)) });
  }
  return [
    ...rests.values(),
    ...[...groups.values()].flatMap((group) => {
      const { customer, creditType, place } = group.at(-1)!;
      return creditType === null ? [] : [{ customer, creditType, place, credits: balanceAfter(group) }];
    }),
  ];
}
