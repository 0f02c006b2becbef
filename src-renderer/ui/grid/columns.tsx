// Columns of a report as columns of the grid: alignment, decimals below each other, order, filters, links, words.
// Formatters rather than renderers wherever text is enough: less to draw.
import type { ColDef, ICellRendererParams, ValueFormatterParams } from 'ag-grid-community';
import { useMemo } from 'react';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { DateSettings } from '../format/dates.ts';
import { dateOfInstant } from '../format/dates.ts';
import type { NumberStyle } from '../format/numbers.ts';
import { compareNumbers, isNegative, padPlaces, placesOf } from '../format/numbers.ts';
import { formatValue } from '../format/values.tsx';
import { Status } from '../panels/status.tsx';
import { usePreferences } from '../preferences.tsx';
import { Picker } from './editing/picker.ts';
import type { ColumnLook, GridRow, Looks } from './rows.ts';
import { asWords, isNumeric, readerOf } from './rows.ts';
import { widthFor } from './widths.ts';

export interface Formats {
  readonly numbers: NumberStyle;
  readonly dates: DateSettings;
  /** In pixels: columns are measured by it. */
  readonly textSize: number;
}

/** As the person has chosen. */
export function useFormats(): Formats {
  const { numberStyle, dateSettings, textSize } = usePreferences();
  return useMemo(
    () => ({ numbers: numberStyle, dates: dateSettings, textSize }),
    [numberStyle, dateSettings, textSize],
  );
}

/** What the dot of a status takes beside its word. */
const DOT = 14;
/** However long a text is. */
const WIDEST = 900;

/** How a cell of the column is written; `places` is what its numbers are padded to. */
export function cellText(
  value: Cell,
  column: Column,
  look: ColumnLook,
  formats: Formats,
  places = 0,
): string {
  if (value === null) return '';
  const { words } = look;
  if (column.type === 'text' && words) {
    if (typeof words === 'function') return words(value);
    return words === true ? asWords(value) : (words[value] ?? asWords(value));
  }
  const written = formatValue(value, column.type, formats.numbers, formats.dates);
  return isNumeric(column) ? padPlaces(written, placesOf(value), places) : written;
}

export function columnDefs(
  columns: readonly Column[],
  rows: readonly GridRow[],
  looks: Looks,
  formats: Formats,
  totals: readonly (readonly Cell[])[] = [],
): ColDef<GridRow>[] {
  return columns.map((column, index) => {
    const look = looks[column.key] ?? {};
    const places = isNumeric(column) ? widest(rows, index) : 0;
    const bold = totals.map((cells) => cellText(cells[index] ?? null, column, look, formats, places));
    const formatter = ({ value }: ValueFormatterParams<GridRow, Cell>): string =>
      cellText(value ?? null, column, look, formats, places);
    const title = look.title ?? column.title;
    const measured = widthFor(title, textsOf(rows, index, formatter), bold, {
      size: formats.textSize,
      numeric: isNumeric(column),
    });
    const dot = look.tone ? DOT : 0;
    const whole = measured.whole + dot;
    const width = look.width === undefined ? measured.width + dot : Math.max(look.width, measured.totals);
    return {
      colId: column.key,
      headerName: title,
      wrapHeaderText: measured.wraps && look.width === undefined,
      headerTooltip: look.tooltip,
      valueGetter: ({ data }) => data?.cells[index] ?? null,
      valueFormatter: formatter,
      // Not the params' value: that is what filters of the column compare, a number or a date.
      getQuickFilterText: ({ data }) => {
        const value = data?.cells[index] ?? null;
        return value === null ? '' : `${value} ${formatter({ value } as never)}`;
      },
      comparator: isNumeric(column) ? blankFirst(compareNumbers) : blankFirst(compareText),
      hide: look.hide,
      pinned: look.pinned ? 'left' : undefined,
      width,
      // Told also where all of it is shown: rows change, and a share that was taken is given back.
      ...(whole > width ? cutShort(width, whole) : { flex: null }),
      ...filterOf(column, formats),
      ...(isNumeric(column)
        ? {
            cellClass: 'dd-num',
            headerClass: 'ag-right-aligned-header',
            cellClassRules: { 'dd-negative': ({ value }: { value?: Cell }) => isNegative(value ?? null) },
          }
        : {}),
      // Numbers, dates and words are edited as they are shown, and read the same way.
      ...(column.type === 'text' && !look.words ? {} : { cellEditorParams: { useFormatter: true } }),
      ...(look.choices
        ? {
            cellEditor: Picker,
            cellEditorParams: { choices: look.choices },
            cellEditorPopup: true,
            cellEditorPopupPosition: 'over' as const,
          }
        : {}),
      ...drawnBy(columns, look, formatter),
    };
  });
}

