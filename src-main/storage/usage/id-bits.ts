// Whether an id may have come before, in a fixed amount of memory (Bloom filters): "no" is certain, "yes" may be wrong. So most ids of
// a file are known to be new without a look into the book. Must not: change what bits an id has, since books keep such filters.

/** Where the bits of an id are: from the first number on, in steps of the second. */
export interface IdHash {
  readonly first: number;
  readonly step: number;
}

export function hashOf(id: string): IdHash {
  let [first, step] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    first = Math.imul(first ^ unit, 0x01000193);
    step = Math.imul(step ^ unit, 0x85ebca6b) + 0x165667b1;
  }
  return {
    first: Math.imul(first ^ (first >>> 15), 0x2c1b3c6d),
    step: Math.imul(step ^ (step >>> 13), 0xc2b2ae35) | 1,
  };
}

const PLACES = 5;

/** Whether all bits of an id are there. `bits` are a power of two. */
function isIn(bits: Uint8Array, { first, step }: IdHash): boolean {
  const mask = bits.length * 8 - 1;
  let place = first;
  for (let n = 0; n < PLACES; n++, place = (place + step) | 0)
    if ((bits[(place & mask) >>> 3]! & (1 << (place & 7))) === 0) return false;
  return true;
}

function put(bits: Uint8Array, { first, step }: IdHash): void {
  const mask = bits.length * 8 - 1;
  let place = first;
  for (let n = 0; n < PLACES; n++, place = (place + step) | 0)
    bits[(place & mask) >>> 3]! |= 1 << (place & 7);
}

/** 16 MB: at ten million ids one in some hundreds is doubted without cause. */
const BYTES_SEEN = 2 ** 24;

/** The ids of a file, and of a book that it is going to be most of. */
export class IdsSeen {
  readonly bits: Uint8Array<SharedArrayBuffer>;

  /** `bits` of another thread's, to go on from; one of the two at a time may ask. */
  constructor(bits = new Uint8Array(new SharedArrayBuffer(BYTES_SEEN))) {
    this.bits = bits;
  }

  /** Whether the id may have been met before; from now on it has been. */
  meets(id: IdHash): boolean {
    if (isIn(this.bits, id)) return true;
    put(this.bits, id);
    return false;
  }
}

/** A filter has so many ids at most; a batch of more has several. */
export const IDS_A_FILTER = 2 ** 16;
/** At least: of a thousand ids that are new one is doubted without cause. */
const BITS_AN_ID = 16;

/** Of the ids of a batch, in the order in which its rows were written, the n-th so many. */
export interface IdFilter {
  readonly batch: number;
  readonly piece: number;
  readonly bits: Uint8Array;
}

/** Makes the filters of rows as they are written: those of a batch stand together. */
export class FilterMaker {
  readonly #made: (filter: IdFilter) => void;
  #bits = emptyFilter();
  #ids = 0;
  #batch = 0;
  #piece = 0;

  /** @param made is handed each filter; its bytes change as soon as it returns. */
  constructor(made: (filter: IdFilter) => void) {
    this.#made = made;
  }

  add(batch: number, id: IdHash): void {
    if (batch !== this.#batch) {
      this.end();
      [this.#batch, this.#piece] = [batch, 0];
    }
    put(this.#bits, id);
    if (++this.#ids === IDS_A_FILTER) this.end();
  }

  /** Hands over what is left, as small as it may be. */
  end(): void {
    if (this.#ids === 0) return;
    let bits = this.#bits;
    // A place is cut to the length of the filter: one of half the length has the bits of both halves.
    for (; bits.length * 4 >= this.#ids * BITS_AN_ID && bits.length > 8; bits = halved(bits));
    this.#made({ batch: this.#batch, piece: this.#piece++, bits });
    this.#bits.fill(0);
    this.#ids = 0;
  }
}

const emptyFilter = (): Uint8Array => new Uint8Array((IDS_A_FILTER * BITS_AN_ID) / 8);

function halved(bits: Uint8Array): Uint8Array {
  const half = bits.length / 2;
  return bits.subarray(0, half).map((byte, at) => byte | bits[half + at]!);
}

/** The filters of the batches of a book, one after the other, for any thread. */
export interface Filters {
  readonly bits: Uint8Array<SharedArrayBuffer>;
  readonly of: readonly { readonly batch: number; readonly bytes: number }[];
}

export const NO_FILTERS: Filters = { bits: new Uint8Array(new SharedArrayBuffer(0)), of: [] };

/** The ids that came with earlier batches. */
export class EarlierIds {
  readonly #filters: { batch: number; bits: Uint8Array }[] = [];

  constructor({ bits, of }: Filters) {
    let from = 0;
    for (const { batch, bytes } of of) {
      this.#filters.push({ batch, bits: bits.subarray(from, from + bytes) });
      from += bytes;
    }
  }

  mayHave(id: IdHash): boolean {
    for (const { bits } of this.#filters) if (isIn(bits, id)) return true;
    return false;
  }

  /** The batches that may have the id, in order. */
  batchesOf(id: IdHash): number[] {
    const found: number[] = [];
    for (const { batch, bits } of this.#filters)
      if (isIn(bits, id) && found.at(-1) !== batch) found.push(batch);
    return found;
  }
}
