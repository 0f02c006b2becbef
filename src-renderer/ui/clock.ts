// The page's clock, for how long something has taken and what day a new row may be proposed for. Nothing of a book is dated by it.

/** Milliseconds from some beginning; differences are what counts. */
export function now(): number {
  return performance.now();
}
