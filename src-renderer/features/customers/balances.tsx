// The grid of balances: a row for each wallet and currency, leading to its customer.
import { useMemo } from 'react';
import type { CreditFigure } from '../../../src-shared/explain/subject.ts';
import { figure } from '../../../src-shared/explain/subject.ts';
import { useCall } from '../../api/queries.tsx';
import { explain } from '../../ui/explained.tsx';
import { MonthName } from '../../ui/format/values.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Looks, RowReader } from '../../ui/grid/rows.ts';
import { rowsWithIds } from '../../ui/grid/rows.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { go, to } from '../../ui/route.ts';

const held = (name: CreditFigure, row: RowReader, of: string | null = null): string =>
  explain(figure(name, row.get('credit_type') ?? '', { customer: row.get('customer'), of }));

const LOOKS: Looks = {
  customer: { link: (code) => to(['customers', code]), pinned: true },
  // The widest one has the room that is left, so that all columns are in sight.
  name: { width: 210 },
  lasts_until: {
    tooltip:
      'An estimate: the balance at the pace of the last three months, as lots expire, without new credits. Blank without use, or beyond five years.',
  },
  balance: { link: (_, row) => held('balance', row), whole: true },
  deficit: { link: (_, row) => held('deficit', row), whole: true },
  expiring: {
    tooltip: 'What is left of the lots that expire next',
    link: (_, row) => held('expiring', row, row.get('next_expiry')),
  },
  deferred: {
    whole: true,
    link: (_, row) =>
      explain(figure('deferred', row.get('currency') ?? '', { customer: row.get('customer') })),
  },
};

export function Balances() {
  const { data, error } = useCall('customers.table', {});
  const rows = useMemo(
    () =>
      data ? rowsWithIds(data.table.columns, data.table.rows, ['customer', 'credit_type', 'currency']) : [],
    [data],
  );
  return (
    <Page
      title="Customers"
      beside={
        data ? (
          <span className="dim">
            balances at the end of <MonthName value={data.through} />
          </span>
        ) : null
      }
      flush
    >
      <ErrorPanel error={error} />
      {data ? (
        <Grid
          name="customers"
          label="Balances of wallets"
          columns={data.table.columns}
          rows={rows}
          looks={LOOKS}
          totals
          onOpen={(row) => go(to(['customers', row.cells[0] ?? '']))}
          empty={
            <Empty title="No customer holds credits yet">
              Tell who your <a href={to(['catalog'], { tab: 'customers' })}>customers</a> are, and put them on
              a plan (<a href={to(['catalog'], { tab: 'subscriptions' })}>subscriptions</a>) or give them
              credits (<a href={to(['catalog'], { tab: 'grants' })}>grants</a>). All of it at once comes{' '}
              <a href={to(['customers'], { panel: 'setup' })}>from setup tables</a>.
            </Empty>
          }
        />
      ) : null}
    </Page>
  );
}
