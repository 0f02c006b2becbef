// A table on a sheet whose rows are known beforehand: a head, a row for each thing, and a total for each unit by SUMIFS over the column
// that names it. Knows where its columns and totals stand, for formulas elsewhere. Must not: know any one workbook.
import { compareText } from '../../../src-shared/text-order.ts';
import { amount, rounded, text } from './cells.ts';
import { address, columnLetters, columnRange, fixed, type SpecCell, type SpecRow, sheetRef } from './spec.ts';

export interface TableColumn<T> {
  readonly key: string;
  readonly head: SpecCell;
  /** `line` is the number of the row, for formulas along it. */
  cell(row: T, line: number): SpecCell | null;
  /** What is added up under it. */
  sum?(row: T): bigint;
}

export interface TableSpec<T> {
  readonly sheet: string;
  /** The line its head stands on. */
  readonly head: number;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  /** What amounts are counted in (a currency, a credit type), and the column that says so. */
  readonly unit: { readonly key: string; of(row: T): string; scale(unit: string): number };
}

const CURRENCY = /^[A-Z]{3}$/;
type Block = readonly [first: number, last: number];

export class Table<T> {
  readonly #spec: TableSpec<T>;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #sums = new Map<string, bigint>();
  /** First and last line of the rows; null without any. */
  readonly all: Block | null;
  readonly units: readonly string[];

  constructor(spec: TableSpec<T>) {
    this.#spec = spec;
    this.#columns = new Map(spec.columns.map(({ key }, index) => [key, index + 1]));
    this.all = spec.rows.length === 0 ? null : [spec.head + 1, spec.head + spec.rows.length];
    const units = new Set<string>();
    for (const row of spec.rows) {
      const unit = spec.unit.of(row);
      units.add(unit);
      for (const { key, sum } of spec.columns) {
        if (sum) this.#sums.set(`${key}|${unit}`, (this.#sums.get(`${key}|${unit}`) ?? 0n) + sum(row));
      }
    }
    this.units = [...units].sort(compareText);
  }

  /** The line of the first row. */
  get first(): number {
    return this.#spec.head + 1;
  }

  get width(): number {
    return this.#spec.columns.length;
  }

  /** The head, the rows and the totals. */
  *lines(): Generator<SpecRow> {
    const { columns, rows, head } = this.#spec;
    yield columns.map((column) => column.head);
    let line = head;
    for (const row of rows) {
      line++;
      yield columns.map((column) => column.cell(row, line));
    }
    for (const unit of this.units) yield this.#totals(unit);
  }

  #totals(unit: string): SpecRow {
    const { columns, unit: units } = this.#spec;
    return columns.map(({ key, sum }, index) => {
      // With its unit: printed over pages side by side, the unit's own column may be on another one.
      if (index === 0) return text(`Total ${unit}`, 'total');
      if (key === units.key) return text(unit, 'total');
      if (!sum) return text(null, 'total');
      return amount(this.sum(unit, key), units.scale(unit), 'total', this.#totalFormula(key, unit));
    });
  }

  /** Currencies are three letters and may stand in a formula; codes of users are compared with the cell that holds them. */
  #totalFormula(key: string, unit: string): string {
    const { unit: units } = this.#spec;
    const line = this.all![1] + 1 + this.units.indexOf(unit);
    const only = CURRENCY.test(unit)
      ? this.only(key, [[units.key, `"${unit}"`]], this.all!, '')
      : this.exactly(key, [[units.key, `$${this.cell(units.key, line)}`]], '');
    return rounded(only, units.scale(unit));
  }

  sum(unit: string, key: string): bigint {
    return this.#sums.get(`${key}|${unit}`) ?? 0n;
  }

  /** The cell of a unit's total, from other sheets; null where there is none. */
  total(unit: string, key: string): string | null {
    const place = this.units.indexOf(unit);
    if (place < 0 || !this.all) return null;
    return `${sheetRef(this.#spec.sheet)}${address(this.#column(key), this.all[1] + 1 + place)}`;
  }

  /** A cell of the table on its own sheet. */
  cell(key: string, line: number): string {
    return address(this.#column(key), line);
  }

  letters(key: string): string {
    return columnLetters(this.#column(key));
  }

  /** A column of the table from other sheets, or `on` its own: all its rows, or a block of them. */
  range(key: string, block: Block = this.all!, on: string = sheetRef(this.#spec.sheet)): string {
    const range = columnRange(this.#column(key), ...block);
    return on === '' ? range : `${on}${fixed(range)}`;
  }

  /** SUMIFS of a column where others are as said; criteria are written as formulas. */
  only(
    key: string,
    where: readonly (readonly [key: string, criterion: string])[],
    block: Block = this.all!,
    on: string = sheetRef(this.#spec.sheet),
  ): string {
    const conditions = where.map(([column, criterion]) => `${this.range(column, block, on)},${criterion}`);
    return `SUMIFS(${[this.range(key, block, on), ...conditions].join(',')})`;
  }

  /** The same where columns hold codes of users: those are the same only letter by letter, and no wildcards. */
  exactly(
    key: string,
    where: readonly (readonly [key: string, cell: string])[],
    on: string = sheetRef(this.#spec.sheet),
  ): string {
    const conditions = where.map(([column, cell]) => `--EXACT(${this.range(column, this.all!, on)},${cell})`);
    return `SUMPRODUCT(${[...conditions, this.range(key, this.all!, on)].join(',')})`;
  }

  #column(key: string): number {
    const column = this.#columns.get(key);
    if (column === undefined) throw new TypeError(`no column ${key} on ${this.#spec.sheet}`);
    return column;
  }
}

/** Where rows that follow each other share a key, from the line after `head`. */
export function blocksOf<T>(
  rows: readonly T[],
  head: number,
  keyOf: (row: T) => string,
): ReadonlyMap<string, Block> {
  const blocks = new Map<string, Block>();
  for (const [index, row] of rows.entries()) {
    const line = head + 1 + index;
    const key = keyOf(row);
    blocks.set(key, [blocks.get(key)?.[0] ?? line, line]);
  }
  return blocks;
}
