// The passes without a reference: a customer's lines of one amount near in time, and whole groups of lines that come to one line of the
// other side. Lines that a reference ties to the other side are not looked at. Must not: choose among lines that fit equally well.
import type { MatchOptions } from './items.ts';
import { type Entry, grouped, type Pool, total, within } from './pool.ts';
import { contradict } from './reference.ts';
import { MOST } from './subset.ts';

/** Between the parts of a key. */
export const SEPARATOR = '\u001f';

export const ownerOf = ({ item, tied }: Entry): string | null =>
  item.party === null || tied ? null : `${item.unit}${SEPARATOR}${item.party}`;

export const byOwnerAndAmount = (entry: Entry): string | null => {
  const owner = ownerOf(entry);
  return owner === null ? null : `${owner}${SEPARATOR}${entry.item.amount}`;
};

/** Pass 3: one line of a customer on each side with that amount within the days, and no other; their references may not contradict. */
export function sameAmountNearInTime(pool: Pool, { days }: MatchOptions): void {
  pool.begin('customer_amount_date');
  for (const { book, outside } of pool.groups(byOwnerAndAmount)) {
    for (const ours of book) {
      const theirs = only(outside, (entry) => within(ours, entry, days));
      if (!theirs || only(book, (entry) => within(entry, theirs, days)) !== ours) continue;
      if (!contradict(ours.reference, theirs.reference)) pool.take([ours], [theirs]);
    }
  }
}

/** The only one of a few that fits; null where none does, or several do. Those taken meanwhile still count: they fitted as well. */
function only(entries: readonly Entry[], fits: (entry: Entry) => boolean): Entry | null {
  let found: Entry | null = null;
  for (const entry of entries) {
    if (!fits(entry)) continue;
    if (found) return null;
    found = entry;
  }
  return found;
}

/**
 * Of pass 4: a customer's lines under one reference that the other side does not know (or, without one, of one day) come to one line of
 * the other side. Only whole groups: which lines of a larger heap would add up is suggested, and not taken.
 */
export function wholeGroups(pool: Pool, options: MatchOptions): void {
  groupsToOne(pool.book, pool.outside, options, (group, one) => pool.take(group, [one]));
  groupsToOne(pool.outside, pool.book, options, (group, one) => pool.take([one], group));
}

function groupsToOne(
  many: readonly Entry[],
  ones: readonly Entry[],
  { days }: MatchOptions,
  take: (group: readonly Entry[], one: Entry) => void,
): void {
  const groups = [...grouped(many, naturalGroup).values()].filter(
    ({ length }) => length > 1 && length <= MOST,
  );
  const single = grouped(ones, byOwnerAndAmount);
  const alone = grouped(many, byOwnerAndAmount);
  const fitting = new Map<Entry, Entry[][]>();
  const chosen = new Map<Entry[], Entry>();
  for (const group of groups) {
    const key = `${ownerOf(group[0]!)}${SEPARATOR}${total(group)}`;
    const candidates = (single.get(key) ?? []).filter((one) =>
      group.every((entry) => within(one, entry, days) && !contradict(one.reference, entry.reference)),
    );
    for (const one of candidates) fitting.set(one, [...(fitting.get(one) ?? []), group]);
    // A single line of that amount would fit as well.
    if (candidates.length === 1 && !alone.has(key)) chosen.set(group, candidates[0]!);
  }
  for (const [group, one] of chosen) if (fitting.get(one)!.length === 1) take(group, one);
}

function naturalGroup(entry: Entry): string | null {
  const owner = ownerOf(entry);
  if (owner === null) return null;
  if (entry.reference !== '') return `${owner}${SEPARATOR}r${entry.reference}`;
  return entry.item.date === null ? null : `${owner}${SEPARATOR}d${entry.item.date}`;
}
