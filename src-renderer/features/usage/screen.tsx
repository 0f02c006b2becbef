// Usage: every event with how it was rated and paid, by windows along the book's indexes; import batches beside it.
import { Button } from '@mantine/core';
import { IconStack2, IconUpload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { USAGE_TOTALS } from '../../../src-shared/explain/subject.ts';
import { USAGE_COLUMNS, USAGE_STATES } from '../../../src-shared/usage-columns.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import { totalCells } from '../../ui/explained-cells.ts';
import type { Looks } from '../../ui/grid/rows.ts';
import { WindowedGrid } from '../../ui/grid/windowed-grid.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import type { Tone } from '../../ui/panels/status.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { chooseHere, go, to, useRoute } from '../../ui/route.ts';
import { BatchesPanel } from './batches-panel.tsx';
import { filterOf, UsageFilters } from './filters.tsx';
import { SORTABLE_WHEN_FEW, useUsageWindows } from './windows.ts';

type Filter = ReturnType<typeof filterOf>;

const TONES: Readonly<Record<string, Tone>> = {
  counted: 'good',
  late: 'warn',
  no_rate: 'bad',
  excluded: 'dim',
  voided: 'dim',
};

const LOOKS: Looks = {
  customer: { link: (code) => to(['customers', code]) },
  state: { width: 104, words: USAGE_STATES, tone: (state) => TONES[state] ?? 'plain' },
  batch: { width: 70 },
  posted_at: { hide: true },
  line: { hide: true },
};

/** Totals explain themselves as what fits the filter comes to. */
function looksOf({ customer = null, meter = null, batch = null, late = false, text = '' }: Filter): Looks {
  const narrowed = { customer, meter, batch, late, text };
  const totals = totalCells(USAGE_TOTALS, (column, unit) => ({
    kind: 'usage_total',
    column,
    unit,
    ...narrowed,
  }));
  return { ...LOOKS, ...totals };
}

const place = (key: string): number => USAGE_COLUMNS.findIndex((column) => column.key === key);

export default function UsageScreen() {
  const { query } = useRoute();
  const { host } = useBackend();
  const filter = useMemo(() => filterOf(query), [query]);
  const [error, setError] = useState<Error | null>(null);
  const saving = useDoing('usage.save');
  const { fetchWindow, fetchTotals, find, order } = useUsageWindows(filter);
  const looks = useMemo(() => looksOf(filter), [filter]);
  const batches = useCall('batch.list', {});
  const panel = query.panel === 'batches' ? 'batches' : null;
  const save = (format: 'csv' | 'xlsx') =>
    host.saveAs(`usage.${format}`, (file) => saving.run({ ...filter, ...order.current, format, file }));
  return (
    <Page
      title="Usage"
      flush
      actions={
        <>
          <Button
            leftSection={<IconStack2 size={14} />}
            aria-pressed={panel === 'batches'}
            onClick={() => chooseHere({ panel: panel === 'batches' ? null : 'batches' })}
          >
            Batches
          </Button>
          <Button variant="filled" leftSection={<IconUpload size={14} />} onClick={() => go(to(['import']))}>
            Import …
          </Button>
        </>
      }
    >
      <ProgressLine {...saving} label="Writing" />
      <ErrorPanel error={saving.error} />
      <ErrorPanel error={error} />
      {batches.data?.batches.length === 0 ? (
        <NoUsage />
      ) : (
        <WindowedGrid
          name="usage"
          label="Usage events"
          columns={USAGE_COLUMNS}
          looks={looks}
          fetchWindow={fetchWindow}
          sortableWhenFew={SORTABLE_WHEN_FEW}
          fetchTotals={fetchTotals}
          tools={<UsageFilters query={query} />}
          find={find}
          exports={[
            { label: 'Save all rows that fit as CSV', run: () => void save('csv') },
            { label: 'Save all rows that fit as a workbook', run: () => void save('xlsx') },
          ]}
          onOpen={({ cells }) => go(explain({ kind: 'event', event: cells[place('event_id')] ?? '' }))}
          onError={setError}
          note="Enter explains a row"
        />
      )}
      {panel === 'batches' ? <BatchesPanel onClose={() => chooseHere({ panel: null })} /> : null}
    </Page>
  );
}

function NoUsage() {
  return (
    <Empty
      title="No usage yet"
      action={
        <Button variant="filled" onClick={() => go(to(['import']))}>
          Import usage …
        </Button>
      }
    >
      What customers used comes in files: CSV or Excel, from any system. Drop one anywhere on the window;
      nothing is kept before you have seen what it does.
    </Empty>
  );
}
