// Ctrl+F in a grid: goes from match to match among what is shown, without hiding the rest. Esc gives the focus back to the cell.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { displayedColumns } from './gestures.ts';
import type { RangeModel } from './range.ts';
import type { GridRow } from './rows.ts';

interface FindBarProps {
  api: GridApi<GridRow>;
  range: RangeModel;
  onClose: () => void;
}

interface Match {
  readonly row: number;
  readonly column: string;
}

const MOST = 10_000;

export function FindBar({ api, range, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const matches = useMemo(() => matchesOf(api, text), [api, text]);
  const show = useCallback(
    (among: readonly Match[], index: number): void => {
      const place = among.length === 0 ? 0 : (index + among.length) % among.length;
      setAt(place);
      const match = among[place] ?? null;
      range.find(match);
      if (!match) return;
      api.ensureIndexVisible(match.row, 'middle');
      api.ensureColumnVisible(match.column);
    },
    [api, range],
  );
  useEffect(() => show(matches, 0), [matches, show]);
  useEffect(() => () => range.find(null), [range]);
  const close = (): void => {
    const match = matches[at];
    if (match) api.setFocusedCell(match.row, match.column);
    onClose();
  };
  return (
    <search className="sheet-find">
      <TextInput
        ref={input}
        autoFocus
        placeholder="Find in what is shown"
        aria-label="Find in what is shown"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') show(matches, at + (event.shiftKey ? -1 : 1));
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className="dim small" role="status">
        {text === '' ? '' : matches.length === 0 ? 'not found' : `${at + 1} of ${matches.length}`}
      </span>
      <ActionIcon aria-label="Previous match" onClick={() => show(matches, at - 1)}>
        <IconArrowUp size={14} />
      </ActionIcon>
      <ActionIcon aria-label="Next match" onClick={() => show(matches, at + 1)}>
        <IconArrowDown size={14} />
      </ActionIcon>
      <ActionIcon aria-label="Close find" onClick={close}>
        <IconX size={14} />
      </ActionIcon>
    </search>
  );
}

function matchesOf(api: GridApi<GridRow>, text: string): Match[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const columns = displayedColumns(api);
  const found: Match[] = [];
  for (let row = 0; row < api.getDisplayedRowCount() && found.length < MOST; row++) {
    const rowNode = api.getDisplayedRowAtIndex(row);
    if (!rowNode?.data) continue;
    for (const column of columns) {
      const shown = api.getCellValue({ rowNode, colKey: column, useFormatter: true }) as string | null;
      const raw = api.getCellValue({ rowNode, colKey: column }) as string | null;
      if (shown?.toLowerCase().includes(wanted) || raw?.toLowerCase().includes(wanted))
        found.push({ row, column });
    }
  }
  return found;
}
