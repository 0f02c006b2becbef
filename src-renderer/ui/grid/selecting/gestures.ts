// Keys, mouse and clipboard of a grid as gestures of a sheet: ranges with Shift and by dragging, copying, pasting, filling down,
// deleting, undo. Must not: draw anything.

import type { CellFocusedEvent, GridApi } from 'ag-grid-community';
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react';
import { counted } from '../../../../src-shared/counted.ts';
import type { Column as TableColumn } from '../../../../src-shared/report-table.ts';
import type { NumberStyle } from '../../format/numbers.ts';
import type { CellChange, PastePlan, SheetEditing } from '../editing/sheet-editing.ts';
import { paste, planPaste } from '../editing/sheet-editing.ts';
import type { GridRow } from '../rows.ts';
import { fromTsv, toHtml, toTsv } from './clipboard.ts';
import type { Box, CellAt, RangeModel } from './range.ts';
import { boxOf, isIn, moved } from './range.ts';

const RANGE_KEYS = /^(Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown)$/;

export interface Gestures {
  readonly api: GridApi<GridRow>;
  readonly range: RangeModel;
  readonly columns: readonly TableColumn[];
  readonly editing: SheetEditing | null;
  /** How numbers are written for a spreadsheet of this system. */
  readonly numbers: NumberStyle;
  /** A paste in which some cells cannot stand: the person decides. */
  readonly onDoubtfulPaste: (plan: PastePlan) => void;
  readonly onFind: () => void;
}

export function displayedColumns(api: GridApi<GridRow>): string[] {
  return api.getAllDisplayedColumns().map((column) => column.getColId());
}

export function currentBox({ api, range }: Pick<Gestures, 'api' | 'range'>): Box | null {
  const chosen = range.get();
  return chosen ? boxOf(chosen, displayedColumns(api)) : null;
}

/** Rows of the rectangle that are loaded. */
export function* rowsIn(api: GridApi<GridRow>, { firstRow, lastRow }: Box): Generator<GridRow> {
  for (let row = firstRow; row <= lastRow; row++) {
    const data = api.getDisplayedRowAtIndex(row)?.data;
    if (data) yield data;
  }
}

/** Keys that are ours and not the grid's. */
export function isOurs(event: globalThis.KeyboardEvent, editing: boolean): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (editing) return false;
  if (event.shiftKey && RANGE_KEYS.test(event.key)) return true;
  if (control && /^[acdfyz]$/i.test(event.key)) return true;
  return event.key === 'Delete' || event.key === 'Backspace';
}

/** @returns whether the key was one of ours. */
export function onKey(gestures: Gestures, event: KeyboardEvent): boolean {
  const { api, range, editing } = gestures;
  if (api.getEditingCells().length > 0) return false;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && key === 'f') {
    gestures.onFind();
    return true;
  }
  const focused = api.getFocusedCell();
  if (!focused || focused.rowPinned) return false;
  const displayed = displayedColumns(api);
  const at = { row: focused.rowIndex, column: focused.column.getColId() };
  const box = currentBox(gestures);
  // The grid tells of a moved focus later than a quick key comes.
  if (!box || !isIn(box, at.row, at.column)) range.set({ anchor: at, head: at });
  const standing = range.get() ?? { anchor: at, head: at };
  const rows = api.getDisplayedRowCount();
  if (event.shiftKey && RANGE_KEYS.test(event.key)) {
    const head = moved(standing, event.key, control, displayed, rows);
    range.set({ anchor: standing.anchor, head });
    api.ensureIndexVisible(head.row);
    api.ensureColumnVisible(head.column);
    return true;
  }
  if (control && key === 'a') {
    const [first, last] = [displayed[0], displayed.at(-1)];
    if (first && last)
      range.set({ anchor: { row: 0, column: first }, head: { row: rows - 1, column: last } });
    return true;
  }
  if (control && event.shiftKey && key === 'c') {
    copyNow(gestures, true);
    return true;
  }
  return editing ? onEditingKey(gestures, editing, event, control, key) : false;
}

function onEditingKey(
  gestures: Gestures,
  editing: SheetEditing,
  event: KeyboardEvent,
  control: boolean,
  key: string,
): boolean {
  if (control && key === 'z' && !event.shiftKey) editing.undo();
  else if (control && (key === 'y' || (key === 'z' && event.shiftKey))) editing.redo();
  else if (control && key === 'd') fillDown(gestures, editing);
  else if (event.key === 'Delete' || event.key === 'Backspace') clear(gestures, editing);
  else return false;
  return true;
}

function cellsOf(gestures: Gestures, editing: SheetEditing): { row: GridRow; column: string }[] {
  const box = currentBox(gestures);
  if (!box) return [];
  return [...rowsIn(gestures.api, box)].flatMap((row) =>
    box.columns.filter((column) => editing.canEdit(row.id, column)).map((column) => ({ row, column })),
  );
}

function clear(gestures: Gestures, editing: SheetEditing): void {
  const changes = cellsOf(gestures, editing).map(({ row, column }) => ({ row: row.id, column, after: null }));
  editing.change(`Clearing ${counted(changes.length, 'cell')}`, changes);
}

