// Sums of decimal strings, exactly: scaled integers from end to end, apart for each unit. For the status bar and totals rows.
// Must not: turn an amount into a float.
import { divideRounded, formatScaled, powerOfTen } from '../../../src-shared/decimal.ts';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { placesOf } from '../format/numbers.ts';
import type { GridRow, Looks } from './rows.ts';
import { isNumeric, unitColumn } from './rows.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

export class ExactSum {
  count = 0;
  private scale = 0;
  private total = 0n;

  add(text: string): void {
    const places = placesOf(text);
    if (places > this.scale) {
      this.total *= powerOfTen(places - this.scale);
      this.scale = places;
    }
    this.total += BigInt(text.replace('.', '')) * powerOfTen(this.scale - places);
    this.count++;
  }

  sum(): string {
    return formatScaled(this.total, this.scale);
  }

  /** Rounded half up, with two more places than what was added. */
  average(): string {
    const scale = Math.min(this.scale + 2, 12);
    const up = powerOfTen(Math.max(0, scale - this.scale));
    return formatScaled(divideRounded(this.total * up, BigInt(this.count), 'half_up'), scale);
  }
}

export interface SelectionSums {
  /** Cells that are not blank. */
  readonly filled: number;
  readonly cells: number;
  /** One for each unit among the numbers selected. */
  readonly units: readonly { unit: string; sum: string; average: string }[];
}

export function sumsOf(
  rows: Iterable<GridRow>,
  selected: readonly number[],
  columns: readonly Column[],
  looks: Looks,
): SelectionSums {
  const units = new Map<string, ExactSum>();
  const places = selected.map((place) => {
    const column = columns[place]!;
    return { place, numeric: isNumeric(column), unit: unitColumn(columns, column, looks) };
  });
  let [filled, cells] = [0, 0];
  for (const row of rows) {
    for (const { place, numeric, unit } of places) {
      const value = row.cells[place] ?? null;
      cells++;
      if (value === null || value === '') continue;
      filled++;
      if (!numeric || !NUMBER.test(value)) continue;
      const name = unit < 0 ? '' : (row.cells[unit] ?? '');
      const sum = units.get(name) ?? new ExactSum();
      units.set(name, sum);
      sum.add(value);
    }
  }
  const listed = [...units].map(([unit, sum]) => ({
    unit,
    sum: sum.sum(),
    average: sum.average(),
  }));
  return { filled, cells, units: listed.sort((a, b) => (a.unit < b.unit ? -1 : 1)) };
}

/** More currencies than this are no totals any more but a report. */
const MOST_TOTALS = 4;

/**
 * Rows of totals over the columns that may be totalled: one row for each currency. Credits only where all rows share one credit
 * type: beside a single currency, below several in a row of their own. Blank where there is no one unit, or none is told.
 */
export function totalRows(rows: readonly GridRow[], columns: readonly Column[], looks: Looks): Cell[][] {
  const summed = summedColumns(columns, looks);
  if (rows.length === 0 || summed.length === 0) return [];
  const currencyAt = summed.find(({ perCurrency }) => perCurrency)?.unit ?? -1;
  const currencies = currencyAt < 0 ? [''] : distinct(rows, currencyAt);
  if (currencies.length === 0 || currencies.length > MOST_TOTALS) return [];
  const told = summed.map((column) => ({ ...column, units: distinct(rows, column.unit) }));
  const money = told.filter(({ perCurrency }) => perCurrency);
  const others = told.filter(({ perCurrency, units }) => !perCurrency && units.length <= 1);
  const totals =
    currencies.length === 1
      ? [{ currency: currencies[0]!, of: [...money, ...others] }]
      : [...currencies.map((currency) => ({ currency, of: money })), { currency: '', of: others }];
  const label = labelColumn(columns, currencyAt);
  return totals.flatMap(({ currency, of }) => {
    const cells: Cell[] = columns.map(() => null);
    let any = false;
    for (const { place, unit, perCurrency, units } of of) {
      const sum = new ExactSum();
      for (const row of rows) {
        const value = row.cells[place] ?? null;
        if (value === null || (perCurrency && row.cells[currencyAt] !== currency)) continue;
        sum.add(value);
      }
      if (sum.count === 0) continue;
      cells[place] = sum.sum();
      if (!perCurrency && unit >= 0) cells[unit] = units[0] ?? null;
      any = true;
    }
    if (currency !== '') cells[currencyAt] = currency;
    // With its currency where that may be out of sight.
    if (label >= 0) cells[label] = label < currencyAt && currency !== '' ? `Total ${currency}` : 'Total';
    return any ? [cells] : [];
  });
}

export interface SummedColumn {
  readonly place: number;
  /** Place of the column that says in what it is counted; -1: in nothing. */
  readonly unit: number;
  /** Added up apart for each currency, in as many rows of totals. */
  readonly perCurrency: boolean;
}

/** The columns that totals are made of. */
export function summedColumns(columns: readonly Column[], looks: Looks): SummedColumn[] {
  const summed = columns.flatMap((column, place) => {
    const { type, sum } = column;
    const unit = unitColumn(columns, column, looks);
    return sum && (unit >= 0 || type === 'quantity') ? [{ place, type, unit }] : [];
  });
  const currency = summed.find(({ type, unit }) => type === 'money' && unit >= 0)?.unit ?? -1;
  return summed.map(({ place, type, unit }) => ({
    place,
    unit,
    perCurrency: type === 'money' && unit === currency && unit >= 0,
  }));
}

/** Where "Total" stands. */
function labelColumn(columns: readonly Column[], currencyAt: number): number {
  const first = (wanted: Column['type']): number =>
    columns.findIndex(({ type }, place) => type === wanted && place !== currencyAt);
  return first('text') >= 0 ? first('text') : first('month');
}

function distinct(rows: readonly GridRow[], place: number): string[] {
  const found = new Set<string>();
  for (const { cells } of rows) {
    const value = cells[place] ?? '';
    if (value !== '') found.add(value);
  }
  return [...found].sort();
}
