// The grid of wide data: rows come in windows, sorted and filtered where they are kept. The screen says how to fetch a window and
// how to narrow; the grid keeps some thousands of rows at most.
import type { ColDef, GridApi, IDatasource } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asError } from '../../../src-shared/findings/finding.ts';
import type { Cell, Column } from '../../../src-shared/report-table.ts';
import { columnDefs, useFormats } from './columns.tsx';
import type { FindAsked, FindNext } from './finding/find-far.tsx';
import { FindFar } from './finding/find-far.tsx';
import { GridFrame } from './frame.tsx';
import type { GridExport } from './grid-menu.tsx';
import type { GridRow, Looks } from './rows.ts';
import { useTotalsRow } from './totals/totals-row.tsx';
import { widestOf } from './totals/widest.ts';

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
  /** Few enough rows fit to be sorted by `sortableWhenFew`. */
  readonly sorts?: boolean;
}

/** Without the rows of a window. */
export type WindowCount = Pick<WindowGiven, 'total' | 'sorts'>;

export interface WindowedGridProps {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column[];
  readonly looks?: Looks;
  /** A new function (or a changed `version`) starts from the top. Keep it with useCallback. */
  readonly fetchWindow: (asked: WindowAsked) => Promise<WindowGiven>;
  /** How many rows fit, where windows come before that is known; asked again until it is. Keep it with useCallback. */
  readonly fetchCount?: () => Promise<WindowCount>;
  /** Columns that can be sorted by; others cannot. */
  readonly sortable?: readonly string[];
  /** Columns that can be sorted by where few rows fit. */
  readonly sortableWhenFew?: readonly string[];
  readonly tools?: ReactNode;
  readonly note?: string;
  readonly exports?: readonly GridExport[];
  readonly onOpen?: (row: GridRow) => void;
  /** Where the next row with a text is; null, or left out: the windows are gone through one after the other. */
  readonly find?: (asked: FindAsked) => Promise<Awaited<ReturnType<FindNext>> | null>;
  /** Rows of totals over all that fits, asked for once the first rows have come. Keep it with useCallback. */
  readonly fetchTotals?: () => Promise<Totals>;
  /** What stands in place of the grid while there is no row. */
  readonly empty?: ReactNode;
  readonly onError?: (error: Error) => void;
}

type Totals = readonly (readonly Cell[])[];

const BLOCK = 200;
const NO_LOOKS: Looks = {};
const NONE: readonly string[] = [];
const NO_TOTALS: Totals = [];
/** Said of a column that many rows cannot be sorted by. */
const TOO_MANY = 'Narrow to 20,000 rows or fewer to sort by this column';
const NO_ROWS: readonly GridRow[] = [];

/** How many rows there are, and of which windows. */
interface Known {
  readonly keys: Keys | null;
  readonly total: number | null;
}
const UNKNOWN: Known = { keys: null, total: null };

export function WindowedGrid(props: WindowedGridProps) {
  const { columns, looks = NO_LOOKS } = props;
  const [known, setKnown] = useState<Known>(UNKNOWN);
  const [sorts, setSorts] = useState(false);
  const [measured, setMeasured] = useState<readonly GridRow[]>(NO_ROWS);
  const keys = useMemo(() => new Keys(props.fetchWindow), [props.fetchWindow]);
  const { totals, measuredTotals } = useTotals(props, keys, known.keys === keys);
  const defs = useDefs(props, measured, measuredTotals, sorts);
  const api = useRef<GridApi | null>(null);
  const datasource = useDatasource(props, keys, api, setKnown, setMeasured, setSorts);
  const learn = useCallback(
    ({ total, sorts = false }: WindowCount) => {
      setKnown({ keys, total });
      setSorts(sorts);
      if (total !== null && api.current?.isDestroyed() === false) api.current.setRowCount(total, true);
    },
    [keys],
  );
  useCount(props, known.keys === keys && known.total === null, learn);
  const { find: findThere } = props;
  const find = useCallback<FindNext>(
    async (asked) => (await findThere?.(asked)) ?? keys.find(asked),
    [findThere, keys],
  );
  const { pinned, note } = useTotalsRow({ totals, columns, looks }, props.note);
  const options = useMemo(
    () => ({
      rowModelType: 'infinite' as const,
      datasource,
      cacheBlockSize: BLOCK,
      maxBlocksInCache: 30,
      maxConcurrentDatasourceRequests: 2,
      // Longer than from one turn of the wheel to the next.
      blockLoadDebounceMillis: 20,
      infiniteInitialRowCount: 1,
      pinnedBottomRowData: pinned,
    }),
    [datasource, pinned],
  );
  const { total } = known;
  if (props.empty && total === 0 && known.keys === keys) return <>{props.empty}</>;
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
      note={note}
      tools={props.tools}
      exports={() => props.exports ?? []}
      onOpen={props.onOpen}
      findBar={(bar) => <FindFar {...bar} find={find} />}
    />
  );
}

function useDefs(
  { columns, looks = NO_LOOKS, sortable = NONE, sortableWhenFew = NONE }: WindowedGridProps,
  measured: readonly GridRow[],
  totals: Totals,
  sorts: boolean,
): ColDef<GridRow>[] {
  const formats = useFormats();
  const defs = useMemo(
    () => columnDefs(columns, measured, looks, formats, totals),
    [columns, measured, looks, formats, totals],
  );
  return useMemo(
    () =>
      defs.map((def) => {
        const column = def.colId ?? '';
        const whenFew = sortableWhenFew.includes(column);
        const title = def.headerTooltip ?? def.headerName;
        return {
          ...def,
          sortable: sortable.includes(column) || (whenFew && sorts),
          headerTooltip: whenFew && !sorts ? `${title}. ${TOO_MANY}` : def.headerTooltip,
          filter: false,
        };
      }),
    [defs, sortable, sortableWhenFew, sorts],
  );
}

