// Ledger: every posting, by windows: a million lines scroll as a hundred do. Narrowed by customer, entry and month, or to one lot
// or event.
import { Button, Select } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { LedgerSort } from '../../../src-shared/contract/ledger.ts';
import { LEDGER_TOTALS } from '../../../src-shared/explain/subject.ts';
import { LEDGER_COLUMNS } from '../../../src-shared/ledger-columns.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useChanges, useDoing } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import { totalCells } from '../../ui/explained-cells.ts';
import { monthsFrom } from '../../ui/format/dates.ts';
import { readNumber } from '../../ui/format/numbers.ts';
import { useFormat } from '../../ui/format/values.tsx';
import type { FindAsked } from '../../ui/grid/finding/find-far.tsx';
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
type Order = { readonly sort: LedgerSort; readonly newest: boolean };
const BY_TIME: Order = { sort: null, newest: false };
const SORTABLE = ['at'];
const SORTABLE_WHEN_FEW: NonNullable<LedgerSort>[] = [
  'customer',
  'lot',
  'event_id',
  'credits',
  'overage',
  'revenue',
];
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

type LedgerNarrowed = Readonly<Record<'customer' | 'lot' | 'event' | 'entry' | 'month', string | null>>;

export default function LedgerScreen() {
  const { query } = useRoute();
  const { client } = useBackend();
  const changes = useChanges();
  const [error, setError] = useState<Error | null>(null);
  const filter = useMemo(() => narrowedBy(query), [query]);
  const order = useRef(BY_TIME);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed is fetched anew
  const fetchWindow = useCallback(
    async ({ start, limit, sort }: WindowAsked): Promise<WindowGiven> => {
      order.current = orderOf(sort);
      const given = await client.call('ledger.window', { ...filter, ...order.current, start, limit });
      setError(null);
      return { rows: windowRows(given.rows), total: given.total, sorts: given.sorts };
    },
    [client, filter, changes],
  );
  const { numberStyle } = usePreferences();
  const find = useCallback(
    async ({ text, ...where }: FindAsked) => {
      const { sort, newest } = order.current;
      // In another order than that of time places are other ones: its windows are gone through.
      if (sort !== null) return null;
      const amount = readNumber(text, numberStyle);
      return client.call('ledger.find', { ...filter, ...where, text, amount, newest });
    },
    [client, filter, numberStyle],
  );
  const fetchTotals = useCallback(
    async () => (await client.call('ledger.totals', filter)).rows,
    [client, filter],
  );
  const fetchCount = useCallback(() => client.call('ledger.count', filter), [client, filter]);
  const looks = useMemo(() => looksOf(filter), [filter]);
  const { exports, saving } = useLedgerExports(filter);
  return (
    <Page title="Ledger" flush>
      <ErrorPanel error={error} />
      <ProgressLine {...saving} label="Writing" />
      <ErrorPanel error={saving.error} />
      <WindowedGrid
        name="ledger"
        label="Postings"
        columns={LEDGER_COLUMNS}
        looks={looks}
        sortable={SORTABLE}
        sortableWhenFew={SORTABLE_WHEN_FEW}
        fetchWindow={fetchWindow}
        fetchCount={fetchCount}
        onError={setError}
        tools={<Filters />}
        find={find}
        fetchTotals={fetchTotals}
        exports={exports.map(({ label, run }) => ({ label, run: () => run(order.current) }))}
        onOpen={({ id }) => go(explain({ kind: 'posting', posting: id }))}
        note="Enter explains a line"
        empty={isNarrowed(filter) ? undefined : <NothingPosted />}
      />
    </Page>
  );
}

function NothingPosted() {
  return (
    <Empty title="Nothing is posted yet">
      Postings come by themselves from subscriptions and grants, which are told in the{' '}
      <a href={to(['catalog'], { tab: 'subscriptions' })}>Catalog</a>, and from{' '}
      <a href={to(['import'])}>usage</a>.
    </Empty>
  );
}

function narrowedBy(query: Readonly<Record<string, string>>): LedgerNarrowed {
  const { customer = null, lot = null, event = null, entry = null, month = null } = query;
  return { customer, lot, event, entry, month };
}

const isNarrowed = (filter: LedgerNarrowed): boolean => Object.values(filter).some((one) => one !== null);

/** Totals explain themselves as what fits the filter comes to. */
function looksOf(filter: LedgerNarrowed): Looks {
  const totals = totalCells(LEDGER_TOTALS, (column, unit) => ({
    kind: 'ledger_total',
    column,
    unit,
    ...filter,
  }));
  return { ...LOOKS, ...totals };
}

function orderOf(sort: WindowAsked['sort']): Order {
  const column = SORTABLE_WHEN_FEW.find((one) => one === sort?.column) ?? null;
  return { sort: column, newest: sort?.descending === true };
}

/** What fits, in the order it is shown in, as a file. */
function useLedgerExports(filter: LedgerNarrowed) {
  const { host } = useBackend();
  const saving = useDoing('ledger.save');
  const { run } = saving;
  const exports = useMemo(() => {
    const name = ['ledger', filter.customer, filter.entry, filter.month].filter(Boolean).join('-');
    const save = (format: 'csv' | 'xlsx', order: Order) =>
      host.saveAs(`${name}.${format}`, (file) => run({ ...filter, ...order, format, file }));
    const what = isNarrowed(filter) ? 'all lines that fit' : 'the whole ledger';
    return [
      { label: `Save ${what} as CSV`, run: (order: Order) => void save('csv', order) },
      { label: `Save ${what} as a workbook`, run: (order: Order) => void save('xlsx', order) },
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
