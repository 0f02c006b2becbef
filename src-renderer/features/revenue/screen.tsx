// Revenue: what was deferred, recognised and billed in a month; its journal; the lots behind it; the workbook of it all.
import { Button, Select, Tabs } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useBook } from '../../api/book.tsx';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { useFormat } from '../../ui/format/values.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Designing, ExportButton, ExportPanel, useDesigning } from './exporting.tsx';
import { RevenueReport } from './revenue-report.tsx';

const TABS = { revenue: 'Roll-forward', journal: 'Journal', lots: 'Lots', charges: 'Charges' } as const;
type Tab = keyof typeof TABS;

export default function RevenueScreen() {
  const book = useBook();
  const { query } = useRoute();
  const format = useFormat();
  const { host } = useBackend();
  const saving = useDoing('revenue.save');
  const months = monthsFrom(book.firstMonth, book.through).reverse();
  const month = query.month && months.includes(query.month) ? query.month : (months[0] ?? book.openMonth);
  const tab: Tab = query.tab && Object.hasOwn(TABS, query.tab) ? (query.tab as Tab) : 'revenue';
  const closed = book.closedMonths.includes(month);
  const set = (change: Record<string, string | null>): void =>
    replaceRoute(to(['revenue'], { ...query, ...change }));
  const designing = useDesigning(tab);
  const save = async (): Promise<void> => {
    const target = await host.saveAs(`revenue-${month}.xlsx`);
    if (target && (await saving.run({ month, file: target.file }))) target.deliver();
  };
  return (
    <Page
      title="Revenue"
      flush
      beside={
        <>
          <Select
            w={130}
            aria-label="Month"
            data={months.map((one) => ({ value: one, label: format(one, 'month') }))}
            value={month}
            onChange={(next) => set({ month: next })}
          />
          <Status tone={closed ? 'good' : 'plain'}>{closed ? 'closed' : 'open: a draft'}</Status>
        </>
      }
      actions={
        <>
          <ExportButton tab={tab} />
          <Button
            leftSection={<IconFileSpreadsheet size={15} />}
            loading={saving.busy}
            onClick={() => void save()}
          >
            Revenue workbook
          </Button>
        </>
      }
    >
      <ProgressLine busy={saving.busy} progress={saving.progress} label="Writing the workbook" />
      {saving.error ? <ErrorPanel error={saving.error} /> : null}
      <Tabs value={tab} onChange={(next) => set({ tab: next })}>
        <Tabs.List px={16}>
          {(Object.keys(TABS) as Tab[]).map((key) => (
            <Tabs.Tab key={key} value={key}>
              {TABS[key]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
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
