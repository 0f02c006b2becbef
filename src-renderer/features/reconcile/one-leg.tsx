// One leg of one month: totals of both sides, who signed, the lists, and what can be done. Must not: match anything itself.
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconFilePlus, IconPencilCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { Head } from './head.tsx';
import { LEG_PAGES, type LegWords } from './legs.ts';
import { Lists } from './lists.tsx';
import { SignPanel } from './sign-panel.tsx';
import { TakeInPanel } from './take-in-panel.tsx';

interface OneLegProps {
  readonly leg: Leg;
  readonly month: string;
  readonly closed: boolean;
  /** Where nothing was taken in, in place of choosing a file: what is compared is known already. */
  readonly takeIn?: ReactNode;
}

export function OneLeg({ leg, month, closed, takeIn }: OneLegProps) {
  const words = LEG_PAGES[leg];
  const { data, error, waiting, ...finding } = useReading(leg, month);
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
        {takeIn ?? <NothingYet words={words} onTakeIn={() => setPanel('take-in')} />}
        {panels}
      </>
    );
  return (
    <>
      <Head view={data} words={words}>
        <div className="row">
          {takeIn === undefined ? (
            <Button leftSection={<IconFilePlus size={14} />} onClick={() => setPanel('take-in')}>
              Take a file in…
            </Button>
          ) : null}
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
        cancel={matching.busy ? matching.cancel : saving.cancel}
      />
      <ErrorPanel error={matching.error} />
      <ErrorPanel error={saving.error} />
      <Lists view={data} words={words} {...finding} />
      {panels}
    </>
  );
}

/** How it stands, its lists narrowed to what is typed. */
function useReading(leg: Leg, month: string) {
  const [find, onFind] = useState('');
  const [wanted] = useDebouncedValue(find, 300);
  return { ...useCall('reconcile.read', { leg, month, find: wanted }), find, onFind };
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
  const save = () =>
    host.saveAs(`reconciliation-${leg.replaceAll('_', '-')}-${month}.xlsx`, (file) =>
      doing.run({ leg, month, file }),
    );
  return { ...doing, save };
}
