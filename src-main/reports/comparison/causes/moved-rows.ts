// Usage rows that a sheet may have counted in another month: those the book marks late, and single rows of a neighbouring month, before
// and after each thing of that month that changes what they draw. Must not: derive.
import type { Instant, Month } from '../../../../src-shared/calendar.ts';
import { monthsBetween, nextMonth, previousMonth } from '../../../../src-shared/calendar.ts';
import type { Need } from '../needs.ts';
import type { Candidate, Situation } from './situation.ts';
import { instantsOf, needsIn, single, tried, within } from './situation.ts';
import type { Variation } from './variation.ts';

/** Rows the book marks late, counted by the sheet in the month they are of: all of a month, and each. */
export function lateCandidates(situation: Situation): Candidate[] {
  const { now, creditType, zone } = situation;
  const late = now.needs.filter(
    ({ event, creditType: type, need, month: posted }) =>
      type === creditType &&
      need > 0n &&
      event.postedAt !== event.occurredAt &&
      (within(situation, posted) || within(situation, zone.monthAt(event.occurredAt))),
  );
  const events = late.map(({ event }) => ({ id: event.eventId, at: event.occurredAt }));
  if (events.length === 0) return [];
  const each = events.length > 1 ? situation.untried.first(50, events, 'late_row').map((one) => [one]) : [];
  return tried(
    3,
    [events, ...each].map((some): Variation => ({ kind: 'late_row', events: some, rerated: false })),
  );
}

/** Rows that the sheet has a month later or earlier: out of what its balance covers, into it, or within it where it covers several. */
export function movedCandidates(situation: Situation): Candidate[] {
  const { month, since } = situation;
  const into = (from: Month, to: Month, guess: (own: bigint, then: bigint) => bigint): Candidate[] => {
    const instants = whereItMatters(situation, to);
    return needsIn(situation, from)
      .filter(({ need, event }) => need > 0n && !situation.usage.present.has(event.eventId))
      .flatMap((row) => counted(situation, row, instants, guess));
  };
  return [
    ...into(month, nextMonth(month), (need) => need),
    // Where what was left lapsed in between, only the month it was moved to shows it.
    ...into(previousMonth(since), since, (_, then) => -then),
    ...into(nextMonth(month), month, (_, then) => -then),
    ...monthsBetween(since, month)
      .slice(1)
      .flatMap((at) => [
        ...into(previousMonth(at), at, (need, then) => need - then),
        ...into(at, previousMonth(at), (need, then) => need - then),
      ]),
  ];
}

/** A row counted at each of these instants: at the rate of its own day, and at that of the other day where it is another. */
function counted(
  { now }: Situation,
  row: Need,
  instants: readonly Instant[],
  guess: (own: bigint, then: bigint) => bigint,
): Candidate[] {
  const { need, event } = row;
  return instants.flatMap((at) => {
    const then = now.needThen(row, at);
    const events = [{ id: event.eventId, at }];
    return [
      single(6, guess(need, need), { kind: 'late_row', events, rerated: false }),
      ...(then === need ? [] : [single(6, guess(need, then), { kind: 'late_row', events, rerated: true })]),
    ];
  });
}

const MOST_INSTANTS = 8;

/** The beginning of a month, and where within it a lot starts or ends, or a rate: between those a row draws the same. */
function whereItMatters(
  { now, creditType, facts, zone, untried }: Situation,
  month: Month,
): readonly Instant[] {
  const [from, until] = instantsOf({ zone, since: month, month });
  const changes = [
    ...now.lots
      .filter((made) => made.creditType === creditType)
      .flatMap(({ lot, expiresAt }) => [lot.startsAt, expiresAt ?? until]),
    ...facts.flatMap(({ kind, body }) => (kind === 'rate' ? [zone.startOf(body.from)] : [])),
  ].filter((at) => at > from && at < until);
  const instants = [...new Set([from, ...changes.sort((a, b) => a - b)])];
  return untried.first(MOST_INSTANTS, instants, 'instant');
}
