// Which lot pays first (rules §6). A list of keys compared in turn; the lot id breaks the last tie.
import { compareText } from '../../src-shared/text-order.ts';
import type { BurnKey } from './facts.ts';
import type { LotState } from './lot-state.ts';

type Compare = (a: LotState, b: LotState) => number;

const never = (instant: number | null): number => instant ?? Number.MAX_SAFE_INTEGER;
const first = (a: boolean, b: boolean): number => Number(b) - Number(a);

const BY: Record<BurnKey, Compare> = {
  priority: (a, b) => a.priority - b.priority,
  rolled_first: (a, b) => first(a.kind === 'rollover', b.kind === 'rollover'),
  fresh_first: (a, b) => first(a.kind !== 'rollover', b.kind !== 'rollover'),
  promo_first: (a, b) => first(a.price === 0n, b.price === 0n),
  paid_first: (a, b) => first(a.price !== 0n, b.price !== 0n),
  expiry: (a, b) => never(a.burnExpiresAt) - never(b.burnExpiresAt),
  start: (a, b) => a.startsAt - b.startsAt,
  newest: (a, b) => b.startsAt - a.startsAt,
};

/** Negative when `a` pays before `b`. Total: two different lots never tie. */
export function burnOrder(keys: readonly BurnKey[]): Compare {
  const compares = keys.map((key) => BY[key]);
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return compareText(a.id, b.id);
  };
}

/** Puts a lot into a list that is in burn order. */
export function insertInOrder(lots: LotState[], lot: LotState, order: Compare): void {
  let low = 0;
  let high = lots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(lots[middle]!, lot) < 0) low = middle + 1;
    else high = middle;
  }
  lots.splice(low, 0, lot);
}
