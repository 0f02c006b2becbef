// Revenue: what was deferred, recognised and billed in a month; its journal; the lots behind it; the workbook of it all.
import { Select, Tabs } from '@mantine/core';
import { useBook } from '../../api/book.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { useFormat } from '../../ui/format/values.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { TabList } from '../../ui/panels/tab-list.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Designing, ExportButton, ExportPanel, useDesigning } from './exporting.tsx';
import { type Report, RevenueReport } from './revenue-report.tsx';
import { useRevenueWorkbook, WorkbookButton } from './workbook-button.tsx';

const TABS: Readonly<Record<Report, string>> = {
  revenue: 'Roll-forward',
  waterfall: 'Waterfall',
  ladder: 'Expiry ladder',
  journal: 'Journal',
  lots: 'Lots',
  charges: 'Charges',
};

export default function RevenueScreen() {
  const book = useBook();
  const { query } = useRoute();
  const format = useFormat();
  const months = monthsFrom(book.firstMonth, book.through).reverse();
  const month = query.month && months.includes(query.month) ? query.month : (months[0] ?? book.openMonth);
  const tab: Report = query.tab && Object.hasOwn(TABS, query.tab) ? (query.tab as Report) : 'revenue';
  const closed = book.closedMonths.includes(month);
  const set = (change: Record<string, string | null>): void =>
    replaceRoute(to(['revenue'], { ...query, ...change }));
  const designing = useDesigning(tab);
  const saving = useRevenueWorkbook(month);
  return (
    <Page
      title="Revenue"
      flush
      beside={
        <>
          <Select
            w={116}
            aria-label="Month"
            data={months.map((one) => ({ value: one, label: format(one, 'month') }))}
            value={month}
            onChange={(next) => set({ month: next })}
          />
          <Status tone={closed ? 'good' : 'plain'}>{closed ? 'closed' : 'open: draft'}</Status>
        </>
      }
      actions={
        <>
          <ExportButton tab={tab} />
          <WorkbookButton month={month} workbook={saving} />
        </>
      }
    >
      <ProgressLine {...saving} label="Writing the workbook" />
      <ErrorPanel error={saving.error} />
      <Tabs value={tab} onChange={(next) => set({ tab: next })}>
        <TabList titles={TABS} />
      </Tabs>
      {designing === null ? (
        <RevenueReport key={tab} report={tab} month={month} expires={query.expires ?? null} />
      ) : (
        <Designing month={month} name={designing} />
      )}
      <ExportPanel tab={tab} month={month} />
    </Page>
  );
}
