// Usage that needs a person: without a rate (add one, or exclude it with a reason), unfunded, excluded.
import { Button, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { readerOf, rowsWithIds } from '../../ui/grid/rows.ts';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';

const REASONS = { no_rate: 'no rate', unfunded: 'unfunded', excluded: 'excluded' } as const;
const LOOKS: Looks = {
  reason: {
    words: REASONS,
    tone: (reason) => (reason === 'no_rate' ? 'bad' : reason === 'unfunded' ? 'warn' : 'plain'),
  },
  customer: { link: (code) => to(['customers', code]) },
  event_id: { link: (event) => to(['usage'], { text: event }) },
  credits: { unit: 'none' },
};

export function Exceptions() {
  const { data, error } = useCall('report.table', { name: 'exceptions', limit: 20_000 });
  const [chosen, choose] = useState<GridRow | null>(null);
  const columns = data?.table.columns;
  const rows = useMemo(() => {
    if (!data) return [];
    const made = rowsWithIds(data.table.columns, data.table.rows, ['event_id', 'reason']);
    const at = data.table.columns.findIndex(({ key }) => key === 'reason');
    // What keeps a month from closing stands first.
    const place = (row: GridRow): number => Object.keys(REASONS).indexOf(row.cells[at] ?? '');
    return made.sort((a, b) => place(a) - place(b));
  }, [data]);
  const row = chosen && columns ? readerOf(columns, chosen) : null;
  return (
    <>
      <ErrorPanel error={error} />
      {columns ? (
        <Grid
          name="exceptions"
          label="Exceptions"
          columns={columns}
          rows={rows}
          looks={LOOKS}
          onOpen={choose}
          tools={<span className="dim">Enter or double click on a row says what can be done.</span>}
          empty={<Empty title="No exceptions">All usage has a rate and was paid for.</Empty>}
        />
      ) : null}
      {row ? (
        <OneException
          key={row.id}
          event={row.get('event_id') ?? ''}
          meter={row.get('meter') ?? ''}
          reason={row.get('reason') ?? ''}
          onClose={() => choose(null)}
        />
      ) : null}
    </>
  );
}

interface OneProps {
  event: string;
  meter: string;
  reason: string;
  onClose: () => void;
}

function OneException({ event, meter, reason, onClose }: OneProps) {
  const [why, setWhy] = useState('');
  const doing = useDoing('usage.exclude');
  const exclude = async (): Promise<void> => {
    if (await doing.run({ event, reason: why })) onClose();
  };
  return (
    <SidePanel title={event} onClose={onClose}>
      {reason === 'no_rate' ? (
        <form
          className="stack"
          onSubmit={(submitted) => {
            submitted.preventDefault();
            void exclude();
          }}
        >
          <p>
            No rate of <b>{meter}</b> was in force when it was used.{' '}
            <a href={to(['catalog'], { tab: 'rates' })}>Add a rate</a> that covers the date, and it is rated
            at once.
          </p>
          <p>Or exclude it: it then takes part in nothing, whatever rates come. That is final.</p>
          <Textarea
            label="Reason for excluding it"
            required
            autoFocus
            autosize
            minRows={2}
            value={why}
            onChange={(changed) => setWhy(changed.currentTarget.value)}
          />
          <ErrorPanel error={doing.error} />
          <Button type="submit" disabled={doing.busy || why.trim() === ''}>
            Exclude
          </Button>
        </form>
      ) : (
        <p>
          {reason === 'unfunded'
            ? 'No lot could pay for it and no rule charges for it. A plan with an overage rule, or credits granted from before its date, would.'
            : 'It was excluded and takes part in nothing.'}
        </p>
      )}
    </SidePanel>
  );
}
