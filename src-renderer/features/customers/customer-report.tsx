// One report of one customer as a grid: lots, charges, wallets month by month.
import { useMemo } from 'react';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { CHARGE_CELLS, lotCells, WALLET_CELLS } from '../../ui/explained-cells.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridExport } from '../../ui/grid/grid-menu.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import { rowsWithIds } from '../../ui/grid/rows.ts';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';

type Report = 'lots' | 'charges' | 'wallets';

/** The most lines shown here; the workbook holds all. */
const MOST = 20_000;
const KEYS: Readonly<Record<Report, readonly string[]>> = {
  lots: ['lot'],
  charges: ['charge', 'kind', 'date'],
  wallets: ['month', 'credit_type'],
};
const LOOKS: Readonly<Record<Report, Looks>> = {
  lots: { customer: { hide: true }, kind: { words: true }, ...lotCells(null) },
  charges: { customer: { hide: true }, kind: { words: true }, ...CHARGE_CELLS },
  wallets: { customer: { hide: true }, ...WALLET_CELLS },
};
const NOTHING: Readonly<Record<Report, string>> = {
  lots: 'No lots yet: they come with grants and subscriptions',
  charges: 'Nothing is to be invoiced yet',
  wallets: 'Nothing has moved yet',
};

export function CustomerReport({ customer, report }: { customer: string; report: Report }) {
  const { data, error } = useCall('report.table', { name: report, customer, limit: MOST });
  const { host } = useBackend();
  const saving = useDoing('report.save');
  const columns = data?.table.columns;
  const rows = useMemo(
    () => (data ? rowsWithIds(data.table.columns, data.table.rows, KEYS[report]) : []),
    [data, report],
  );
  const save: GridExport = {
    label: 'Save the whole report as a workbook',
    run: () =>
      void host.saveAs(`${report}-${customer}.xlsx`, (file) =>
        saving.run({ name: report, format: 'xlsx', customer, file }),
      ),
  };
  const shown = error ?? saving.error;
  return (
    <>
      <ErrorPanel error={shown} />
      {columns ? (
        <Grid
          name={`customer-${report}`}
          label={`${data.table.title} of ${customer}`}
          columns={columns}
          rows={rows}
          looks={LOOKS[report]}
          totals={report === 'lots' || report === 'charges'}
          exports={[save]}
          note={data.more ? `the first ${MOST.toLocaleString()}; the workbook holds all` : undefined}
          empty={<Empty title={NOTHING[report]} />}
        />
      ) : null}
    </>
  );
}
