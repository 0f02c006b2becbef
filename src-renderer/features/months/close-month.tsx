// Closing the open month: what is checked before, the job, and what came of it. A refusal says what stands in the way and where.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import { CloseChecks } from '../../shell/close-checks.tsx';
import { MonthName, useFormat } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, FindingList, Notice } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';

export function CloseMonth() {
  const { data, error } = useCall('months.checks', {});
  const closing = useDoing('months.close');
  const [closed, setClosed] = useState<Answer<'months.close'> | null>(null);
  const format = useFormat();
  const close = async (month: string): Promise<void> => {
    setClosed(null);
    setClosed(await closing.run({ month }));
  };
  return (
    <Section
      title="Open month"
      beside={
        data ? (
          <b>
            <MonthName value={data.month} />
          </b>
        ) : null
      }
    >
      <div className="stack" style={{ maxWidth: 760 }}>
        <ErrorPanel error={error} />
        {data ? <CloseChecks checks={data.checks} /> : null}
        <ProgressLine {...closing} label="Closing" />
        <ErrorPanel error={closing.error} />
        {closed ? <ClosedNotice closed={closed} /> : null}
        {data ? (
          <div className="row">
            <Button variant="filled" disabled={closing.busy} onClick={() => void close(data.month)}>
              Close {format(data.month, 'month')}
            </Button>
            <span className="dim">
              Posts everything to the month’s end, checks the invariants and seals it. It can be reopened with
              a reason.
            </span>
          </div>
        ) : null}
      </div>
    </Section>
  );
}

function ClosedNotice({ closed }: { closed: Answer<'months.close'> }) {
  const { month, postings, seal, short } = closed;
  return (
    <>
      <Notice>
        <p>
          <b>
            <MonthName value={month} /> is closed
          </b>
          : {postings.toLocaleString()} postings, every invariant holds. Seal{' '}
          <span className="mono">{seal.slice(0, 16)}…</span>
        </p>
        <p>
          Next: <a href={to(['statements'], { month })}>statements</a> and the{' '}
          <a href={to(['revenue'], { month })}>revenue workbook</a>.
        </p>
      </Notice>
      {short.length > 0 ? (
        <Notice tone="warn">
          <p>Adjustments that took less than was told:</p>
          <FindingList findings={short} />
        </Notice>
      ) : null}
    </>
  );
}
