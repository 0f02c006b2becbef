// Statements: those of a month, or of the subscription periods that end in it: who gets one and with what balance; a preview beside the list; one or all as workbooks.
// One statement as a document is under #/statements/MONTH/CUSTOMER. Must not: work out a figure; the list and the preview come with
// theirs.
import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { IssuedStatement, StatementLine } from '../../../src-shared/contract/statements.ts';
import { counted } from '../../../src-shared/counted.ts';
import type { Column } from '../../../src-shared/report-table.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { figureCells } from '../../ui/explained-cells.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { GridRow, Looks } from '../../ui/grid/rows.ts';
import { MonthSelect } from '../../ui/month-select.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import type { Tone } from '../../ui/panels/status.tsx';
import { Empty, ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { StatementStatus } from '../../ui/paper/statement-status.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Preview } from './preview.tsx';
import { StatementPage } from './statement-page.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'customer', title: 'Customer', type: 'text' },
  { key: 'name', title: 'Name', type: 'text' },
  { key: 'issue', title: 'Status', type: 'text' },
  { key: 'credit_type', title: 'Credit type', type: 'text' },
  { key: 'closing', title: 'Closing', type: 'credits', sum: true },
  { key: 'opening', title: 'Opening', type: 'credits', sum: true },
  { key: 'granted', title: 'Granted', type: 'credits', sum: true },
  { key: 'used', title: 'Used', type: 'credits', sum: true },
  { key: 'expired', title: 'Expired', type: 'credits', sum: true },
  { key: 'other', title: 'Other', type: 'credits', sum: true },
  { key: 'overage', title: 'Overage', type: 'credits', sum: true },
  { key: 'number', title: 'Number', type: 'text' },
];
/** Their balances are of different days, so that nothing is added up. */
const PERIOD_COLUMNS: readonly Column[] = COLUMNS.map(
  (column): Column => ({ ...column, sum: false }),
).toSpliced(
  2,
  0,
  { key: 'subscriptions', title: 'Subscriptions', type: 'text' },
  { key: 'from', title: 'From', type: 'date' },
  { key: 'through', title: 'Through', type: 'date' },
);
const ISSUE: Readonly<Record<StatementLine['issue'], string>> = {
  draft: 'Draft',
  none: 'Not issued',
  issued: 'Issued',
  revised: 'Revision',
  before: 'Closed again',
};
const NOTE = 'Enter or double-click shows a statement';
const NOTE_FINAL = `${NOTE}; saving issues those that are not issued`;
const OTHER = 'Rolled over, reinstated, refunded, voided';

/** @param month whose figures they are; null: of other days, which explain themselves on the statement. */
function looksOf(month: string | null): Looks {
  const issue = { tone: toneOf };
  if (month === null) return { other: { tooltip: OTHER }, issue, subscriptions: { width: 150 } };
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
  return { ...cells, other: { ...cells.other, tooltip: OTHER }, issue };
}

/** What the month's statements wait for is marked. */
const toneOf = (value: string): Tone => (value === ISSUE.issued || value === ISSUE.revised ? 'good' : 'warn');

function rowOf(line: StatementLine): GridRow {
  const {
    customer,
    name,
    creditType,
    opening,
    granted,
    used,
    expired,
    other,
    closing,
    overage,
    issue,
    number,
    period,
  } = line;
  return {
    // No code holds a bar.
    id: [customer, period?.key ?? '', creditType].join('|'),
    cells: [
      customer,
      name,
      ...(period ? [period.subscriptions.join(', '), period.from, period.to] : []),
      ISSUE[issue],
      creditType,
      closing,
      opening,
      granted,
      used,
      expired,
      other,
      overage,
      number,
    ],
  };
}

export default function StatementsScreen() {
  const { path, query } = useRoute();
  const [, month, customer] = path;
  const { period = null } = query;
  if (month && customer) return <StatementPage month={month} customer={customer} period={period} />;
  return <StatementList />;
}

