// Memory that two threads share: one fills its pieces with lines and the other goes over them, in turn, for ever again. Sent as messages
// they would cost the one that reads as much as going over them. Must not: know what lines are, or import either thread.

/** Numbers, and after them as bytes PIECES pieces and the seal. */
export interface Ring {
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

/**
 * Where in the numbers: pieces filled, and gone over, since the beginning; before the last one is filled, how many there are in all, how many
 * of its bytes count and how many lines all are; how it went.
 */
const [FILLED, EMPTIED, ALL, LAST_BYTES, COUNT, STATE] = [0, 1, 2, 3, 4, 5];
const PIECE = 1 << 20;
const PIECES = 4;
const RESULT = PIECES * PIECE;
const RESULT_BYTES = 32;
const [OPEN, RIGHT, WRONG, GIVEN_UP] = [0, 1, 2, 3];
/** Whoever makes no step for so long is gone. */
const GONE_MS = 30_000;

export function openRing(): Ring {
  return {
    numbers: new Int32Array(new SharedArrayBuffer(24)),
    bytes: new Uint8Array(new SharedArrayBuffer(RESULT + RESULT_BYTES)),
  };
}

export interface RingWriter {
  /** @returns false where nobody takes it. */
  write(bytes: Uint8Array): boolean;
  /** No more follows; so many lines it was. @returns what came of them; null where nothing did. */
  end(count: number): Buffer | null;
  /** Nobody wants to know any more. */
  giveUp(): void;
}

export function writerInto({ numbers, bytes }: Ring): RingWriter {
  let [piece, used] = [0, 0];
  const fill = (): void => {
    piece++;
    used = 0;
    Atomics.store(numbers, FILLED, piece);
    Atomics.notify(numbers, FILLED);
  };
  const hasRoom = (): boolean => waitWhile(numbers, EMPTIED, (emptied) => piece - emptied >= PIECES);
  return {
    write(given) {
      for (let at = 0; at < given.length; ) {
        if (used === 0 && !hasRoom()) return false;
        const part = given.subarray(at, at + PIECE - used);
        bytes.set(part, (piece % PIECES) * PIECE + used);
        at += part.length;
        used += part.length;
        if (used === PIECE) fill();
      }
      return Atomics.load(numbers, STATE) === OPEN;
    },
    end(count) {
      if (!hasRoom()) return null;
      Atomics.store(numbers, COUNT, count);
      Atomics.store(numbers, LAST_BYTES, used);
      Atomics.store(numbers, ALL, piece + 1);
      fill();
      waitWhile(numbers, STATE, (state) => state === OPEN);
      return Atomics.load(numbers, STATE) === RIGHT ? Buffer.from(bytes.slice(RESULT)) : null;
    },
    giveUp() {
      Atomics.compareExchange(numbers, STATE, OPEN, GIVEN_UP);
      Atomics.add(numbers, FILLED, 1);
      Atomics.notify(numbers, FILLED);
    },
  };
}

/** In the other thread: takes the pieces in their order. @returns how many lines they are; null where whoever writes has given up. */
export function readFrom({ numbers, bytes }: Ring, take: (piece: Uint8Array) => void): number | null {
  for (let piece = 0; ; piece++) {
    waitWhile(numbers, FILLED, (filled) => filled <= piece, Number.POSITIVE_INFINITY);
    if (Atomics.load(numbers, STATE) !== OPEN) return null;
    const isLast = Atomics.load(numbers, ALL) === piece + 1;
    const used = isLast ? Atomics.load(numbers, LAST_BYTES) : PIECE;
    const start = (piece % PIECES) * PIECE;
    take(bytes.subarray(start, start + used));
    if (isLast) return Atomics.load(numbers, COUNT);
    Atomics.store(numbers, EMPTIED, piece + 1);
    Atomics.notify(numbers, EMPTIED);
  }
}

/** In the other thread: what came of it; null: it was not right. The last that is said. */
export function answer({ numbers, bytes }: Ring, result: Uint8Array | null): void {
  if (result) bytes.set(result, RESULT);
  Atomics.compareExchange(numbers, STATE, OPEN, result ? RIGHT : WRONG);
  Atomics.notify(numbers, STATE);
}

/** @returns false where nothing changes for so long that nobody can be there. */
function waitWhile(
  numbers: Int32Array<SharedArrayBuffer>,
  index: number,
  isSo: (value: number) => boolean,
  within = GONE_MS,
): boolean {
  for (let value = Atomics.load(numbers, index); isSo(value); value = Atomics.load(numbers, index))
    if (Atomics.wait(numbers, index, value, within) === 'timed-out') return false;
  return true;
}
