// What a host takes at most, where the page says so before it asks.

/** Characters of text that can be pasted; more comes as a file. */
export const MOST_PASTED = 5_000_000;
