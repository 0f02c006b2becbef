// Any report as a workbook: the table as it is, its types as formats, and a total under what may be summed where all rows share a unit.
// Rows pass through one by one, so reports of any length can be written.
// Must not: change a value or an order.
import { decimalPlaces, formatScaled, parseScaled } from '../../../src-shared/decimal.ts';
import type { Cell, Column, ColumnType, ReportTable } from '../../../src-shared/report-table.ts';
import { header, text, title } from './cells.ts';
import {
  address,
  columnRange,
  type Format,
  SHEET_ROWS,
  type SpecCell,
  type SpecRow,
  type WorkbookSpec,
} from './spec.ts';

export interface ReportAbout {
  /** The book's name. */
  readonly author: string;
  /** What the report covers: "through 2026-02", "customer acme, as of 2026-03-15". */
  readonly scope: string;
  /** Last day it covers; stamped on the file. */
  readonly date: string;
}

const FORMATS: Readonly<Record<ColumnType, Format>> = {
  text: 'text',
  credits: 'amount',
  money: 'amount',
  quantity: 'number',
  date: 'date',
  month: 'month',
  instant: 'time',
};
/** The column that names the unit of a column of this type. */
const UNITS: Readonly<Partial<Record<ColumnType, string>>> = {
  credits: 'credit_type',
  money: 'currency',
  quantity: 'meter',
};
const HEADING_ROWS = 4;

/** Adds up a column while its rows pass, as long as they share a unit. */
class Total {
  readonly #index: number;
  readonly #unitIndex: number;
  #unit: Cell = null;
  #mixed = false;
  #sum = 0n;
  #places = 0;

  constructor(index: number, unitIndex: number) {
    this.#index = index;
    this.#unitIndex = unitIndex;
  }

  add(row: readonly Cell[]): void {
    const value = row[this.#index] ?? null;
    if (value === null || this.#mixed) return;
    const unit = row[this.#unitIndex] ?? null;
    if (unit === null || (this.#unit !== null && unit !== this.#unit)) {
      this.#mixed = true;
      return;
    }
    this.#unit = unit;
    const places = decimalPlaces(value);
    if (places > this.#places) {
      this.#sum *= 10n ** BigInt(places - this.#places);
      this.#places = places;
    }
    const scaled = parseScaled(value, this.#places);
    if (scaled === null) throw new TypeError(`no decimal in a column of numbers: ${value}`);
    this.#sum += scaled;
  }

  /** null where rows have different units, or no row has a value. */
  text(): string | null {
    return this.#mixed || this.#unit === null ? null : formatScaled(this.#sum, this.#places);
  }
}

function totalsOf(columns: readonly Column[]): ReadonlyMap<number, Total> {
  const totals = new Map<number, Total>();
  for (const [index, column] of columns.entries()) {
    const unit = UNITS[column.type];
    const unitIndex = columns.findIndex(({ key }) => key === unit);
    if (column.sum && unitIndex >= 0) totals.set(index, new Total(index, unitIndex));
  }
  return totals;
}

function* reportRows(table: ReportTable, about: ReportAbout): Generator<SpecRow> {
  const { columns } = table;
  const formats = columns.map((column) => FORMATS[column.type]);
  yield [title(table.title)];
  yield [text(`${about.author} · ${about.scope}`, 'subtitle')];
  yield [];
  yield columns.map((column, index) =>
    header(column.type === 'instant' ? `${column.title} (UTC)` : column.title, formats[index]),
  );
  const totals = totalsOf(columns);
  const cells = columns.map((_, index) => totals.get(index));
  let count = 0;
  for (const row of table.rows) {
    count++;
    for (const total of totals.values()) total.add(row);
    yield row.map((value, index) => (value === null ? null : { value, format: formats[index]! }));
  }
  const shown = cells.map((total) => total?.text() ?? null);
  if (count === 0 || shown.every((total) => total === null)) return;
  const last = HEADING_ROWS + count;
  yield shown.map((value, index): SpecCell => {
    if (value === null) return text(index === 0 ? 'Total' : null, 'total');
    // Over several sheets there is no one range to add up; the total stands as the book has it.
    if (last >= SHEET_ROWS) return { value, format: 'amount', role: 'total' };
    const formula = `SUBTOTAL(109,${columnRange(index + 1, HEADING_ROWS + 1, last)})`;
    return { value, format: formats[index]!, role: 'total', formula };
  });
}

/** A report as a workbook of one sheet (more, where it is very long). */
export function tableToWorkbook(table: ReportTable, about: ReportAbout): WorkbookSpec {
  const width = Math.max(1, table.columns.length);
  return {
    title: table.title,
    subject: about.scope,
    author: about.author,
    date: about.date,
    sheets: [
      {
        name: table.title,
        kind: 'detail',
        columns: [],
        rows: reportRows(table, about),
        freeze: { rows: HEADING_ROWS, columns: 1 },
        printTitles: [HEADING_ROWS, HEADING_ROWS],
        landscape: width > 6,
        filter: `${address(1, HEADING_ROWS)}:${address(width, HEADING_ROWS)}`,
        footer: `${about.author} · ${table.title} · ${about.scope}`,
        repeatHeading: HEADING_ROWS,
      },
    ],
  };
}
