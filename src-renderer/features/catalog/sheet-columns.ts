// A setup table as a sheet: its columns, how they look, and what can be said of a cell without asking the book.
// Must not: know a rule of the load beyond what the specification of the columns says; catalog.check knows them all.
import type { CatalogSpec } from '../../../src-shared/contract/catalog.ts';
import type { Cell, Column, ColumnType } from '../../../src-shared/report-table.ts';
import type { DateSettings } from '../../ui/format/dates.ts';
import { formatDate, ISO_DATE, readDate } from '../../ui/format/dates.ts';
import type { NumberStyle } from '../../ui/format/numbers.ts';
import { readNumber } from '../../ui/format/numbers.ts';
import type { Choice, Choices } from '../../ui/grid/editing/choices.ts';
import type { SheetRules } from '../../ui/grid/editing/use-sheet.ts';
import type { Looks } from '../../ui/grid/rows.ts';
import { hasWords, saidInWords, valueFromWords, valueInWords } from './in-words.ts';

const TYPES: Readonly<Record<string, ColumnType>> = {
  credits: 'quantity',
  money: 'quantity',
  number: 'quantity',
  whole: 'quantity',
  date: 'date',
};

export type CodesOf = (table: string) => readonly Choice[];

export function columnsOf({ columns }: CatalogSpec): Column[] {
  return columns.map(({ key, title, kind }) => ({ key, title, type: TYPES[kind] ?? 'text' }));
}

/** @param codes what of a table can be referred to, as it is when a cell is opened. */
export function looksOf({ columns }: CatalogSpec, codes: CodesOf, dates: DateSettings): Looks {
  return Object.fromEntries(
    columns.map((column, index) => [
      column.key,
      {
        tooltip: saidInWords(column.about, column, dates),
        pinned: index === 0,
        choices: choicesOf(column, codes, dates),
        ...(hasWords(column) ? { words: (code: string) => valueInWords(code, column, dates) } : {}),
      },
    ]),
  );
}

/** Codes are chosen by their words, and found by either. */
function choicesOf(
  column: CatalogSpec['columns'][number],
  codes: CodesOf,
  dates: DateSettings,
): Choices | undefined {
  const { kind, choices, usual, refersTo } = column;
  const list = kind === 'list';
  if (refersTo) return { all: () => codes(refersTo), list };
  const all = (choices ?? usual)?.map((code) => ({ value: valueInWords(code, column, dates), about: code }));
  return all && { all: () => all, list, open: choices === null };
}

const NUMBER = /^\d+(\.\d+)?$/;

/** Seen at once, beside the cell; everything else comes with the book's answer. */
function problem(value: Cell, column: CatalogSpec['columns'][number], dates: DateSettings): string | null {
  const { kind, required, choices, about } = column;
  if (value === null) return required ? `This is needed. ${saidInWords(about, column, dates)}` : null;
  if (kind === 'choice' && choices && !choices.includes(value))
    return `“${value}” is not known here. Allowed are ${saidInWords(choices.join(', '), column, dates)}.`;
  if (TYPES[kind] === 'quantity' && kind !== 'whole' && !NUMBER.test(value))
    return `“${value}” is no number. Write it with digits, such as 1250.`;
  if (kind === 'date' && !ISO_DATE.test(value))
    return `“${value}” is no date. Write it as ${formatDate('2026-01-31', dates)}.`;
  return null;
}

export interface Written {
  readonly numbers: NumberStyle;
  readonly dates: DateSettings;
}

/** @param written how numbers and dates are written here: what is typed and pasted is read so. */
export function rulesOf(spec: CatalogSpec, written: Written): SheetRules {
  const byKey = new Map(spec.columns.map((column) => [column.key, column]));
  const [first] = spec.columns;
  return {
    // Rates have no name of their own: what tells them apart is several columns.
    tellsApart: first && /^(code|ref)$/.test(first.key) && !first.refersTo ? first.key : undefined,
    columns: columnsOf(spec),
    read(text, column) {
      const found = byKey.get(column);
      if (found && hasWords(found)) return valueFromWords(text, found, written.dates);
      const type = TYPES[found?.kind ?? ''];
      if (type === 'date') return readDate(text, written.dates);
      return (type === 'quantity' ? readNumber(text, written.numbers) : null) ?? text;
    },
    check: (value, column) => {
      const found = byKey.get(column);
      return found ? problem(value, found, written.dates) : null;
    },
    blank: (id) => ({ id, cells: spec.columns.map(() => null) }),
  };
}
