// The rows of an editable sheet with every step back: one step for each gesture. Bad values stay where they were typed, with their
// reason. Must not: save anything (the screen does, with `changed`), or know the grid.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Cell, Column } from '../../../../src-shared/report-table.ts';
import type { GridRow } from '../rows.ts';
import type { Draft, SheetGround, Standing } from './draft.ts';
import {
  changedRows,
  GROWING,
  isBlank,
  newId,
  redone,
  rowNow,
  rowsWith,
  settled,
  UNTOUCHED,
  undone,
  withBlankRows,
  withChanges,
} from './draft.ts';
import type { Keeping } from './kept.ts';
import { keepDraft, recallDraft } from './kept.ts';
import type { CellChange, SheetEditing } from './sheet-editing.ts';

export interface SheetRules {
  readonly columns: readonly Column[];
  /** May this cell be changed? Left out: every one. */
  canEdit?(row: GridRow, column: string): boolean;
  /** What a typed or pasted text means, trimmed and not blank. Left out: itself. */
  read?(text: string, column: string): string;
  /** Why a value cannot stand; null: it can. */
  check(value: Cell, column: string, row: GridRow): string | null;
  /** The column that tells rows apart: a new row that names one of the book's is marked, as it changes that one. */
  readonly tellsApart?: string;
  /** A blank row under this id. Left out: rows cannot be added. */
  blank?(id: string): GridRow;
}

export interface CellProblem {
  readonly row: string;
  readonly column: string;
  readonly why: string;
}

export interface Sheet {
  readonly rows: readonly GridRow[];
  readonly editing: SheetEditing;
  /** What would be undone or redone, in words; null: nothing. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** Rows that differ from the original, new ones included. */
  readonly changed: readonly GridRow[];
  /** Cells that cannot stand as they are. */
  readonly problems: readonly CellProblem[];
  addRows(count: number): void;
  /** One step that makes a new row (named "grow:0" in the changes) and takes the cursor there. */
  addWith(label: string, changes: readonly CellChange[]): void;
  /** Reasons that came from elsewhere (a refusal), shown until the cell changes. */
  refuse(problems: readonly CellProblem[]): void;
  /** Back to the original. */
  reset(): void;
}

type Refused = ReadonlyMap<string, CellProblem>;

const NO_ROWS: readonly GridRow[] = [];
const NONE_REFUSED: Refused = new Map();
const keyOf = (row: string, column: string): string => `${row}\n${column}`;

/**
 * @param original rows as the book has them; null: not read yet.
 * @param keeping the draft is kept under this when the screen is left, and stays over rows that are read anew. Left out: another
 * array starts the sheet anew.
 */
export function useSheet(
  original: readonly GridRow[] | null,
  rules: SheetRules,
  keeping: Keeping | null = null,
): Sheet {
  const [standing, setStanding] = useState<Standing>(() => (keeping ? recallDraft(keeping) : UNTOUCHED));
  const [refused, setRefused] = useState(NONE_REFUSED);
  const ground = useGround(original, rules);
  const [base, setBase] = useState(keeping ? null : original);
  if (original !== null && base !== original) {
    setBase(original);
    setStanding(keeping ? settled(standing, ground) : UNTOUCHED);
    setRefused(NONE_REFUSED);
  }
  useEffect(() => {
    if (keeping) keepDraft(keeping, standing);
  }, [keeping, standing]);
  const { draft, back, forth } = standing;
  const rows = useMemo(() => rowsWith(original ?? NO_ROWS, draft, ground), [original, draft, ground]);
  const changed = useMemo(() => changedRows(draft, ground), [draft, ground]);
  const problems = useMemo(
    () => problemsOf(changed, draft, ground, rules, refused),
    [changed, draft, ground, rules, refused],
  );
  const [newRow, setNewRow] = useState<string | null>(null);
  const editing = useEditing(rules, ground, draft, refused, newRow, setRefused, setStanding);
  const next = newId(standing.made + 1);
  return {
    rows,
    editing,
    undoLabel: back.at(-1)?.label ?? null,
    redoLabel: forth.at(-1)?.label ?? null,
    changed,
    problems,
    addRows(count) {
      setStanding((before) => withBlankRows(before, count, ground));
      setNewRow(next);
    },
    addWith(label, changes) {
      editing.change(label, changes);
      setNewRow(next);
    },
    refuse: (told) => setRefused(new Map(told.map((one) => [keyOf(one.row, one.column), one]))),
    reset: () => setStanding(UNTOUCHED),
  };
}

