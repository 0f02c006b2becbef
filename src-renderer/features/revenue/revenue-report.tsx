// One report of a month as a grid: roll-forward, waterfall, expiry ladder, journal, lots at the month's end, charges.
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { CHARGE_CELLS, JOURNAL_CELLS, lotCells, REVENUE_CELLS } from '../../ui/explained-cells.ts';
import { isZero } from '../../ui/format/numbers.ts';
import { useFormat } from '../../ui/format/values.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridExport } from '../../ui/grid/grid-menu.tsx';
import type { Looks } from '../../ui/grid/rows.ts';
import { rowsWithIds } from '../../ui/grid/rows.ts';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';

export type Report = 'revenue' | 'waterfall' | 'ladder' | 'journal' | 'lots' | 'charges';
/** These stand as of the month's end; of the others only the month's rows are shown. */
const AS_OF: ReadonlySet<Report> = new Set<Report>(['waterfall', 'ladder', 'lots']);

const KEYS: Readonly<Record<Report, readonly string[]>> = {
  revenue: ['month', 'customer', 'currency'],
  waterfall: ['booked_in', 'currency'],
  ladder: ['currency', 'credit_type', 'usable'],
  journal: ['month', 'currency', 'account'],
  lots: ['lot'],
  charges: ['charge', 'kind', 'date'],
};
const customer = { link: (code: string) => to(['customers', code]) };
const LOOKS: Readonly<Record<Report, Looks>> = {
  revenue: { month: { hide: true }, customer, ...REVENUE_CELLS },
  waterfall: {},
  ladder: { term: { words: { current: 'Current', non_current: 'Non-current' } } },
  journal: { month: { hide: true }, account: { words: true }, ...JOURNAL_CELLS },
  lots: { customer, kind: { words: true }, lot: { link: (lot) => to(['ledger'], { lot }) } },
  charges: { customer, kind: { words: true }, ...CHARGE_CELLS },
};

interface RevenueReportProps {
  report: Report;
  month: string;
  /** Lots only: those whose last valid day lies in this month, or "never". */
  expires: string | null;
}

export function RevenueReport({ report, month, expires }: RevenueReportProps) {
  const scope = AS_OF.has(report) ? { through: month } : { month };
  const { data, error } = useCall('report.table', { name: report, ...scope, limit: 20_000 });
  const { host } = useBackend();
  const saving = useDoing('report.save');
  const columns = data?.table.columns;
  const rows = useMemo(() => {
    if (!data || data.table.name !== report) return null;
    const made = rowsWithIds(data.table.columns, data.table.rows, KEYS[report]);
    if (report !== 'lots' || expires === null) return made;
    const at = (key: string): number => data.table.columns.findIndex((column) => column.key === key);
    const [day, left, deferred] = [at('valid_through'), at('remaining'), at('deferred')];
    const holds = (text: string | null | undefined): boolean => !isZero(text ?? null);
    return made.filter(({ cells }) => {
      const fits = expires === 'never' ? cells[day] === null : cells[day]?.startsWith(expires);
      return fits && (holds(cells[left]) || holds(cells[deferred]));
    });
  }, [data, report, expires]);
  const save = (format: 'csv' | 'xlsx'): GridExport => ({
    label: `Save the report as ${format === 'csv' ? 'CSV' : 'a workbook'}`,
    run: () =>
      void host.saveAs(`${report}-${month}.${format}`, (file) =>
        saving.run({ name: report, format, ...scope, file }),
      ),
  });
  const looks = useMemo(
    () => (report === 'lots' ? { ...LOOKS.lots, ...lotCells(month) } : LOOKS[report]),
    [report, month],
  );
  const shown = error ?? saving.error;
  return (
    <>
      <ErrorPanel error={shown} />
      {columns && rows ? (
        <Grid
          name={`revenue-${report}`}
          label={data.table.title}
          columns={columns}
          rows={rows}
          looks={looks}
          totals
          partial={data.more}
          exports={[save('csv'), save('xlsx')]}
          tools={report === 'lots' && expires !== null ? <ExpiresFilter expires={expires} /> : null}
          note={data.more ? 'the first 20,000; the workbook holds all' : undefined}
          empty={
            <Empty title="Nothing in this month">
              No charge, no use and no expiry falls into it. Choose another month above; what is billed and
              recognised follows from <a href={to(['catalog'], { tab: 'plans' })}>what is sold</a> and from
              usage.
            </Empty>
          }
        />
      ) : null}
    </>
  );
}

function ExpiresFilter({ expires }: { expires: string }) {
  const { query } = useRoute();
  const format = useFormat();
  return (
    <Button onClick={() => replaceRoute(to(['revenue'], { ...query, expires: null }))}>
      {expires === 'never' ? 'Never expiring' : `Last valid in ${format(expires, 'month')}`} ✕
    </Button>
  );
}
