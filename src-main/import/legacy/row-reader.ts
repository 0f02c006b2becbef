// Reads the cells of a data row by what their columns mean. What cannot be read becomes a finding with its place, never a zero.
// Must not: know layouts.
import type { LegacyCheckCode } from '../../../src-shared/findings/legacy.ts';
import type { LegacyShape, Meaning, SheetShape } from '../../../src-shared/migration/shape.ts';
import { type Amount, currencyOf, readAmount, readDay, type TextNotation } from './cell-values.ts';
import { type ClassifiedRow, type Columns, columnsOf } from './classify-rows.ts';
import type { LegacyFinding, Place } from './legacy-book.ts';
import type { SheetCell } from './sheet-cells.ts';
import { lettersOf, type SheetView, textOf } from './sheet-view.ts';

/** What one sheet is read with. */
export interface SheetReading {
  readonly view: SheetView;
  readonly sheet: SheetShape;
  readonly columns: Columns;
  readonly shape: LegacyShape;
  readonly notation: TextNotation;
  readonly rows: readonly ClassifiedRow[];
  readonly findings: LegacyFinding[];
}

export interface RowReader {
  place(means?: Meaning): Place;
  cell(means: Meaning): SheetCell | null;
  text(means: Meaning): string;
  amount(means: Meaning): string | null;
  day(means: Meaning): string | null;
  /** Of the row, or of one of its amounts. */
  currency(...amounts: Meaning[]): string | null;
}

export function legacyFinding(
  code: LegacyCheckCode,
  place: Place,
  customer: string | null,
  message: string,
  amount: LegacyFinding['amount'] = null,
): LegacyFinding {
  return { code, place, customer, message, amount };
}

/** "C12" on its sheet. */
export const placeInSheet = ({ sheet, row, column }: Place): string => `${sheet}!${column ?? ''}${row}`;

export function readingOf(
  view: SheetView,
  sheet: SheetShape,
  shape: LegacyShape,
  notation: TextNotation,
  rows: readonly ClassifiedRow[],
  findings: LegacyFinding[],
): SheetReading {
  return { view, sheet, columns: columnsOf(sheet), shape, notation, rows, findings };
}

/** @param reading findings go into its list. */
export function rowReader(reading: SheetReading, { row, customer }: ClassifiedRow): RowReader {
  const { view, columns, notation, shape, findings } = reading;
  const placeAt = (index: number | null): Place => ({
    sheet: view.sheet.name,
    row: row.line,
    column: index === null ? null : lettersOf(index),
  });
  const place = (means?: Meaning): Place => placeAt(means === undefined ? null : columns.at(means));
  const cell = (means: Meaning): SheetCell | null => {
    const index = columns.at(means);
    // Numbers of merged cells count once, where they stand; names hold for all rows that the merge covers.
    if (index === null) return null;
    return NAMES.has(means) ? view.cell(row, index) : (row.cells[index] ?? null);
  };
  const unread = (means: Meaning, found: SheetCell): null => {
    const at = place(means);
    const error = typeof found.value === 'object' ? found.value?.error : undefined;
    // Errors are told for every cell of the table, mapped or not.
    if (error === undefined)
      findings.push(
        legacyFinding('unread_cell', at, customer, `"${textOf(found)}" cannot be read as its column is`),
      );
    return null;
  };
  const amountAt = (means: Meaning): Amount | null => {
    const found = cell(means);
    const amount = readAmount(found, notation);
    return amount === undefined ? unread(means, found!) : amount;
  };
  return {
    place,
    cell,
    text: (means) => textOf(cell(means)),
    amount: (means) => amountAt(means)?.value ?? null,
    day(means) {
      const found = cell(means);
      const day = readDay(found, notation);
      return day === undefined ? unread(means, found!) : day;
    },
    currency(...amounts) {
      const own = currencyOf(textOf(cell('currency')));
      if (own !== null) return own;
      const index = (means: Meaning): number | null => columns.at(means);
      for (const means of amounts) {
        const beside = readAmount(cell(means), notation)?.currency;
        if (beside) return beside;
        const named = columns.all.find((one) => one.index === index(means))?.name ?? '';
        const said = currencyOf(/[€£¥₹₩$]|\b[A-Z]{3}\b/u.exec(named)?.[0] ?? null);
        if (said !== null) return said;
      }
      return currencyOf(shape.currency);
    },
  };
}

const NAMES: ReadonlySet<Meaning> = new Set(['customer', 'credit_type', 'currency', 'ref', 'date', 'kind']);
