// Signing a reconciliation: what is signed in one sentence, as its preparer first, then by another person as its reviewer.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { useCall, useDoing } from '../../api/queries.tsx';
import { Amount, Moment } from '../../ui/format/values.tsx';
import { SidePanel } from '../../ui/panels/side-panel.tsx';
import { ErrorPanel, Notice } from '../../ui/panels/told.tsx';
import { to } from '../../ui/route.ts';
import { useWhyVoid } from './why-void.ts';

interface SignPanelProps {
  readonly view: ReconciliationView;
  readonly closed: boolean;
  readonly onClose: () => void;
}

export function SignPanel({ view, closed, onClose }: SignPanelProps) {
  const { data } = useCall('settings.read', {});
  const doing = useDoing('reconcile.sign');
  const why = useWhyVoid(view.month, view.preparer);
  const prepared = view.preparer !== null && why === null;
  const [conclusion, setConclusion] = useState(view.conclusion);
  const [matters, setMatters] = useState<Matters>({ materiality: {}, materialityReason: '' });
  const role = prepared ? 'reviewer' : 'preparer';
  const sign = async (): Promise<void> => {
    if (await doing.run({ leg: view.leg, month: view.month, role, conclusion, ...matters })) onClose();
  };
  return (
    <SidePanel title={prepared ? 'Review' : 'Sign'} onClose={onClose} width={420}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (closed && !doing.busy) void sign();
        }}
      >
        {closed ? null : (
          <Notice tone="warn">
            The month is open: what would be signed could still change.{' '}
            <a href={to(['months'])}>Close it first</a>
          </Notice>
        )}
        <NotCompared tables={view.tables} />
        {view.preparer ? (
          <p>
            Prepared by {view.preparer.by}, <Moment value={view.preparer.at} />
            {why === null ? '' : `; void: ${why}`}.
          </p>
        ) : null}
        <p>
          You sign as <b>{data?.author ?? '…'}</b>
          {prepared ? ', its reviewer: somebody else than its preparer.' : ', its preparer.'}{' '}
          <a href={to(['settings'])}>Another name</a>
        </p>
        <Textarea
          label="Conclusion"
          autosize
          minRows={3}
          maxLength={2000}
          value={conclusion}
          onChange={({ currentTarget }) => setConclusion(currentTarget.value)}
        />
        {prepared ? <MattersFields totals={view.totals} value={matters} onChange={setMatters} /> : null}
        <ErrorPanel error={doing.error} />
        <Button
          type="submit"
          variant="filled"
          disabled={!closed}
          loading={doing.busy}
          style={{ alignSelf: 'flex-start' }}
        >
          {prepared ? 'Sign as reviewer' : 'Sign as preparer'}
        </Button>
      </form>
    </SidePanel>
  );
}

/** Who reviews it has mostly not seen the comparison: what is on record of it stands before every signature. */
function NotCompared({ tables }: Pick<ReconciliationView, 'tables'>) {
  const sentences = tables.flatMap(({ notCompared }) => notCompared);
  if (sentences.length === 0) return null;
  return (
    <Notice tone="warn">
      No part of what is signed:
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}.</li>
        ))}
      </ul>
    </Notice>
  );
}

interface Matters {
  readonly materiality: Record<string, string>;
  readonly materialityReason: string;
}

interface MattersFieldsProps {
  readonly totals: ReconciliationView['totals'];
  readonly value: Matters;
  readonly onChange: (value: Matters) => void;
}

/** Up to which total accepted differences do not matter: the reviewer's word, with a reason. */
function MattersFields({ totals, value, onChange }: MattersFieldsProps) {
  const { materiality, materialityReason } = value;
  const typed = Object.values(materiality).some((most) => most.trim() !== '');
  return (
    <>
      {totals.map(({ unit, accepted }) => (
        <TextInput
          key={unit}
          label={`Materiality, ${unit}`}
          description={
            <>
              Accepted differences: <Amount value={accepted} />
            </>
          }
          inputMode="decimal"
          placeholder="none"
          value={materiality[unit] ?? ''}
          onChange={({ currentTarget }) =>
            onChange({ ...value, materiality: { ...materiality, [unit]: currentTarget.value } })
          }
        />
      ))}
      {typed ? (
        <Textarea
          label="Why this materiality"
          autosize
          minRows={2}
          maxLength={2000}
          required
          value={materialityReason}
          onChange={({ currentTarget }) => onChange({ ...value, materialityReason: currentTarget.value })}
        />
      ) : null}
    </>
  );
}
