// A total of rows at hand explained, in the form in which the book explains its figures: of which rows, under which filter, and the
// parts that make it, largest first. Must not: add up otherwise than totals rows do.
import type { Explanation, Part } from '../../../../src-shared/explain/calls.ts';
import { readSubject } from '../../../../src-shared/explain/subject.ts';
import type { Column } from '../../../../src-shared/report-table.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { compareNumbers } from '../../format/numbers.ts';
import type { GridRow, Looks } from '../rows.ts';
import { readerOf } from '../rows.ts';
import type { SummedColumn } from '../sums.ts';
import { ExactSum, summedColumns } from '../sums.ts';

export interface ShownTable {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly looks: Looks;
  /** Those that fit. */
  readonly rows: readonly GridRow[];
  /** In words; none: nothing is filtered. */
  readonly filter: readonly string[];
  /** The table has the first rows of more. */
  readonly partial: boolean;
}

/** Most lines of a part, as in explanations of the book. */
const MOST_LINES = 20;

export function summedColumn({ columns, looks }: ShownTable, key: string): SummedColumn | undefined {
  return summedColumns(columns, looks).find(({ place }) => columns[place]!.key === key);
}

/** The rows that a total adds up: of its currency, where there is one for each. */
export function rowsOf(
  { rows }: ShownTable,
  { place, unit, perCurrency }: SummedColumn,
  of: string,
): GridRow[] {
  return rows.filter(({ cells }) => (cells[place] ?? null) !== null && (!perCurrency || cells[unit] === of));
}

/** @param unit a currency or credit type; '' where the column has none. @returns null where the table has no such total. */
export function madeOf(table: ShownTable, key: string, unit: string): Explanation | null {
  const summed = summedColumn(table, key);
  if (!summed) return null;
  const column = table.columns[summed.place]!;
  const rows = rowsOf(table, summed, unit);
  const part = partOf(table, summed.place, rows, unit);
  const { type } = part;
  const title = table.looks[key]?.title ?? column.title;
  const count = { value: String(rows.length), type: 'quantity' as const, unit: null };
  const them = summed.perCurrency ? `rows in ${unit}` : 'rows';
  const filter = table.filter.map((one, index) => (index === 0 ? capital(one) : one)).join(', ');
  return {
    title: `Total: ${title}`,
    amount: { value: part.total, type, unit: unit === '' ? null : unit },
    state: null,
    steps: [
      {
        about: 'meaning',
        pieces:
          rows.length === 1
            ? [`One row of “${table.label}” has an amount: it is that.`]
            : ['The sum of these ', count, ` ${them} of “${table.label}”.`],
      },
      {
        about: 'filter',
        pieces: [
          filter === ''
            ? `None: all ${table.partial ? 'rows shown here, which are the first of more,' : 'of them'} are counted.`
            : `${filter}.`,
        ],
      },
    ],
    parts: [part],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Group {
  readonly label: string;
  readonly sum: ExactSum;
  readonly first: GridRow;
}

/** By customer, where there are several; else row by row. */
function partOf(table: ShownTable, place: number, rows: readonly GridRow[], unit: string): Part {
  const { columns } = table;
  const column = columns[place]!;
  const customerAt = columns.findIndex(({ key }) => key === 'customer');
  const several = customerAt >= 0 && new Set(rows.map(({ cells }) => cells[customerAt])).size > 1;
  const by = several ? customerAt : labelColumn(columns, rows);
  const groups = new Map<string, Group>();
  const total = new ExactSum();
  for (const row of rows) {
    const label = row.cells[by] ?? '';
    const key = several ? label : row.id;
    const group = groups.get(key) ?? {
      label: label === '' ? 'none' : label,
      sum: new ExactSum(),
      first: row,
    };
    groups.set(key, group);
    group.sum.add(row.cells[place]!);
    total.add(row.cells[place]!);
  }
  const lines = [...groups.values()]
    .map(({ sum, ...group }) => ({ ...group, count: sum.count, amount: sum.sum() }))
    .filter(({ amount }) => /[1-9]/.test(amount))
    .sort((a, b) => compareNumbers(size(b.amount), size(a.amount)) || compareText(a.label, b.label));
  const rest = new ExactSum();
  for (const { amount } of lines.slice(MOST_LINES)) rest.add(amount);
  return {
    title: several ? 'By customer' : 'By row',
    type: column.type === 'money' || column.type === 'credits' ? column.type : 'quantity',
    unit,
    lines: lines.slice(0, MOST_LINES).map(({ label, first, count, amount }) => ({
      label,
      note: count > 1 ? [`${count} rows`] : [],
      amount,
      subject: count > 1 ? null : subjectOf(table, column.key, first),
    })),
    more: rest.count === 0 ? null : { count: rest.count, amount: rest.sum() },
    total: total.sum(),
  };
}

const size = (amount: string): string => amount.replace('-', '');

/** The text by which rows differ most: their name. */
function labelColumn(columns: readonly Column[], rows: readonly GridRow[]): number {
  const texts = columns.flatMap(({ type }, at) =>
    type === 'text' || type === 'month' || type === 'date'
      ? [{ at, different: new Set(rows.map(({ cells }) => cells[at] ?? '')).size }]
      : [],
  );
  const [first] = texts.sort((a, b) => b.different - a.different || a.at - b.at);
  return first?.at ?? 0;
}

/** What explains the amount in its row. */
function subjectOf({ columns, looks }: ShownTable, key: string, row: GridRow) {
  const value = row.cells[columns.findIndex((column) => column.key === key)] ?? '';
  const href = looks[key]?.link?.(value, readerOf(columns, row)) ?? '';
  const text = href.startsWith('#?') ? new URLSearchParams(href.slice(2)).get('explain') : null;
  return text === null ? null : readSubject(text);
}
