// What cells of a table may refer to: codes that stand in the book, and those of rows that wait to be applied with it.
import { useCallback, useMemo, useRef } from 'react';
import type { CatalogSpec, CatalogTable } from '../../../src-shared/contract/catalog.ts';
import { useCall } from '../../api/queries.tsx';
import type { Choice } from '../../ui/grid/editing/choices.ts';
import { recallDraft } from '../../ui/grid/editing/kept.ts';
import { addressOf } from './pending.ts';
import type { CodesOf } from './sheet-columns.ts';

/** The same function while the table is shown; it answers with what there is when it is asked. */
export function useCodes({ columns }: CatalogSpec, book: string): CodesOf {
  const tables = useMemo(
    () => [...new Set(columns.flatMap(({ refersTo }) => (refersTo ? [refersTo as CatalogTable] : [])))],
    [columns],
  );
  const { data } = useCall('catalog.codes', tables.length > 0 ? { tables } : null);
  const standing = useRef(data);
  standing.current = data;
  return useCallback(
    (wanted) => {
      const codes = standing.current?.codes.filter(({ table }) => table === wanted) ?? [];
      return [
        ...codes.map(({ code, name }) => ({ value: code, about: name })),
        ...waiting(book, wanted as CatalogTable),
      ];
    },
    [book],
  );
}

/** A row's own code stands in its first column. */
function waiting(book: string, table: CatalogTable): Choice[] {
  const { added } = recallDraft({ book, address: addressOf(table) }).draft;
  return added.flatMap(({ cells: [code] }) => (code ? [{ value: code, about: 'not applied yet' }] : []));
}
