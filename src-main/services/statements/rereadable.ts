// Rows that are read more than once: a few are kept from the first reading, many are read again each time, so that memory does not grow
// with them. Must not: know what the rows are.

/** @param most rows that are kept. */
export function rereadable<T>(read: () => Iterable<T>, most = 5000): Iterable<T> {
  let kept: T[] | null = null;
  return {
    *[Symbol.iterator]() {
      if (kept) {
        yield* kept;
        return;
      }
      let sofar: T[] | null = [];
      for (const row of read()) {
        if (sofar && sofar.push(row) > most) sofar = null;
        yield row;
      }
      kept = sofar;
    },
  };
}
