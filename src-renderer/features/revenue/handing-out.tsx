// What a journal's and the charges' panel share: how the month stands to what went out of it, and the button that fits.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MonthName } from '../../ui/format/values.tsx';
import { Notice } from '../../ui/panels/told.tsx';

export interface Standing {
  number: string;
  sameSeal: boolean;
  outdated: boolean;
}

interface HandingOutProps {
  month: string;
  status: 'draft' | 'final';
  standing: Standing | null;
  /** "journal", "charges": what goes out. */
  what: string;
  /** What to do with the one that a revision replaces. */
  undo: string;
}

export function StandingNotice({ month, status, standing, what, undo }: HandingOutProps) {
  if (status === 'draft')
    return (
      <Notice tone="warn">
        <p>
          <MonthName value={month} /> is open: only a draft can be saved. It has no number and is not kept.
        </p>
      </Notice>
    );
  if (standing === null)
    return (
      <p className="dim">
        Not exported yet. An export has a number, is kept as it is, and is made once; after that there are
        copies.
      </p>
    );
  if (!standing.sameSeal)
    return (
      <Notice tone="warn">
        <p>
          Exported as {standing.number}, but the month was closed again since with other figures. The next
          export takes its place: {undo}
        </p>
      </Notice>
    );
  return (
    <Notice>
      <p>
        Exported as {standing.number}. What is saved now is the same file again
        {standing.outdated ? `; the ${what} would be different now.` : '.'}
      </p>
    </Notice>
  );
}

interface ActionsProps {
  busy: boolean;
  /** Something is in the way of a new one; copies go out all the same. */
  blocked: boolean;
  status: 'draft' | 'final';
  standing: Standing | null;
  onSave: (replace: string | null) => void;
  labels: { export: string; copy: string; draft: string };
  /** Another way out beside the first. */
  other?: boolean;
}

/** Saves; where the same seal stands but what would go out is different, also with a reason. */
export function HandOutActions({
  busy,
  blocked,
  status,
  standing,
  onSave,
  labels,
  other = false,
}: ActionsProps) {
  const [why, setWhy] = useState('');
  const isCopy = status === 'final' && standing?.sameSeal === true;
  const label = status === 'draft' ? labels.draft : isCopy ? labels.copy : labels.export;
  return (
    <>
      <div className="row">
        <Button
          variant={other ? 'default' : 'filled'}
          loading={busy}
          disabled={blocked && !isCopy}
          onClick={() => onSave(null)}
        >
          {label}
        </Button>
      </div>
      {isCopy && standing.outdated ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            onSave(why);
          }}
        >
          <TextInput
            label="Issue it again instead, because"
            description="The reason stays on record with the revision."
            value={why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" loading={busy} disabled={blocked || why.trim() === ''}>
              Issue a revision
            </Button>
          </div>
        </form>
      ) : null}
    </>
  );
}
