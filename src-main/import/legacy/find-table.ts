// Looks for the table of credits on a sheet: which row is its header, what each column means, and how well a layout fits, with
// the evidence. A proposal; a person may say otherwise. Must not: read rows (classify-rows.ts).

import type { ColumnShape, Meaning } from '../../../src-shared/migration/shape.ts';
import { looksLikeDate, looksLikeNumber } from '../usage-notation.ts';
import { readAmount } from './cell-values.ts';
import { kindInWords, meaningsOf } from './column-words.ts';
import type { Layout } from './legacy-book.ts';
import type { SheetCell, SheetRow } from './sheet-cells.ts';
import { type HeaderCell, indexOf, lettersOf, type SheetView, textOf } from './sheet-view.ts';

export interface TableFound {
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: ColumnShape[];
  readonly score: number;
  /** "row 4 has Customer, Bought, Used, Remaining". */
  readonly evidence: string;
}

const HEADER_WITHIN = 40;
const SAMPLE = 60;

/** What a column is worth as evidence for a layout. */
const WEIGHTS: Record<Layout, Partial<Record<Meaning, number>>> = {
  purchases: {
    customer: 3,
    bought: 3,
    used: 3,
    remaining: 3,
    price: 2,
    deferred: 2,
    expires: 2,
    unit_price: 1,
    expired: 1,
    date: 1,
    ref: 1,
    currency: 0.5,
    note: 0.5,
  },
  transactions: {
    customer: 3,
    date: 3,
    kind: 2,
    credits: 3,
    credits_in: 2,
    credits_out: 2,
    meter: 1.5,
    quantity: 1,
    price: 1,
    ref: 1,
    balance: 1,
    note: 0.5,
  },
  customer_sheets: {
    date: 3,
    credits: 3,
    credits_in: 2,
    credits_out: 2,
    balance: 3,
    kind: 1,
    meter: 1,
    note: 0.5,
    ref: 0.5,
  },
  balance_grid: { customer: 3, credit_type: 1, currency: 0.5, note: 0.5 },
};

const AMOUNTS: ReadonlySet<Meaning> = new Set([
  'bought',
  'price',
  'unit_price',
  'used',
  'expired',
  'remaining',
  'deferred',
  'quantity',
  'credits',
  'credits_in',
  'credits_out',
  'balance',
]);
export const isAmount = (meaning: Meaning): boolean => AMOUNTS.has(meaning);
/** Columns whose totals mean something: a running balance's is nothing. */
export const ADDED: ReadonlySet<Meaning> = new Set([
  'bought',
  'price',
  'used',
  'expired',
  'remaining',
  'deferred',
  'credits',
  'credits_in',
  'credits_out',
]);
const DAYS: ReadonlySet<Meaning> = new Set(['date', 'expires']);
export const isDay = (meaning: Meaning): boolean => DAYS.has(meaning);

/** The best table of a layout on a sheet; null: none. @param headerRow where a person says the header is. */
export function findTable(view: SheetView, layout: Layout, headerRow: number | null): TableFound | null {
  const rows =
    headerRow === null
      ? view.rows.slice(0, HEADER_WITHIN)
      : view.rows.filter(({ line }) => line === headerRow);
  let best: TableFound | null = null;
  for (const row of rows) {
    if (headerRow === null && !mayBeHeader(row)) continue;
    const found = tableAt(view, row, layout);
    if (found && (headerRow !== null || isBetter(found, best))) best = found;
  }
  return best;
}

/** Of headers that are worth the same, the one that tells more columns apart: of two rows, the lower one. */
function isBetter(one: TableFound, best: TableFound | null): boolean {
  if (best === null || one.score !== best.score) return one.score > (best?.score ?? 0);
  const read = ({ columns }: TableFound): number =>
    new Set(columns.flatMap(({ means, month }) => (means === 'ignore' ? [] : [`${means} ${month}`]))).size;
  return read(one) > read(best);
}

/** What the columns over a row would mean, where a person says that it is the header. */
export function columnsAt(view: SheetView, layout: Layout, line: number): ColumnShape[] {
  const row = view.rows.find((one) => one.line === line);
  if (!row) return [];
  const header = view.header(row);
  const below = view.rows.filter((one) => one.line > line).slice(0, SAMPLE);
  return layout === 'balance_grid' ? gridColumns(header) : assign(header, below, layout);
}

/** Texts, or months; a row of figures is none. */
function mayBeHeader({ cells }: SheetRow): boolean {
  const filled = cells.filter((cell) => cell !== null);
  const figures = filled.filter(({ value }) => looksLikeNumber(value) && !looksLikeDate(value)).length;
  return filled.length > 1 && figures * 3 <= filled.length;
}

function tableAt(view: SheetView, row: SheetRow, layout: Layout): TableFound | null {
  const header = view.header(row);
  const below = view.rows.filter(({ line }) => line > row.line).slice(0, SAMPLE);
  const columns = layout === 'balance_grid' ? gridColumns(header) : assign(header, below, layout);
  const means = new Map(columns.map((column) => [column.means, column]));
  if (!isEnough(layout, new Set(means.keys()), columns)) return null;
  const names = columns
    .filter((column) => column.means !== 'ignore' && column.month === null)
    .map(({ name }) => name);
  const months = columns.flatMap(({ month }) => (month === null ? [] : [month]));
  const weights = WEIGHTS[layout];
  const score =
    [...means.keys()].reduce((sum, one) => sum + (weights[one] ?? 0), 0) +
    Math.min(12, new Set(months).size) +
    movement(view, below, layout, means);
  const said = months.length > 0 ? `${names.join(', ')} and ${months.length} months` : names.join(', ');
  return {
    sheet: view.sheet.name,
    headerRow: row.line,
    columns,
    score,
    evidence: `row ${row.line} has ${said}`,
  };
}

