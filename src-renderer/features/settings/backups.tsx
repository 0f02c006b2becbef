// Automatic backups of the book: whether there are any, where, which are kept; and a copy of the book from one of them, to look at or to go
// on with. Must not: put a backup in the place of the book.
import { Button, Checkbox } from '@mantine/core';
import type { Answer } from '../../../src-shared/contract/index.ts';
import { counted } from '../../../src-shared/counted.ts';
import { useBackend, useCall, useDoing } from '../../api/queries.tsx';
import { Moment } from '../../ui/format/values.tsx';
import { Section } from '../../ui/page.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel } from '../../ui/panels/told.tsx';
import { Line } from './line.tsx';

type Kept = Answer<'backups.list'>['kept'][number];

const BEFORE: Record<Kept['before'], string> = {
  import: 'an import',
  close: 'closing a month',
  reopen: 'reopening a month',
  undo: 'taking an import back',
  migration: 'taking a spreadsheet over',
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export function Backups() {
  const { data, error } = useCall('backups.list', {});
  const { host } = useBackend();
  const setting = useDoing('backups.set');
  const choose = () => host.saveInFolder('Drawdown backups', (folder) => setting.run({ folder }));
  const failed = error ?? setting.error;
  return (
    <Section
      title="Backups"
      beside={
        <span className="dim">a checked copy before work that changes much, if the book has changed</span>
      }
    >
      <ErrorPanel error={failed} />
      {data ? (
        <>
          <Line
            label="Automatic"
            note="Before an import, closing or reopening a month, and taking an import back"
          >
            <Checkbox
              aria-label="Automatic backups"
              checked={data.automatic}
              disabled={setting.busy}
              onChange={({ currentTarget }) => void setting.run({ automatic: currentTarget.checked })}
            />
          </Line>
          <Line
            label="Folder"
            note={
              <span className="row">
                <Button size="compact-sm" onClick={() => void choose()}>
                  Another folder …
                </Button>
                {data.chosen ? (
                  <Button size="compact-sm" onClick={() => void setting.run({ folder: null })}>
                    Beside the book
                  </Button>
                ) : null}
              </span>
            }
          >
            <span className="mono">{data.place}</span>
          </Line>
          <Line
            label="Kept"
            note={`The last ${data.rule.last}, and the last of each of ${data.rule.days} days`}
          >
            {counted(data.kept.length, 'backup')}, {megabytes(data.bytes)}
          </Line>
          {data.kept.length > 0 ? <KeptBackups kept={data.kept} /> : null}
        </>
      ) : null}
    </Section>
  );
}

function KeptBackups({ kept }: { kept: readonly Kept[] }) {
  const opening = useDoing('backups.open');
  return (
    <>
      <ErrorPanel error={opening.error} />
      <ProgressLine busy={opening.busy} progress={opening.progress} label="Copying" />
      <table className="plain" aria-label="Backups that are kept">
        <thead>
          <tr>
            <th>Made</th>
            <th>Before</th>
            <th className="num">Size</th>
            <th aria-label="Open a copy" />
          </tr>
        </thead>
        <tbody>
          {kept.map(({ number, madeAt, before, bytes: size }) => (
            <tr key={number}>
              <td>
                <Moment value={madeAt} />
              </td>
              <td>{BEFORE[before]}</td>
              <td className="num">{megabytes(size)}</td>
              <td>
                <Button
                  size="compact-xs"
                  aria-label={`Open a copy of backup ${number}`}
                  disabled={opening.busy}
                  onClick={() => void opening.run({ number })}
                >
                  Open a copy
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small">
        A copy is a book of its own beside this one, which stays as it is and is closed. Whatever was told
        since is only in this one.
      </p>
    </>
  );
}
