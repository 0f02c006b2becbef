// Ledger: every posting, by windows: a million lines scroll as a hundred do. Narrowed by customer, entry and month, or to one lot
// or event.
import { Button, Select } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { useFormat } from '../../ui/format/values.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import { asWords } from '../../ui/grid/rows.ts';
import type { WindowAsked, WindowGiven } from '../../ui/grid/windowed-grid.tsx';
import { WindowedGrid, windowRows } from '../../ui/grid/windowed-grid.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { go, replaceRoute, to, useRoute } from '../../ui/route.ts';

const LOOKS: Looks = {
  entry: { words: true },
  customer: { link: (code) => to(['customers', code]) },
  lot: { link: (lot) => to(['ledger'], { lot }) },
  event_id: { link: (event) => explain({ kind: 'event', event }) },
};
const SORTABLE = ['at'];
const ENTRIES = [
  'grant',
  'drawdown',
  'expiry',
  'rollover_in',
  'rollover_out',
  'refund',
  'void',
  'reinstatement',
  'overage',
  'deficit',
];
/** What the ledger's columns are: asked for once, with a line at most. */
const SHAPE = { name: 'ledger', limit: 1 };
const NO_COLUMNS: readonly Column[] = [];

export default function LedgerScreen() {
  const { query } = useRoute();
  const { client } = useBackend();
  const shape = useCall('report.table', SHAPE);
  // Asked with every state of the book, so that a changed book is fetched anew.
  const state = useCall('app.state', {});
  const [error, setError] = useState<unknown>(null);
  const { customer = null, lot = null, event = null, entry = null, month = null } = query;
  const fetchWindow = useCallback(
    async ({ start, limit, sort }: WindowAsked): Promise<WindowGiven> => {
      void state.data;
      const filter = { customer, lot, event, entry, month };
      const given = await client.call('ledger.window', {
        ...filter,
        start,
        limit,
        newest: sort?.descending === true,
      });
      setError(null);
      return { rows: windowRows(given.rows), total: given.total };
    },
    [client, customer, lot, event, entry, month, state.data],
  );
  const exports = useLedgerExports(customer, month);
  const columns = shape.data?.table.columns ?? NO_COLUMNS;
  const shown = shape.error ?? (error instanceof Error ? error : null);
  return (
    <Page title="Ledger" flush>
      {shown ? <ErrorPanel error={shown} /> : null}
      {shape.data?.table.rows.length === 0 ? (
        <Empty title="Nothing is posted yet">
          Postings come by themselves from subscriptions and grants, which are told in the{' '}
          <a href={to(['catalog'], { tab: 'subscriptions' })}>Catalog</a>, and from{' '}
          <a href={to(['import'])}>usage</a>.
        </Empty>
      ) : columns.length > 0 ? (
        <WindowedGrid
          name="ledger"
          label="Postings"
          columns={columns}
          looks={LOOKS}
          sortable={SORTABLE}
          fetchWindow={fetchWindow}
          onError={setError}
          tools={<Filters />}
          exports={exports}
          onOpen={({ id }) => go(explain({ kind: 'posting', posting: id }))}
          note="Enter explains a line"
        />
      ) : null}
    </Page>
  );
}

/** The whole report, narrowed by customer and month as the report itself can be. */
function useLedgerExports(customer: string | null, month: string | null) {
  const { host } = useBackend();
  const saving = useDoing('report.save');
  const { run } = saving;
  return useMemo(() => {
    const save = async (format: 'csv' | 'xlsx'): Promise<void> => {
      const target = await host.saveAs(`${['ledger', customer, month].filter(Boolean).join('-')}.${format}`);
      if (target && (await run({ name: 'ledger', format, customer, month, file: target.file })))
        target.deliver();
    };
    const what = customer || month ? 'the ledger of this customer and month' : 'the whole ledger';
    return [
      { label: `Save ${what} as CSV`, run: () => void save('csv') },
      { label: `Save ${what} as a workbook`, run: () => void save('xlsx') },
    ];
  }, [host, run, customer, month]);
}

function Filters() {
  const { query } = useRoute();
  const book = useBook();
  const format = useFormat();
  const codes = useCall('usage.codes', {});
  const set = (change: Record<string, string | null>): void =>
    replaceRoute(to(['ledger'], { ...query, ...change }));
  const one = query.lot ?? query.event;
  return (
    <>
      <Select
        w={200}
        clearable
        searchable
        allowDeselect
        placeholder="All customers"
        aria-label="Customer"
        data={(codes.data?.customers ?? []).map(({ code, name }) => ({ value: code, label: name || code }))}
        value={query.customer ?? null}
        onChange={(customer) => set({ customer })}
      />
      <Select
        w={150}
        clearable
        allowDeselect
        placeholder="All entries"
        aria-label="Entry"
        data={ENTRIES.map((entry) => ({ value: entry, label: asWords(entry) }))}
        value={query.entry ?? null}
        onChange={(entry) => set({ entry })}
      />
      <Select
        w={130}
        clearable
        allowDeselect
        placeholder="All months"
        aria-label="Month"
        data={monthsFrom(book.firstMonth, book.through)
          .reverse()
          .map((month) => ({ value: month, label: format(month, 'month') }))}
        value={query.month ?? null}
        onChange={(month) => set({ month })}
      />
      {one ? (
        <Button onClick={() => set({ lot: null, event: null })}>
          {query.lot ? 'Lot' : 'Event'} {one} ✕
        </Button>
      ) : null}
    </>
  );
}
