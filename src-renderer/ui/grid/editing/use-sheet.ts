// The rows of an editable sheet with every step back: changes, added and removed rows, one step for each gesture. Bad values stay
// where they were typed, with their reason. Must not: save anything (the screen does, with `changed()`), or know the grid.
import { useCallback, useMemo, useState } from 'react';
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import type { GridRow } from '../rows.ts';
import type { CellChange, SheetEditing } from './sheet-editing.ts';

export interface SheetRules {
  readonly columns: readonly Column[];
  /** May this cell be changed? Left out: every one. */
  canEdit?(row: GridRow, column: string): boolean;
  /** Why a value cannot stand; null: it can. */
  check(value: Cell, column: string, row: GridRow): string | null;
  /** A blank row under this id. Left out: rows cannot be added. */
  blank?(id: string): GridRow;
  /** May this row be taken out? Left out: only rows that were added. */
  canRemove?(row: GridRow): boolean;
}

interface Step {
  readonly label: string;
  readonly before: readonly GridRow[];
  readonly after: readonly GridRow[];
}

interface Standing {
  readonly rows: readonly GridRow[];
  readonly back: readonly Step[];
  readonly forth: readonly Step[];
  readonly made: number;
}

/** Steps that can be taken back. */
const STEPS = 200;

export interface Sheet {
  readonly rows: readonly GridRow[];
  readonly editing: SheetEditing;
  /** What would be undone or redone, in words; null: nothing. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** Rows that differ from the original, new ones included. */
  readonly changed: readonly GridRow[];
  readonly removed: readonly GridRow[];
  /** Cells that cannot stand as they are. */
  readonly problems: readonly { row: string; column: string; why: string }[];
  addRows(count: number): void;
  /** Reasons that came from elsewhere (a refusal), shown until the cell changes. */
  refuse(problems: readonly { row: string; column: string; why: string }[]): void;
  /** Back to the original, or to new originals after saving. */
  reset(): void;
}

/** @param original rows as the book has them; a new array starts the sheet anew. */
export function useSheet(original: readonly GridRow[], rules: SheetRules): Sheet {
  const [base, setBase] = useState(original);
  const [standing, setStanding] = useState<Standing>(() => fresh(original));
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  if (base !== original) {
    setBase(original);
    setStanding(fresh(original));
    setRefused(new Map());
  }
  const originals = useMemo(() => new Map(original.map((row) => [row.id, row])), [original]);
  const current = useMemo(() => new Map(standing.rows.map((row) => [row.id, row])), [standing.rows]);
  const step = useCallback((label: string, work: (rows: readonly GridRow[], made: number) => Changed) => {
    setStanding((before) => {
      const { rows, made } = work(before.rows, before.made);
      if (rows === before.rows) return { ...before, made };
      const back = [...before.back, { label, before: before.rows, after: rows }].slice(-STEPS);
      return { rows, back, forth: [], made };
    });
  }, []);
  const editing = useEditing(rules, current, originals, refused, setRefused, step, setStanding);
  const addRows = (count: number): void =>
    step(`Adding ${count === 1 ? 'a row' : `${count} rows`}`, (rows, made) => ({
      rows: [...rows, ...blanks(rules, made, count)],
      made: made + count,
    }));
  return {
    rows: standing.rows,
    editing,
    undoLabel: standing.back.at(-1)?.label ?? null,
    redoLabel: standing.forth.at(-1)?.label ?? null,
    changed: standing.rows.filter((row) => originals.get(row.id) !== row && !isBlank(row, originals)),
    removed: original.filter((row) => !current.has(row.id)),
    problems: problemsOf(standing.rows, originals, rules, refused),
    addRows,
    refuse: (problems) =>
      setRefused(new Map(problems.map(({ row, column, why }) => [`${row}\n${column}`, why]))),
    reset: () => setStanding(fresh(original)),
  };
}

interface Changed {
  readonly rows: readonly GridRow[];
  readonly made: number;
}

function fresh(rows: readonly GridRow[]): Standing {
  return { rows, back: [], forth: [], made: 0 };
}

function blanks({ blank }: SheetRules, made: number, count: number): GridRow[] {
  return blank ? Array.from({ length: count }, (_, index) => blank(newId(made + index + 1))) : [];
}

/** Ids of rows that are not in the book yet. */
export function newId(n: number): string {
  return `new:${n}`;
}

function isBlank(row: GridRow, originals: ReadonlyMap<string, GridRow>): boolean {
  return !originals.has(row.id) && row.cells.every((cell) => cell === null);
}

