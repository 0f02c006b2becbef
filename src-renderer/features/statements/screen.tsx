// Statements: a month's statements, who gets one and with what balance; a preview beside the list; one or all as workbooks.
// One statement as a document is under #/statements/MONTH/CUSTOMER. Must not: work out a figure; the list and the preview come with theirs.
import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { StatementLine } from '../../../src-shared/contract/statements.ts';
import type { Column } from '../../../src-shared/report-table.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { figureCells } from '../../ui/explained-cells.ts';
import { formatMonth } from '../../ui/format/dates.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { Empty, ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { usePreferences } from '../../ui/preferences.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Preview } from './preview.tsx';
import { StatementPage } from './statement-page.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'name', title: 'Name', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'closing', title: 'Closing', type: 'credits', sum: true },
  { key: 'opening', title: 'Opening', type: 'credits', sum: true },
  { key: 'granted', title: 'Granted', type: 'credits', sum: true },
  { key: 'used', title: 'Used', type: 'credits', sum: true },
  { key: 'expired', title: 'Expired', type: 'credits', sum: true },
  { key: 'other', title: 'Other', type: 'credits', sum: true },
  { key: 'overage', title: 'Overage', type: 'credits', sum: true },
  { key: 'number', title: 'Statement', type: 'text' },
];
const OTHER = 'Rolled over, reinstated, refunded, voided';

function looksOf(month: string): Looks {
  const cells = figureCells(
    {
      closing: 'balance',
      opening: 'opening_balance',
      granted: 'granted',
      used: 'drawn',
      expired: 'expired',
      other: 'other',
      overage: 'overage',
    },
    () => month,
  );
  return { ...cells, other: { ...cells.other, tooltip: OTHER } };
}

function rowOf(line: StatementLine): GridRow {
  const { customer, name, creditType, opening, granted, used, expired, other, closing, overage, number } =
    line;
  return {
    id: `${customer}|${creditType}`,
    cells: [customer, name, creditType, closing, opening, granted, used, expired, other, overage, number],
  };
}

export default function StatementsScreen() {
  const { path } = useRoute();
  const [, month, customer] = path;
  if (month && customer) return <StatementPage month={month} customer={customer} />;
  return <StatementList />;
}

function StatementList() {
  const book = useBook();
  const { query } = useRoute();
  const month = query.month ?? book.closedMonths.at(-1) ?? book.openMonth;
  const customer = query.customer ?? null;
  const { data, error } = useCall('statements.list', { month });
  const rows = useMemo(() => (data?.lines ?? []).map(rowOf), [data]);
  const looks = useMemo(() => looksOf(month), [month]);
  const saving = useSaving(month);
  const show = (next: { month?: string; customer?: string | null }): void =>
    replaceRoute(to(['statements'], { month: next.month ?? month, customer: next.customer ?? null }));
  return (
    <Page
      title="Statements"
      flush
      beside={
        <>
          <MonthChoice month={month} onChange={(next) => show({ month: next })} />
          {data ? <StatusOf status={data.status} reissue={data.reissue} /> : null}
        </>
      }
      actions={
        <Button
          variant="filled"
          leftSection={<IconDownload size={14} />}
          loading={saving.busy}
          disabled={rows.length === 0}
          onClick={() => void saving.all()}
        >
          Save all workbooks
        </Button>
      }
    >
      <ProgressLine
        busy={saving.busy}
        progress={saving.progress}
        label="Writing statements"
        onCancel={saving.cancel}
      />
      {saving.error ? <ErrorPanel error={saving.error} /> : null}
      {saving.said ? <Notice>{saving.said}</Notice> : null}
      {error ? <ErrorPanel error={error} /> : null}
      {data ? (
        <Grid
          name="statements"
          label={`Statements of ${month}`}
          columns={COLUMNS}
          rows={rows}
          looks={looks}
          totals
          note="Enter or double-click shows a statement"
          onOpen={({ cells }) => show({ customer: cells[0] ?? null })}
          empty={<Empty title="No statements for this month">Nobody had credits or used any.</Empty>}
        />
      ) : null}
      {customer ? (
        <Preview
          month={month}
          customer={customer}
          onClose={() => show({ customer: null })}
          onSave={(number) => void saving.one(customer, number)}
        />
      ) : null}
    </Page>
  );
}

function MonthChoice({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  const book = useBook();
  const { dateSettings } = usePreferences();
  const months = [...new Set([book.through, book.openMonth, ...book.closedMonths])]
    .filter((one) => one !== '')
    .sort()
    .reverse();
  return (
    <Select
      aria-label="Month"
      w={130}
      value={month}
      onChange={(next) => next && onChange(next)}
      data={months.map((value) => ({ value, label: formatMonth(value, dateSettings) }))}
    />
  );
}

function StatusOf({ status, reissue }: { status: 'draft' | 'final'; reissue: number }) {
  const word = status === 'draft' ? 'Draft: the month is open' : 'Final';
  return (
    <Status tone={status === 'draft' ? 'warn' : 'good'}>
      {reissue > 0 ? `${word}, re-issue ${reissue}` : word}
    </Status>
  );
}

function useSaving(month: string) {
  const { host } = useBackend();
  const { run, busy, error, progress, cancel } = useDoing('statements.save');
  const [said, setSaid] = useState('');
  const all = async (): Promise<void> => {
    setSaid('');
    const target = await host.saveInFolder(`statements-${month}`);
    if (!target) return;
    const answer = await run({ month, file: target.file });
    if (!answer) return;
    target.deliver();
    setSaid(`${answer.written} statements are in ${target.path || target.name}.`);
  };
  const one = async (customer: string, number: string): Promise<void> => {
    setSaid('');
    const target = await host.saveAs(`${number}.xlsx`);
    if (!target) return;
    if (!(await run({ month, customer, file: target.file }))) return;
    target.deliver();
    setSaid(`${target.name} is saved${target.path ? ` in ${target.path}` : ''}.`);
  };
  return { busy, error, progress, cancel, said, all, one };
}
