// One usage event: explained, and what can still be done with it. Must not: decide whether it may be voided; the book does.
import { useCall, useDoing } from '../../api/queries.tsx';
import { ExplainPanel } from '../../ui/panels/explain-panel.tsx';
import { ReasonForm } from './reason-form.tsx';

interface EventPanelProps {
  event: string;
  customer: string;
  state: string;
  onClose: () => void;
}

export function EventPanel({ event, customer, state, onClose }: EventPanelProps) {
  const { data, error } = useCall('explain.event', { event });
  const voiding = useDoing('usage.void');
  const excluding = useDoing('usage.exclude');
  return (
    <ExplainPanel
      title={`Event ${event}`}
      steps={data?.steps}
      error={error}
      customer={customer}
      onClose={onClose}
    >
      {state === 'no_rate' ? (
        <ReasonForm
          label="Exclude"
          about="Usage without a rate keeps its month from closing. Excluded, it takes part in nothing, whatever rates come."
          busy={excluding.busy}
          error={excluding.error}
          onGive={(reason) =>
            void excluding.run({ event, reason }).then((answer) => (answer ? onClose() : undefined))
          }
        />
      ) : null}
      {state === 'counted' || state === 'late' ? (
        <ReasonForm
          label="Void"
          about="The event is taken back in the first open month: credits return to their lot, revenue is reversed. It stays on record."
          busy={voiding.busy}
          error={voiding.error}
          onGive={(reason) =>
            void voiding.run({ events: [event], reason }).then((answer) => (answer ? onClose() : undefined))
          }
        />
      ) : null}
    </ExplainPanel>
  );
}