function useEditing(
  rules: SheetRules,
  current: ReadonlyMap<string, GridRow>,
  originals: ReadonlyMap<string, GridRow>,
  refused: ReadonlyMap<string, string>,
  setRefused: (refused: ReadonlyMap<string, string>) => void,
  step: (label: string, work: (rows: readonly GridRow[], made: number) => Changed) => void,
  setStanding: (change: (before: Standing) => Standing) => void,
): SheetEditing {
  return useMemo(() => {
    const place = (column: string): number => rules.columns.findIndex(({ key }) => key === column);
    const made = (row: string): GridRow => current.get(row) ?? rules.blank?.(row) ?? { id: row, cells: [] };
    const change = (label: string, changes: readonly CellChange[]): void => {
      if (changes.length === 0) return;
      const left = new Map(refused);
      for (const { row, column } of changes) left.delete(`${row}\n${column}`);
      if (left.size !== refused.size) setRefused(left);
      step(label, (rows, count) => applied(rows, count, changes, place, rules));
    };
    return {
      canEdit: (row, column) => place(column) >= 0 && (rules.canEdit?.(made(row), column) ?? true),
      read: (text) => (text.trim() === '' ? null : text.trim()),
      check: (value, column, row) => rules.check(value, column, made(row)),
      problemOf: (row, column) => {
        const said = refused.get(`${row}\n${column}`);
        const standing = current.get(row);
        if (said !== undefined || !standing || standing === originals.get(row)) return said ?? null;
        if (isBlank(standing, originals)) return null;
        return rules.check(standing.cells[place(column)] ?? null, column, standing);
      },
      isChanged: (row, column) => {
        const [now, before] = [current.get(row), originals.get(row)];
        const at = place(column);
        return now !== undefined && now !== before && (now.cells[at] ?? null) !== (before?.cells[at] ?? null);
      },
      change,
      undo: () => setStanding(undone),
      redo: () => setStanding(redone),
      ...(rules.blank
        ? { grow: (count: number) => Array.from({ length: count }, (_, index) => `grow:${index}`) }
        : {}),
      removeRows: (ids) => {
        const can = (row: GridRow): boolean => rules.canRemove?.(row) ?? !originals.has(row.id);
        step(ids.length === 1 ? 'Removing a row' : `Removing ${ids.length} rows`, (rows, count) => ({
          rows: rows.filter((row) => !ids.includes(row.id) || !can(row)),
          made: count,
        }));
      },
    };
  }, [rules, current, originals, refused, setRefused, step, setStanding]);
}

function undone(before: Standing): Standing {
  const last = before.back.at(-1);
  if (!last) return before;
  return { ...before, rows: last.before, back: before.back.slice(0, -1), forth: [...before.forth, last] };
}

function redone(before: Standing): Standing {
  const next = before.forth.at(-1);
  if (!next) return before;
  return { ...before, rows: next.after, back: [...before.back, next], forth: before.forth.slice(0, -1) };
}

/** Changes worked in; rows named "grow:n" are made at the end, under ids of their own. */
function applied(
  rows: readonly GridRow[],
  made: number,
  changes: readonly CellChange[],
  place: (column: string) => number,
  rules: SheetRules,
): Changed {
  const growing = [...new Set(changes.map(({ row }) => row).filter((row) => row.startsWith('grow:')))];
  const ids = new Map(growing.map((row, index) => [row, newId(made + index + 1)]));
  const byRow = Map.groupBy(changes, ({ row }) => ids.get(row) ?? row);
  const all = [...rows, ...blanks(rules, made, growing.length)];
  const changed = all.map((row) => {
    const mine = byRow.get(row.id);
    if (!mine) return row;
    const cells = [...row.cells];
    for (const { column, after } of mine) cells[place(column)] = after;
    return { ...row, cells };
  });
  return { rows: changed, made: made + growing.length };
}

function problemsOf(
  rows: readonly GridRow[],
  originals: ReadonlyMap<string, GridRow>,
  rules: SheetRules,
  refused: ReadonlyMap<string, string>,
): { row: string; column: string; why: string }[] {
  return rows.flatMap((row) => {
    const same = originals.get(row.id) === row || isBlank(row, originals);
    return rules.columns.flatMap(({ key }, index) => {
      const why =
        refused.get(`${row.id}\n${key}`) ?? (same ? null : rules.check(row.cells[index] ?? null, key, row));
      return why === null ? [] : [{ row: row.id, column: key, why }];
    });
  });
}
