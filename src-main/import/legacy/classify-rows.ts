// What each row of a sheet is: data, a total, a section's heading, a note. What is left out is left out with a reason, so that
// it can be listed. Must not: drop a row that has numbers without saying why.

import { parseScaled } from '../../../src-shared/decimal.ts';
import type { ColumnShape, Meaning, SheetShape } from '../../../src-shared/migration/shape.ts';
import { readAmount, readDay, type TextNotation } from './cell-values.ts';
import { PLACES } from './decimals.ts';
import { ADDED, isAmount } from './find-table.ts';
import type { Layout } from './legacy-book.ts';
import type { SheetCell, SheetRow } from './sheet-cells.ts';
import { indexOf, type SheetView, textOf } from './sheet-view.ts';

export type RowState = 'above' | 'header' | 'data' | 'total' | 'section' | 'note' | 'repeated' | 'left_out';

export interface ClassifiedRow {
  readonly row: SheetRow;
  readonly state: RowState;
  /** Why it is left out, for people; blank for data. */
  readonly why: string;
  /** Whose row it is, as spelt; null: nobody's. */
  readonly customer: string | null;
}

/** The columns of a sheet by meaning; of a meaning that stands in several (a grid's), the first. */
export interface Columns {
  readonly all: readonly (ColumnShape & { readonly index: number })[];
  at(means: Meaning): number | null;
}

export function columnsOf({ columns }: SheetShape): Columns {
  const all = columns.map((column) => ({ ...column, index: indexOf(column.column) }));
  return { all, at: (means) => all.find((one) => one.means === means)?.index ?? null };
}

/** Nobody is called so. */
const SUBTOTAL =
  /^(sub[\s-]?total|grand total|overall total|zwischensumme|gesamtsumme|endsumme|sous[\s-]?total|total g[eé]n[eé]ral|total general|subtotaal|subtotale|totale generale|eindtotaal)\b/iu;
const TOTAL =
  /^(sub|grand|zwischen|gesamt)?[\s-]*(total|sum|summe|saldo gesamt|totaal|totale|totaux|somme|suma)\b|\b(sub-?)?total\s*:?$|^gesamt\b/i;
/** What totals are of. */
const PLAIN_REST =
  /^(of|for|all|credits?|customers?|purchases?|amount|balance|revenue|deferred|eur|usd|gbp|chf|q[1-4]|\d|january|february|march|april|may|june|july|august|september|october|november|december|gesamt)\b/i;
const TOTAL_OF = /^(total|summe|totaal|totale)\s+\S/iu;
const SECTION = /^(customer|client|kunde|klant|cliente|account)\s*[:–-]\s*/iu;

interface Looking {
  readonly view: SheetView;
  readonly shape: SheetShape;
  readonly columns: Columns;
  readonly layout: Layout;
  readonly notation: TextNotation;
  /** What stands in the column of customers. */
  readonly customers: ReadonlySet<string>;
}

/** Every row of the sheet, in order. */
export function classifyRows(
  view: SheetView,
  shape: SheetShape,
  layout: Layout,
  notation: TextNotation,
): ClassifiedRow[] {
  const columns = columnsOf(shape);
  const customerAt = columns.at('customer');
  const customers = new Set(customerAt === null ? [] : view.rows.map((row) => textOf(row.cells[customerAt])));
  const looking: Looking = { view, shape, layout, notation, columns, customers };
  const header = view.rows.find(({ line }) => line === shape.headerRow);
  const names = new Set(header ? view.header(header).map(({ name }) => name) : []);
  let customer = shape.customer;
  const rows = view.rows.map((row): ClassifiedRow => {
    const said = (state: RowState, why: string): ClassifiedRow => ({ row, state, why, customer: null });
    if (row.line < shape.headerRow) return said('above', 'above the header');
    if (row.line === shape.headerRow) return said('header', 'the header');
    if (shape.leftOut.includes(row.line)) return said('left_out', 'left out by hand');
    const isKept = shape.kept.includes(row.line);
    const state = isKept ? null : restOf(row, looking, names, customer);
    if (state) {
      if (state.state === 'section') customer = state.customer;
      return state;
    }
    const own = customerAt === null ? '' : textOf(view.cell(row, customerAt));
    if (own !== '' && layout !== 'customer_sheets') customer = own;
    return { row, state: 'data', why: '', customer };
  });
  return layout === 'balance_grid' ? withFeet(rows, looking) : withHeads(rows, looking);
}

