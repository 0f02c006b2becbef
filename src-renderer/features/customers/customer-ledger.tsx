// Every posting of one customer, by windows, each of which explains itself; saved whole as a file. Must not: filter, search or total;
// the Ledger screen, one link away, does.
import { useCallback, useMemo, useState } from 'react';
import { lotSubject } from '../../../src-shared/explain/subject.ts';
import { LEDGER_COLUMNS } from '../../../src-shared/ledger-columns.ts';
import { useBackend, useChanges, useDoing } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import type { WindowAsked, WindowGiven } from '../../ui/grid/windowed-grid.tsx';
import { WindowedGrid, windowRows } from '../../ui/grid/windowed-grid.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { go, to } from '../../ui/route.ts';

const LOOKS: Looks = {
  customer: { hide: true },
  entry: { words: true },
  lot: { link: (lot) => explain(lotSubject(lot)) },
  event_id: { link: (event) => explain({ kind: 'event', event }) },
};
const SORTABLE = ['at'];

export function CustomerLedger({ customer }: { customer: string }) {
  const { client } = useBackend();
  const changes = useChanges();
  const [error, setError] = useState<Error | null>(null);
  const { saving, exports } = useSaving(customer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed is fetched anew
  const fetchWindow = useCallback(
    async ({ start, limit, sort }: WindowAsked): Promise<WindowGiven> => {
      const newest = sort?.descending === true;
      const given = await client.call('ledger.window', { customer, start, limit, newest });
      setError(null);
      return { rows: windowRows(given.rows), total: given.total };
    },
    [client, customer, changes],
  );
  return (
    <>
      <ErrorPanel error={saving.error ?? error} />
      <ProgressLine {...saving} label="Writing" />
      <WindowedGrid
        name="customer-ledger"
        label={`Ledger of ${customer}`}
        columns={LEDGER_COLUMNS}
        looks={LOOKS}
        sortable={SORTABLE}
        fetchWindow={fetchWindow}
        onError={setError}
        tools={<a href={to(['ledger'], { customer })}>Filter and find in the Ledger</a>}
        exports={exports}
        onOpen={({ id }) => go(explain({ kind: 'posting', posting: id }))}
        note="Enter explains a line"
        empty={<Empty title="Nothing is posted yet" />}
      />
    </>
  );
}

/** The whole ledger of the customer, as the report has it. */
function useSaving(customer: string) {
  const { host } = useBackend();
  const saving = useDoing('report.save');
  const { run } = saving;
  const exports = useMemo(() => {
    const save = (format: 'csv' | 'xlsx') =>
      host.saveAs(`ledger-${customer}.${format}`, (file) => run({ name: 'ledger', format, customer, file }));
    return [
      { label: 'Save the ledger of this customer as CSV', run: () => void save('csv') },
      { label: 'Save the ledger of this customer as a workbook', run: () => void save('xlsx') },
    ];
  }, [host, run, customer]);
  return { saving, exports };
}
