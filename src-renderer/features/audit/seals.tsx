// The seals: what each closed month was when it was closed, chained to the month before. Broken ones stay on record.
import { useMemo } from 'react';
import type { Column } from '../../../src-shared/report-table.ts';
import { useCall } from '../../api/queries.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'month', title: 'Month', type: 'month' },
  { key: 'state', title: 'State', type: 'text' },
  { key: 'closed', title: 'Closed', type: 'instant' },
  { key: 'author', title: 'By', type: 'text' },
  { key: 'postings', title: 'Postings', type: 'quantity' },
  { key: 'seal', title: 'Seal', type: 'text' },
  { key: 'previous', title: 'Chained to', type: 'text' },
  { key: 'reopened', title: 'Reopened', type: 'instant' },
  { key: 'reason', title: 'Reason', type: 'text' },
];
const LOOKS: Looks = {
  state: { width: 116, words: true, tone: (value) => (value === 'sealed' ? 'good' : 'plain') },
  seal: { tooltip: 'SHA-256 over the month’s postings and the seal before' },
  previous: { tooltip: 'The seal of the month before', hide: true },
};

export function Seals() {
  const { data, error } = useCall('audit.seals', {});
  const rows = useMemo(
    () =>
      (data?.seals ?? []).map(
        (one, index): GridRow => ({
          id: `${one.month}|${index}`,
          cells: [
            one.month,
            one.reopenedAt === null ? 'sealed' : 'reopened',
            one.closedAt,
            one.author,
            String(one.postings),
            one.seal,
            one.previousSeal || null,
            one.reopenedAt,
            one.reason || null,
          ],
        }),
      ),
    [data],
  );
  if (error) return <ErrorPanel error={error} />;
  if (!data) return null;
  return (
    <Grid
      name="audit-seals"
      label="Seals of closed months"
      columns={COLUMNS}
      rows={rows}
      looks={LOOKS}
      empty={<Empty title="No month is closed yet">A month is sealed when it is closed.</Empty>}
    />
  );
}
