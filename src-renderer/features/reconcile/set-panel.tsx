// One match: its lines on both sides, who matched it, and taking it apart.
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { PASS_WORDS } from '../../../src-shared/reconcile/words.ts';
import { useDoing } from '../../api/queries.tsx';
import { Amount, Day, Moment } from '../../ui/format/values.tsx';
import { ReasonForm } from '../../ui/panels/reason-form.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';

type StandingSet = ReconciliationView['sets'][number];

interface SetPanelProps {
  readonly view: ReconciliationView;
  readonly set: StandingSet;
  readonly onClose: () => void;
}

export function SetPanel({ view, set, onClose }: SetPanelProps) {
  const doing = useDoing('reconcile.takeApart');
  const apart = async (reason: string): Promise<void> => {
    if (await doing.run({ leg: view.leg, month: view.month, set: set.id, reason })) onClose();
  };
  return (
    <SidePanel title={`Match ${set.id}`} onClose={onClose} width={440}>
      <div className="stack">
        <p>
          {PASS_WORDS[set.pass]}, by {set.by}, <Moment value={set.at} />.{set.note ? ` ${set.note}` : ''}
        </p>
        <LinesTable title="In the book" lines={set.book} />
        <LinesTable title="In the source" lines={set.outside} />
        <ReasonForm
          {...doing}
          label="Take it apart"
          about="Its lines are open again. The match stays on record and does not come back by itself."
          onGive={(reason) => void apart(reason)}
        />
      </div>
    </SidePanel>
  );
}

export function LinesTable({ title, lines }: { title: string; lines: StandingSet['book'] }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{title}</th>
          <th>Date</th>
          <th className="num">Amount</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <td>
              {line.reference || line.party || line.key}
              {line.place ? <div className="dim small">{line.place}</div> : null}
            </td>
            <td>{line.date ? <Day value={line.date} /> : null}</td>
            <td className="num">
              <Amount value={line.amount} /> {line.unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
