// Saving rows as they are shown. The grid knows what they are, and whoever stands around it how they become a file.
// Must not: know a call.
import { createContext, use } from 'react';
import type { Cell, Column } from '../../src-shared/report-table.ts';

export interface ShownTable {
  /** Of the file, without ending. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export type SaveTable = (table: ShownTable, format: 'csv' | 'xlsx') => void;

export const SavingTables = createContext<SaveTable>(() => {});

export function useSaveTable(): SaveTable {
  return use(SavingTables);
}
