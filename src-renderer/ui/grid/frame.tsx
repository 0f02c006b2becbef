// The grid itself, as every sheet of the page is: AG Grid with our theme, ranges, clipboard, find, status bar and memory. Grid
// (rows at hand) and WindowedGrid (rows by windows) are this with their rows. Must not: be used by screens.
import type { ColDef, GridApi, GridOptions, GridReadyEvent } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useState } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { AfterPaint } from '../after-paint.tsx';
import { usePreferences } from '../preferences.tsx';
import { Cells } from './cells.tsx';
import { PastePanel } from './editing/paste-panel.tsx';
import type { PastePlan, SheetEditing } from './editing/sheet-editing.ts';
import { NOTHING_SAID, saidOf } from './editing/sheet-editing.ts';
import { useNewRow } from './editing/use-new-row.ts';
import type { FindBarProps } from './finding/find-bar.tsx';
import { FindBar } from './finding/find-bar.tsx';
import type { GridExport } from './grid-menu.tsx';
import { GridMenu } from './grid-menu.tsx';
import { forget } from './remembered.ts';
import type { GridRow, Looks } from './rows.ts';
import type { Gestures } from './selecting/gestures.ts';
import {
  explanationIn,
  isInCells,
  onCopy,
  onCut,
  onKey,
  onMouseDown,
  onMouseMove,
  onPaste,
} from './selecting/gestures.ts';
import { openRange } from './selecting/range.ts';
import { useSelected } from './selecting/selected.ts';
import { StatusBar } from './status-bar.tsx';

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
        <PastePanel plan={doubtful} editing={editing} onDone={() => setDoubtful(null)} />
      ) : null}
      <div className="sheet-grid">
        <AfterPaint>
          <Cells {...props} range={range} onReady={ready} />
        </AfterPaint>
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
