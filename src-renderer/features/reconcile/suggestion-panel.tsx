// A suggestion whose amounts differ: both sides, and the reason why they belong together all the same.
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { WHY_WORDS } from '../../../src-shared/reconcile/words.ts';
import { useDoing } from '../../api/queries.tsx';
import { Amount } from '../../ui/format/values.tsx';
import { ReasonForm } from '../../ui/panels/reason-form.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import type { Suggested } from './lists.tsx';
import { LinesTable } from './set-panel.tsx';

interface SuggestionPanelProps {
  readonly view: ReconciliationView;
  readonly one: Suggested;
  readonly onClose: () => void;
}

export function SuggestionPanel({ view, one, onClose }: SuggestionPanelProps) {
  const doing = useDoing('reconcile.matchByHand');
  const pick = (side: 'book' | 'outside') =>
    view.suggested.filter((line) => line.side === side && one[side].includes(line.key));
  const match = async (note: string): Promise<void> => {
    const { leg, month } = view;
    if (await doing.run({ leg, month, book: one.book, outside: one.outside, note })) onClose();
  };
  return (
    <SidePanel title={WHY_WORDS[one.why]} onClose={onClose} width={440}>
      <div className="stack">
        <LinesTable title="In the book" lines={pick('book')} />
        <LinesTable title="In the source" lines={pick('outside')} />
        <p>
          Difference: <Amount value={one.difference} /> {one.unit}
        </p>
        <ReasonForm
          {...doing}
          label="Match them"
          about="They stand as one match with this difference, and with your reason."
          onGive={(reason) => void match(reason)}
        />
      </div>
    </SidePanel>
  );
}
