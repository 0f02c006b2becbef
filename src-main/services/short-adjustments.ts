// Adjustments that took less than was told, because usage that arrived later left less (rules §11): the close names them.
import type { Month } from '../../src-shared/calendar.ts';
import { monthOf } from '../../src-shared/calendar.ts';
import { formatScaled, parseScaled } from '../../src-shared/decimal.ts';
import type { Finding } from '../../src-shared/findings/finding.ts';
import { takenFrom } from '../storage/lot-lookup.ts';
import type { Session } from './session.ts';

/** Refunds and voids of the month whose credits were told and not all there. */
export function shortAdjustments(session: Session, month: Month): Finding[] {
  const book = session.book();
  const findings: Finding[] = [];
  const told = new Map<
    string,
    { refs: string[]; sum: bigint; lot: string; at: number; type: 'refund' | 'void'; scale: number }
  >();
  for (const { kind, body } of session.standing()) {
    if (
      kind !== 'adjustment' ||
      body.type === 'extend' ||
      body.credits === null ||
      monthOf(body.date) !== month
    )
      continue;
    const { scale } = book.creditTypes.get(body.creditType)!;
    const key = `${body.lot}|${body.date}|${body.type}`;
    const one = told.get(key) ?? {
      refs: [],
      sum: 0n,
      lot: body.lot,
      at: book.zone.startOf(body.date),
      type: body.type,
      scale,
    };
    told.set(key, one);
    one.refs.push(body.ref);
    one.sum += parseScaled(body.credits, scale)!;
  }
  for (const { refs, sum, lot, at, type, scale } of told.values()) {
    const found = takenFrom(session.open, lot, at, type);
    if (found >= sum) continue;
    findings.push({
      code: 'adjustment_short',
      message: `Adjustment ${refs.join(', ')} took ${formatScaled(found, scale)} of the ${formatScaled(sum, scale)} credits told from lot ${lot}: usage that came later had left less`,
      hint: 'Agree the difference with the customer; the amount paid back stands as told',
    });
  }
  return findings;
}
