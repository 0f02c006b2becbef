// What could have been tried and was not, as there is too much of it: counted by what it is, and said. Must not: try anything.

/** One of it, and several. */
const WORDS = {
  row: ['single row', 'single rows'],
  pair: ['pair of causes', 'pairs of causes'],
  rate: ['other rate of a meter', 'other rates of meters'],
  lot_end: ['lot that ends', 'lots that end'],
  lot_first: ['lot drawn first', 'lots drawn first'],
  late_row: ['late row', 'late rows'],
  instant: ['day that a row may have been moved to', 'days that a row may have been moved to'],
  corrected: ['earlier difference as corrected here', 'earlier differences as corrected here'],
} as const;
type UntriedKind = keyof typeof WORDS;

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

/** "5 lots that end, 1,234 single rows"; blank where nothing was left. */
export function untriedInWords(untried: Untried): string {
  return [...untried]
    .map(([what, count]) => `${count.toLocaleString('en')} ${WORDS[what][count === 1 ? 0 : 1]}`)
    .join(', ');
}
