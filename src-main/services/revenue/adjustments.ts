// What people changed by hand in a period, with what each change moved: refunds, voids and extensions of lots, usage voided after its month
// was closed. Must not: judge them; they were when told.
import type { Instant } from '../../../src-shared/calendar.ts';
import { addDays } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { AdjustmentFact, VoidFact } from '../../engine/facts.ts';
import type { Posting } from '../../engine/postings.ts';
import type { Period } from '../../reports/recognition/period.ts';
import { datesOf } from '../../reports/recognition/period.ts';
import type { AdjustmentLine } from '../../reports/workbooks/revenue-data.ts';
import type { PlacedPosting } from '../../storage/explain/postings-of.ts';
import { postingsOf } from '../../storage/explain/postings-of.ts';
import type { Fact } from '../../storage/fact-log.ts';
import { currencyOfLot } from '../../storage/lot-lookup.ts';
import type { Session } from '../session.ts';

/** By date and reference. Within `withSource`: the book is derived to the period's end. */
export function adjustmentsIn(session: Session, period: Period): AdjustmentLine[] {
  const { from, to } = datesOf(period);
  const within = ({ date }: { date: string }): boolean => from <= date && date <= to;
  const lines: AdjustmentLine[] = [];
  // Several adjustments of one kind to one lot on one day stand in the order of their references (rules §7.3).
  const taken = new Map<string, number>();
  const facts = [...latestFacts(session)].sort((a, b) => compareText(a.key, b.key));
  for (const fact of facts) {
    if (fact.kind === 'adjustment' && within(fact.body)) lines.push(ofLot(session, fact, fact.body, taken));
    if (fact.kind === 'void' && fact.body.mode === 'reverse' && within(fact.body))
      lines.push(...ofUsage(session, fact, fact.body));
  }
  return lines.sort((a, b) => compareText(a.date, b.date) || compareText(a.ref, b.ref));
}

function* latestFacts(session: Session): Iterable<Fact> {
  const found = new Map<string, Fact>();
  for (const fact of session.standing()) {
    if (fact.kind === 'adjustment' || fact.kind === 'void') found.set(`${fact.kind}|${fact.key}`, fact);
  }
  yield* found.values();
}

const at = (session: Session, date: string): Instant => session.book().zone.startOf(date);

function ofLot(
  session: Session,
  { author, recordedAt }: Fact,
  fact: AdjustmentFact,
  taken: Map<string, number>,
): AdjustmentLine {
  const { customer, creditType, lot, type, date, ref, expires, reason } = fact;
  const from = at(session, date);
  const moved = [...postingsOf(session.open, { customer, creditType, from, to: from + 1, lot })];
  const same = `${type}|${lot}|${date}`;
  const place = taken.get(same) ?? 0;
  if (type !== 'extend') taken.set(same, place + 1);
  const posting = moved.filter((one) => one.posting.kind === type)[place]?.posting;
  return {
    ...{ date, type, ref, customer, lot, creditType, expires, reason, by: author, recordedAt },
    currency: posting?.currency ?? currencyOfLot(session.open, lot) ?? session.book().fact.currency,
    credits: -(posting?.credits ?? 0n),
    paidBack: -(posting?.receivable ?? 0n),
    breakage: posting?.breakage ?? 0n,
    reinstated: 0n,
  };
}

/** A line for each lot that the voided usage had drawn from; one without a lot where it had been overage only. */
function ofUsage(session: Session, { author, recordedAt }: Fact, fact: VoidFact): AdjustmentLine[] {
  const { eventId, customer, date, reason } = fact;
  const from = at(session, date);
  const moved = [...postingsOf(session.open, { customer, from, to: from + 1, event: eventId })];
  const own = moved.filter(({ posting }) => posting.kind === 'reinstatement' || posting.kind === 'reversal');
  const line = (posting: Posting | null, creditType: string): AdjustmentLine => ({
    ...{ date, type: 'usage_voided', ref: eventId, customer, creditType, reason, by: author, recordedAt },
    expires: null,
    lot: posting?.lot ?? null,
    currency: posting?.currency ?? session.book().fact.currency,
    credits: -(posting?.credits ?? 0n),
    paidBack: 0n,
    breakage: posting?.breakage ?? 0n,
    reinstated: posting?.kind === 'reinstatement' ? posting.basis : 0n,
  });
  if (own.length > 0) return own.map(({ posting, creditType }: PlacedPosting) => line(posting, creditType));
  const [first] = moved;
  return first ? [line(null, first.creditType)] : [];
}

/** The first instant of a period and the first after it. */
export function instantsOf(session: Session, period: Period): { from: Instant; until: Instant } {
  const { from, to } = datesOf(period);
  return { from: at(session, from), until: at(session, addDays(to, 1)) };
}
