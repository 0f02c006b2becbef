// Verifies what is kept of reconciliations: rows of outside tables and sets of matching are those of their facts, and nothing else is there.
// Must not: judge whether they match.
import {
  type KeptDigest,
  NOTHING_KEPT,
  outsideDigests,
  setDigests,
} from '../../storage/reconcile/outside-store.ts';
import type { Session } from '../session.ts';

/** What is not as it was recorded, in sentences. */
export function wrongInReconciling(session: Session): string[] {
  const [tables, runs] = [outsideDigests(session.open), setDigests(session.open)];
  const wrong: string[] = [];
  const check = (kept: Map<number, KeptDigest>, number: number, told: KeptDigest, what: string): void => {
    const found = kept.get(number) ?? NOTHING_KEPT;
    kept.delete(number);
    if (found.count !== told.count || found.sha256 !== told.sha256)
      wrong.push(`${what} are not those that were recorded (${told.count} then, ${found.count} now)`);
  };
  for (const { kind, body } of session.facts()) {
    if (kind === 'outside')
      check(tables, body.number, { count: body.rows, sha256: body.rowsSha256 }, `The rows of ${body.file}`);
    if (kind === 'matching')
      check(
        runs,
        body.run,
        { count: body.sets, sha256: body.setsSha256 },
        `The sets of matching ${body.run}`,
      );
  }
  for (const number of tables.keys())
    wrong.push(`There are rows of outside table ${number}, which no fact names`);
  for (const number of runs.keys()) wrong.push(`There are sets of matching ${number}, which no fact names`);
  return wrong;
}
