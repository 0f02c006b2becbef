// Rows that are read more than once: a few are kept from the first reading, many are read again each time, so that memory does not grow
// with them. Must not: know what the rows are.

/** So many rows are kept at most. */
export const KEPT_ROWS = 5000;

export function rereadable<T>(read: () => Iterable<T>): Iterable<T> {
  let kept: T[] | null = null;
  return {
    *[Symbol.iterator]() {
      if (kept) {
        yield* kept;
        return;
      }
      let sofar: T[] | null = [];
      for (const row of read()) {
        if (sofar && sofar.push(row) > KEPT_ROWS) sofar = null;
        yield row;
      }
      kept = sofar;
    },
  };
}
