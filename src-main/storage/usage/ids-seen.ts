// Whether an id may have come before, in a fixed amount of memory (a Bloom filter): "no" is certain, "yes" may be wrong. So a large file
// is loaded without an index on ids, which costs most of an import; only the few rows it doubts wait until there is one.

/** 16 MB: at ten million ids one in some hundreds is doubted without cause. */
const BITS = 2 ** 27;
const PLACES = 5;

export class IdsSeen {
  readonly words: Uint32Array<SharedArrayBuffer>;
  readonly #words: Uint32Array;

  /** `words` of another thread's, to go on from; one of the two at a time may ask. */
  constructor(words = new Uint32Array(new SharedArrayBuffer(BITS / 8))) {
    this.words = words;
    this.#words = words;
  }

  /** Whether the id may have been met before; from now on it has been. */
  meets(id: string): boolean {
    let [first, step] = [0x811c9dc5, 0x9747b28c];
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i);
      first = Math.imul(first ^ unit, 0x01000193);
      step = Math.imul(step ^ unit, 0x85ebca6b) + 0x165667b1;
    }
    first = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d);
    step = Math.imul(step ^ (step >>> 13), 0xc2b2ae35) | 1;
    let met = true;
    for (let n = 0; n < PLACES; n++) {
      const place = ((first + Math.imul(n, step)) >>> 0) % BITS;
      const [word, bit] = [place >>> 5, 1 << (place & 31)];
      if ((this.#words[word]! & bit) === 0) {
        met = false;
        this.#words[word]! |= bit;
      }
    }
    return met;
  }
}
