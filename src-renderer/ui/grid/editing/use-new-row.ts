// The cursor goes to a row that was asked for. Must not: make the row.
import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { GridRow } from '../rows.ts';
import type { SheetEditing } from './sheet-editing.ts';

export function useNewRow(api: GridApi<GridRow> | null, editing: SheetEditing | null): void {
  const newRow = editing?.newRow ?? null;
  useEffect(() => {
    const row = newRow === null ? null : api?.getRowNode(newRow)?.rowIndex;
    const [first] = api?.getAllDisplayedColumns() ?? [];
    if (!api || row === null || row === undefined || !first) return;
    api.ensureIndexVisible(row);
    api.setFocusedCell(row, first);
  }, [api, newRow]);
}
