// Why a signature does not count any more, with its month and moment as everything here is written.
import type { ReconciliationView } from '../../../src-shared/reconcile/calls.ts';
import { openedAgain } from '../../../src-shared/reconcile/words.ts';
import { useFormat } from '../../ui/format/values.tsx';

/** null: it counts, or nobody signed. */
export function useWhyVoid(month: string, one: ReconciliationView['preparer']): string | null {
  const format = useFormat();
  if (!one?.opened) return one?.void ?? null;
  return openedAgain(format(month, 'month'), format(one.opened.at, 'instant'), one.opened.by);
}
