// Totals rows that explain themselves: where each amount leads, and the explanation of one, anew as the grid is filtered. What all rows
// come to is explained by the book, where it is a figure of it. Must not: draw.
import { useEffect, useMemo, useRef } from 'react';
import type { Explanation } from '../../../../src-shared/explain/calls.ts';
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import { decode, explainedHere, useExplainedText } from '../../route.ts';
import { storeOf } from '../../store.ts';
import type { ColumnLook, Looks, RowReader } from '../rows.ts';
import { summedColumns } from '../sums.ts';
import type { ShownTable } from './made-of.ts';
import { madeOf, rowsOf, summedColumn } from './made-of.ts';

/** Tables with totals that are on the screen, by their grid's name. */
const tables = storeOf<ReadonlyMap<string, ShownTable>>(new Map());

function show(name: string, table: ShownTable | null): void {
  const shown = new Map(tables.get());
  if (table) shown.set(name, table);
  else shown.delete(name);
  tables.set(shown);
}

const KIND = 'shown';

type Standing = { current: ShownTable | null };

/** The grid's looks with where its totals lead, by the table that stands when they are drawn. */
export function useExplainedTotals(
  name: string,
  columns: readonly Column[],
  looks: Looks,
  hasTotals: boolean,
): { looks: Looks; standing: Standing } {
  const standing = useRef<ShownTable | null>(null);
  const explained = useMemo(() => {
    if (!hasTotals) return looks;
    const total = (key: string): ColumnLook => ({
      ...looks[key],
      total: (_, row) => (standing.current ? addressOf(name, standing.current, key, row) : null),
    });
    const summed = summedColumns(columns, looks).map(({ place }) => columns[place]!.key);
    return { ...looks, ...Object.fromEntries(summed.map((key) => [key, total(key)])) };
  }, [name, columns, looks, hasTotals]);
  return { looks: explained, standing };
}

/** The table as it stands: for the totals that are drawn next, and for an explanation that is open. Null: it has no totals. */
export function useShownTable(name: string, standing: Standing, table: ShownTable | null): void {
  standing.current = table;
  useEffect(() => {
    show(name, table);
    return () => show(name, null);
  }, [name, table]);
}

function addressOf(name: string, table: ShownTable, key: string, row: RowReader): string | null {
  const summed = summedColumn(table, key);
  if (!summed) return null;
  const { columns, looks, filter, partial } = table;
  const unitKey = columns[summed.unit]?.key;
  const shared = sharedBy(table, (unitKey && summed.perCurrency ? row.get(unitKey) : null) ?? '', key);
  const unit = unitKey === undefined ? '' : shared.get(unitKey);
  if (unit === null) return null;
  const look = looks[key];
  const whole = look?.whole && filter.length === 0 && !partial ? look.link?.('', shared) : null;
  return whole ?? explainedHere([KIND, name, key, unit].map(encodeURIComponent).join('/'));
}

/** The values that all rows of a total have; null where they differ. */
function sharedBy(table: ShownTable, unit: string, key: string): RowReader {
  const rows = rowsOf(table, summedColumn(table, key)!, unit);
  return {
    id: '',
    get: (wanted) => {
      const place = table.columns.findIndex((column) => column.key === wanted);
      const values = new Set<Cell>(rows.map(({ cells }) => cells[place] ?? null));
      const [value = null] = values;
      return values.size === 1 ? value : null;
    },
  };
}

/** The total that is being explained; `explanation` null: its table is not shown. Null: something else is, or nothing. */
export function useShownTotal(): { text: string; explanation: Explanation | null } | null {
  const text = useExplainedText();
  const [kind, name = '', key = '', unit = ''] = text?.split('/').map(decode) ?? [];
  const table = tables.use().get(name);
  const explanation = useMemo(() => (table ? madeOf(table, key, unit) : null), [table, key, unit]);
  return kind === KIND && text !== null ? { text, explanation } : null;
}
