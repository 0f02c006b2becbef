// Asked before a paste in which some cells cannot stand: what is wrong, and what to do. Nothing has been applied yet.
import { Button } from '@mantine/core';
import { counted } from '../../../../src-shared/counted.ts';
import type { CellChange, PastePlan, SheetEditing } from './sheet-editing.ts';
import { paste } from './sheet-editing.ts';

interface PastePanelProps {
  plan: PastePlan;
  editing: SheetEditing;
  /** Pasted, or not. */
  onDone: () => void;
}

const SHOWN = 5;

export function PastePanel({ plan, editing, onDone }: PastePanelProps) {
  const { good, bad } = plan;
  const apply = (changes: readonly CellChange[]): void => {
    paste(editing, changes);
    onDone();
  };
  return (
    <div className="told" data-tone="warn" role="alertdialog" aria-label="Paste with problems">
      <p>
        {counted(good.length, 'cell')} can be pasted, {counted(bad.length, 'cell')} cannot stand as{' '}
        {bad.length === 1 ? 'it is' : 'they are'}. Nothing has been changed yet.
      </p>
      <ul>
        {bad.slice(0, SHOWN).map(({ row, column, after, why }) => (
          <li key={`${row}|${column}`}>
            “{after}”: {why}
          </li>
        ))}
        {bad.length > SHOWN ? <li>… and {bad.length - SHOWN} more</li> : null}
      </ul>
      <div className="row">
        <Button autoFocus onClick={() => apply([...good, ...bad])}>
          Paste all and mark the bad ones
        </Button>
        <Button onClick={() => apply(good)} disabled={good.length === 0}>
          Paste only the good ones
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          Do not paste
        </Button>
      </div>
    </div>
  );
}
