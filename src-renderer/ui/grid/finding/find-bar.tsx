// Ctrl+F in a grid whose rows are at hand: goes from match to match among what is shown, without hiding the rest. Esc gives the focus
// back to the cell.
import type { GridApi, IRowNode } from 'ag-grid-community';
import { useCallback, useEffect, useState } from 'react';
import { now } from '../../clock.ts';
import type { GridRow } from '../rows.ts';
import { displayedColumns } from '../selecting/gestures.ts';
import type { RangeModel } from '../selecting/range.ts';
import { FindForm } from './find-form.tsx';

export interface FindBarProps {
  api: GridApi<GridRow>;
  range: RangeModel;
  onClose: () => void;
}

interface Match {
  readonly row: number;
  readonly column: string;
}

const MOST = 10_000;
/** Longer than this nothing is looked for at once. */
const PIECE_MS = 10;
const NONE: readonly Match[] = [];

export function FindBar({ api, range, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const matches = useMatches(api, text);
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
    <FindForm
      label="Find in what is shown"
      text={text}
      said={text === '' ? '' : matches.length === 0 ? 'not found' : `${at + 1} of ${matches.length}`}
      onText={setText}
      onStep={(forward) => show(matches, at + (forward ? 1 : -1))}
      onClose={close}
    />
  );
}

/** What has the text, looked for in pieces: the first match as soon as it is found, all of them at the end. */
function useMatches(api: GridApi<GridRow>, text: string): readonly Match[] {
  const [matches, setMatches] = useState(NONE);
  useEffect(() => {
    let given = false;
    const look = async (): Promise<void> => {
      const wanted = text.trim().toLowerCase();
      const found: Match[] = [];
      let since = now();
      for (let row = 0; wanted !== '' && row < api.getDisplayedRowCount() && found.length < MOST; row++) {
        const rowNode = api.getDisplayedRowAtIndex(row);
        const isFirst = found.length === 0;
        if (rowNode?.data)
          for (const column of columnsWith(api, rowNode, wanted)) found.push({ row, column });
        if (isFirst && found.length > 0) setMatches([...found]);
        if (now() - since < PIECE_MS) continue;
        await new Promise((next) => setTimeout(next));
        // Another text by now, or the grid has gone with its screen.
        if (given || api.isDestroyed()) return;
        since = now();
      }
      setMatches(found);
    };
    void look();
    return () => {
      given = true;
    };
  }, [api, text]);
  return matches;
}

/** The columns of a row that hold the text (in lower case), as shown or as it is. */
export function columnsWith(api: GridApi<GridRow>, rowNode: IRowNode<GridRow>, wanted: string): string[] {
  return displayedColumns(api).filter((colKey) => {
    const shown = api.getCellValue({ rowNode, colKey, useFormatter: true }) as string | null;
    const raw = api.getCellValue({ rowNode, colKey }) as string | null;
    return shown?.toLowerCase().includes(wanted) || raw?.toLowerCase().includes(wanted);
  });
}
