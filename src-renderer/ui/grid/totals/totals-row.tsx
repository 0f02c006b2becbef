// Totals as a grid shows them: rows pinned below the others, or for those who cannot see pinned rows a line of text: "Totals: Deferred
// 4,961.23 EUR, 266.69 GBP". Each amount leads where it leads in the row. Must not: add up.
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import { formatNumber } from '../../format/numbers.ts';
import { usePreferences } from '../../preferences.tsx';
import type { GridRow, Looks } from '../rows.ts';
import { isNumeric, readerOf, unitColumn } from '../rows.ts';

/**
 * @param under what narrows the grid: under another filter the same amount leads elsewhere.
 * @returns the rows to pin, and what stands in the status bar: the note, or in its place the totals.
 */
export function useTotalsRow(
  { totals, columns, looks }: TotalsRow,
  note: string | undefined,
  under = '',
): { pinned: GridRow[]; note: ReactNode } {
  const { accessibleGrids } = usePreferences();
  const pinned = useMemo(
    () => (accessibleGrids ? [] : totals.map((cells, index) => ({ id: `total:${index}:${under}`, cells }))),
    [accessibleGrids, totals, under],
  );
  if (!accessibleGrids || totals.length === 0) return { pinned, note };
  return { pinned, note: <TotalsInWords totals={totals} columns={columns} looks={looks} /> };
}

interface TotalsRow {
  readonly totals: readonly (readonly Cell[])[];
  readonly columns: readonly Column[];
  readonly looks: Looks;
}

function TotalsInWords({ totals, columns, looks }: TotalsRow) {
  const { numberStyle } = usePreferences();
  const amounts = columns.flatMap((column, place) =>
    totals.flatMap((cells, index) => {
      const value = cells[place] ?? null;
      if (value === null || !isNumeric(column)) return [];
      const { title = column.title, total } = looks[column.key] ?? {};
      const unit = cells[unitColumn(columns, column, looks)] ?? '';
      const href = total?.(value, readerOf(columns, { id: `total:${index}`, cells })) ?? null;
      return [{ key: `${column.key}|${index}`, title, unit, href, text: formatNumber(value, numberStyle) }];
    }),
  );
  if (amounts.length === 0) return null;
  return (
    <>
      Totals:{' '}
      {amounts.map(({ key, title, unit, href, text }, index) => (
        <span key={key}>
          {index === 0 ? '' : ', '}
          {title} {href === null ? text : <a href={href}>{text}</a>}
          {unit === '' ? '' : ` ${unit}`}
        </span>
      ))}
    </>
  );
}
