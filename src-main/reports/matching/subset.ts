// Which of a few amounts add up to another one: every way is tried, and only the answer "in exactly one way" is given.
// Bounded by how many amounts there are, never by a clock: the same items give the same answer on every machine.

/** With more amounts than these, sums that come about by chance are likelier than ones that mean something. */
export const MOST = 12;

/**
 * The only choice of at least two amounts with that sum, as places in `amounts`. Null: there is none, or more than one, or
 * there are more than MOST amounts.
 */
export function onlySubset(amounts: readonly bigint[], sum: bigint): number[] | null {
  const [first, second] = choices(amounts, sum);
  if (first === undefined || second !== undefined) return null;
  return amounts.map((_, at) => at).filter((at) => (first >> at) & 1);
}

/** May some of the amounts, at least two, have that sum? Of more than MOST amounts: they may. */
export function maybeSubset(amounts: readonly bigint[], sum: bigint): boolean {
  return amounts.length > MOST || choices(amounts, sum).length > 0;
}

/** The first two choices with that sum, each as bits. */
function choices(amounts: readonly bigint[], sum: bigint): number[] {
  const found: number[] = [];
  if (amounts.length > MOST) return found;
  const sums: bigint[] = [0n];
  for (let chosen = 1; chosen < 1 << amounts.length && found.length < 2; chosen++) {
    const rest = chosen & (chosen - 1);
    const lowest = 31 - Math.clz32(chosen ^ rest);
    sums[chosen] = sums[rest]! + amounts[lowest]!;
    // One alone is no sum.
    if (rest !== 0 && sums[chosen] === sum) found.push(chosen);
  }
  return found;
}
