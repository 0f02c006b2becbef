// The page's clock, for how long something has taken. Nothing of a book is dated by it.

/** Milliseconds from some beginning; differences are what counts. */
export function now(): number {
  return performance.now();
}
