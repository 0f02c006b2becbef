// Work that is done in pieces: at once, or with a turn for others after each. Must not: know what the work is.
import { setImmediate } from 'node:timers/promises';

export type Pieces<T> = Generator<unknown, T>;

export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** What waits for the disk or for other threads goes on in between. */
export async function inTurns<T>(work: Pieces<T>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
  }
}
