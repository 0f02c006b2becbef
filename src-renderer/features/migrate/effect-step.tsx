// Effect: what would come in, tied out to the workbook and the general ledger, with what was found in the workbook; then the commit.
import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MigrationShown, UnderstoodShown } from '../../../src-shared/migration/calls.ts';
import { useDoing } from '../../api/queries.tsx';
import { ProgressLine } from '../../ui/panels/progress.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import type { Draft } from './draft.ts';
import { askedOf, setDraft } from './draft.ts';
import { Findings, Lots, SaveReport, TieOut, WhatComes } from './effect-tables.tsx';

export function EffectStep({ draft, read }: { draft: Draft; read: UnderstoodShown }) {
  const reviewing = useDoing('migrate.review');
  const committing = useDoing('migrate.commit');
  const [review, setReview] = useState<MigrationShown | null>(null);
  const asked = askedOf(draft, read);
  const key = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing that is asked
  useEffect(() => {
    setReview(null);
    if (asked) void reviewing.run(asked).then(setReview);
  }, [key]);
  const commit = async (): Promise<void> => {
    if (!asked || !review) return;
    const { reason, approvedBy, remember } = draft;
    const done = await committing.run({
      ...asked,
      token: review.token,
      reason,
      approvedBy: approvedBy.trim(),
      remember: remember.trim() || null,
    });
    if (done) setDraft({ done, step: 'done' });
  };
  const error = reviewing.error ?? committing.error;
  return (
    <div className="step-body">
      {asked ? null : (
        <Notice tone="warn">An amount of the general ledger is no number. Go back and mend it.</Notice>
      )}
      <ErrorPanel error={error} />
      <ProgressLine
        busy={reviewing.busy || committing.busy}
        progress={committing.progress ?? reviewing.progress}
        label="Working out what would come in"
        cancel={reviewing.busy ? reviewing.cancel : committing.cancel}
      />
      {review ? (
        <>
          <WhatComes migration={review} />
          <TieOut migration={review} />
          <Approve draft={draft} review={review} busy={committing.busy} onCommit={() => void commit()} />
          <Findings findings={review.findings} />
          <Lots migration={review} />
        </>
      ) : null}
    </div>
  );
}

interface ApproveProps {
  draft: Draft;
  review: MigrationShown;
  busy: boolean;
  onCommit: () => void;
}

function Approve({ draft, review, busy, onCommit }: ApproveProps) {
  const { reason, approvedBy, remember } = draft;
  const missing = approvedBy.trim() === '' || (review.differs && reason.trim() === '');
  return (
    <form
      className="stack"
      aria-label="Approve the migration"
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) onCommit();
      }}
    >
      {review.differs ? (
        <TextInput
          label="Why it is right though it does not tie out"
          description="Stays on record with the migration"
          w={560}
          required
          value={reason}
          onChange={(event) => setDraft({ reason: event.currentTarget.value })}
        />
      ) : null}
      <div className="row top">
        <TextInput
          label="Approved by"
          w={220}
          required
          value={approvedBy}
          onChange={(event) => setDraft({ approvedBy: event.currentTarget.value })}
        />
        <TextInput
          label="Remember the layout as"
          description="For comparing later"
          inputWrapperOrder={['label', 'input', 'description']}
          w={220}
          value={remember}
          onChange={(event) => setDraft({ remember: event.currentTarget.value })}
        />
      </div>
      <div className="row">
        <Button type="submit" variant="filled" loading={busy} disabled={missing}>
          Bring it into the book
        </Button>
        <SaveReport file={review.file} />
      </div>
    </form>
  );
}
