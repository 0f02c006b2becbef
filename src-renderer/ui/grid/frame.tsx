// The grid itself, as every sheet of the page is: AG Grid with our theme, ranges, clipboard, find, status bar and memory. Grid
// (rows at hand) and WindowedGrid (rows by windows) are this with their rows. Must not: be used by screens.
import './grid.css';
import type {
  ColDef,
  GridApi,
  GridOptions,
  GridReadyEvent,
  SuppressKeyboardEventParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { AfterPaint } from '../after-paint.tsx';
import type { Density } from '../preferences.tsx';
import { usePreferences } from '../preferences.tsx';
import { PastePanel } from './editing/paste-panel.tsx';
import type { PastePlan, SheetEditing } from './editing/sheet-editing.ts';
import { cellsWord, NOTHING_SAID, saidOf } from './editing/sheet-editing.ts';
import { useNewRow } from './editing/use-new-row.ts';
import type { FindBarProps } from './finding/find-bar.tsx';
import { FindBar } from './finding/find-bar.tsx';
import type { Gestures } from './gestures.ts';
import {
  currentBox,
  isOurs,
  onCopy,
  onCut,
  onFocused,
  onKey,
  onMouseDown,
  onMouseMove,
  onPaste,
  rowsIn,
} from './gestures.ts';
import type { GridExport } from './grid-menu.tsx';
import { GridMenu } from './grid-menu.tsx';
import type { CellAt, RangeModel } from './range.ts';
import { isIn, isMany, openRange } from './range.ts';
import { forget, recall, remember } from './remembered.ts';
import type { GridRow, Looks } from './rows.ts';
import { THEMES } from './setup.ts';
import { StatusBar } from './status-bar.tsx';
import type { SelectionSums } from './sums.ts';
import { sumsOf } from './sums.ts';

export interface FrameProps {
  /** Under which order, widths and sorting are remembered. */
  readonly name: string;
  /** What the table is, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly defs: ColDef<GridRow>[];
  readonly looks: Looks;
  readonly options: GridOptions<GridRow>;
  readonly rowCount: number | null;
  readonly shownCount: number | null;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly editing?: SheetEditing | null;
  readonly exports?: (api: GridApi<GridRow>) => readonly GridExport[];
  readonly onOpen?: (row: GridRow) => void;
  /** Another way to find than among the rows at hand. */
  readonly findBar?: (props: FindBarProps) => ReactNode;
  readonly onApi?: (api: GridApi<GridRow>) => void;
  readonly onReset?: () => void;
}

const findHere = (props: FindBarProps): ReactNode => <FindBar {...props} />;
const rowId = ({ data }: { data: GridRow }): string => data.id;

export function GridFrame(props: FrameProps) {
  const { label, columns, looks, editing = null, tools, exports, onApi, findBar = findHere } = props;
  const { numberStyle } = usePreferences();
  const [api, setApi] = useState<GridApi<GridRow> | null>(null);
  const [finding, setFinding] = useState(false);
  const [doubtful, setDoubtful] = useState<PastePlan | null>(null);
  const [range] = useState(openRange);
  const { sums, at } = useSelected(api, range, columns, looks);
  const row = at === null ? undefined : api?.getDisplayedRowAtIndex(at.row)?.data;
  const said = row && at ? saidOf(editing, row.id, at.column) : NOTHING_SAID;
  // What cannot stand may come from elsewhere, without any cell having changed. Not while somebody types.
  useEffect(() => {
    if (api && editing && !api.isDestroyed() && api.getEditingCells().length === 0)
      api.refreshCells({ force: true, suppressFlash: true });
  }, [api, editing]);
  useNewRow(api, editing);
  const gestures: Gestures | null = api
    ? {
        api,
        range,
        columns,
        editing,
        numbers: numberStyle,
        onDoubtfulPaste: setDoubtful,
        onFind: () => setFinding(true),
      }
    : null;

  const ready = useCallback(
    ({ api: made }: GridReadyEvent<GridRow>) => {
      made.setGridAriaProperty('label', label);
      setApi(made);
      onApi?.(made);
    },
    [label, onApi],
  );
  return (
    <KeyedSheet gestures={gestures} onOpen={editing ? undefined : props.onOpen}>
      <div className="sheet-tools">
        {tools}
        <span className="spacer" />
        {finding && api ? findBar({ api, range, onClose: () => setFinding(false) }) : null}
        {api ? (
          <GridMenu api={api} onReset={() => resetGrid(api, props)} exports={exports?.(api) ?? []} />
        ) : null}
      </div>
      {doubtful && editing ? (
        <PastePanel
          plan={doubtful}
          onCancel={() => setDoubtful(null)}
          onApply={(what) => {
            const changes = what === 'all' ? [...doubtful.good, ...doubtful.bad] : doubtful.good;
            editing.change(`Paste of ${cellsWord(changes.length)}`, changes);
            setDoubtful(null);
          }}
        />
      ) : null}
      <div className="sheet-grid">
        <Inner {...props} range={range} onReady={ready} />
      </div>
      <StatusBar
        rows={props.rowCount}
        shown={props.shownCount}
        sums={sums}
        note={said.remark ?? props.note}
        problem={said.problem}
      />
    </KeyedSheet>
  );
}

/** Back to how the grid was at first. */
function resetGrid(api: GridApi<GridRow>, { name, onReset }: FrameProps): void {
  forget(name);
  api.setFilterModel(null);
  api.resetColumnState();
  onReset?.();
}

interface KeyedSheetProps {
  gestures: Gestures | null;
  onOpen?: (row: GridRow) => void;
  children: ReactNode;
}

/** What keys and the clipboard do in the cells inside. */
function KeyedSheet({ gestures, onOpen, children }: KeyedSheetProps) {
  const [dragging] = useState(() => ({ active: false }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and clipboard of the grid inside
    <div
      className="sheet"
      onKeyDown={(event) => {
        if (!gestures) return;
        if (onKey(gestures, event)) {
          event.preventDefault();
          return;
        }
        const explained = event.key === 'Enter' ? explanationIn(event.target) : null;
        if (explained) {
          explained.click();
          return;
        }
        if (event.key !== 'Enter' || !onOpen || !isInCells(event.target)) return;
        // By the cell that had the key: the grid may have moved its focus on already.
        const at = (event.target as HTMLElement).closest('[row-index]')?.getAttribute('row-index');
        const row = gestures.api.getDisplayedRowAtIndex(Number(at))?.data;
        if (row) onOpen(row);
      }}
      onMouseDown={(event) => gestures && onMouseDown(gestures, dragging, event)}
      onMouseMove={(event) => gestures && onMouseMove(gestures, dragging, event)}
      onCopy={(event) => gestures && isInCells(event.target) && onCopy(gestures, event)}
      onCut={(event) => gestures && isInCells(event.target) && onCut(gestures, event)}
      onPaste={(event) => gestures && isInCells(event.target) && onPaste(gestures, event)}
    >
      {children}
    </div>
  );
}

/** @param props.text where it is not a filter that leaves nothing. */
function NothingFits({ text = 'No row fits.' }: { text?: string }) {
  return <span className="dim">{text}</span>;
}

interface InnerProps extends FrameProps {
  readonly range: RangeModel;
  readonly onReady: (event: GridReadyEvent<GridRow>) => void;
}

/** After what stands around it. */
function Inner(props: InnerProps) {
  return (
    <AfterPaint>
      <Cells {...props} />
    </AfterPaint>
  );
}

function Cells({ name, defs, editing = null, options, onOpen, range, onReady }: InnerProps) {
  const { density, accessibleGrids } = usePreferences();
  const initialState = useMemo(() => recall(name), [name]);
  // What is in sight is drawn first, and by itself.
  const [drawn, setDrawn] = useState(false);
  const defaultColDef = useDefaultColumn(range, editing);
  const shown = useMemo(
    () => (editing ? defs.map(withProblems(defaultColDef)) : defs),
    [defs, defaultColDef, editing],
  );
  return (
    <AgGridReact<GridRow>
      theme={THEMES[density]}
      columnDefs={shown}
      headerHeight={defs.some(({ wrapHeaderText }) => wrapHeaderText) ? TWO_LINES[density] : undefined}
      tooltipShowMode={editing ? 'standard' : 'whenTruncated'}
      defaultColDef={defaultColDef}
      getRowId={rowId}
      initialState={initialState}
      onGridReady={onReady}
      onStateUpdated={({ state, sources }) => {
        if (sources.some((source) => REMEMBERED.has(source))) remember(name, state);
      }}
      onCellFocused={(event) => onFocused(range, event)}
      onRowDoubleClicked={({ data, rowPinned }) => {
        if (data && !rowPinned && !editing) onOpen?.(data);
      }}
      onSortChanged={() => range.set(null)}
      onFilterChanged={() => range.set(null)}
      readOnlyEdit
      onCellEditRequest={({ data, column, newValue }) => {
        const key = column.getColId();
        const after = editing?.read(String(newValue ?? ''), key) ?? null;
        editing?.change('Typing', [{ row: data.id, column: key, after }]);
      }}
      enterNavigatesVertically={editing !== null || !onOpen}
      enterNavigatesVerticallyAfterEdit
      // Where nothing is typed Tab goes on behind the grid, not through thousands of cells: arrows do that.
      tabToNextCell={editing ? undefined : leavesGrid}
      stopEditingWhenCellsLoseFocus
      suppressDragLeaveHidesColumns
      animateRows={false}
      rowBuffer={drawn ? BEYOND_SIGHT : 0}
      onFirstDataRendered={() => setDrawn(true)}
      tooltipShowDelay={400}
      ensureDomOrder={accessibleGrids}
      getRowClass={({ node }) => (node.rowPinned ? 'dd-total' : undefined)}
      noRowsOverlayComponent={NothingFits}
      {...options}
    />
  );
}

const leavesGrid = (): boolean => false;

/** Rows drawn above and below those in sight: each jump draws them anew. */
const BEYOND_SIGHT = 5;
/** Pixels of a header where a title needs two lines. */
const TWO_LINES: Readonly<Record<Density, number>> = { compact: 40, comfortable: 48 };

/** What cannot stand is told before what is cut short. */
function withProblems({ tooltipValueGetter: problem }: ColDef<GridRow>) {
  return (def: ColDef<GridRow>): ColDef<GridRow> => {
    const text = def.tooltipValueGetter;
    return text ? { ...def, tooltipValueGetter: (params) => problem?.(params) ?? text(params) } : def;
  };
}

const REMEMBERED: ReadonlySet<string> = new Set([
  'columnOrder',
  'columnSizing',
  'columnVisibility',
  'sort',
  'filter',
]);

/** The link of a cell whose number explains itself: Enter does what a click does. */
function explanationIn(target: EventTarget | null): HTMLAnchorElement | null {
  const cell = target instanceof Element ? target.closest('.ag-cell') : null;
  return cell?.querySelector<HTMLAnchorElement>('a[href^="#?explain="]') ?? null;
}

function isInCells(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('.ag-cell') !== null;
}

/** Cells painted by what is selected, and, where editable, by what was changed and what cannot stand. */
function useDefaultColumn(range: RangeModel, editing: SheetEditing | null): ColDef<GridRow> {
  const standing = useRef(editing);
  standing.current = editing;
  const isEditable = editing !== null;
  return useMemo((): ColDef<GridRow> => {
    const problem = (data: GridRow | undefined, column: string): string | null =>
      data ? (standing.current?.problemOf(data.id, column) ?? null) : null;
    const remark = (data: GridRow | undefined, column: string): string | null =>
      data ? (standing.current?.remarkOf?.(data.id, column) ?? null) : null;
    return {
      sortable: true,
      resizable: true,
      minWidth: 48,
      maxWidth: 480,
      editable: ({ data, column }) =>
        isEditable && data !== undefined && (standing.current?.canEdit(data.id, column.getColId()) ?? false),
      suppressKeyboardEvent: ({ event, editing: typing }: SuppressKeyboardEventParams<GridRow>) =>
        isOurs(event, typing) || (event.key === 'Enter' && explanationIn(event.target) !== null),
      cellClassRules: {
        'dd-range': ({ api, rowIndex, column, node }) => {
          if (node.rowPinned) return false;
          const box = currentBox({ api, range });
          return (
            box !== null && isMany(box) && column !== undefined && isIn(box, rowIndex, column.getColId())
          );
        },
        'dd-found': ({ rowIndex, column, node }) => {
          const found = range.found();
          return (
            found !== null && !node.rowPinned && found.row === rowIndex && found.column === column?.getColId()
          );
        },
        ...(isEditable
          ? {
              'dd-problem': ({ data, column }) => problem(data, column?.getColId() ?? '') !== null,
              'dd-remarked': ({ data, column }) => remark(data, column?.getColId() ?? '') !== null,
              'dd-changed': ({ data, column }) =>
                data !== undefined &&
                (standing.current?.isChanged(data.id, column?.getColId() ?? '') ?? false),
              'dd-fixed': ({ data, column, node }) =>
                !node.rowPinned &&
                data !== undefined &&
                !(standing.current?.canEdit(data.id, column?.getColId() ?? '') ?? true),
            }
          : {}),
      },
      ...(isEditable
        ? {
            tooltipValueGetter: ({ data, column }) =>
              column && 'getColId' in column
                ? (problem(data, column.getColId()) ?? remark(data, column.getColId()))
                : null,
          }
        : {}),
    };
  }, [range, isEditable]);
}

interface Selected {
  readonly sums: SelectionSums | null;
  /** Where the cursor is. */
  readonly at: CellAt | null;
}

/** Repaints what is selected and sums it, at most once a frame. */
function useSelected(
  api: GridApi<GridRow> | null,
  range: RangeModel,
  columns: readonly Column[],
  looks: Looks,
): Selected {
  const [selected, setSelected] = useState<Selected>({ sums: null, at: null });
  useEffect(() => {
    if (!api) return;
    let frame = 0;
    const work = (): void => {
      frame = 0;
      if (api.isDestroyed()) return;
      api.refreshCells({ force: true, suppressFlash: true });
      const box = currentBox({ api, range });
      const at = range.get()?.anchor ?? null;
      if (!box || !isMany(box)) {
        setSelected({ sums: null, at });
        return;
      }
      const places = box.columns.map((key) => columns.findIndex((column) => column.key === key));
      setSelected({ sums: sumsOf(rowsIn(api, box), places, columns, looks), at });
    };
    const stop = range.subscribe(() => {
      if (frame === 0) frame = requestAnimationFrame(work);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [api, range, columns, looks]);
  return selected;
}
