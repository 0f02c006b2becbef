// The full history replayed: purchases become lots at their own dates, usage becomes events, and the rules do the rest. What the
// rules do by themselves (expiry, rollover) is not told; what a sheet corrected by hand is listed. Must not: invent a date.
import type { LegacyBook, LegacyEntry, LegacyPurchase } from '../legacy-book.ts';
import { boughtOf, remainingOf } from '../legacy-checks.ts';
import { minus, negated, placeInSheet } from '../row-reader.ts';
import { balanceAfter } from './openings.ts';
import {
  atScale,
  isPositive,
  type LeftOut,
  type MigrationPlan,
  type PlanGiven,
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
  const leave = (entry: LegacyEntry | LegacyPurchase, credits: string, why: string): void =>
    void leftOut.push({
      place: entry.place,
      customer: entry.customer,
      unit: entry.creditType ?? '',
      credits,
      money: null,
      currency: entry.currency,
      why,
    });
  // A list that says of which purchase credits expired, says with it how long that one lasted.
  const lasted = new Map(
    book.entries.flatMap(({ kind, ref: of, date }) =>
      kind === 'expiry' && of !== null && date !== null ? [[of, date] as const] : [],
    ),
  );
  const lots = [
    ...book.purchases.flatMap((purchase) => boughtLot(purchase, given, ref, leave)),
    ...book.entries.flatMap((entry) =>
      entryLot(entry, { ...given, expires: lasted.get(entry.ref ?? '') ?? given.expires }, ref, leave),
    ),
  ];
  const usage = usageOf(book.entries, leave);
  const balances = balancesOf(book);
  const sums = new Sums();
  for (const { creditType, credits } of balances) sums.add(creditType, credits);
  return {
    lots,
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

const ASIDE: Partial<Record<LegacyEntry['kind'], string>> = {
  expiry: 'expiry: the rules work it out',
  rollover: 'rollover: the rules work it out',
  refund: 'refund: tell it as an adjustment of its lot',
};

function entryLot(entry: LegacyEntry, given: HistoryGiven, ref: Ref, leave: Leave): PlannedLot[] {
  const { place, customer, date, creditType, kind, credits, price, note } = entry;
  if (kind === 'usage') return [];
  const aside = ASIDE[kind];
  if (aside !== undefined || !isPositive(credits) || date === null || creditType === null) {
    if (credits !== '0') leave(entry, credits, aside ?? whyNot(entry));
    return [];
  }
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

function whyNot({ date, kind }: LegacyEntry): string {
  if (date === null) return 'no date';
  return kind === 'adjustment'
    ? 'correction by hand: tell it as an adjustment of its lot'
    : 'credits out that are no usage';
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
