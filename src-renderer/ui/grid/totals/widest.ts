// How wide totals can become, whatever a filter leaves of the rows. Must not: measure.
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import type { GridRow, Looks } from '../rows.ts';
import { ExactSum, summedColumns } from '../sums.ts';

/**
 * A row of totals that none of these rows' is wider than: what all amounts come to without their signs, negative if one is, and the
 * longest of what they are counted in.
 */
export function widestTotals(rows: readonly GridRow[], columns: readonly Column[], looks: Looks): Cell[] {
  const cells: Cell[] = columns.map(() => null);
  for (const { place, unit } of summedColumns(columns, looks)) {
    if (unit >= 0) cells[unit] ??= widestOf(rows.map((row) => row.cells[unit] ?? ''));
    const sum = new ExactSum();
    let sign = '';
    for (const row of rows) {
      const value = row.cells[place] ?? null;
      if (value === null) continue;
      if (value.startsWith('-')) sign = '-';
      sum.add(value.replace('-', ''));
    }
    if (sum.count > 0) cells[place] = `${sign}${sum.sum()}`;
  }
  return cells;
}

/**
 * A text that none of these is wider than, as cells show them. Of amounts it has the most digits before the point and the most after it, as
 * shorter fractions are filled up: yen stand in line with cents.
 */
export function widestOf(texts: readonly string[]): string {
  const longest = (some: readonly string[]): string =>
    some.reduce((most, text) => (text.length > most.length ? text : most), '');
  if (!texts.every((text) => /^(-?\d+(\.\d+)?)?$/.test(text))) return longest(texts);
  const parts = texts.map((text) => text.replace('-', '').split('.'));
  const sign = texts.some((text) => text.startsWith('-')) ? '-' : '';
  const fraction = longest(parts.map(([, places = '']) => places));
  return `${sign}${longest(parts.map(([whole = '']) => whole))}${fraction === '' ? '' : `.${fraction}`}`;
}
