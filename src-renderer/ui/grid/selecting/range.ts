// The rectangle of cells that is selected: where it began, where it has come to. The grid's own focus stays where it began, as in
// a sheet. Must not: touch the grid.

export interface CellAt {
  readonly row: number;
  readonly column: string;
}

export interface Range {
  readonly anchor: CellAt;
  readonly head: CellAt;
}

/** The rectangle, in the order of the columns now displayed. */
export interface Box {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly string[];
}

export interface RangeModel {
  get(): Range | null;
  set(range: Range | null): void;
  /** The cell that Find is at. */
  found(): CellAt | null;
  find(cell: CellAt | null): void;
  /** From the anchor to this cell. */
  extend(head: CellAt): void;
  subscribe(listener: () => void): () => void;
}

export function openRange(): RangeModel {
  let range: Range | null = null;
  let found: CellAt | null = null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    get: () => range,
    found: () => found,
    find(cell) {
      found = cell;
      tell();
    },
    set(next) {
      if (next === range || (next && range && same(next.anchor, range.anchor) && same(next.head, range.head)))
        return;
      range = next;
      tell();
    },
    extend(head) {
      this.set({ anchor: range?.anchor ?? head, head });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function same(a: CellAt, b: CellAt): boolean {
  return a.row === b.row && a.column === b.column;
}

export function boxOf(range: Range, displayed: readonly string[]): Box {
  const [from, to] = [displayed.indexOf(range.anchor.column), displayed.indexOf(range.head.column)].sort(
    (a, b) => a - b,
  ) as [number, number];
  return {
    firstRow: Math.min(range.anchor.row, range.head.row),
    lastRow: Math.max(range.anchor.row, range.head.row),
    columns: from < 0 ? [] : displayed.slice(from, to + 1),
  };
}

export function isIn(box: Box, row: number, column: string): boolean {
  return row >= box.firstRow && row <= box.lastRow && box.columns.includes(column);
}

/** One cell is no range worth painting. */
export function isMany(box: Box): boolean {
  return box.columns.length > 1 || box.lastRow > box.firstRow;
}

/** The head moved by a key; `toEdge` as far as it goes. */
export function moved(
  range: Range,
  key: string,
  toEdge: boolean,
  displayed: readonly string[],
  rows: number,
): CellAt {
  const column = displayed.indexOf(range.head.column);
  const columnAt = (place: number): string =>
    displayed[Math.max(0, Math.min(displayed.length - 1, place))] ?? range.head.column;
  const rowAt = (place: number): number => Math.max(0, Math.min(rows - 1, place));
  const { head } = range;
  switch (key) {
    case 'ArrowUp':
      return { ...head, row: toEdge ? 0 : rowAt(head.row - 1) };
    case 'ArrowDown':
      return { ...head, row: toEdge ? rows - 1 : rowAt(head.row + 1) };
    case 'PageUp':
      return { ...head, row: rowAt(head.row - 25) };
    case 'PageDown':
      return { ...head, row: rowAt(head.row + 25) };
    case 'ArrowLeft':
      return { ...head, column: columnAt(toEdge ? 0 : column - 1) };
    case 'ArrowRight':
      return { ...head, column: columnAt(toEdge ? displayed.length - 1 : column + 1) };
    case 'Home':
      return { row: toEdge ? 0 : head.row, column: columnAt(0) };
    case 'End':
      return { row: toEdge ? rows - 1 : head.row, column: columnAt(displayed.length - 1) };
    default:
      return head;
  }
}
