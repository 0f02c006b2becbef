// Done: what came in, its report, and where to go from here.
import { Button } from '@mantine/core';
import { UndoMigration } from '../../shell/undo-migration.tsx';
import { Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/panels/told.tsx';
import { go, to } from '../../ui/route.ts';
import type { Draft } from './draft.ts';
import { beginDraft, setDraft } from './draft.ts';
import { Findings, Lots, SaveReport, TieOut, WhatComes } from './effect-tables.tsx';
import { undoneInWords } from './words.ts';

export function DoneStep({ draft }: { draft: Draft }) {
  const { done, undone } = draft;
  if (!done?.done) return null;
  const { number, approvedBy } = done.done;
  const leave = (address: string): void => {
    beginDraft();
    go(address);
  };
  const others = (
    <>
      <Button onClick={() => leave(to(['audit']))}>See it on record</Button>
      <Button onClick={() => beginDraft()}>Another spreadsheet</Button>
    </>
  );
  if (undone !== null)
    return (
      <div className="step-body">
        <Notice>{undoneInWords(number, undone)}</Notice>
        <div className="row">{others}</div>
      </div>
    );
  return (
    <div className="step-body">
      <Notice>
        {done.file} is in the book, as migration {number}, approved by {approvedBy}. Its SHA-256 and the
        tie-out are on record.
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
        {others}
      </div>
      <TieOut migration={done} />
      <Findings findings={done.findings} />
      <Lots migration={done} />
      <Section title="Undo">
        <UndoMigration number={number} onDone={(drew) => setDraft({ undone: drew })} />
      </Section>
    </div>
  );
}
