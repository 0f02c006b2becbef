// Openings at a cut-over date: what each purchase still has, with the share of its price that is still deferred, its expiry and
// where it came from (rules §5, `opening`). Where only totals are known, one lot per customer, marked as made up.
import { addDays } from '../../../../src-shared/calendar.ts';
import type { TieOutLine } from '../../../engine/facts.ts';
import { atScale, decimalOf, isBelow, isPositive, minus, plus, units } from '../decimals.ts';
import type { LegacyBook, LegacyEntry, LegacyPurchase, Place } from '../legacy-book.ts';
import { boughtOf, remainingOf, shareLeft } from '../legacy-checks.ts';
import { placeInSheet } from '../row-reader.ts';
import { type LeftOut, type MigrationPlan, type PlanGiven, type PlannedLot, refMaker, Sums } from './plan.ts';

/** What is left somewhere at the cut-over, before it is made a lot. */
interface Rest {
  place: Place;
  ref: string | null;
  customer: string;
  creditType: string;
  credits: string;
  deferred: string;
  currency: string;
  expires: string | null;
  origin: string;
  synthetic: boolean;
}

/** @param at the cut-over date: the first day on which the book counts. */
export function planOpenings(book: LegacyBook, at: string, given: PlanGiven): MigrationPlan {
  const rests =
    book.layout === 'purchases'
      ? book.purchases.flatMap((purchase) => restOf(purchase, given))
      : totalsAt(book, at, given);
  const [sheetCredits, sheetMoney] = [new Sums(), new Sums()];
  const known: { what: TieOutLine['what']; unit: string; why: string; amount: string }[] = [];
  const lots: PlannedLot[] = [];
  const leftOut: LeftOut[] = [];
  const usedUp: Place[] = [];
  const ref = refMaker(given.taken);
  for (const rest of rests) {
    const { creditType, currency, credits, deferred, expires } = rest;
    sheetCredits.add(creditType, credits);
    sheetMoney.add(currency, deferred);
    const why = isBelow(credits, '0')
      ? 'below zero: more was used than bought'
      : expires !== null && expires < at
        ? `expired before ${at}`
        : '';
    const hasNothing = units(credits) === 0n && units(deferred) === 0n;
    if (why !== '' && !hasNothing) {
      leftOut.push({ ...rest, unit: creditType, money: deferred, why });
      known.push({ what: 'credits', unit: creditType, why, amount: minus('0', credits) });
      if (units(deferred) !== 0n)
        known.push({ what: 'deferred', unit: currency, why, amount: minus('0', deferred) });
      continue;
    }
    if (!isPositive(credits)) {
      if (!hasNothing) {
        const reason = 'deferred revenue without credits';
        leftOut.push({ ...rest, unit: creditType, money: deferred, why: reason });
        known.push({ what: 'deferred', unit: currency, why: reason, amount: minus('0', deferred) });
      } else usedUp.push(rest.place);
      continue;
    }
    const lot = lotOf(rest, at, given, ref(rest.ref, rest.customer));
    const finer = minus(lot.credits, credits);
    if (finer !== '0')
      known.push({ what: 'credits', unit: creditType, why: 'rounded as the credit type is', amount: finer });
    const cents = minus(lot.price, deferred);
    if (cents !== '0')
      known.push({ what: 'deferred', unit: currency, why: 'rounded as the currency is', amount: cents });
    lots.push(lot);
  }
  const lines = (what: TieOutLine['what'], sums: Sums): TieOutLine[] =>
    sums.units().map((unit) => ({
      what,
      unit,
      sheet: sums.of(unit),
      book: '0',
      ledger: null,
      known: together(known.filter((one) => one.what === what && one.unit === unit)),
    }));
  return {
    lots,
    adjustments: [],
    usage: null,
    leftOut,
    usedUp,
    tieOut: [...lines('credits', sheetCredits), ...lines('deferred', sheetMoney)],
    balances: [],
  };
}

/** One line for each reason. */
function together(known: readonly { why: string; amount: string }[]): TieOutLine['known'] {
  const sums = new Sums();
  for (const { why, amount } of known) sums.add(why, amount);
  return sums.units().map((why) => ({ why, amount: sums.of(why) }));
}