/** A row with a customer and sums, above the dated rows without a name that it is the sum of, is a total. */
function withHeads(rows: readonly ClassifiedRow[], looking: Looking): ClassifiedRow[] {
  const { shape, columns } = looking;
  if (columns.at('date') === null) return [...rows];
  const isOwn = ({ row }: ClassifiedRow): boolean => textAt(row, looking, 'customer') !== '';
  return rows.map((one, index) => {
    const { row, state } = one;
    if (state !== 'data' || shape.kept.includes(row.line) || !isOwn(one)) return one;
    if (hasDay(row, looking) || textAt(row, looking, 'ref') !== '') return one;
    let end = index + 1;
    while (rows[end]?.state === 'data' && !isOwn(rows[end]!)) end++;
    const below = rows.slice(index + 1, end);
    if (below.length === 0 || !below.every((other) => hasDay(other.row, looking))) return one;
    if (!isSumOf(row, below, looking)) return one;
    return { row, state: 'total', why: 'a total of the rows below', customer: null };
  });
}

/** In a grid nothing but its sums tells "EMEA total" from a customer: those of the rows since the last total. */
function withFeet(rows: readonly ClassifiedRow[], looking: Looking): ClassifiedRow[] {
  let section: ClassifiedRow[] = [];
  return rows.map((one) => {
    const { row, state } = one;
    const name = textAt(row, looking, 'customer');
    const isTold =
      TOTAL.test(name) && (section.length > 1 || (section.length === 1 && /\btotal$/i.test(name)));
    const isFoot =
      state === 'data' && !looking.shape.kept.includes(row.line) && isTold && isSumOf(row, section, looking);
    if (state === 'total' || isFoot) section = [];
    else if (state === 'data') section.push(one);
    return isFoot ? { row, state: 'total', why: `a total: ${name}`, customer: null } : one;
  });
}

/** In every column whose totals mean something, where the row has a number. */
function isSumOf(row: SheetRow, parts: readonly ClassifiedRow[], looking: Looking): boolean {
  return looking.columns.all
    .filter(({ means, month }) => ADDED.has(means) || month !== null)
    .every(({ index }) => {
      const own = amountAt(row, index, looking);
      const sum = parts.reduce((all, part) => all + (amountAt(part.row, index, looking) ?? 0n), 0n);
      return own === null || own === sum;
    });
}

function amountAt({ cells }: SheetRow, index: number, { notation }: Looking): bigint | null {
  const amount = readAmount(cells[index] ?? null, notation);
  return amount ? parseScaled(amount.value, PLACES) : null;
}