function useGround(original: readonly GridRow[] | null, rules: SheetRules): SheetGround {
  return useMemo(() => {
    const places = new Map(rules.columns.map(({ key }, index) => [key, index]));
    return {
      originals: new Map((original ?? NO_ROWS).map((row) => [row.id, row])),
      place: (column) => places.get(column) ?? -1,
      blank: (id) => rules.blank?.(id) ?? { id, cells: [] },
    };
  }, [original, rules]);
}

function useEditing(
  rules: SheetRules,
  ground: SheetGround,
  draft: Draft,
  refused: Refused,
  newRow: string | null,
  setRefused: (change: (before: Refused) => Refused) => void,
  setStanding: (change: (before: Standing) => Standing) => void,
): SheetEditing {
  const change = useCallback(
    (label: string, changes: readonly CellChange[]): void => {
      if (changes.length === 0) return;
      setRefused((before) => {
        const left = new Map(before);
        for (const { row, column } of changes) left.delete(keyOf(row, column));
        return left.size === before.size ? before : left;
      });
      setStanding((before) => withChanges(before, label, changes, ground));
    },
    [ground, setRefused, setStanding],
  );
  const taken = useMemo(() => {
    const place = rules.tellsApart === undefined ? -1 : ground.place(rules.tellsApart);
    return new Set([...ground.originals.values()].map(({ cells }) => cells[place] ?? null));
  }, [rules, ground]);
  return useMemo(() => {
    const made = (row: string): GridRow => rowNow(row, draft, ground) ?? ground.blank(row);
    const isNew = (row: string): boolean => !ground.originals.has(row);
    return {
      canEdit: (row, column) => ground.place(column) >= 0 && (rules.canEdit?.(made(row), column) ?? true),
      read(text, column) {
        const trimmed = text.trim();
        return trimmed === '' ? null : (rules.read?.(trimmed, column) ?? trimmed);
      },
      check: (value, column, row) => rules.check(value, column, made(row)),
      problemOf: (row, column) => {
        const said = refused.get(keyOf(row, column));
        if (said) return said.why;
        if (!draft.cells.has(row) && !isNew(row)) return null;
        const now = rowNow(row, draft, ground);
        if (!now || (isNew(row) && isBlank(now))) return null;
        return rules.check(now.cells[ground.place(column)] ?? null, column, now);
      },
      isChanged: (row, column) => {
        if (!isNew(row)) return draft.cells.get(row)?.has(column) ?? false;
        return (rowNow(row, draft, ground)?.cells[ground.place(column)] ?? null) !== null;
      },
      remarkOf(row, column) {
        if (column !== rules.tellsApart || !isNew(row)) return null;
        const value = rowNow(row, draft, ground)?.cells[ground.place(column)] ?? null;
        return value !== null && taken.has(value)
          ? `“${value}” is in the book: what stands here changes that row, and adds none`
          : null;
      },
      change,
      undo: () => setStanding(undone),
      redo: () => setStanding(redone),
      newRow,
      ...(rules.blank
        ? { grow: (count: number) => Array.from({ length: count }, (_, index) => `${GROWING}${index}`) }
        : {}),
    };
  }, [rules, ground, draft, refused, newRow, taken, change, setStanding]);
}

/** What is refused, and what of the changed rows can be seen to be wrong without asking. */
function problemsOf(
  changed: readonly GridRow[],
  draft: Draft,
  ground: SheetGround,
  { columns, check }: SheetRules,
  refused: Refused,
): CellProblem[] {
  const standing = [...refused.values()].filter(({ row }) => rowNow(row, draft, ground) !== null);
  const seen = changed.flatMap((row) =>
    columns.flatMap(({ key }, index) => {
      const why = refused.has(keyOf(row.id, key)) ? null : check(row.cells[index] ?? null, key, row);
      return why === null ? [] : [{ row: row.id, column: key, why }];
    }),
  );
  return [...standing, ...seen];
}
