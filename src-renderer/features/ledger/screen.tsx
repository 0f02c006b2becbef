// Ledger: every posting, by windows: a million lines scroll as a hundred do. Narrowed by customer, entry and month, or to one lot
// or event.
import { Button, Select } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { readNumber } from '../../ui/format/numbers.ts';
import { useFormat } from '../../ui/format/values.tsx';
import type { FindNext } from '../../ui/grid/finding/find-far.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import { asWords } from '../../ui/grid/rows.ts';
import type { WindowAsked, WindowGiven } from '../../ui/grid/windowed-grid.tsx';
import { WindowedGrid, windowRows } from '../../ui/grid/windowed-grid.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
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
/** More lines are not added up while one scrolls: the reports have their sums. */
const MOST_TOTALLED = 500_000;

type LedgerNarrowed = Readonly<Record<'customer' | 'lot' | 'event' | 'entry' | 'month', string | null>>;

export default function LedgerScreen() {
  const { query } = useRoute();
  const { client } = useBackend();
  const shape = useCall('report.table', SHAPE);
  // Asked with every state of the book, so that a changed book is fetched anew.
  const state = useCall('app.state', {});
  const [error, setError] = useState<unknown>(null);
  const [count, setCount] = useState<number | null>(null);
  const { customer = null, lot = null, event = null, entry = null, month = null } = query;
  const filter = useMemo(
    (): LedgerNarrowed => ({ customer, lot, event, entry, month }),
    [customer, lot, event, entry, month],
  );
  const newest = useRef(false);
  const fetchWindow = useCallback(
    async ({ start, limit, sort }: WindowAsked): Promise<WindowGiven> => {
      void state.data;
      newest.current = sort?.descending === true;
      const given = await client.call('ledger.window', { ...filter, start, limit, newest: newest.current });
      setError(null);
      setCount(given.total);
      return { rows: windowRows(given.rows), total: given.total };
    },
    [client, filter, state.data],
  );
  const { numberStyle } = usePreferences();
  const find = useCallback<FindNext>(
    ({ text, ...where }) => {
      const amount = readNumber(text, numberStyle);
      return client.call('ledger.find', { ...filter, ...where, text, amount, newest: newest.current });
    },
    [client, filter, numberStyle],
  );
  const totals = useCall('ledger.totals', count !== null && count <= MOST_TOTALLED ? filter : null);
  const { exports, saving } = useLedgerExports(filter);
  const columns = shape.data?.table.columns ?? NO_COLUMNS;
  const shown = shape.error ?? (error instanceof Error ? error : null);
  return (
    <Page title="Ledger" flush>
      {shown ? <ErrorPanel error={shown} /> : null}
      <ProgressLine busy={saving.busy} progress={saving.progress} label="Writing" onCancel={saving.cancel} />
      {saving.error ? <ErrorPanel error={saving.error} /> : null}
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
          find={find}
          totals={count !== null && count <= MOST_TOTALLED ? totals.data?.rows : undefined}
          exports={exports.map(({ label, run }) => ({ label, run: () => run(newest.current) }))}
          onOpen={({ id }) => go(explain({ kind: 'posting', posting: id }))}
          note="Enter explains a line"
        />
      ) : null}
    </Page>
  );
}

/** What fits, in the order it is shown in, as a file. */
function useLedgerExports(filter: LedgerNarrowed) {
  const { host } = useBackend();
  const saving = useDoing('ledger.save');
  const { run } = saving;
  const exports = useMemo(() => {
    const save = async (format: 'csv' | 'xlsx', newest: boolean): Promise<void> => {
      const name = ['ledger', filter.customer, filter.entry, filter.month].filter(Boolean).join('-');
      const target = await host.saveAs(`${name}.${format}`);
      if (target && (await run({ ...filter, newest, format, file: target.file }))) target.deliver();
    };
    const what = Object.values(filter).some((one) => one !== null)
      ? 'all lines that fit'
      : 'the whole ledger';
    return [
      { label: `Save ${what} as CSV`, run: (newest: boolean) => void save('csv', newest) },
      { label: `Save ${what} as a workbook`, run: (newest: boolean) => void save('xlsx', newest) },
    ];
  }, [host, run, filter]);
  return { exports, saving };
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