/** The top row of the rectangle into all below it; a single cell takes the one above. */
function fillDown(gestures: Gestures, editing: SheetEditing): void {
  const box = currentBox(gestures);
  if (!box) return;
  const single = box.firstRow === box.lastRow;
  const source = gestures.api.getDisplayedRowAtIndex(single ? box.firstRow - 1 : box.firstRow)?.data;
  if (!source) return;
  const place = (column: string): number => gestures.columns.findIndex(({ key }) => key === column);
  const changes: CellChange[] = cellsOf(gestures, editing)
    .filter(({ row }) => row.id !== source.id)
    .map(({ row, column }) => ({ row: row.id, column, after: source.cells[place(column)] ?? null }));
  editing.change(`Filling ${counted(changes.length, 'cell')} down`, changes);
}

let headersAsked = false;

/** Puts the rectangle on the clipboard, for the menu and Ctrl+Shift+C. */
function copyNow(gestures: Gestures, withHeaders: boolean): void {
  const block = blockOf(gestures);
  if (!block) return;
  headersAsked = withHeaders;
  void navigator.clipboard?.writeText(toTsv(block, withHeaders, gestures.numbers)).catch(() => {});
  headersAsked = false;
}

export function onCopy(gestures: Gestures, event: ClipboardEvent): void {
  const block = blockOf(gestures);
  if (!block || gestures.api.getEditingCells().length > 0) return;
  event.clipboardData.setData('text/plain', toTsv(block, headersAsked, gestures.numbers));
  event.clipboardData.setData('text/html', toHtml(block, headersAsked, gestures.numbers));
  event.preventDefault();
}

function blockOf(gestures: Gestures) {
  const box = currentBox(gestures);
  if (!box) return null;
  const places = box.columns.map((key) => gestures.columns.findIndex((column) => column.key === key));
  const rows = [...rowsIn(gestures.api, box)].map(({ cells }) => places.map((place) => cells[place] ?? null));
  return { columns: places.map((place) => gestures.columns[place]!), rows };
}

export function onPaste(gestures: Gestures, event: ClipboardEvent): void {
  const { api, editing } = gestures;
  const box = currentBox(gestures);
  if (!editing || !box || api.getEditingCells().length > 0) return;
  const block = fromTsv(event.clipboardData.getData('text/plain'));
  if (block.length === 0) return;
  event.preventDefault();
  const displayed = displayedColumns(api);
  const columns = displayed.slice(displayed.indexOf(box.columns[0] ?? ''));
  const below: string[] = [];
  for (let row = box.firstRow; row < api.getDisplayedRowCount(); row++) {
    const data = api.getDisplayedRowAtIndex(row)?.data;
    if (data) below.push(data.id);
  }
  const missing = block.length - below.length;
  if (missing > 0 && editing.grow) below.push(...editing.grow(missing));
  const fill = { rows: box.lastRow - box.firstRow + 1, columns: box.columns.length };
  const plan = planPaste(block, below, columns, fill, editing);
  if (plan.bad.length > 0) gestures.onDoubtfulPaste(plan);
  else paste(editing, plan.good);
}

/** Ctrl+X: copied, then cleared. */
export function onCut(gestures: Gestures, event: ClipboardEvent): void {
  onCopy(gestures, event);
  if (gestures.editing && event.isDefaultPrevented()) clear(gestures, gestures.editing);
}

/**
 * Focus begins a new range, but for the cell that a Shift-click came from. The grid tells of it late: a focus that has moved on
 * since is no news.
 */
export function onFocused(
  range: RangeModel,
  { api, rowIndex, column, rowPinned }: CellFocusedEvent<GridRow>,
): void {
  if (rowIndex === null || column === null || rowPinned || typeof column === 'string') return;
  const at = { row: rowIndex, column: column.getColId() };
  const now = api.getFocusedCell();
  if (now?.rowIndex !== at.row || now.column.getColId() !== at.column) return;
  const anchor = range.get()?.anchor;
  if (anchor?.row !== at.row || anchor.column !== at.column) range.set({ anchor: at, head: at });
}

export interface Dragging {
  active: boolean;
}

/** The cell an element lies in; null: none, or one of the totals. */
function cellOf(target: EventTarget): CellAt | null {
  const cell = target instanceof Element ? target.closest('.ag-cell') : null;
  const row = Number(cell?.closest('[row-index]')?.getAttribute('row-index') ?? Number.NaN);
  const column = cell?.getAttribute('col-id');
  return column && Number.isInteger(row) ? { row, column } : null;
}

/** By the page's own event: the grid tells of it later than a quick key comes. */
export function onMouseDown({ api, range }: Gestures, dragging: Dragging, event: MouseEvent): void {
  const at = event.button === 0 ? cellOf(event.target) : null;
  if (!at) return;
  const standing = range.get();
  if (event.shiftKey && standing) {
    range.set({ anchor: standing.anchor, head: at });
    const { row, column } = standing.anchor;
    // After the grid has focused the cell that was clicked.
    setTimeout(() => api.setFocusedCell(row, column), 0);
    return;
  }
  range.set({ anchor: at, head: at });
  dragging.active = true;
}

export function onMouseMove({ range }: Gestures, dragging: Dragging, event: MouseEvent): void {
  if (!dragging.active) return;
  if ((event.buttons & 1) === 0) {
    dragging.active = false;
    return;
  }
  const at = cellOf(event.target);
  if (at) range.extend(at);
}

/** The link of a cell whose number explains itself: Enter does what a click does. */
export function explanationIn(target: EventTarget | null): HTMLAnchorElement | null {
  const cell = target instanceof Element ? target.closest('.ag-cell') : null;
  return cell?.querySelector<HTMLAnchorElement>('a[href^="#?explain="]') ?? null;
}

export function isInCells(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('.ag-cell') !== null;
}