function StatementList() {
  const { month, customer, period, periods, show } = useShown();
  const { data: last, error } = useCall('statements.list', { month, periods });
  // The last answer stays while the next comes: rows of months would open under the heading of periods.
  const data = last?.lines.every(({ period }) => (period !== null) === periods) ? last : undefined;
  const rows = useMemo(() => (data?.lines ?? []).map(rowOf), [data]);
  const looks = useMemo(() => looksOf(periods ? null : month), [month, periods]);
  const saving = useSaving(month, periods);
  const saveShown = (shown: readonly GridRow[]): void =>
    void saving.many([...new Set(shown.flatMap(({ cells }) => cells[0] ?? []))]);
  return (
    <Page
      title="Statements"
      flush
      beside={
        <>
          <Which month={month} periods={periods} show={show} />
          {data ? <StatementStatus {...data} /> : null}
        </>
      }
      actions={
        <Button
          variant="filled"
          leftSection={<IconDownload size={14} />}
          loading={saving.busy}
          disabled={rows.length === 0}
          onClick={() => void saving.many(null)}
        >
          Save all workbooks
        </Button>
      }
    >
      <Saved {...saving} />
      <ErrorPanel error={error} />
      {data ? (
        <Grid
          key={periods ? 'periods' : 'month'}
          name={periods ? 'statements.periods' : 'statements'}
          label={`Statements of ${periods ? 'periods that end in ' : ''}${month}`}
          columns={periods ? PERIOD_COLUMNS : COLUMNS}
          rows={rows}
          looks={looks}
          totals={!periods}
          exports={[{ label: 'Save the statements of the customers shown …', run: saveShown }]}
          note={data.status === 'final' ? NOTE_FINAL : NOTE}
          onOpen={({ id }) => {
            const [opened = null, key] = id.split('|');
            show({ customer: opened, period: key || null });
          }}
          empty={periods ? <NoPeriods /> : <Nobody />}
        />
      ) : null}
      {customer ? (
        <Preview
          month={month}
          customer={customer}
          period={period}
          onClose={() => show({})}
          onSave={(file) => void saving.one(customer, period, file)}
          onCopy={(issued) => void saving.copy(issued)}
        />
      ) : null}
    </Page>
  );
}

/** What the address says is shown. */
function useShown() {
  const book = useBook();
  const { query } = useRoute();
  const month = query.month ?? book.closedMonths.at(-1) ?? book.openMonth;
  const { customer = null, period = null, by = null } = query;
  const show = (next: Shown): void =>
    replaceRoute(to(['statements'], { month, by, customer: null, period: null, ...next }));
  return { month, customer, period, periods: by === 'period', show };
}

/** The month, and whether its own statements are meant or those of periods. */
function Which({ month, periods, show }: Pick<ReturnType<typeof useShown>, 'month' | 'periods' | 'show'>) {
  const book = useBook();
  return (
    <>
      <MonthSelect
        month={month}
        months={[book.through, book.openMonth, ...book.closedMonths]}
        onChange={(next) => show({ month: next })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Statements of"
        value={periods ? 'period' : 'month'}
        onChange={(by) => show({ by: by === 'period' ? by : null })}
        data={[
          { value: 'month', label: 'Month' },
          { value: 'period', label: 'Periods' },
        ]}
      />
    </>
  );
}

interface Shown {
  month?: string;
  by?: string | null;
  customer?: string | null;
  period?: string | null;
}

function NoPeriods() {
  return (
    <Empty title="No subscription period ends in this month">
      Choose another month, or look at <a href={to(['catalog'], { tab: 'subscriptions' })}>subscriptions</a>.
    </Empty>
  );
}

function Nobody() {
  return (
    <Empty title="No statements for this month">
      Nobody had credits or used any. Statements come with{' '}
      <a href={to(['catalog'], { tab: 'grants' })}>grants</a>,{' '}
      <a href={to(['catalog'], { tab: 'subscriptions' })}>subscriptions</a> and usage.
    </Empty>
  );
}

/** How far the writing is, or what came of it. */
function Saved({ busy, progress, cancel, error, said }: ReturnType<typeof useSaving>) {
  return (
    <>
      <ProgressLine busy={busy} progress={progress} label="Writing statements" cancel={cancel} />
      <ErrorPanel error={error} />
      {said ? <Notice>{said}</Notice> : null}
    </>
  );
}

function useSaving(month: string, periods: boolean) {
  const { host } = useBackend();
  const { run, busy, error, progress, cancel } = useDoing('statements.save');
  const copying = useDoing('statements.copy');
  const [said, setSaid] = useState('');
  /** Into a new folder where there are native dialogs, else as a zip to download. @param customers null: everybody's. */
  const many = async (customers: string[] | null): Promise<void> => {
    setSaid('');
    const name = `statements-${periods ? 'periods-' : ''}${month}`;
    const zip = !(await host.info()).dialogs;
    const write = (file: string) => run({ month, periods, customers, zip, file });
    const saved = await (zip ? host.saveAs(`${name}.zip`, write) : host.saveInFolder(name, write));
    if (!saved) return;
    const { answer } = saved;
    const count = counted(answer.written, 'statement is', 'statements are');
    const issued = answer.issued === 0 ? '' : ` ${answer.issued} issued now.`;
    setSaid(`${count} in ${saved.path || saved.name}.${issued}`);
  };
  const into = async (name: string, write: (file: string) => Promise<unknown>): Promise<void> => {
    setSaid('');
    const saved = await host.saveAs(name, write);
    if (saved) setSaid(`${saved.name} is saved${saved.path ? ` in ${saved.path}` : ''}.`);
  };
  const one = (customer: string, period: string | null, name: string): Promise<void> =>
    into(`${name}.xlsx`, (file) => run({ month, customer, period, file }));
  /** One that was issued, as it was. */
  const copy = ({ number, file: name }: IssuedStatement): Promise<void> =>
    into(name, (file) => copying.run({ number, file }));
  return { busy, error: error ?? copying.error, progress, cancel, said, many, one, copy };
}
