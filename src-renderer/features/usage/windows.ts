// Usage by windows, in the order in which it is asked for, and where a text is found in it. Must not: draw.
import { useCallback, useRef } from 'react';
import type { Given } from '../../../src-shared/contract/index.ts';
import type { UsageSort } from '../../../src-shared/contract/usage.ts';
import { useBackend, useChanges } from '../../api/queries.tsx';
import type { FindAsked } from '../../ui/grid/finding/find-far.tsx';
import type { GridRow } from '../../ui/grid/rows.ts';
import type { WindowAsked, WindowGiven } from '../../ui/grid/windowed-grid.tsx';

export const SORTABLE_WHEN_FEW: NonNullable<UsageSort>[] = [
  'occurred_at',
  'event_id',
  'customer',
  'meter',
  'quantity',
  'need',
  'drawn',
  'overage',
  'revenue',
  'posted_at',
];
type Order = { readonly sort: UsageSort; readonly newest: boolean };

/** By a column its header says which way; else as the filters say. */
function orderOf(sort: WindowAsked['sort'], newest: boolean): Order {
  const column = SORTABLE_WHEN_FEW.find((one) => one === sort?.column) ?? null;
  return { sort: column, newest: column === null ? newest : sort?.descending === true };
}

/** From the top again when the filter or the book changes. `order` is the one last asked for. */
export function useUsageWindows(filter: Given<'usage.page'>) {
  const { client } = useBackend();
  const order = useRef<Order>({ sort: null, newest: true });
  const changes = useChanges();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed is fetched anew
  const fetchWindow = useCallback(
    async ({ start, limit, after, sort }: WindowAsked): Promise<WindowGiven> => {
      order.current = orderOf(sort, filter.newest ?? true);
      if (order.current.sort !== null) {
        const page = await client.call('usage.page', { ...filter, ...order.current, start, limit });
        // Not few enough any more: shown as they came in, which the grid says by its headers.
        if (page.sorts) return { rows: page.rows, total: page.total, sorts: true };
      }
      const rows: GridRow[] = [];
      let key = after;
      let total: number | null = null;
      let sorts = false;
      // A filter that passes over many rows answers in pieces.
      for (;;) {
        const page = await client.call('usage.page', {
          ...filter,
          start,
          after: key,
          limit: limit - rows.length,
        });
        rows.push(...page.rows);
        total = page.total;
        sorts = page.sorts;
        key = page.next;
        if (key === null || rows.length >= limit) return { rows, total, sorts };
      }
    },
    [client, filter, changes],
  );
  const find = useCallback(
    async ({ text, ...where }: FindAsked) => {
      // In an order of their own places are other ones: the windows are gone through.
      if (order.current.sort !== null) return null;
      const found = await client.call('usage.find', { ...filter, ...where, find: text });
      return found.total === null ? null : found;
    },
    [client, filter],
  );
  const fetchTotals = useCallback(
    async () => (await client.call('usage.totals', filter)).rows,
    [client, filter],
  );
  return { fetchWindow, fetchTotals, find, order };
}