/** A column that cannot show all of it takes its share of the room that others leave; what is cut short all the same is told where one points. */
function cutShort(least: number, whole: number): ColDef<GridRow> {
  return {
    flex: whole,
    minWidth: least,
    maxWidth: Math.max(least, Math.min(whole, WIDEST)),
    tooltipValueGetter: ({ valueFormatted, value }) => valueFormatted ?? (value as Cell | undefined) ?? null,
  };
}

/** Only what is more than text is drawn: in most columns no cell, or that of the totals row alone. */
function drawnBy(
  columns: readonly Column[],
  look: ColumnLook,
  formatter: (params: ValueFormatterParams<GridRow, Cell>) => string,
): ColDef<GridRow> {
  if (!look.link && !look.tone && !look.total) return {};
  const cellRenderer = rendererOf(columns, look, formatter);
  if (look.link || look.tone) return { cellRenderer };
  return { cellRendererSelector: ({ node }) => (node.rowPinned ? { component: cellRenderer } : undefined) };
}

function* textsOf(
  rows: readonly GridRow[],
  index: number,
  formatter: (params: ValueFormatterParams<GridRow, Cell>) => string,
): Generator<string> {
  for (const { cells } of rows) yield formatter({ value: cells[index] ?? null } as never);
}

/** Decimal places of the number that has most, in the first rows. */
function widest(rows: readonly GridRow[], index: number): number {
  let places = 0;
  for (const { cells } of rows.slice(0, 2000)) {
    const value = cells[index];
    if (value) places = Math.max(places, placesOf(value));
  }
  return places;
}

function blankFirst(compare: (a: string, b: string) => number) {
  return (a: Cell, b: Cell): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    return compare(a, b);
  };
}

function filterOf(column: Column, formats: Formats): ColDef<GridRow> {
  if (isNumeric(column)) {
    return {
      filter: 'agNumberColumnFilter',
      // For comparing only: a filter's number is a float in any case.
      filterValueGetter: ({ getValue }) => {
        const value = getValue(column.key) as Cell;
        return value === null ? null : Number(value);
      },
    };
  }
  if (column.type === 'date' || column.type === 'instant') {
    return {
      filter: 'agDateColumnFilter',
      filterParams: {
        comparator: (
          chosen: { getFullYear(): number; getMonth(): number; getDate(): number },
          value: Cell,
        ) => {
          if (value === null) return -1;
          const date = column.type === 'date' ? value : dateOfInstant(value, formats.dates.timeZone);
          const pad = (number: number): string => String(number).padStart(2, '0');
          const wanted = `${chosen.getFullYear()}-${pad(chosen.getMonth() + 1)}-${pad(chosen.getDate())}`;
          return compareText(date, wanted);
        },
      },
    };
  }
  return { filter: 'agTextColumnFilter' };
}

function rendererOf(
  columns: readonly Column[],
  look: ColumnLook,
  formatter: (params: ValueFormatterParams<GridRow, Cell>) => string,
) {
  return (params: ICellRendererParams<GridRow, Cell>) => {
    const { value, data, node } = params;
    if (value === null || value === undefined || !data) return null;
    const text = formatter(params as never);
    const row = readerOf(columns, data);
    const shown = look.tone && !node.rowPinned ? <Status tone={look.tone(value, row)}>{text}</Status> : text;
    const href = (node.rowPinned ? look.total : look.link)?.(value, row) ?? null;
    return href === null ? (
      shown
    ) : (
      <a className="dd-link" href={href} tabIndex={-1}>
        {shown}
      </a>
    );
  };
}
