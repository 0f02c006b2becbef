// What could have been tried and was not, as there is too much of it: counted by what it is, so that the report can say so.
// Must not: word it (cause-words).

export const UNTRIED = [
  'row',
  'pair',
  'rate',
  'lot_end',
  'lot_first',
  'late_row',
  'instant',
  'corrected',
] as const;
export type UntriedKind = (typeof UNTRIED)[number];

/** How many of each at the least; a kind that is not in it: none. */
export type Untried = ReadonlyMap<UntriedKind, number>;

export class UntriedCount {
  readonly counts = new Map<UntriedKind, number>();

  /** The same may be left out of one trial after another, and counts once. */
  atLeast(what: UntriedKind, count: number): void {
    if (count > (this.counts.get(what) ?? 0)) this.counts.set(what, count);
  }

  /** The first `most`; what is beyond is counted. */
  first<T>(most: number, items: readonly T[], what: UntriedKind): readonly T[] {
    this.atLeast(what, items.length - most);
    return items.slice(0, most);
  }
}
