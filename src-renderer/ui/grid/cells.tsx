// The cells of a sheet: AG Grid with our theme and memory, its cells painted by what is selected, changed and cannot stand.
// Must not: be used but by the frame around it.
import './grid.css';
import type { ColDef, GridReadyEvent, SuppressKeyboardEventParams } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMemo, useRef, useState } from 'react';
import type { Density } from '../preferences.tsx';
import { usePreferences } from '../preferences.tsx';
import type { SheetEditing } from './editing/sheet-editing.ts';
import type { FrameProps } from './frame.tsx';
import { recall, remember } from './remembered.ts';
import type { GridRow } from './rows.ts';
import { currentBox, explanationIn, isOurs, onFocused } from './selecting/gestures.ts';
import type { RangeModel } from './selecting/range.ts';
import { isIn, isMany } from './selecting/range.ts';
import { THEMES } from './setup.ts';

const rowId = ({ data }: { data: GridRow }): string => data.id;

/** @param props.text where it is not a filter that leaves nothing. */
function NothingFits({ text = 'No row fits.' }: { text?: string }) {
  return <span className="dim">{text}</span>;
}

interface CellsProps extends Pick<FrameProps, 'name' | 'defs' | 'editing' | 'options' | 'onOpen'> {
  readonly range: RangeModel;
  readonly onReady: (event: GridReadyEvent<GridRow>) => void;
}

export function Cells({ name, defs, editing = null, options, onOpen, range, onReady }: CellsProps) {
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