/** What a row is, where it is no data. */
function restOf(
  row: SheetRow,
  looking: Looking,
  names: ReadonlySet<string>,
  before: string | null,
): ClassifiedRow | null {
  const { view, columns, layout } = looking;
  const filled = row.cells.filter((cell) => textOf(cell) !== '');
  const first = textOf(filled[0]);
  const said = (state: RowState, why: string, customer: string | null = null): ClassifiedRow => ({
    row,
    state,
    why,
    customer,
  });
  const isDated = hasDay(row, looking);
  const figures = amountsOf(row, looking, isDated);
  const customerAt = columns.at('customer');
  const own = customerAt === null ? '' : textOf(view.cell(row, customerAt));
  if (filled.length > 1 && filled.filter((cell) => names.has(textOf(cell))).length * 2 > filled.length)
    return said('repeated', 'the header again');
  if (!isDated && figures.some(({ cell }) => sumsItsColumn(cell)))
    return said('total', `a total: ${first === '' ? 'sums of the column' : first}`);
  // "Total Energies" buys on a day.
  const isNamedTotal = (text: string): boolean =>
    SUBTOTAL.test(text) || isTotal(text, looking) || (columns.at('date') !== null && TOTAL_OF.test(text));
  if (!isDated && !isFigure(filled[0]) && [first, own].some(isNamedTotal))
    return said('total', `a total: ${first}`);
  if (figures.length === 0) {
    if (filled.length === 1 && isSection(row, looking))
      return said('section', 'a heading of a section', first.replace(SECTION, ''));
    return said('note', filled.length === 1 ? `a note: ${first}` : 'no numbers');
  }
  if (layout === 'customer_sheets' && !isDated) return said('note', 'no date');
  if (layout !== 'customer_sheets' && own === '' && before === null) return said('note', 'no customer');
  const isNamed = own !== '' || isDated || columns.at('date') === null;
  if (layout !== 'customer_sheets' && !isNamed && textAt(row, looking, 'ref') === '')
    return said('total', 'numbers without a customer and a date');
  return null;
}

/** "Total", "Grand total (EUR)", "Total Acme" below rows of Acme; "Total Energies" is a customer. */
function isTotal(text: string, { customers }: Looking): boolean {
  if (!TOTAL.test(text)) return false;
  const rest = text.replace(TOTAL, '').trim();
  return !/^\p{L}/u.test(rest) || PLAIN_REST.test(rest) || customers.has(rest);
}

function textAt(row: SheetRow, { view, columns }: Looking, means: Meaning): string {
  const index = columns.at(means);
  return index === null ? '' : textOf(view.cell(row, index));
}

const isFigure = (cell: SheetCell | null | undefined): boolean => typeof cell?.value === 'number';

/** Cells of amount columns in which something stands, errors too. */
function amountsOf(row: SheetRow, { columns, notation }: Looking, isDated: boolean): { cell: SheetCell }[] {
  return columns.all.flatMap(({ means, index }) => {
    const cell = isAmount(means) ? (row.cells[index] ?? null) : null;
    const isError = typeof cell?.value === 'object' && cell.value?.error !== undefined;
    // What has digits and cannot be read is told where the row is read, not taken for a note.
    const isUnread = isDated && readAmount(cell, notation) === undefined && /\d/.test(textOf(cell));
    return cell && (isError || isUnread || readAmount(cell, notation)) ? [{ cell }] : [];
  });
}

function hasDay(row: SheetRow, { columns, view, notation }: Looking): boolean {
  const index = columns.at('date');
  const cell = index === null ? null : view.cell(row, index);
  return cell !== null && typeof cell.value !== 'number' && readDay(cell, notation) !== null && !isWord(cell);
}

const isWord = ({ value }: SheetCell): boolean => typeof value === 'string' && !/\d/.test(value);

/** SUM(E5:E12) and SUBTOTAL(9,E5:E12) in column E; a sum across a row is a figure like any other. */
function sumsItsColumn({ formula }: SheetCell): boolean {
  const [, from = '', to = ''] =
    /^(?:SUM|SUBTOTAL)\((?:\d+,)?\$?([A-Z]+)\$?\d+:\$?([A-Z]+)\$?\d+\)$/i.exec(formula ?? '') ?? [];
  return from !== '' && from === to;
}

/** A text alone that stands where customers do, above rows that name none. */
function isSection(row: SheetRow, { view, columns, layout }: Looking): boolean {
  if (layout === 'customer_sheets') return false;
  const at = row.cells.findIndex((cell) => textOf(cell) !== '');
  const customerAt = columns.at('customer');
  if (at > 1 || (customerAt !== null && at !== customerAt && at !== 0)) return false;
  const next = view.rows.find(({ line }) => line > row.line);
  if (!next) return false;
  if (customerAt === null) return next.cells.filter((cell) => textOf(cell) !== '').length > 1;
  return textOf(next.cells[customerAt]) === '' && next.cells.some((cell) => textOf(cell) !== '');
}
