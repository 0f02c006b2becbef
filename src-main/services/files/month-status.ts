// How a month stands on what is issued of it: draft or final, and its seal.
import type { Month } from '../../../src-shared/calendar.ts';
import { standingCloses } from '../months.ts';
import type { Session } from '../session.ts';

export interface MonthStatus {
  readonly status: 'draft' | 'final';
  readonly seal: string | null;
}

export function monthStatus(session: Session, month: Month): MonthStatus {
  const seal = standingCloses(session).find((close) => close.month === month)?.seal ?? null;
  return { status: seal === null ? 'draft' : 'final', seal };
}
