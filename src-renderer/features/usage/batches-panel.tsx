// Import batches beside usage: what came when, what was rejected of it, and taking a batch out again with a reason.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Batch } from '../../../src-shared/contract/usage.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ReasonForm } from '../../ui/panels/reason-form.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { Status } from '../../ui/panels/status.tsx';
import { Empty, ErrorPanel } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';
import { Migrations } from './migrations.tsx';

export function BatchesPanel({ onClose }: { onClose: () => void }) {
  const { data, error } = useCall('batch.list', {});
  const [chosen, setChosen] = useState<number | null>(null);
  const batches = [...(data?.batches ?? [])].reverse();
  const one = batches.find(({ batch }) => batch === chosen);
  return (
    <SidePanel title={one ? `Batch ${one.batch}` : 'Import batches'} width={460} onClose={onClose}>
      <ErrorPanel error={error} />
      {data && batches.length === 0 ? <Empty title="Nothing has been imported yet" /> : null}
      {one ? (
        <OneBatch batch={one} onBack={() => setChosen(null)} />
      ) : batches.length === 0 ? null : (
        <table className="plain">
          <thead>
            <tr>
              <th className="num">Batch</th>
              <th>File</th>
              <th className="num">Rows</th>
              <th className="num">Rejected</th>
            </tr>
          </thead>
          <tbody>
            {batches.map(({ batch, file, accepted, rejected, undone }) => (
              <tr key={batch}>
                <td className="num">{batch}</td>
                <td style={{ overflowWrap: 'anywhere' }}>
                  <button type="button" className="as-link" onClick={() => setChosen(batch)}>
                    {file}
                  </button>{' '}
                  {undone ? <Status tone="dim">Undone</Status> : null}
                </td>
                <td className="num">{accepted.toLocaleString()}</td>
                <td className="num">{rejected === 0 ? '–' : rejected.toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {one ? null : <Migrations />}
    </SidePanel>
  );
}

function OneBatch({ batch, onBack }: { batch: Batch; onBack: () => void }) {
  const undoing = useDoing('batch.undo');
  const counts: [string, number][] = [
    ['Rows in the book', batch.accepted],
    ['Duplicates', batch.duplicates],
    ['Late', batch.late],
    ['Without a rate now', batch.exceptions],
    ['Rejected', batch.rejected],
  ];
  return (
    <div className="stack">
      <div className="row">
        <Button size="compact-xs" onClick={onBack}>
          All batches
        </Button>
        <a href={to(['usage'], { batch: String(batch.batch), panel: 'batches' })}>Show its usage</a>
      </div>
      <dl className="facts">
        <dt>File</dt>
        <dd style={{ overflowWrap: 'anywhere' }}>{batch.file}</dd>
        <dt>Profile</dt>
        <dd>{batch.profile ?? '–'}</dd>
        {counts.map(([label, count]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label} count`}>{count.toLocaleString()}</dd>,
        ])}
      </dl>
      {batch.control === '' ? null : <p>{capitalized(batch.control)}.</p>}
      {batch.rejected > 0 ? <Rejects batch={batch} /> : null}
      <ProgressLine {...undoing} label="Undoing" />
      {batch.undone ? (
        <Status tone="dim">Undone: its rows are as if they had never come</Status>
      ) : (
        <ReasonForm
          {...undoing}
          label="Undo this batch"
          about="Its rows are as if they had never come, and their ids are free. Possible while all of it is in open months."
          onGive={(reason) => void undoing.run({ batch: batch.batch, reason })}
        />
      )}
    </div>
  );
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Rejects({ batch }: { batch: Batch }) {
  const { host } = useBackend();
  const { data, error } = useCall('batch.rejects', { batch: batch.batch, limit: 50 });
  const saving = useDoing('batch.saveRejects');
  const save = () =>
    host.saveAs(`rejected-batch-${batch.batch}.csv`, (file) => saving.run({ batch: batch.batch, file }));
  return (
    <div className="stack">
      <ErrorPanel error={error} />
      <table className="plain">
        <thead>
          <tr>
            <th className="num">Line</th>
            <th>Why it was rejected</th>
          </tr>
        </thead>
        <tbody>
          {data?.rows.map(({ line, column, message }) => (
            <tr key={line}>
              <td className="num">{line}</td>
              <td>
                {column ? `${column}: ` : ''}
                {message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && data.rejected > data.rows.length ? (
        <span className="dim">and {(data.rejected - data.rows.length).toLocaleString()} more</span>
      ) : null}
      <ErrorPanel error={saving.error} />
      <Button style={{ alignSelf: 'flex-start' }} loading={saving.busy} onClick={() => void save()}>
        Save rejected rows …
      </Button>
    </div>
  );
}
