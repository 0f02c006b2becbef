// The grid of a screen whose rows are at hand (up to some ten thousand): sorting, filtering, totals, find, export of what is shown.
// The one way to show a table of any length; small fixed tables use <table className="plain">.
import type { FilterModel, GridApi } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import type { NumberStyle } from '../format/numbers.ts';
import { usePreferences } from '../preferences.tsx';
import { useSaveTable } from '../save-table.ts';
import { columnDefs, useFormats } from './columns.tsx';
import type { SheetEditing } from './editing/sheet-editing.ts';
import { QuickFilter, useQuickFilter } from './finding/quick-filter.tsx';
import { GridFrame } from './frame.tsx';
import type { GridExport } from './grid-menu.tsx';
import type { GridRow, Looks } from './rows.ts';
import type { Block } from './selecting/clipboard.ts';
import { toTsv } from './selecting/clipboard.ts';
import { displayedColumns } from './selecting/gestures.ts';
import { totalRows } from './sums.ts';
import { useExplainedTotals, useShownTable } from './totals/explained-totals.ts';
import { filterWords } from './totals/filter-words.ts';
import { useTotalsRow } from './totals/totals-row.tsx';
import { widestTotals } from './totals/widest.ts';

const NO_LOOKS: Looks = {};
const NO_FILTERS: FilterModel = {};
const NO_EXPORTS: readonly RowsExport[] = [];

/** A way out for the rows that are shown, filtered and sorted as they are. */
export interface RowsExport {
  readonly label: string;
  run(shown: readonly GridRow[]): void;
}

export interface GridProps {
  /** Under which order, widths, sorting and filters are remembered: one per screen and table. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly GridRow[];
  readonly looks?: Looks;
  /** A row of totals at the bottom, where units agree. */
  readonly totals?: boolean;
  /** These are the first rows of more: what they come to is no figure of the book. */
  readonly partial?: boolean;
  readonly tools?: ReactNode;
  /** False: the screen filters by text where all the rows are kept, among its tools. */
  readonly filters?: boolean;
  /** What is said in the status bar beside the counts. */
  readonly note?: string;
  /** Further ways out besides copy and CSV of what is shown: workbooks, reports. */
  readonly exports?: readonly RowsExport[];
  /** Enter or double click on a row. */
  readonly onOpen?: (row: GridRow) => void;
  readonly editing?: SheetEditing;
  /** Shown instead of the grid when there are no rows at all. */
  readonly empty?: ReactNode;
}

export function Grid(props: GridProps) {
  const { name, label, columns, rows, totals = false, partial = false, empty } = props;
  const { accessibleGrids } = usePreferences();
  const formats = useFormats();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const { looks, standing } = useExplainedTotals(name, columns, props.looks ?? NO_LOOKS, totals);
  const defs = useMemo(() => {
    // Under a filter totals may come that all rows do not have.
    const all = totals ? [...totalRows(rows, columns, looks), widestTotals(rows, columns, looks)] : [];
    return columnDefs(columns, rows, looks, formats, all);
  }, [columns, rows, looks, formats, totals]);
  const quick = useQuickFilter(api, rows, columns, looks, formats);
  const { left, model, total } = useShown(api, rows, columns, looks, totals);
  const table = useMemo(() => {
    const filter = filterWords(quick.applied, model, columns, looks);
    return totals ? { label, columns, looks, rows: left, filter, partial } : null;
  }, [totals, label, columns, looks, left, quick.applied, model, partial]);
  useShownTable(name, standing, table);
  const { pinned, note } = useTotalsRow(
    { totals: total, columns, looks },
    props.note,
    table?.filter.join('|'),
  );
  const options = useMemo(
    () => ({
      rowData: rows as GridRow[],
      ...quick.options,
      pinnedBottomRowData: pinned,
      suppressRowVirtualisation: accessibleGrids,
      noRowsOverlayComponentParams: nothingIn(rows, props.editing),
    }),
    [rows, quick.options, pinned, accessibleGrids, props.editing],
  );
  const ways = useWays(props, looks);
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <GridFrame
      name={name}
      label={label}
      columns={columns}
      defs={defs}
      looks={looks}
      options={options}
      rowCount={rows.length}
      shownCount={left.length}
      note={note}
      editing={props.editing ?? null}
      exports={ways}
      onOpen={props.onOpen}
      onApi={setApi}
      onReset={() => quick.setText('')}
      tools={
        <>
          {props.tools}
          {props.filters === false ? null : <QuickFilter text={quick.text} onText={quick.setText} />}
        </>
      }
    />
  );
}

