// A migration taken out of the book again, with a reason: where it has just come in, and in the list of all that did.
// Must not: say what came of it.
import { useDoing } from '../api/queries.tsx';
import { ProgressLine } from '../ui/panels/progress.tsx';
import { ReasonForm } from '../ui/panels/reason-form.tsx';

interface UndoMigrationProps {
  number: number;
  /** @param drew how many usage events that came otherwise had drawn on its lots. */
  onDone: (drew: number) => void;
}

export function UndoMigration({ number, onDone }: UndoMigrationProps) {
  const undoing = useDoing('migrate.undo');
  const undo = async (reason: string): Promise<void> => {
    const answer = await undoing.run({ number, reason });
    if (answer) onDone(answer.drew);
  };
  return (
    <>
      <ProgressLine {...undoing} label="Undoing" />
      <ReasonForm
        {...undoing}
        label="Undo this migration"
        about="Its lots, corrections and usage are as if they had never come; customers stay. Possible until a month of it is closed."
        onGive={(reason) => void undo(reason)}
      />
    </>
  );
}
