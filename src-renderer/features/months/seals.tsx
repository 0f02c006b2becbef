// The closed months with their seals, those that a reopening broke included; and reopening the last one, with a reason.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SealLine } from '../../../src-shared/contract/audit.ts';
import { useBook } from '../../api/book.tsx';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Moment, MonthName, useFormat } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';

export function Seals() {
  const { data, error } = useCall('audit.seals', {});
  const book = useBook();
  const [reopening, setReopening] = useState(false);
  const last = book.closedMonths.at(-1);
  const seals = [...(data?.seals ?? [])].sort((a, b) =>
    a.month === b.month ? (a.closedAt < b.closedAt ? 1 : -1) : a.month < b.month ? 1 : -1,
  );
  return (
    <Section
      title="Closed months"
      beside={
        last ? (
          <Button size="compact-xs" onClick={() => setReopening(true)}>
            Reopen the last …
          </Button>
        ) : null
      }
    >
      <ErrorPanel error={error} />
      {data && seals.length === 0 ? <p className="dim">No month is closed yet.</p> : null}
      {seals.length > 0 ? (
        <table className="plain">
          <thead>
            <tr>
              <th>Month</th>
              <th>State</th>
              <th className="num">Postings</th>
              <th>Seal</th>
              <th>Closed</th>
              <th>By</th>
              <th>Reopened</th>
            </tr>
          </thead>
          <tbody>
            {seals.map((seal) => (
              <SealRow key={`${seal.month}|${seal.closedAt}|${seal.seal}`} seal={seal} />
            ))}
          </tbody>
        </table>
      ) : null}
      {reopening && last ? <Reopen month={last} onClose={() => setReopening(false)} /> : null}
    </Section>
  );
}

function SealRow({
  seal: { month, seal, postings, closedAt, author, reopenedAt, reason },
}: {
  seal: SealLine;
}) {
  return (
    <tr>
      <td>
        <a href={to(['revenue'], { month })}>
          <MonthName value={month} />
        </a>
      </td>
      <td>
        <Status tone={reopenedAt === null ? 'good' : 'plain'}>
          {reopenedAt === null ? 'sealed' : 'reopened'}
        </Status>
      </td>
      <td className="num">{postings.toLocaleString()}</td>
      <td className="mono" title={seal}>
        {seal.slice(0, 16)}…
      </td>
      <td>
        <Moment value={closedAt} />
      </td>
      <td>{author}</td>
      <td>
        {reopenedAt === null ? null : (
          <>
            <Moment value={reopenedAt} />: {reason}
          </>
        )}
      </td>
    </tr>
  );
}

function Reopen({ month, onClose }: { month: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const doing = useDoing('months.reopen');
  const format = useFormat();
  const reopen = async (): Promise<void> => {
    if (await doing.run({ month, reason })) onClose();
  };
  return (
    <SidePanel title={`Reopen ${format(month, 'month')}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void reopen();
        }}
      >
        <p>
          The month’s postings can change again. Its seal stays on record, with the reason; statements that
          were issued stay as they are, and those that differ then are issued again as revisions.
        </p>
        <Textarea
          label="Reason"
          required
          autoFocus
          minRows={3}
          autosize
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorPanel error={doing.error} />
        <ProgressLine busy={doing.busy} progress={doing.progress} label="Reopening" />
        <div className="row">
          <Button type="submit" variant="filled" disabled={doing.busy || reason.trim() === ''}>
            Reopen
          </Button>
          <Button onClick={onClose}>Leave it closed</Button>
        </div>
      </form>
    </SidePanel>
  );
}
