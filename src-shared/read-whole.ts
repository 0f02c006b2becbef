// How much is read whole into memory: setup tables, and workbooks that somebody kept by hand. Usage is streamed instead.
// Must not: be used for what can be streamed.

export const MOST_CELLS = 2_000_000;
const MOST_CHARACTERS = 100_000_000;

/** Counts what is kept. */
export class Whole {
  #cells = 0;
  #characters = 0;

  /** @returns false: it is too much. */
  take(cells: readonly string[]): boolean {
    this.#cells += cells.length;
    for (const cell of cells) this.#characters += cell.length;
    return this.#cells <= MOST_CELLS && this.#characters <= MOST_CHARACTERS;
  }
}
