// The shared strings of a workbook while it is read: hundreds of thousands of short texts, as bytes in a few blocks. As strings of
// their own they would take three times the memory. Must not: change a text, not even half a character.

const BLOCK = 1 << 20;

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 255) return false;
  return true;
}

export class SharedTexts {
  readonly #blocks: Buffer[] = [];
  /** Bytes of the last block that are taken. */
  #used = BLOCK;
  readonly #starts: number[] = [];
  /** In bytes; below 0: two for each character. */
  readonly #lengths: number[] = [];

  get length(): number {
    return this.#lengths.length;
  }

  push(text: string): void {
    const latin = isLatin(text);
    const bytes = latin ? text.length : text.length * 2;
    if (this.#used + bytes > BLOCK) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, bytes)));
      this.#used = 0;
    }
    this.#blocks.at(-1)?.write(text, this.#used, latin ? 'latin1' : 'utf16le');
    this.#starts.push((this.#blocks.length - 1) * BLOCK + this.#used);
    this.#lengths.push(latin ? bytes : -bytes);
    this.#used += bytes;
  }

  /** Undefined: there is none of that number. */
  at(index: number): string | undefined {
    const length = this.#lengths[index];
    if (length === undefined || length === 0) return length === 0 ? '' : undefined;
    const place = this.#starts[index]!;
    const block = this.#blocks[Math.floor(place / BLOCK)]!;
    const start = place % BLOCK;
    return length > 0
      ? block.toString('latin1', start, start + length)
      : block.toString('utf16le', start, start - length);
  }
}
