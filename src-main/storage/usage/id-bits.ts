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

/** 16 bits an id: of a hundred ids that are new two are doubted without cause for each million rows. */
const BYTES_AN_ID = 2;
/** 16 MB: at ten million ids one in some hundreds is doubted without cause. */
const MOST_BYTES_SEEN = 2 ** 24;

/** The ids of a file, and of a book that it is going to be most of. */
export class IdsSeen {
  readonly bits: Uint8Array<SharedArrayBuffer>;

  /** `bits` of another thread's, to go on from; one of the two at a time may ask. */
  constructor(bits = bitsFor(Number.MAX_SAFE_INTEGER)) {
    this.bits = bits;
  }

  /** Whether the id may have been met before; from now on it has been. */
  meets(id: IdHash): boolean {
    if (isIn(this.bits, id)) return true;
    put(this.bits, id);
    return false;
  }
}

/** Bits for so many ids, as far as they are given so much room. */
export function bitsFor(ids: number): Uint8Array<SharedArrayBuffer> {
  let bytes = 64;
  while (bytes < ids * BYTES_AN_ID && bytes < MOST_BYTES_SEEN) bytes *= 2;
  return new Uint8Array(new SharedArrayBuffer(bytes));
}

/** A filter is of the ids of so many usage rows, by their numbers: those of a bucket. */
export const ROWS_A_BUCKET = 2 ** 16;
const BYTES_A_FILTER = ROWS_A_BUCKET * BYTES_AN_ID;

export const bucketOf = (seq: number): number => Math.floor(seq / ROWS_A_BUCKET);

export interface IdFilter {
  readonly bucket: number;
  /** How many it has. */
  ids: number;
  readonly bits: Uint8Array;
}

/** The ids of usage rows, bucket by bucket. */
export class IdFilters {
  readonly all: IdFilter[];
  readonly #changed = new Set<IdFilter>();

  /** @param kept in the order of buckets. */
  constructor(kept: readonly IdFilter[] = []) {
    this.all = [...kept];
  }

  /** The id of the next row. */
  add(seq: number, id: IdHash): void {
    const bucket = bucketOf(seq);
    let last = this.all.at(-1);
    if (last?.bucket !== bucket) {
      last = { bucket, ids: 0, bits: new Uint8Array(BYTES_A_FILTER) };
      this.all.push(last);
    }
    put(last.bits, id);
    last.ids++;
    this.#changed.add(last);
  }

  /** Those that ids were added to. */
  get changed(): Iterable<IdFilter> {
    return this.#changed;
  }

  mayHave(id: IdHash): boolean {
    for (const { bits } of this.all) if (isIn(bits, id)) return true;
    return false;
  }

  /** The buckets that may have the id, in order. */
  bucketsOf(id: IdHash): number[] {
    const found: number[] = [];
    for (const { bucket, bits } of this.all) if (isIn(bits, id)) found.push(bucket);
    return found;
  }
}
