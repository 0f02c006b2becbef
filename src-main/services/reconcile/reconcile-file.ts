// One file beside the book, from taking it in to what is open: what the command does in one go. Must not: know a terminal.
import type { Month } from '../../../src-shared/calendar.ts';
import type { Result } from '../../../src-shared/findings/finding.ts';
import { done } from '../../../src-shared/findings/finding.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import type { Session } from '../session.ts';
import { type Matched, readTolerance, runMatching } from './deeds.ts';
import { type TakenIn, takeIn } from './outside/take-in.ts';
import { type ReconciliationShown, shown } from './shown.ts';
import { reconciliation } from './state.ts';
import { writeReconciliation } from './workbook-file.ts';

export interface ReconcileAsked {
  readonly leg: Leg;
  readonly path: string;
  readonly month: Month | null;
  readonly profile: string | null;
  /** What names in the file are: the book's codes. */
  readonly names?: Readonly<Record<string, string>>;
  readonly days: number | null;
  readonly tolerance: Readonly<Record<string, string>> | null;
  /** Where the workbook goes; null: nowhere. */
  readonly out: string | null;
}
export interface Reconciled {
  readonly taken: TakenIn;
  readonly matched: Matched;
  readonly standing: ReconciliationShown;
}

/** Takes a file in, unless it is there already, matches, and says how it stands. */
export async function reconcileFile(session: Session, asked: ReconcileAsked): Promise<Result<Reconciled>> {
  const { leg, path, profile, names = {}, days, tolerance, out } = asked;
  const typed = session.peek(() => tolerance && readTolerance(session, leg, tolerance));
  if (!typed.ok) return typed;
  const taken = await takeIn(session, { leg, path, month: asked.month, profile, names, again: true });
  if (!taken.ok) return taken;
  const { month } = taken.value;
  const matched = await runMatching(session, { leg, month, days, tolerance });
  if (!matched.ok) return matched;
  const standing = await reconciliation(session, leg, month);
  if (!standing.ok) return standing;
  if (out !== null) {
    const written = await writeReconciliation(session, leg, month, out);
    if (!written.ok) return written;
  }
  const value = { taken: taken.value, matched: matched.value, standing: shown(standing.value) };
  return done(value, taken.notes);
}

/** How a reconciliation stands, as text throughout; with a workbook where one is wanted. @param find what lists are narrowed to. */
export async function showReconciliation(
  session: Session,
  leg: Leg,
  month: Month,
  out: string | null,
  find = '',
): Promise<Result<ReconciliationShown>> {
  const standing = await reconciliation(session, leg, month);
  if (!standing.ok) return standing;
  if (out !== null) {
    const written = await writeReconciliation(session, leg, month, out);
    if (!written.ok) return written;
  }
  return done(shown(standing.value, find));
}
