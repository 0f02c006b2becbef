// Which lot is drawn first (rules §6).
import type { Lot } from './lots.ts';

type Compare = (a: Lot, b: Lot) => number;

const isRolled = (lot: Lot): number => (lot.kind === 'rollover' ? 0 : 1);
const isFree = (lot: Lot): number => (lot.price.isZero() ? 0 : 1);
const expiry = (lot: Lot): number => lot.burnExpiry ?? Number.MAX_SAFE_INTEGER;

const comparisons: Record<string, Compare> = {
  priority: (a, b) => a.priority - b.priority,
  rolled_first: (a, b) => isRolled(a) - isRolled(b),
  fresh_first: (a, b) => isRolled(b) - isRolled(a),
  promo_first: (a, b) => isFree(a) - isFree(b),
  paid_first: (a, b) => isFree(b) - isFree(a),
  expiry: (a, b) => expiry(a) - expiry(b),
  start: (a, b) => a.startsAt - b.startsAt,
  newest: (a, b) => b.startsAt - a.startsAt,
};

export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The lots in the order in which they are drawn; the lot id breaks the last tie. */
export function inBurnOrder(lots: readonly Lot[], keys: readonly string[]): Lot[] {
  return [...lots].sort((a, b) => {
    for (const key of keys) {
      const order = comparisons[key]!(a, b);
      if (order !== 0) return order;
    }
    return byId(a, b);
  });
}