/** Asks how many rows there are while that is open. */
function useCount(
  { fetchCount, onError }: WindowedGridProps,
  open: boolean,
  learn: (count: WindowCount) => void,
): void {
  useEffect(() => {
    if (!open || !fetchCount) return;
    let left = false;
    const ask = async (): Promise<void> => {
      while (!left) {
        const count = await fetchCount();
        if (!left && count.total !== null) return learn(count);
      }
    };
    ask().catch((error: unknown) => left || onError?.(asError(error)));
    return () => {
      left = true;
    };
  }, [open, fetchCount, learn, onError]);
}

/** Those of the rows that are shown: none are said of rows that went, but their place stays. */
function useTotals({ fetchTotals, onError }: WindowedGridProps, keys: Keys, arrived: boolean) {
  const [given, setGiven] = useState<{ of: Keys | null; rows: Totals; widest: readonly Cell[] }>({
    of: null,
    rows: NO_TOTALS,
    widest: [],
  });
  useEffect(() => {
    if (!arrived || !fetchTotals) return;
    let left = false;
    fetchTotals().then(
      (rows) => left || setGiven(({ widest }) => ({ of: keys, rows, widest: widestYet(widest, rows) })),
      (error: unknown) => left || onError?.(asError(error)),
    );
    return () => {
      left = true;
    };
  }, [arrived, keys, fetchTotals, onError]);
  const { of, rows, widest } = given;
  const totals = useMemo(
    () => (of === keys ? rows : rows.map((cells) => cells.map(() => null))),
    [of, keys, rows],
  );
  const measuredTotals = useMemo(() => [widest], [widest]);
  return { totals, measuredTotals };
}

/** The widest of each column: what it was, where none is wider, as columns that change are drawn anew. */
function widestYet(before: readonly Cell[], rows: Totals): readonly Cell[] {
  const columns = rows[0]?.map((_, at) => [before[at] ?? '', ...rows.map((cells) => cells[at] ?? '')]) ?? [];
  const widest = columns.map((texts) => widestOf(texts) || null);
  return widest.some((text, at) => text !== (before[at] ?? null)) ? widest : before;
}

/** Windows with what each goes on from: rows that went out of memory come back the same, wherever one looks. */
class Keys {
  readonly #fetch: WindowedGridProps['fetchWindow'];
  /** Id of the row before a place. */
  readonly #before = new Map<number, string>();
  #sort: WindowAsked['sort'] = null;
  constructor(fetch: WindowedGridProps['fetchWindow']) {
    this.#fetch = fetch;
  }

  async window(start: number, limit: number, sort: WindowAsked['sort']): Promise<WindowGiven> {
    // In another order other rows come before a place.
    if (sort?.column !== this.#sort?.column || sort?.descending !== this.#sort?.descending)
      this.#before.clear();
    this.#sort = sort;
    const given = await this.#fetch({ start, limit, sort, after: this.#before.get(start) ?? null });
    const last = given.rows.at(-1);
    if (last) this.#before.set(start + given.rows.length, last.id);
    return given;
  }

  /** Looks through one window. */
  async find({ text, from, forward }: FindAsked): ReturnType<FindNext> {
    const wanted = text.toLowerCase();
    const [lost, first] = [{ place: null, next: null, total: null }, forward ? from + 1 : from - 1];
    if (first < 0) return lost;
    const start = first - (first % BLOCK);
    const { rows, total } = await this.window(start, BLOCK, this.#sort);
    const places = rows.flatMap(({ cells }, index) =>
      cells.some((cell) => cell?.toLowerCase().includes(wanted)) ? [start + index] : [],
    );
    const place = forward ? places.find((one) => one >= first) : places.findLast((one) => one <= first);
    if (place !== undefined) return { place, next: place, total };
    if (forward) return { ...lost, next: rows.length < BLOCK ? null : start + BLOCK - 1, total };
    return { ...lost, next: start === 0 ? null : start, total };
  }
}

function useDatasource(
  { onError, sortableWhenFew: whenFew = NONE }: WindowedGridProps,
  keys: Keys,
  shown: { current: GridApi | null },
  setKnown: (next: (before: Known) => Known) => void,
  setMeasured: (rows: readonly GridRow[]) => void,
  setSorts: (sorts: boolean) => void,
): IDatasource {
  const measured = useRef(false);
  return useMemo(
    (): IDatasource => ({
      getRows: ({ startRow, endRow, sortModel, successCallback, failCallback, api }) => {
        shown.current = api;
        const [sort] = sortModel;
        const order = sort ? { column: sort.colId, descending: sort.sort === 'desc' } : null;
        keys.window(startRow, endRow - startRow, order).then(
          ({ rows, total, sorts = false }) => {
            setKnown((before) => (before.keys === keys && before.total === total ? before : { keys, total }));
            setSorts(sorts);
            // Sorted by what many rows are not: what was narrowed is wide again.
            if (order && !sorts && whenFew.includes(order.column))
              api.applyColumnState({ defaultState: { sort: null } });
            const end = startRow + rows.length;
            successCallback([...rows], total ?? (rows.length < endRow - startRow ? end : -1));
            if (measured.current || rows.length === 0) return;
            measured.current = true;
            setMeasured(rows);
          },
          (error: unknown) => {
            failCallback();
            onError?.(asError(error));
          },
        );
      },
    }),
    [keys, shown, onError, whenFew, setKnown, setMeasured, setSorts],
  );
}

/** Rows of a window with ids that the backend gave. */
export function windowRows(rows: readonly { id: string; cells: readonly Cell[] }[]): GridRow[] {
  return rows.map(({ id, cells }) => ({ id, cells }));
}
