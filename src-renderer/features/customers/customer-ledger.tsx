// Every posting of one customer, by windows, each of which explains itself. Must not: filter; the Ledger screen does.
import { useCallback, useState } from 'react';
import { lotSubject } from '../../../src-shared/explain/subject.ts';
import { useBackend, useCall } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import type { WindowAsked, WindowGiven } from '../../ui/grid/windowed-grid.tsx';
import { WindowedGrid, windowRows } from '../../ui/grid/windowed-grid.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { go } from '../../ui/route.ts';

const LOOKS: Looks = {
  customer: { hide: true },
  entry: { words: true },
  lot: { link: (lot) => explain(lotSubject(lot)) },
  event_id: { link: (event) => explain({ kind: 'event', event }) },
};
const SORTABLE = ['at'];

export function CustomerLedger({ customer }: { customer: string }) {
  const { client } = useBackend();
  const shape = useCall('report.table', { name: 'ledger', customer, limit: 1 });
  // Asked with every state of the book, so that a changed book is fetched anew.
  const state = useCall('app.state', {});
  const [error, setError] = useState<unknown>(null);
  const fetchWindow = useCallback(
    async ({ start, limit, sort }: WindowAsked): Promise<WindowGiven> => {
      void state.data;
      const newest = sort?.descending === true;
      const given = await client.call('ledger.window', { customer, start, limit, newest });
      setError(null);
      return { rows: windowRows(given.rows), total: given.total };
    },
    [client, customer, state.data],
  );
  const shown = shape.error ?? (error instanceof Error ? error : null);
  return (
    <>
      {shown ? <ErrorPanel error={shown} /> : null}
      {shape.data ? (
        <WindowedGrid
          name="customer-ledger"
          label={`Ledger of ${customer}`}
          columns={shape.data.table.columns}
          looks={LOOKS}
          sortable={SORTABLE}
          fetchWindow={fetchWindow}
          onError={setError}
          onOpen={({ id }) => go(explain({ kind: 'posting', posting: id }))}
          note="Enter explains a line"
        />
      ) : null}
    </>
  );
}
