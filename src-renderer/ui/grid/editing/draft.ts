// What was edited in a sheet and is not in the book yet, with every step back: changed cells and new rows, apart from the rows
// themselves, so that a draft is small however long the sheet, and outlives rows that are read anew. Pure.
import type { Cell } from '../../../../src-shared/report-table.ts';
import type { GridRow } from '../rows.ts';
import type { CellChange } from './sheet-editing.ts';

export interface Draft {
  /** Cells that differ from the book's, by row and column. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
  /** New rows, in their order. */
  readonly added: readonly GridRow[];
}

interface Step {
  readonly label: string;
  readonly before: Draft;
  readonly after: Draft;
}

export interface Standing {
  readonly draft: Draft;
  readonly back: readonly Step[];
  readonly forth: readonly Step[];
  /** How many rows were ever added: their ids are not used again. */
  readonly made: number;
}

/** The rows a draft is about. */
export interface SheetGround {
  /** As the book has them, by id. */
  readonly originals: ReadonlyMap<string, GridRow>;
  /** Where a column's cell stands in a row; -1: nowhere. */
  place(column: string): number;
  /** A blank row under this id. */
  blank(id: string): GridRow;
}

export const UNTOUCHED: Standing = {
  draft: { cells: new Map(), added: [] },
  back: [],
  forth: [],
  made: 0,
};

/** Steps that can be taken back. */
const STEPS = 200;

/** Rows that changes name "grow:0", "grow:1" … are made by them, below the last. */
export const GROWING = 'grow:';

/** Ids of rows that are not in the book yet. */
export function newId(n: number): string {
  return `new:${n}`;
}

function stepped(before: Standing, label: string, draft: Draft, made: number): Standing {
  const back = [...before.back, { label, before: before.draft, after: draft }].slice(-STEPS);
  return { draft, back, forth: [], made };
}

/** The changes of one gesture as one step. A cell that is as the book has it again is no change. */
export function withChanges(
  before: Standing,
  label: string,
  changes: readonly CellChange[],
  ground: SheetGround,
): Standing {
  const { draft, made } = before;
  const growing = [...new Set(changes.map(({ row }) => row).filter((row) => row.startsWith(GROWING)))];
  const ids = new Map(growing.map((row, index) => [row, newId(made + index + 1)]));
  const added = new Map([...draft.added, ...growing.map((row) => ground.blank(ids.get(row)!))].map(byId));
  const cells = new Map(draft.cells);
  for (const [id, mine] of Map.groupBy(changes, ({ row }) => ids.get(row) ?? row)) {
    const fresh = added.get(id);
    if (fresh)
      added.set(id, rowWith(fresh, new Map(mine.map(({ column, after }) => [column, after])), ground));
    const original = ground.originals.get(id);
    if (!original) continue;
    const kept = new Map(cells.get(id));
    for (const { column, after } of mine) kept.set(column, after);
    setOrDrop(cells, id, differing(original, kept, ground));
  }
  return stepped(before, label, { cells, added: [...added.values()] }, made + growing.length);
}

export function withBlankRows(before: Standing, count: number, ground: SheetGround): Standing {
  const { draft, made } = before;
  const fresh = Array.from({ length: count }, (_, index) => ground.blank(newId(made + index + 1)));
  const label = `Adding ${count === 1 ? 'a row' : `${count} rows`}`;
  return stepped(before, label, { ...draft, added: [...draft.added, ...fresh] }, made + count);
}

export function undone(before: Standing): Standing {
  const last = before.back.at(-1);
  if (!last) return before;
  return { ...before, draft: last.before, back: before.back.slice(0, -1), forth: [...before.forth, last] };
}

export function redone(before: Standing): Standing {
  const next = before.forth.at(-1);
  if (!next) return before;
  return { ...before, draft: next.after, back: [...before.back, next], forth: before.forth.slice(0, -1) };
}

/** The draft over rows that were read anew: what is in the book by now, or was of rows that are no more, is no change. */
export function settled(before: Standing, ground: SheetGround): Standing {
  const cells = new Map<string, ReadonlyMap<string, Cell>>();
  for (const [id, mine] of before.draft.cells) {
    const original = ground.originals.get(id);
    if (original) setOrDrop(cells, id, differing(original, mine, ground));
  }
  return { ...before, draft: { ...before.draft, cells } };
}

/** All rows as they are shown: the book's with their changes, then the new ones. */
export function rowsWith(
  original: readonly GridRow[],
  { cells, added }: Draft,
  ground: SheetGround,
): readonly GridRow[] {
  if (cells.size === 0 && added.length === 0) return original;
  const rows = original.map((row) => {
    const mine = cells.get(row.id);
    return mine ? rowWith(row, mine, ground) : row;
  });
  return [...rows, ...added];
}

/** The row as it is now; null: there is none. */
export function rowNow(id: string, { cells, added }: Draft, ground: SheetGround): GridRow | null {
  const original = ground.originals.get(id);
  if (!original) return added.find((row) => row.id === id) ?? null;
  const mine = cells.get(id);
  return mine ? rowWith(original, mine, ground) : original;
}

/** Rows that differ from the book, new ones included; blank new rows are nothing yet. */
export function changedRows({ cells, added }: Draft, ground: SheetGround): GridRow[] {
  const changed = [...cells].flatMap(([id, mine]) => {
    const original = ground.originals.get(id);
    return original ? [rowWith(original, mine, ground)] : [];
  });
  return [...changed, ...added.filter((row) => !isBlank(row))];
}

/** How many rows wait to be applied. */
export function countOf({ cells, added }: Draft): number {
  return cells.size + added.filter((row) => !isBlank(row)).length;
}

export function isBlank({ cells }: GridRow): boolean {
  return cells.every((cell) => cell === null);
}

function rowWith(row: GridRow, changed: ReadonlyMap<string, Cell>, { place }: SheetGround): GridRow {
  const cells = [...row.cells];
  for (const [column, after] of changed) {
    const at = place(column);
    if (at >= 0) cells[at] = after;
  }
  return { ...row, cells };
}

function differing(
  { cells }: GridRow,
  mine: ReadonlyMap<string, Cell>,
  { place }: SheetGround,
): ReadonlyMap<string, Cell> {
  return new Map([...mine].filter(([column, after]) => after !== (cells[place(column)] ?? null)));
}

function setOrDrop<V extends ReadonlyMap<string, Cell>>(all: Map<string, V>, id: string, mine: V): void {
  if (mine.size > 0) all.set(id, mine);
  else all.delete(id);
}

function byId(row: GridRow): [string, GridRow] {
  return [row.id, row];
}
