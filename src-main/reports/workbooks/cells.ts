// Short ways to write the cells of a spec, and a sheet that grows row by row and knows its row numbers, for formulas.
// Must not: know any one workbook.
import { decimalPlaces, divideMoney, formatScaled, withPlaces } from '../../../src-shared/decimal.ts';
import type { Format, Role, SpecCell, SpecRow } from './spec.ts';

export function text(value: string | null, role?: Role): SpecCell {
  return { value, format: 'text', role };
}

export function title(value: string): SpecCell {
  return { value, format: 'text', role: 'title' };
}

export function header(value: string | null, format: Format = 'text'): SpecCell {
  return { value, format, role: 'header' };
}

export function date(value: string | null, role?: Role): SpecCell {
  return { value, format: 'date', role };
}

/** YYYY-MM */
export function month(value: string, role?: Role): SpecCell {
  return { value, format: 'month', role };
}

export function count(value: number | bigint, role?: Role, formula?: string): SpecCell {
  return { value: String(value), format: 'count', role, formula };
}

/** Credits or money: an integer at a scale, with its formula if it is computed from other cells. */
export function amount(value: bigint, scale: number, role?: Role, formula?: string): SpecCell {
  return { value: formatScaled(value, scale), format: 'amount', role, formula };
}

/** A share, to a hundredth of a percent: 0 of nothing. */
export function percent(part: bigint, whole: bigint, formula: string): SpecCell {
  const share = whole === 0n ? 0n : divideMoney(part * 10_000n, whole);
  return { value: formatScaled(share, 4), format: 'percent', formula };
}

/** A cell to be filled in: an amount with so many places, or words. */
export function input(format: 'amount' | 'wrap' | 'date', places = 0): SpecCell {
  return { value: null, format, places, role: 'input' };
}

export function flag(ok: boolean, formula: string): SpecCell {
  return { value: ok ? 'OK' : 'CHECK', format: 'flag', formula };
}

/** Rounds a formula to the places its numbers have, so that binary noise never adds up to a cent. */
export function rounded(formula: string, scale: number): string {
  return `ROUND(${formula},${scale})`;
}

/** A section's heading, its line drawn over `width` columns. */
export function section(value: string, width: number): SpecRow {
  return Array.from({ length: width }, (_, index) => ({
    value: index === 0 ? value : null,
    format: 'text' as const,
    role: 'section' as const,
  }));
}

export class SheetDraft {
  readonly rows: SpecRow[] = [];

  /** Adds a row. @returns its number. */
  add(...cells: (SpecCell | null)[]): number {
    return this.rows.push(cells);
  }

  addRow(row: SpecRow): number {
    return this.rows.push(row);
  }

  /** The number of the row that is added next. */
  get next(): number {
    return this.rows.length + 1;
  }
}

/** Where people sign by hand on paper, or fill in who did. */
export function addSignOff(draft: SheetDraft, width: number): void {
  draft.addRow(section('Signed off', width));
  draft.add(null, header('Name'), null, header('Date', 'date'));
  for (const role of ['Prepared by', 'Reviewed by'])
    draft.add(text(role, 'label'), input('wrap'), null, input('date'));
}

/** Breaks text between words into lines of at most `width` characters: a row does not grow with its text on paper. */
export function lines(text: string, width: number): string[] {
  const found: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      found.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? found : [...found, line];
}

/** Decimals with as many places as the longest of them, so that their points stand under each other. */
export function aligned(decimals: readonly string[]): string[] {
  const most = decimals.reduce((longest, one) => Math.max(longest, decimalPlaces(one)), 0);
  return decimals.map((decimal) => withPlaces(decimal, most));
}
