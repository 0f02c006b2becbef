// The Checks sheet: each line computes a figure from the workbook's own detail, sets it beside the book's figure and says OK or CHECK.
// Must not: take the figure of the book for the computed one, or the other way round.
import { formatScaled } from '../../../src-shared/decimal.ts';
import { amount, flag, header, rounded, SheetDraft, text, title } from './cells.ts';
import { columnRange, type SpecSheet, sheetRef } from './spec.ts';

export const CHECKS = 'Checks';

export interface Check {
  /** What is compared: "Closing balance: lots". */
  readonly what: string;
  readonly unit: string;
  readonly scale: number;
  /** From the detail, as a live formula and its result. */
  readonly formula: string;
  readonly computed: bigint;
  readonly book: bigint;
}

/** @param formula null: the workbook has nothing of it. */
export type CheckMaker = (what: string, formula: string | null, computed: bigint, book: bigint) => Check;

/** Makes checks that are counted in one unit. */
export const checksIn =
  (unit: string, scale: number): CheckMaker =>
  (what, formula, computed, book) => ({ what, unit, scale, formula: formula ?? '0', computed, book });

/** The same of formulas that are not rounded yet to the places of the unit. */
export const roundedChecksIn = (unit: string, scale: number): CheckMaker => {
  const make = checksIn(unit, scale);
  return (what, formula, computed, book) =>
    make(what, formula === null ? null : rounded(formula, scale), computed, book);
};

const HEADING = 5;
const COLUMNS = ['Check', 'Unit', 'From the detail', 'Per the book', 'Difference', 'Result'];

/** Where the one word for all checks stands. */
export const ALL_CHECKS = `${sheetRef(CHECKS)}B3`;
export const allOk = (checks: readonly Check[]): boolean =>
  checks.every((check) => check.computed === check.book);

export function checksSheet(checks: readonly Check[], footer: string, about: string): SpecSheet {
  const sheet = new SheetDraft();
  const first = HEADING + 1;
  const results = columnRange(6, first, HEADING + checks.length);
  sheet.add(title('Checks'));
  sheet.add(text(about, 'subtitle'));
  const all = checks.length === 0 ? '"OK"' : `IF(COUNTIF(${results},"OK")=ROWS(${results}),"OK","CHECK")`;
  sheet.add(text('All checks', 'label'), flag(allOk(checks), all));
  sheet.add();
  sheet.addRow(COLUMNS.map((column, index) => header(column, index >= 2 && index <= 4 ? 'amount' : 'text')));
  for (const { what, unit, scale, formula, computed, book } of checks) {
    const row = sheet.next;
    const difference = rounded(`C${row}-D${row}`, scale);
    sheet.add(
      text(what),
      text(unit),
      amount(computed, scale, 'body', formula),
      amount(book, scale, 'book'),
      amount(computed - book, scale, 'body', difference),
      flag(computed === book, `IF(E${row}=0,"OK","CHECK")`),
    );
  }
  if (checks.length === 0) sheet.add(text('Nothing happened that could be checked.', 'note'));
  return {
    name: CHECKS,
    kind: 'checks',
    columns: [{ min: 34 }, { min: 10 }, { min: 16 }, { min: 16 }, { min: 12 }, { min: 10 }],
    rows: sheet.rows,
    freeze: { rows: HEADING },
    printTitles: [HEADING, HEADING],
    footer,
  };
}

/** For messages: what does not agree, in words. */
export function failedChecks(checks: readonly Check[]): string[] {
  return checks
    .filter((check) => check.computed !== check.book)
    .map(
      ({ what, scale, computed, book }) =>
        `${what}: ${formatScaled(computed, scale)}, per the book ${formatScaled(book, scale)}`,
    );
}
