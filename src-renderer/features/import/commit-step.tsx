// Commit: what was imported, as which batch; its error file, its usage, and the way back.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useBackend, useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { go, to } from '../../ui/route.ts';
import type { Draft } from './draft.ts';
import { beginDraft } from './draft.ts';
import { Effect } from './review/before-commit.tsx';

export function CommitStep({ draft }: { draft: Draft }) {
  const { host } = useBackend();
  const saving = useDoing('batch.saveRejects');
  const undoing = useDoing('batch.undo');
  const [undone, setUndone] = useState(false);
  const { done, file, notRemembered } = draft;
  if (!done) return null;
  const { batch, accepted, rejected, duplicates, late, exceptions } = done.counts;
  const saveRejects = () =>
    host.saveAs(`rejected-${file?.name.replace(/\.[^.]+$/, '') ?? batch}.csv`, (to) =>
      saving.run({ batch, file: to }),
    );
  const undo = async (reason: string): Promise<void> => {
    if (await undoing.run({ batch, reason })) setUndone(true);
  };
  return (
    <>
      <div className="step-body short">
        <Notice>
          {undone
            ? `Batch ${batch} is undone: its rows are as if they had never come.`
            : `Imported ${accepted.toLocaleString()} rows of ${file?.name ?? 'the file'} as batch ${batch}. ` +
              `Duplicates: ${duplicates.toLocaleString()}. Late: ${late.toLocaleString()}. ` +
              `Without a rate: ${exceptions.toLocaleString()}. Rejected, kept with the batch: ${rejected.toLocaleString()}.`}
        </Notice>
        <ProgressLine {...undoing} label="Undoing" />
        {notRemembered ? (
          <ErrorPanel error={{ message: notRemembered.message, findings: [notRemembered] }} />
        ) : null}
        <ErrorPanel error={undoing.error} />
        <ErrorPanel error={saving.error} />
        <div className="row">
          <Button
            variant="filled"
            data-autofocus
            onClick={() => {
              beginDraft();
              go(to(['usage'], undone ? {} : { batch: String(batch) }));
            }}
          >
            {undone ? 'Go to usage' : 'Show its usage'}
          </Button>
          <Button onClick={() => beginDraft()}>Import another file</Button>
          {rejected > 0 ? (
            <Button loading={saving.busy} onClick={() => void saveRejects()}>
              Save {rejected === 1 ? 'the rejected row' : `${rejected.toLocaleString()} rejected rows`} …
            </Button>
          ) : null}
        </div>
        {undone ? null : (
          <UndoForm batch={batch} busy={undoing.busy} onUndo={(reason) => void undo(reason)} />
        )}
      </div>
      <Effect review={done} />
    </>
  );
}

interface UndoFormProps {
  batch: number;
  busy: boolean;
  onUndo: (reason: string) => void;
}

function UndoForm({ batch, busy, onUndo }: UndoFormProps) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="row"
      aria-label="Undo this batch"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onUndo(reason.trim());
      }}
    >
      <TextInput
        w={280}
        placeholder="Why it is to be undone"
        aria-label="Reason for undoing"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={reason.trim() === ''}>
        Undo batch {batch}
      </Button>
    </form>
  );
}