/** Without these there is nothing to read. */
function isEnough(layout: Layout, means: ReadonlySet<Meaning>, columns: readonly ColumnShape[]): boolean {
  const has = (...some: Meaning[]): number => some.filter((one) => means.has(one)).length;
  switch (layout) {
    case 'purchases':
      return has('bought', 'used', 'remaining') >= 2;
    case 'transactions':
      return has('customer', 'date') === 2 && has('credits', 'credits_in', 'credits_out', 'quantity') > 0;
    case 'customer_sheets':
      return has('date', 'balance') === 2 && has('credits', 'credits_in', 'credits_out') > 0;
    case 'balance_grid':
      return has('customer') === 1 && columns.filter(({ month }) => month !== null).length >= 2;
  }
}

/** What movements look like: words for kinds, credits that go out. And customers in a column speak against a sheet for each. */
function movement(
  view: SheetView,
  below: readonly SheetRow[],
  layout: Layout,
  means: ReadonlyMap<Meaning, ColumnShape>,
): number {
  if (layout !== 'transactions' && layout !== 'customer_sheets') return 0;
  const values = (meaning: Meaning): (SheetCell | null)[] => {
    const place = means.get(meaning);
    return place
      ? below.map((row) => view.cell(row, indexOf(place.column))).filter((cell) => cell !== null)
      : [];
  };
  const kinds = values('kind');
  const known = kinds.filter((cell) => kindInWords(textOf(cell)) !== null).length;
  const out = values('credits').filter((cell) => isNegative(cell)).length;
  return (kinds.length > 0 && known * 10 >= kinds.length * 6 ? 2 : 0) + (out > 0 ? 2 : 0);
}

const isNegative = (cell: SheetCell | null): boolean =>
  readAmount(cell, { decimal: '.', dateOrder: null })?.value.startsWith('-') ?? false;

interface Choice {
  readonly header: HeaderCell;
  readonly means: Meaning;
  readonly score: number;
}

/** Each meaning to the column that fits it best, by name and by what it holds. */
function assign(header: readonly HeaderCell[], below: readonly SheetRow[], layout: Layout): ColumnShape[] {
  const choices: Choice[] = header.flatMap((one) =>
    [...meaningsOf(one.name, layout), ...meaningsOf(`${one.group} ${one.name}`, layout)]
      .map(({ means, score }) => ({
        header: one,
        means,
        score: score + suits(below, one.index, means),
      }))
      .filter(({ score }) => score > 0.4),
  );
  choices.sort((a, b) => b.score - a.score || a.header.index - b.header.index);
  const taken = new Map<number, Meaning>();
  const used = new Set<Meaning>();
  for (const { header: one, means } of choices) {
    if (taken.has(one.index) || used.has(means)) continue;
    taken.set(one.index, means);
    used.add(means);
  }
  return header
    .filter(({ name }) => name !== '')
    .map(({ index, name }) => ({
      column: lettersOf(index),
      name,
      means: taken.get(index) ?? 'ignore',
      month: null,
    }));
}

/** A column that is to hold numbers or days must hold some; a little for each that does, so that ties are settled. */
function suits(below: readonly SheetRow[], index: number, means: Meaning): number {
  if (!isAmount(means) && !isDay(means)) return 0;
  const values = below.map(({ cells }) => cells[index]?.value ?? null).filter((value) => value !== null);
  if (values.length === 0) return -0.3;
  const fits = isDay(means)
    ? (value: SheetCell['value']) => looksLikeDate(value) && typeof value !== 'number'
    : (value: SheetCell['value']) =>
        readAmount(
          { value, formula: null, currency: null, fill: null },
          { decimal: '.', dateOrder: null },
        ) !== undefined;
  const share = values.filter(fits).length / values.length;
  return share < 0.4 ? -1 : share * 0.04;
}

/** Months, in credits or deferred revenue; what stands beside them is who and what. */
function gridColumns(header: readonly HeaderCell[]): ColumnShape[] {
  const used = new Set<Meaning>();
  return header
    .filter(({ name }) => name !== '')
    .map(({ index, name, group, month }) => {
      const column = lettersOf(index);
      if (month !== null) {
        const words = meaningsOf(name, 'balance_grid')[0] ?? meaningsOf(group, 'balance_grid')[0];
        const means = words?.means === 'deferred' ? 'deferred' : 'balance';
        return { column, name: group !== '' && group !== name ? `${group} ${name}` : name, means, month };
      }
      const means = meaningsOf(name, 'balance_grid')[0]?.means ?? 'ignore';
      const isTold = means === 'balance' || means === 'deferred' || used.has(means);
      if (!isTold) used.add(means);
      return { column, name, means: isTold ? 'ignore' : means, month: null };
    });
}
