// How a month stands on what is issued of it: draft or final, its seal, and how often it was issued with other content.
import type { Month } from '../../../src-shared/calendar.ts';
import { standingCloses } from '../months.ts';
import type { Session } from '../session.ts';

export interface MonthStatus {
  readonly status: 'draft' | 'final';
  readonly seal: string | null;
  /** Seals on record that a reopening broke and that differ from the one that stands: what was issued under them differs. */
  readonly reissue: number;
}

export function monthStatus(session: Session, month: Month): MonthStatus {
  const seal = standingCloses(session).find((close) => close.month === month)?.seal ?? null;
  const old = new Set<string>();
  for (const { kind, body } of session.facts())
    if (kind === 'reopen' && body.month === month) old.add(body.oldSeal);
  if (seal !== null) old.delete(seal);
  return { status: seal === null ? 'draft' : 'final', seal, reissue: old.size };
}
