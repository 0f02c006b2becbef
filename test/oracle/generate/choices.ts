// Where a random world gets its choices from: a seed, or a tape of numbers that fast-check can shrink. Everything is
// arranged so that smaller numbers make simpler worlds.

export class Choices {
  readonly #next: () => number;

  /** `next` gives whole numbers from 0 to 2^32 − 1. */
  constructor(next: () => number) {
    this.#next = next;
  }

  /** 0 to `count` − 1. */
  below(count: number): number {
    return count <= 1 ? 0 : this.#next() % count;
  }

  /** Both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Some of a list, in a random order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(...left.splice(this.below(left.length), 1));
    return taken;
  }
}

/** mulberry32: small, and the same everywhere. */
export function choicesFromSeed(seed: number): Choices {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return new Choices(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  });
}

/** Reads a tape to its end, then zeros. */
export function choicesFromTape(tape: readonly number[]): Choices {
  let position = 0;
  return new Choices(() => tape[position++] ?? 0);
}