function lotOf(rest: Rest, at: string, given: PlanGiven, ref: string): PlannedLot {
  const { place, customer, creditType, credits, deferred, currency, expires, origin, synthetic } = rest;
  return {
    place,
    ref,
    customer,
    kind: 'opening',
    date: at,
    creditType,
    credits: atScale(credits, given.scaleOf(creditType)),
    price: atScale(deferred, given.moneyScale(currency)),
    currency,
    expires: expires ?? 'never',
    note: `From ${given.file}, ${placeInSheet(place)}${origin === '' ? '' : `: ${origin}`}`,
    synthetic,
  };
}

function restOf(purchase: LegacyPurchase, given: PlanGiven): Rest[] {
  const { place, ref, customer, date, creditType, price, expires, note } = purchase;
  const [bought, credits] = [boughtOf(purchase), remainingOf(purchase)];
  if (credits === null || creditType === null) return [];
  const origin = [
    bought === null ? '' : `${bought} bought${date === null ? '' : ` on ${date}`}`,
    price === null ? '' : `for ${price} ${purchase.currency ?? ''}`.trim(),
    ref === null ? '' : `(${ref})`,
    note,
  ];
  return [
    {
      place,
      ref,
      customer,
      creditType,
      credits,
      deferred: purchase.deferred ?? shareLeft({ ...purchase, bought, remaining: credits }) ?? '0',
      currency: purchase.currency ?? given.currency,
      expires,
      origin: origin.filter((text) => text !== '').join(' '),
      synthetic: false,
    },
  ];
}

/** What each customer had the day before the cut-over, and the average price of what they bought. */
function totalsAt({ layout, entries, balances }: LegacyBook, at: string, given: PlanGiven): Rest[] {
  const eve = addDays(at, -1);
  const origin = `total of the customer on ${eve}; the workbook tells no purchases apart`;
  if (layout === 'balance_grid') {
    const last = new Map<string, (typeof balances)[number]>();
    for (const one of balances) {
      const key = `${one.customer}|${one.creditType}`;
      const before = last.get(key);
      if (one.month <= eve.slice(0, 7) && (!before || one.month > before.month)) last.set(key, one);
    }
    return [...last.values()].flatMap(({ place, customer, creditType, credits, deferred, currency }) =>
      creditType === null
        ? []
        : [
            {
              place,
              ref: null,
              customer,
              creditType,
              credits,
              deferred: deferred ?? '0',
              currency: currency ?? given.currency,
              expires: null,
              origin,
              synthetic: true,
            },
          ],
    );
  }
  const groups = new Map<string, LegacyEntry[]>();
  for (const entry of entries) {
    if (entry.date !== null && entry.date > eve) continue;
    const key = `${entry.customer}|${entry.creditType}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].flatMap((group): Rest[] => {
    const { place, customer, creditType } = group.at(-1)!;
    if (creditType === null) return [];
    const credits = balanceAfter(group);
    const { deferred, currency } = averageLeft(group, credits, given);
    return [
      {
        place,
        ref: null,
        customer,
        creditType,
        credits,
        deferred,
        currency,
        expires: null,
        origin,
        synthetic: true,
      },
    ];
  });
}

/** The last running balance and what came after it; without one, the sum of all movements. */
export function balanceAfter(entries: readonly LegacyEntry[]): string {
  return entries.reduce((balance, entry) => entry.balance ?? plus(balance, entry.credits), '0');
}

/** The credits at the average price of those that were bought, in the currency of the latest purchase. */
function averageLeft(
  entries: readonly LegacyEntry[],
  credits: string,
  given: PlanGiven,
): { deferred: string; currency: string } {
  const bought = entries.filter(({ price, credits: came }) => price !== null && isPositive(came));
  const currency = bought.at(-1)?.currency ?? given.currency;
  const same = bought.filter((one) => (one.currency ?? given.currency) === currency);
  const money = same.reduce((sum, { price }) => sum + units(price!), 0n);
  const all = same.reduce((sum, one) => sum + units(one.credits), 0n);
  if (all === 0n || !isPositive(credits)) return { deferred: '0', currency };
  return {
    deferred: atScale(decimalOf((money * units(credits)) / all), given.moneyScale(currency)),
    currency,
  };
}
