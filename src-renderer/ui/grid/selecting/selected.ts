// What is selected in a grid, painted and summed as it changes. Must not: change it.
import type { GridApi } from 'ag-grid-community';
import { useEffect, useState } from 'react';
import type { Column } from '../../../../src-shared/report-table.ts';
import type { GridRow, Looks } from '../rows.ts';
import type { SelectionSums } from '../sums.ts';
import { sumsOf } from '../sums.ts';
import { currentBox, rowsIn } from './gestures.ts';
import type { CellAt, RangeModel } from './range.ts';
import { isMany } from './range.ts';

interface Selected {
  readonly sums: SelectionSums | null;
  /** Where the cursor is. */
  readonly at: CellAt | null;
}

/** Repaints what is selected and sums it, at most once a frame. */
export function useSelected(
  api: GridApi<GridRow> | null,
  range: RangeModel,
  columns: readonly Column[],
  looks: Looks,
): Selected {
  const [selected, setSelected] = useState<Selected>({ sums: null, at: null });
  useEffect(() => {
    if (!api) return;
    let frame = 0;
    const work = (): void => {
      frame = 0;
      if (api.isDestroyed()) return;
      api.refreshCells({ force: true, suppressFlash: true });
      const box = currentBox({ api, range });
      const at = range.get()?.anchor ?? null;
      if (!box || !isMany(box)) {
        setSelected({ sums: null, at });
        return;
      }
      const places = box.columns.map((key) => columns.findIndex((column) => column.key === key));
      setSelected({ sums: sumsOf(rowsIn(api, box), places, columns, looks), at });
    };
    const stop = range.subscribe(() => {
      if (frame === 0) frame = requestAnimationFrame(work);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [api, range, columns, looks]);
  return selected;
}
