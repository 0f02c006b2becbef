// The facts that stand: a migration that was taken back is as if it had never been (rules §12). Must not: judge whether it could be.
import type { Told } from '../facts.ts';

/** By the facts they were worked out from: a list of facts never changes, a book that is told more has another. */
const known = new WeakMap<readonly Told[], readonly Told[]>();

/**
 * Without the migrations that were undone and what they told. A reference that was told again since stands. Usage that came with
 * one is a batch, which is undone as every other is.
 */
export function standing<T extends Told>(facts: readonly T[]): readonly T[] {
  const before = known.get(facts);
  if (before) return before as readonly T[];
  const found = facts.some(({ kind }) => kind === 'migration_undo') ? withoutUndone(facts) : facts;
  known.set(facts, found);
  return found;
}

function withoutUndone<T extends Told>(facts: readonly T[]): readonly T[] {
  const gone = { grant: new Set<string>(), adjustment: new Set<string>() };
  const migrations = new Set<number>();
  return facts
    .toReversed()
    .filter(({ kind, body }) => {
      if (kind === 'migration_undo') {
        migrations.add(body.number);
        for (const ref of body.grants) gone.grant.add(ref);
        for (const ref of body.adjustments) gone.adjustment.add(ref);
      }
      if (kind === 'migration') return !migrations.has(body.number);
      return (kind !== 'grant' && kind !== 'adjustment') || !gone[kind].has(body.ref);
    })
    .reverse();
}
