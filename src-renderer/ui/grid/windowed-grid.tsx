// The grid of wide data: rows come in windows, sorted and filtered where they are kept. The screen says how to fetch a window and
// how to narrow; the grid keeps some thousands of rows at most.
import type { GridApi, IDatasource } from 'ag-grid-community';
import type { ReactNode, RefObject } from 'react';
import { useMemo, useRef, useState } from 'react';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { usePreferences } from '../preferences.tsx';
import { columnDefs } from './columns.tsx';
import { GridFrame } from './frame.tsx';
import type { GridExport } from './grid-menu.tsx';
import type { GridRow, Looks } from './rows.ts';

export interface WindowAsked {
  /** Place of the first row wanted, from 0. */
  readonly start: number;
  readonly limit: number;
  /** Id of the row before, where it is at hand: to go on from by key. */
  readonly after: string | null;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
}

export interface WindowGiven {
  readonly rows: readonly GridRow[];
  /** Rows in all that fit; null: not known yet. */
  readonly total: number | null;
}

export interface WindowedGridProps {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column[];
  readonly looks?: Looks;
  /** A new function (or a changed `version`) starts from the top. Keep it with useCallback. */
  readonly fetchWindow: (asked: WindowAsked) => Promise<WindowGiven>;
  /** Columns that can be sorted by; others cannot. */
  readonly sortable?: readonly string[];
  readonly tools?: ReactNode;
  readonly note?: string;
  readonly exports?: readonly GridExport[];
  readonly onOpen?: (row: GridRow) => void;
  readonly onFind?: () => void;
  readonly onError?: (error: unknown) => void;
}

const BLOCK = 200;
const NO_LOOKS: Looks = {};
const NONE: readonly string[] = [];
/** A row to measure number columns by before any has come: most credits have two places. */
const UNKNOWN: readonly GridRow[] = [];

export function WindowedGrid(props: WindowedGridProps) {
  const { columns, looks = NO_LOOKS, sortable = NONE } = props;
  const { numberStyle, dateSettings, textSize } = usePreferences();
  const [total, setTotal] = useState<number | null>(null);
  const api = useRef<GridApi<GridRow> | null>(null);
  const [measured, setMeasured] = useState<readonly GridRow[]>(UNKNOWN);
  const defs = useMemo(
    () =>
      columnDefs(columns, measured, looks, { numbers: numberStyle, dates: dateSettings, textSize }).map(
        (def) => ({
          ...def,
          sortable: sortable.includes(def.colId ?? ''),
          filter: false,
        }),
      ),
    [columns, measured, looks, numberStyle, dateSettings, textSize, sortable],
  );
  const datasource = useDatasource(props, api, setTotal, setMeasured);
  const options = useMemo(
    () => ({
      rowModelType: 'infinite' as const,
      datasource,
      cacheBlockSize: BLOCK,
      maxBlocksInCache: 30,
      maxConcurrentDatasourceRequests: 2,
      blockLoadDebounceMillis: 40,
      infiniteInitialRowCount: 1,
    }),
    [datasource],
  );
  return (
    <GridFrame
      name={props.name}
      label={props.label}
      columns={columns}
      defs={defs}
      looks={looks}
      options={options}
      rowCount={total}
      shownCount={total}
      note={props.note}
      tools={props.tools}
      exports={() => props.exports ?? []}
      onOpen={props.onOpen}
      onFind={props.onFind}
      onApi={(made) => {
        api.current = made;
      }}
    />
  );
}

function useDatasource(
  { fetchWindow, onError }: WindowedGridProps,
  api: RefObject<GridApi<GridRow> | null>,
  setTotal: (total: number | null) => void,
  setMeasured: (rows: readonly GridRow[]) => void,
): IDatasource {
  const measured = useRef(false);
  return useMemo(
    (): IDatasource => ({
      getRows: ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
        const [sort] = sortModel;
        const before = startRow === 0 ? null : api.current?.getDisplayedRowAtIndex(startRow - 1)?.data;
        fetchWindow({
          start: startRow,
          limit: endRow - startRow,
          after: before?.id ?? null,
          sort: sort ? { column: sort.colId, descending: sort.sort === 'desc' } : null,
        }).then(
          ({ rows, total }) => {
            setTotal(total);
            const end = startRow + rows.length;
            successCallback([...rows], total ?? (rows.length < endRow - startRow ? end : -1));
            if (measured.current || rows.length === 0) return;
            measured.current = true;
            setMeasured(rows);
          },
          (error) => {
            failCallback();
            onError?.(error);
          },
        );
      },
    }),
    [fetchWindow, onError, api, setTotal, setMeasured],
  );
}

/** Rows of a window with ids that the backend gave. */
export function windowRows(rows: readonly { id: string; cells: readonly Cell[] }[]): GridRow[] {
  return rows.map(({ id, cells }) => ({ id, cells }));
}
