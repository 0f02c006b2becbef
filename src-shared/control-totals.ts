// Control totals of an import: what the source system says it sent, held exactly against what is imported (rules §12). Used by the
// window while somebody types and by the import before it commits. Must not: decide whether a difference may stand.
import { canonicalDecimal, formatScaled, parseScaled, QUANTITY_SCALE } from './decimal.ts';

/** Totals as the source tells them; null: not told. */
export interface ToldTotals {
  /** null: all meters together. */
  readonly meter: string | null;
  readonly rows: number | null;
  /** A plain decimal, at most 9 places. */
  readonly quantity: string | null;
}

export interface FoundTotals {
  readonly rows: number;
  /** Over all meters, whatever their units: to be held against a total, not to be read. */
  readonly quantity: string;
  readonly meters: readonly { readonly meter: string; readonly rows: number; readonly quantity: string }[];
}

export interface TotalsLine {
  readonly meter: string | null;
  readonly what: 'rows' | 'quantity';
  readonly told: string;
  readonly found: string;
  /** Found less told: "0" where they agree, negative where rows are missing. */
  readonly difference: string;
}

/** A line for each total that was told, in the order told. */
export function compareTotals(told: readonly ToldTotals[], found: FoundTotals): TotalsLine[] {
  return told.flatMap(({ meter, rows, quantity }) => {
    const here = meter === null ? found : found.meters.find((one) => one.meter === meter);
    const lines: TotalsLine[] = [];
    if (rows !== null)
      lines.push(totalsLine({ meter, what: 'rows', told: String(rows), found: String(here?.rows ?? 0) }));
    if (quantity !== null)
      lines.push(totalsLine({ meter, what: 'quantity', told: quantity, found: here?.quantity ?? '0' }));
    return lines;
  });
}

/** One total told beside what was found, with the difference. */
export function totalsLine(line: Omit<TotalsLine, 'difference'>): TotalsLine {
  const difference = parseScaled(line.found, QUANTITY_SCALE)! - parseScaled(line.told, QUANTITY_SCALE)!;
  return { ...line, difference: canonicalDecimal(formatScaled(difference, QUANTITY_SCALE))! };
}

/** "rows of pages: 9 told, 6 imported, 3 fewer". @param write how numbers are written. */
export function totalsLineInWords(
  { meter, what, told, found, difference }: TotalsLine,
  write: (decimal: string) => string = (decimal) => decimal,
): string {
  const of = meter === null ? what : `${what} of ${meter}`;
  return `${of}: ${write(told)} told, ${write(found)} imported, ${differenceInWords(difference, what, write)}`;
}

/** "3 fewer", "12.5 more", "agrees". */
export function differenceInWords(
  difference: string,
  what: TotalsLine['what'],
  write: (decimal: string) => string = (decimal) => decimal,
): string {
  if (difference === '0') return 'agrees';
  const less = what === 'rows' ? 'fewer' : 'less';
  return difference.startsWith('-') ? `${write(difference.slice(1))} ${less}` : `${write(difference)} more`;
}
