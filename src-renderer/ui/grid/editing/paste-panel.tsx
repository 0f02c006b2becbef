// Asked before a paste in which some cells cannot stand: what is wrong, and what to do. Nothing has been applied yet.
import { Button } from '@mantine/core';
import type { PastePlan } from './sheet-editing.ts';
import { cellsWord } from './sheet-editing.ts';

interface PastePanelProps {
  plan: PastePlan;
  onApply: (what: 'all' | 'good') => void;
  onCancel: () => void;
}

const SHOWN = 5;

export function PastePanel({ plan, onApply, onCancel }: PastePanelProps) {
  const { good, bad } = plan;
  return (
    <div className="told" data-tone="warn" role="alertdialog" aria-label="Paste with problems">
      <p>
        {cellsWord(good.length)} can be pasted, {cellsWord(bad.length)} cannot stand as{' '}
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
        <Button autoFocus onClick={() => onApply('all')}>
          Paste all and mark the bad ones
        </Button>
        <Button onClick={() => onApply('good')} disabled={good.length === 0}>
          Paste only the good ones
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          Do not paste
        </Button>
      </div>
    </div>
  );
}