/** Ways out for what is shown, and those of the screen. */
function useWays({ name, label, columns, exports = NO_EXPORTS }: GridProps, looks: Looks) {
  const { numberStyle } = usePreferences();
  const save = useSaveTable();
  return useCallback(
    (made: GridApi<GridRow>): GridExport[] => [
      {
        label: 'Copy all that is shown, with headers',
        run: () => void copyShown(made, columns, numberStyle),
      },
      ...(['csv', 'xlsx'] as const).map((format) => ({
        label: `Save what is shown as ${format === 'csv' ? 'CSV' : 'a workbook'}`,
        run: () => save({ name, title: label, ...titled(shownBlock(made, columns), looks) }, format),
      })),
      ...exports.map(({ label, run }) => ({ label, run: () => run(shownRows(made)) })),
    ],
    [columns, exports, name, label, looks, save, numberStyle],
  );
}

/** What is said where rows would be: nothing of its own where a filter leaves none of those there are. */
function nothingIn(
  rows: readonly GridRow[],
  editing: SheetEditing | undefined,
): { text: string } | undefined {
  if (rows.length > 0) return undefined;
  return { text: `Nothing here yet.${editing ? ' Add a row, or paste rows copied from a sheet.' : ''}` };
}

/** The rows that are shown, by which filters of columns, and their totals: anew when rows or filters change. */
function useShown(
  api: GridApi<GridRow> | null,
  rows: readonly GridRow[],
  columns: readonly Column[],
  looks: Looks,
  totals: boolean,
): { left: readonly GridRow[]; model: FilterModel; total: Cell[][] } {
  const [filtered, setFiltered] = useState<readonly GridRow[] | null>(null);
  const [model, setModel] = useState(NO_FILTERS);
  useEffect(() => {
    if (!api) return;
    const read = (): void => {
      // The grid tells of changes a moment later: by then it may have gone with its screen.
      if (api.isDestroyed()) return;
      const left: GridRow[] = [];
      api.forEachNodeAfterFilter(({ data }) => {
        if (data) left.push(data);
      });
      setFiltered(left);
      setModel(api.getFilterModel());
    };
    api.addEventListener('filterChanged', read);
    api.addEventListener('rowDataUpdated', read);
    return () => {
      if (api.isDestroyed()) return;
      api.removeEventListener('filterChanged', read);
      api.removeEventListener('rowDataUpdated', read);
    };
  }, [api]);
  const left = filtered ?? rows;
  const total = useMemo(
    () => (totals ? totalRows(left, columns, looks) : []),
    [left, columns, looks, totals],
  );
  return { left, model, total };
}

function shownBlock(api: GridApi<GridRow>, columns: readonly Column[]) {
  const places = displayedColumns(api).map((key) => columns.findIndex((column) => column.key === key));
  const rows = shownRows(api).map(({ cells }) => places.map((place): Cell => cells[place] ?? null));
  return { columns: places.map((place) => columns[place]!), rows };
}

function shownRows(api: GridApi<GridRow>): GridRow[] {
  const rows: GridRow[] = [];
  api.forEachNodeAfterFilterAndSort(({ data }) => {
    if (data) rows.push(data);
  });
  return rows;
}

/** Under the titles that are shown. */
function titled({ columns, rows }: Block, looks: Looks): Block {
  const shown = columns.map((column) => ({ ...column, title: looks[column.key]?.title ?? column.title }));
  return { columns: shown, rows };
}

async function copyShown(
  api: GridApi<GridRow>,
  columns: readonly Column[],
  style: NumberStyle,
): Promise<void> {
  await navigator.clipboard?.writeText(toTsv(shownBlock(api, columns), true, style));
}
