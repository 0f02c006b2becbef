// What a grid remembers of itself between sessions: order, width and choice of columns, and sorting. Filters stay while the page is
// open. Kept on this computer under the screen's name. Must not: keep values of a book.
import type { GridState } from 'ag-grid-community';

const PREFIX = 'drawdown.grid.';
const filters = new Map<string, GridState['filter']>();

type Kept = Pick<GridState, 'columnOrder' | 'columnSizing' | 'columnVisibility' | 'sort'>;

export function recall(name: string): GridState | undefined {
  let kept: Kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(PREFIX + name) ?? '{}') as Kept;
  } catch {
    // What cannot be read is as if it had never been.
  }
  const filter = filters.get(name);
  const state: GridState = { ...kept, ...(filter ? { filter } : {}) };
  return Object.keys(state).length === 0 ? undefined : { ...state, partialColumnState: true };
}

export function remember(name: string, state: GridState): void {
  const { columnOrder, columnSizing, columnVisibility, sort, filter } = state;
  filters.set(name, filter);
  localStorage.setItem(
    PREFIX + name,
    JSON.stringify({ columnOrder, columnSizing, columnVisibility, sort } satisfies Kept),
  );
}

export function forget(name: string): void {
  filters.delete(name);
  localStorage.removeItem(PREFIX + name);
}
