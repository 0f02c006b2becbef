// The filter above a grid: rows that have every word of a text in some column, as shown or as it is. What rows say is kept, and they are
// looked at in pieces, so that typing over 100 000 rows does not hold the page up. Must not: know how a grid is drawn.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import type { GridApi, GridOptions } from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from '../../../../src-shared/report-table.ts';
import { now } from '../../clock.ts';
import type { Formats } from '../columns.tsx';
import { cellText } from '../columns.tsx';
import type { GridRow, Looks } from '../rows.ts';
import { displayedColumns } from '../selecting/gestures.ts';

/** Longer than this rows are not looked at without a pause. */
const PIECE_MS = 10;
/** Asking for the time costs as much as looking at a row. */
const ROWS_UNTIMED = 100;

const NONE: ReadonlyMap<GridRow, boolean> = new Map();

/** What rows say in the columns that are shown, in lower case. */
class Texts {
  readonly #kept = new WeakMap<GridRow, string>();
  readonly #columns: readonly { column: Column; at: number }[];
  readonly #looks: Looks;
  readonly #formats: Formats;
  constructor(columns: readonly Column[], shown: readonly string[], looks: Looks, formats: Formats) {
    this.#columns = columns.flatMap((column, at) => (shown.includes(column.key) ? [{ column, at }] : []));
    this.#looks = looks;
    this.#formats = formats;
  }

  has(row: GridRow, words: readonly string[]): boolean {
    const said = this.#of(row);
    return words.every((word) => said.includes(word));
  }

  #of(row: GridRow): string {
    const known = this.#kept.get(row);
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const { column, at } of this.#columns) {
      const value = row.cells[at] ?? null;
      if (value === null || value === '') continue;
      parts.push(value);
      const written = cellText(value, column, this.#looks[column.key] ?? {}, this.#formats);
      if (written !== value) parts.push(written);
    }
    const text = parts.join('\n').toLowerCase();
    this.#kept.set(row, text);
    return text;
  }

  /** Whether each of them has all the words, found in pieces. @returns null where it was given up meanwhile. */
  async whichHave(
    words: readonly string[],
    rows: readonly GridRow[],
    isGivenUp: () => boolean,
  ): Promise<Map<GridRow, boolean> | null> {
    const found = new Map<GridRow, boolean>();
    let since = now();
    for (const [at, row] of rows.entries()) {
      found.set(row, this.has(row, words));
      if (at % ROWS_UNTIMED !== 0 || now() - since < PIECE_MS) continue;
      await new Promise((next) => setTimeout(next));
      if (isGivenUp()) return null;
      since = now();
    }
    return found;
  }
}

export interface QuickFiltering {
  /** As it is typed. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What the grid is filtered by. */
  readonly applied: string;
  readonly options: GridOptions<GridRow>;
}

export function useQuickFilter(
  api: GridApi<GridRow> | null,
  rows: readonly GridRow[],
  columns: readonly Column[],
  looks: Looks,
  formats: Formats,
): QuickFiltering {
  const [text, setText] = useState('');
  const [applied, setApplied] = useState('');
  /** Whether a row passes; null: there is no filter. */
  const standing = useRef<((row: GridRow) => boolean) | null>(null);
  const kept = useRef<{ key: readonly unknown[]; texts: Texts } | null>(null);
  const all = useRef(rows);
  all.current = rows;
  // Rows that change are looked at by the grid as they come.
  useEffect(() => {
    if (!api || api.isDestroyed()) return;
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0 && !standing.current) return;
    let given = false;
    const shown = displayedColumns(api).join('|');
    const key = kept.current?.key;
    const same = key && key[0] === columns && key[1] === looks && key[2] === formats && key[3] === shown;
    const texts = same ? kept.current!.texts : new Texts(columns, displayedColumns(api), looks, formats);
    kept.current = { key: [columns, looks, formats, shown], texts };
    const apply = async (): Promise<void> => {
      const found =
        words.length > 0 ? await texts.whichHave(words, all.current, () => given || api.isDestroyed()) : NONE;
      if (!found) return;
      standing.current = words.length > 0 ? (row) => found.get(row) ?? texts.has(row, words) : null;
      setApplied(text.trim());
      api.onFilterChanged();
    };
    void apply();
    return () => {
      given = true;
    };
  }, [api, text, columns, looks, formats]);
  const options = useMemo(
    (): GridOptions<GridRow> => ({
      isExternalFilterPresent: () => standing.current !== null,
      doesExternalFilterPass: ({ data }) => !data || standing.current?.(data) !== false,
    }),
    [],
  );
  return { text, setText, applied, options };
}

export function QuickFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <TextInput
      w={200}
      placeholder="Filter"
      aria-label="Filter rows"
      leftSection={<IconFilter size={14} />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onText('');
      }}
      rightSection={
        text === '' ? null : (
          <ActionIcon size="xs" aria-label="Clear filter" onClick={() => onText('')}>
            <IconX size={12} />
          </ActionIcon>
        )
      }
    />
  );
}
