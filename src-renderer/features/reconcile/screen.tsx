// Reconcile: the book beside billing, the general ledger and the source of usage, month by month: what matches, what is left and why, who
// signed. Must not: match anything itself; what it shows is asked for.
import './reconcile.css';
import { Button, Tabs } from '@mantine/core';
import { IconDownload, IconFilePlus, IconPencilCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { useBook } from '../../api/book.tsx';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { monthsFrom } from '../../ui/format/dates.ts';
import { MonthSelect } from '../../ui/month-select.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { replaceRoute, to, useRoute } from '../../ui/route.ts';
import { Head } from './head.tsx';
import { isLeg, LEG_PAGES, type LegWords } from './legs.ts';
import { Lists } from './lists.tsx';
import { SignPanel } from './sign-panel.tsx';
import { Spreadsheet } from './spreadsheet/spreadsheet.tsx';
import { TakeInPanel } from './take-in-panel.tsx';

/** The old spreadsheet is compared over all its months. */
const SHEET = 'spreadsheet';

export default function ReconcileScreen() {
  const book = useBook();
  const { query } = useRoute();
  const leg: Leg = isLeg(query.leg) ? query.leg : 'billing';
  const months = monthsFrom(book.firstMonth, book.through);
  const last = book.closedMonths.at(-1) ?? book.firstMonth;
  const month = query.month && months.includes(query.month) ? query.month : last;
  const closed = book.closedMonths.includes(month);
  const choose = (change: Record<string, string | null>): void =>
    replaceRoute(to(['reconcile'], { leg, month, ...change }));
  const words = LEG_PAGES[leg]!;
  const isSheet = query.leg === SHEET;
  return (
    <Page
      title="Reconcile"
      flush
      beside={
        isSheet ? null : (
          <>
            <MonthSelect month={month} months={months} onChange={(next) => choose({ month: next })} />
            <Status tone={closed ? 'good' : 'plain'}>
              {closed ? 'closed' : 'open: it can still change'}
            </Status>
          </>
        )
      }
    >
      <Tabs
        className="fill-tabs"
        value={isSheet ? SHEET : leg}
        onChange={(next) => choose({ leg: next })}
        keepMounted={false}
      >
        <Tabs.List px={8}>
          {Object.entries(LEG_PAGES).map(([key, { title }]) => (
            <Tabs.Tab key={key} value={key}>
              {title}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value={SHEET}>Old spreadsheet</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={isSheet ? SHEET : leg} className="fill-tabs">
          {isSheet ? (
            <Spreadsheet />
          ) : (
            <OneLeg key={`${leg} ${month}`} leg={leg} month={month} closed={closed} words={words} />
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

interface OneLegProps {
  readonly leg: Leg;
  readonly month: string;
  readonly closed: boolean;
  readonly words: LegWords;
}

function OneLeg({ leg, month, closed, words }: OneLegProps) {
  const { data, error, waiting } = useCall('reconcile.read', { leg, month });
  const [panel, setPanel] = useState<'take-in' | 'sign' | null>(null);
  const matching = useDoing('reconcile.match');
  const saving = useSaving(leg, month);
  const panels = (
    <>
      {panel === 'take-in' ? (
        <TakeInPanel leg={leg} month={month} words={words} onClose={() => setPanel(null)} />
      ) : null}
      {panel === 'sign' && data ? (
        <SignPanel view={data} closed={closed} onClose={() => setPanel(null)} />
      ) : null}
    </>
  );
  if (error) return <ErrorPanel error={error} />;
  if (waiting || !data) return null;
  if (data.leg !== leg || data.month !== month) return null;
  if (data.tables.length === 0)
    return (
      <>
        <NothingYet words={words} onTakeIn={() => setPanel('take-in')} />
        {panels}
      </>
    );
  return (
    <>
      <Head view={data} words={words}>
        <div className="row">
          <Button leftSection={<IconFilePlus size={14} />} onClick={() => setPanel('take-in')}>
            Take a file in…
          </Button>
          {data.ready > 0 ? (
            <Button
              variant="filled"
              loading={matching.busy}
              onClick={() => void matching.run({ leg, month })}
            >
              Match {data.ready}
            </Button>
          ) : null}
          <Button
            leftSection={<IconDownload size={14} />}
            loading={saving.busy}
            onClick={() => void saving.save()}
          >
            Save the workbook…
          </Button>
          <Button leftSection={<IconPencilCheck size={14} />} onClick={() => setPanel('sign')}>
            Sign…
          </Button>
        </div>
      </Head>
      <ProgressLine
        busy={matching.busy || saving.busy}
        progress={matching.progress ?? saving.progress}
        label={matching.busy ? 'Matching' : 'Writing the workbook'}
        onCancel={matching.busy ? matching.cancel : saving.cancel}
      />
      {matching.error ? <ErrorPanel error={matching.error} /> : null}
      {saving.error ? <ErrorPanel error={saving.error} /> : null}
      <Lists view={data} words={words} />
      {panels}
    </>
  );
}

function NothingYet({ words, onTakeIn }: { words: LegWords; onTakeIn: () => void }) {
  return (
    <Empty
      title={`Nothing to compare ${words.title === 'Usage source' ? 'usage' : 'the book'} with yet`}
      action={
        <Button variant="filled" leftSection={<IconFilePlus size={14} />} onClick={onTakeIn}>
          Take a file in…
        </Button>
      }
    >
      {words.about}
    </Empty>
  );
}

function useSaving(leg: Leg, month: string) {
  const { host } = useBackend();
  const doing = useDoing('reconcile.save');
  const save = async (): Promise<void> => {
    const target = await host.saveAs(`reconciliation-${leg.replaceAll('_', '-')}-${month}.xlsx`);
    if (target && (await doing.run({ leg, month, file: target.file }))) target.deliver();
  };
  return { ...doing, save };
}
