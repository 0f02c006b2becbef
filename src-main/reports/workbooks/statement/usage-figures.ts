// What a statement says of usage, worked out while its lines and events pass once: by meter, what came late, what found no credits, what
// went beyond them. Must not: hold an event.
import { decimalPlaces, parseScaled, QUANTITY_SCALE } from '../../../../src-shared/decimal.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { entryOf } from '../../cells.ts';
import type { LedgerLine } from '../../source.ts';
import type { StatementData } from '../statement-data.ts';
import { monthInWords } from '../words.ts';

export interface MeterUsage {
  readonly meter: string;
  readonly creditType: string;
  events: number;
  /** At the scale of quantities. */
  quantity: bigint;
  need: bigint;
}

export interface UsageFigures {
  /** By credit type and meter, in this order. */
  readonly byMeter: readonly MeterUsage[];
  /** The most decimal places that a quantity of a meter has. */
  readonly places: ReadonlyMap<string, number>;
  readonly late: number;
  /** Months in which late usage occurred, in words, in the order they come. */
  readonly lateMonths: readonly string[];
  readonly unfunded: number;
}

export function usageFigures({ usage, book }: StatementData): UsageFigures {
  const byMeter = new Map<string, MeterUsage>();
  const places = new Map<string, number>();
  const lateMonths = new Set<string>();
  let [late, unfunded] = [0, 0];
  for (const event of usage) {
    const { meter, creditType, quantity } = event;
    const sums = entryOf(byMeter, `${creditType}|${meter}`, () => ({
      ...{ meter, creditType },
      ...{ events: 0, quantity: 0n, need: 0n },
    }));
    sums.events++;
    sums.quantity += parseScaled(quantity, QUANTITY_SCALE) ?? 0n;
    sums.need += event.need;
    const own = decimalPlaces(quantity);
    if (own > (places.get(meter) ?? -1)) places.set(meter, own);
    if (event.unfunded !== 0n) unfunded++;
    if (!event.late) continue;
    late++;
    lateMonths.add(monthInWords(book.dateAt(event.occurredAt)));
  }
  const inOrder = [...byMeter.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sums]) => sums);
  return { byMeter: inOrder, places, late, lateMonths: [...lateMonths], unfunded };
}

export interface OverageSum {
  readonly creditType: string;
  readonly meter: string;
  readonly currency: string;
  credits: bigint;
  amount: bigint;
}

/** Overage that nobody is charged for has no currency. */
export function addOverage(
  to: Map<string, OverageSum>,
  { creditType, meter, currency, overage, revenue }: LedgerLine,
): void {
  if (currency === null || meter === null) return;
  const sum = entryOf(to, `${creditType}|${meter}|${currency}`, () => ({
    ...{ creditType, meter, currency },
    ...{ credits: 0n, amount: 0n },
  }));
  sum.credits += overage;
  sum.amount += revenue;
}

export function overageInOrder(sums: ReadonlyMap<string, OverageSum>): OverageSum[] {
  return [...sums.values()].sort(
    (a, b) => compareText(a.creditType, b.creditType) || compareText(a.meter, b.meter),
  );
}
