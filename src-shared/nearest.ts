// "Did you mean": the name nearest to a mistyped one.
// Must not: decide anything; a suggestion only ever goes into a hint.

/** Comparing with more names than this would take longer than a suggestion is worth. */
const MOST_NAMES = 2000;

/** Insertions, deletions, replacements and swaps of neighbours that lead from a to b. */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforeLast[j - 2]! + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** @returns the candidate that is a slip of the fingers away from the name, or null. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.toLowerCase();
  const allowed = wanted.length <= 3 ? 1 : Math.min(3, Math.ceil(wanted.length / 4));
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let seen = 0;
  for (const candidate of candidates) {
    seen += 1;
    if (seen > MOST_NAMES) return best;
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const steps = distance(wanted, candidate.toLowerCase());
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best;
}
