// What can still be done with a usage event that is explained: exclude what no rate covers, void what counted. Each with a reason.
// Must not: decide whether it may be; the book does.
import type { Explanation } from '../../../src-shared/explain/calls.ts';
import { useDoing } from '../../api/queries.tsx';
import { ReasonForm } from '../../ui/panels/reason-form.tsx';

interface EventActionsProps {
  event: string;
  state: NonNullable<Explanation['state']>;
  onDone: () => void;
}

export function EventActions({ event, state, onDone }: EventActionsProps) {
  const voiding = useDoing('usage.void');
  const excluding = useDoing('usage.exclude');
  if (state === 'no_rate') {
    return (
      <ReasonForm
        {...excluding}
        label="Exclude"
        about="Usage without a rate keeps its month from closing. Excluded, it takes part in nothing, whatever rates come."
        onGive={(reason) =>
          void excluding.run({ event, reason }).then((answer) => (answer ? onDone() : undefined))
        }
      />
    );
  }
  if (state !== 'counted' && state !== 'late') return null;
  return (
    <ReasonForm
      {...voiding}
      label="Void"
      about="Posted in an open month, it is as if it had never been. Posted in a closed one, its credits and revenue are given back in the first open month. It stays on record, with the reason."
      onGive={(reason) =>
        void voiding.run({ events: [event], reason }).then((answer) => (answer ? onDone() : undefined))
      }
    />
  );
}
