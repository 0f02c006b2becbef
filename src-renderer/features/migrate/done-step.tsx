// Done: what came in, its report, and where to go from here.
import { Button } from '@mantine/core';
import { Notice } from '../../ui/panels/told.tsx';
import { go, to } from '../../ui/route.ts';
import type { Draft } from './draft.ts';
import { beginDraft } from './draft.ts';
import { Findings, Lots, SaveReport, TieOut, WhatComes } from './effect-tables.tsx';

export function DoneStep({ draft }: { draft: Draft }) {
  const { done } = draft;
  if (!done) return null;
  const leave = (address: string): void => {
    beginDraft();
    go(address);
  };
  return (
    <div className="step-body">
      <Notice>
        {done.file} is in the book, as migration {done.done?.number ?? ''}, approved by{' '}
        {done.done?.approvedBy ?? ''}. Its SHA-256 and the tie-out are on record.
      </Notice>
      <WhatComes migration={done} />
      <div className="row">
        <Button variant="filled" onClick={() => leave(to(['customers']))}>
          Look at the balances
        </Button>
        <SaveReport file={done.file} />
        <Button onClick={() => leave(to(['reconcile'], { leg: 'spreadsheet' }))}>
          Compare with the book
        </Button>
        <Button onClick={() => leave(to(['audit']))}>See it on record</Button>
        <Button onClick={() => beginDraft()}>Another spreadsheet</Button>
      </div>
      <TieOut migration={done} />
      <Findings findings={done.findings} />
      <Lots migration={done} />
    </div>
  );
}
