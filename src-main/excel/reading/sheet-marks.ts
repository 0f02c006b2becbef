// What a sheet says beside its values: formulas, styles, hidden rows and columns, merged cells. Reads the same XML as
// sheet-rows.ts, at the same time. Must not: compute a formula, or read a value.
import type { Merge } from '../../import/legacy/sheet-cells.ts';
import { MAX_COLUMN, SheetTooLarge } from './sheet-rows.ts';
import { attribute, type XmlHandler } from './xml-scan.ts';

/** Spreadsheet programs take 8 192. */
const LONGEST_FORMULA = 1 << 16;

interface Mark {
  readonly style: number;
  readonly formula: string | null;
}

/** Column number from 1 and row of a reference such as "AB12"; null when it is none. */
function readReference(reference: string): { column: number; row: number } | null {
  const [, letters = '', digits = ''] = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === '') return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column, row: Number(digits) };
}

export class SheetMarks implements XmlHandler {
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns: number[] = [];
  readonly merges: Merge[] = [];
  readonly #marks = new Map<string, Mark>();
  readonly #shared = new Map<string, string>();
  #row = 0;
  #column = 0;
  #style = 0;
  #formula: string | null = null;
  #sharedAs: string | null = null;
  #collecting = false;
  #characters = 0;
  #mergedRows = 0;

  open(name: string, raw: string): void {
    if (name === 'c') this.#openCell(raw);
    else if (name === 'f') {
      this.#collecting = true;
      this.#formula = '';
      this.#sharedAs = attribute(raw, 't') === 'shared' ? attribute(raw, 'si') : null;
    } else if (name === 'row') {
      this.#row = Number(attribute(raw, 'r') ?? this.#row + 1);
      this.#column = 0;
      if (attribute(raw, 'hidden') === '1') this.hiddenRows.add(this.#row);
    } else if (name === 'col' && attribute(raw, 'hidden') === '1') this.#hide(raw);
    else if (name === 'mergeCell') this.#merge(attribute(raw, 'ref') ?? '');
  }

  close(name: string): void {
    if (name === 'f') this.#collecting = false;
    else if (name === 'c') this.#closeCell();
  }

  text(text: string): void {
    if (!this.#collecting) return;
    if (this.#formula!.length + text.length > LONGEST_FORMULA)
      throw new SheetTooLarge(`a formula of more than ${LONGEST_FORMULA} characters`);
    this.#formula += text;
  }

  /** How much is kept of the sheet; a long formula counts as several cells, merged ones once for each row they cover. */
  get size(): number {
    return this.#marks.size + this.#mergedRows + Math.ceil(this.#characters / 50);
  }

  /** @param column from 1. */
  at(row: number, column: number): Mark | undefined {
    return this.#marks.get(`${row}|${column}`);
  }

  #openCell(raw: string): void {
    const reference = attribute(raw, 'r');
    this.#column = (reference === null ? null : readReference(reference)?.column) ?? this.#column + 1;
    this.#style = Number(attribute(raw, 's') ?? 0);
    this.#formula = null;
    this.#sharedAs = null;
  }

  /** Of a formula that is shared only the first cell has the text; the others follow it, cell by cell. */
  #closeCell(): void {
    if (this.#sharedAs !== null && this.#formula !== '' && this.#formula !== null)
      this.#shared.set(this.#sharedAs, this.#formula);
    this.#characters += this.#formula?.length ?? 0;
    const formula = this.#formula === '' ? (this.#shared.get(this.#sharedAs ?? '') ?? '') : this.#formula;
    if (formula !== null || this.#style !== 0)
      this.#marks.set(`${this.#row}|${this.#column}`, { style: this.#style, formula });
  }

  #hide(raw: string): void {
    const [from, to] = [Number(attribute(raw, 'min')), Number(attribute(raw, 'max'))];
    // A sheet whose unused columns are all hidden says so of the last sixteen thousand.
    for (
      let column = from;
      column <= to && column - from < 256 && this.hiddenColumns.length < MAX_COLUMN;
      column++
    )
      this.hiddenColumns.push(column - 1);
  }

  #merge(range: string): void {
    const [from = '', to = ''] = range.split(':');
    const [first, last] = [readReference(from), readReference(to)];
    if (!first || !last) return;
    // As many rows of them as whoever reads them looks at.
    this.#mergedRows += Math.min(10_000, Math.max(1, last.row - first.row + 1));
    this.merges.push({ top: first.row, left: first.column - 1, bottom: last.row, right: last.column - 1 });
  }
}
