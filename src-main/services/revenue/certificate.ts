// What a close certificate says of a period: its months with their seals, reopenings, and the imports whose usage is posted in it.
// Must not: prove anything; verify does.
import { monthsBetween } from '../../../src-shared/calendar.ts';
import type { Period } from '../../reports/recognition/period.ts';
import { isWithin } from '../../reports/recognition/period.ts';
import type {
  Certificate,
  ImportLine,
  MonthLine,
  ReopeningLine,
} from '../../reports/workbooks/revenue-data.ts';
import { postedByBatch } from '../../storage/usage-store.ts';
import type { Session } from '../session.ts';
import { listBatches } from '../usage/batches.ts';
import { instantsOf } from './adjustments.ts';

export function certificateOf(session: Session, period: Period): Certificate {
  const { firstMonth } = session.book();
  const from = period.from < firstMonth ? firstMonth : period.from;
  const closes = new Map<string, MonthLine['close']>();
  const reopenings: ReopeningLine[] = [];
  for (const { kind, body, author: by, recordedAt } of session.facts()) {
    if (kind === 'close') {
      const { month, postings, seal, previousSeal } = body;
      closes.set(month, { postings, seal, previousSeal, by, recordedAt });
    } else if (kind === 'reopen') {
      const { month, reason, oldSeal } = body;
      closes.delete(month);
      if (isWithin(period, month)) reopenings.push({ month, reason, oldSeal, by, recordedAt });
    }
  }
  const months = monthsBetween(from, period.to).map((month) => ({ month, close: closes.get(month) ?? null }));
  return { months, reopenings, imports: importsOf(session, period) };
}

function importsOf(session: Session, period: Period): ImportLine[] {
  const { from, until } = instantsOf(session, period);
  const posted = postedByBatch(session.open, from, until);
  const told = new Map<number, { by: string; recordedAt: number }>();
  for (const { kind, body, author: by, recordedAt } of session.facts())
    if (kind === 'batch') told.set(body.batch, { by, recordedAt });
  return listBatches(session).flatMap((batch): ImportLine[] => {
    const rows = posted.get(batch.batch) ?? 0;
    if (batch.undone || rows === 0) return [];
    const { file, sha256, accepted, duplicates, late, rejected, control } = batch;
    return [
      {
        ...{ batch: batch.batch, file, sha256, accepted, duplicates, late, rejected, posted: rows },
        control: control?.lines ?? [],
        reason: control?.reason ?? '',
        ...told.get(batch.batch)!,
      },
    ];
  });
}
