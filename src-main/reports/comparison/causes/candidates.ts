// The ways in which a sheet may have come to another number in a month, worth trying: from the sheet's own rows first, then what
// the rules had to do that month. Trying is explain-wallet's. Must not: derive.
import type { Instant, Month } from '../../../../src-shared/calendar.ts';
import { addDays, monthsBetween } from '../../../../src-shared/calendar.ts';
import type { BurnKey, GrantFact, PlanFact, SubscriptionFact } from '../../../engine/facts.ts';
import { DEFAULT_BURN_ORDER } from '../../../engine/facts.ts';
import type { MadeLot } from '../derive-wallet.ts';
import type { Need } from '../needs.ts';
import { lateCandidates, movedCandidates } from './moved-rows.ts';
import type { Candidate, Situation } from './situation.ts';
import { instantsOf, needsIn, single, tried, within } from './situation.ts';
import type { RolloverPart, RoundingPer, Scope, Variation } from './variation.ts';

export function candidatesOf(situation: Situation): Candidate[] {
  return [
    ...fromRows(situation),
    ...rateCandidates(situation),
    ...roundingCandidates(situation),
    ...expiryCandidates(situation),
    ...rolloverCandidates(situation),
    ...burnCandidates(situation),
    ...lateCandidates(situation),
    ...singleCandidates(situation),
  ];
}

const ownNeeds = (situation: Situation): Need[] => needsIn(situation, situation.since, situation.month);

/** What the sheet's own rows show: at once all of a kind, and each. */
function fromRows(situation: Situation): Candidate[] {
  const { usage, grants, zone } = situation;
  const of = (found: ReadonlyMap<string, { month: Month } | Month>): string[] =>
    [...found]
      .filter(([, at]) => within(situation, typeof at === 'string' ? at : at.month))
      .map(([id]) => id);
  const all = <T>(found: readonly T[]): (readonly T[])[] =>
    found.length > 1 ? [found, ...found.map((one) => [one])] : found.map((one) => [one]);
  const moved = [...usage.moved].filter(
    ([, { date, from }]) => within(situation, from) || within(situation, date.slice(0, 7)),
  );
  const at = moved.map(([id, { date }]) => ({ id, at: zone.startOf(date) }));
  return tried(0, [
    ...all(at).flatMap((events) =>
      [false, true].map((rerated) => ({ kind: 'late_row' as const, events, rerated })),
    ),
    ...all(of(usage.missing)).map((events) => ({ kind: 'usage_missing' as const, events })),
    ...all(of(usage.twice)).map((events) => ({ kind: 'duplicate_row' as const, events, grants: [] })),
    ...all(of(grants.missing)).map((refs) => ({ kind: 'purchase_missing' as const, grants: refs })),
    ...all(of(grants.twice)).map((refs) => ({ kind: 'duplicate_row' as const, events: [], grants: refs })),
  ]);
}

/** A month alone, from it on; each month in which it may have begun. */
const scopes = ({ month, since }: Situation): Scope[] =>
  monthsBetween(since, month).flatMap((from) => [
    { from, through: from },
    { from, through: null },
  ]);

/** Those, and ever since the book began. */
const allScopes = (situation: Situation): Scope[] =>
  situation.firstMonth < situation.since
    ? [...scopes(situation), { from: situation.firstMonth, through: null }]
    : scopes(situation);

function rateCandidates(situation: Situation): Candidate[] {
  const { facts } = situation;
  const customer = facts.find(({ kind }) => kind === 'customer');
  const inForce = new Map<string, Need>();
  for (const need of ownNeeds(situation)) inForce.set(`${need.event.meter}|${need.inForce}`, need);
  return [...inForce.values()].flatMap(({ event: { meter }, inForce: instead }) => {
    const rows = facts.filter((fact) => fact.kind === 'rate' && fact.body.meter === meter).length;
    if (!customer || rows < 2) return [];
    const others = Array.from({ length: rows }, (_, used) => used).filter((used) => used !== instead);
    // The rows next to it in time first: the one before it is the old rate, the one after it the new.
    others.sort((a, b) => Math.abs(a - instead) - Math.abs(b - instead));
    return situation.untried.first(6, others, 'rate').flatMap((used) =>
      tried(
        1,
        scopes(situation)
          .slice(0, 2)
          .map((scope) => ({ kind: 'rate', meter, instead, used, scope })),
      ),
    );
  });
}

function roundingCandidates(situation: Situation): Candidate[] {
  if (ownNeeds(situation).length === 0) return [];
  const ways: RoundingPer[] = ['meter and month', 'month', 'nothing', 'meter and day'];
  // Also those that come later: the way goes on.
  const isLate = ({ event }: Need): boolean => event.postedAt !== event.occurredAt;
  const lates = situation.now.needs.some(isLate) ? [false, true] : [false];
  return ways.flatMap((per) =>
    (per === 'nothing' ? [false] : [false, true]).flatMap((atEnd) =>
      (per === 'nothing' ? [false] : lates).flatMap((lateApart) =>
        tried(
          2,
          allScopes(situation).map((scope) => ({ kind: 'rounding', per, scope, atEnd, lateApart })),
        ),
      ),
    ),
  );
}

function expiryCandidates(situation: Situation): Candidate[] {
  const { now, creditType, zone } = situation;
  const [from, until] = instantsOf(situation);
  const ends = now.lots.filter(
    (made) => made.creditType === creditType && made.expiresAt !== null && !rolls(situation, made),
  );
  const near = (first: Instant, last: Instant): string[] =>
    ends.filter(({ expiresAt }) => expiresAt! >= first && expiresAt! <= last).map(({ lot }) => lot.id);
  const dayOff = near(from, zone.startOf(addDays(zone.dateAt(until), 1)));
  const ended = near(from + 1, until);
  const each = (ids: string[]): string[][] => situation.untried.first(20, ids, 'lot_end').map((id) => [id]);
  const eachDayOff = each(dayOff);
  const every = ends.map(({ lot }) => lot.id);
  const shifted = (days: number): Variation[] =>
    dayOff.length === 0 ? [] : [...eachDayOff, dayOff, every].map((lots) => ({ kind: 'expiry', lots, days }));
  return tried(1, [
    ...shifted(1),
    ...shifted(-1),
    ...(ended.length === 0 ? [] : [...each(ended), ended, every]).map(
      (lots): Variation => ({ kind: 'expiry', lots, days: 'never' }),
    ),
  ]);
}

function plansOf({ facts, creditType }: Situation): PlanFact[] {
  const used = new Set(facts.flatMap((fact) => (fact.kind === 'subscription' ? [fact.body.plan] : [])));
  return facts.flatMap(({ kind, body }) =>
    kind === 'plan' && used.has(body.code) && body.creditType === creditType ? [body] : [],
  );
}

/** Lots that roll at their period's end do not simply expire. */
function rolls(situation: Situation, { lot }: MadeLot): boolean {
  if (lot.subscription === null || (lot.kind !== 'allocation' && lot.kind !== 'rollover')) return false;
  const subscriptions = situation.facts.flatMap(({ kind, body }): SubscriptionFact[] =>
    kind === 'subscription' ? [body] : [],
  );
  const plan = subscriptions.find(({ ref }) => ref === lot.subscription)?.plan;
  return plansOf(situation).some(
    ({ code, rollover, expires }) => code === plan && rollover !== 'none' && expires === 'period_end',
  );
}

function rolloverCandidates(situation: Situation): Candidate[] {
  const plans = plansOf(situation).filter(({ rollover }) => rollover !== 'none');
  const parts: RolloverPart[] = [];
  if (plans.some(({ rolloverCap }) => rolloverCap !== null)) parts.push('cap');
  if (plans.some(({ rolloverTimes }) => rolloverTimes !== null)) parts.push('times');
  if (plans.some(({ rollover }) => rollover !== 'all')) parts.push('threshold');
  if (plans.length > 0) parts.push('none');
  return parts.flatMap((missed) =>
    tried(
      1,
      scopes(situation)
        .slice(0, 2)
        .map((scope) => ({ kind: 'rollover', missed, scope })),
    ),
  );
}

/** Orders that sheets are kept in: first in first out, what expires first, newest first, given or rolled credits before or after. */
const ORDERS: readonly (readonly BurnKey[])[] = [
  ['start'],
  ['expiry', 'start'],
  ['newest'],
  DEFAULT_BURN_ORDER,
  ['paid_first', 'expiry', 'start'],
  ['promo_first', 'expiry', 'start'],
  ['fresh_first', 'expiry', 'start'],
  ['rolled_first', 'expiry', 'start'],
];

function burnCandidates(situation: Situation): Candidate[] {
  const { now, creditType, month, since } = situation;
  const [from, until] = instantsOf(situation);
  const lots = now.lots.filter((made) => made.creditType === creditType && made.lot.startsAt < until);
  if (lots.length < 2) return [];
  const live = lots.filter(({ expiresAt }) => expiresAt === null || expiresAt > from);
  const latest = situation.untried.first(8, live.toReversed(), 'lot_first').toReversed();
  return [
    ...tried(
      3,
      ORDERS.flatMap((keys) =>
        allScopes(situation).map((scope): Variation => ({ kind: 'burn_order', keys, first: null, scope })),
      ),
    ),
    ...tried(
      4,
      latest.map(
        ({ lot }): Variation => ({
          kind: 'burn_order',
          keys: DEFAULT_BURN_ORDER,
          first: lot.id,
          scope: { from: since, through: month },
        }),
      ),
    ),
  ];
}

/** Single rows that are missing, twice, or counted in a neighbouring month. */
function singleCandidates(situation: Situation): Candidate[] {
  const { facts, creditType, usage, grants: rows } = situation;
  const own = ownNeeds(situation).filter(({ need, event }) => need > 0n && !usage.present.has(event.eventId));
  const grants = facts
    .flatMap(({ kind, body }): GrantFact[] =>
      kind === 'grant' && body.creditType === creditType ? [body] : [],
    )
    .filter(({ ref, date }) => within(situation, date.slice(0, 7)) && !rows.present.has(ref));
  return [
    ...own.flatMap(({ event: { eventId }, need }): Candidate[] => [
      single(5, need, { kind: 'usage_missing', events: [eventId] }),
      single(5, -need, { kind: 'duplicate_row', events: [eventId], grants: [] }),
    ]),
    ...movedCandidates(situation),
    ...tried(
      5,
      grants.flatMap(({ ref }): Variation[] => [
        { kind: 'purchase_missing', grants: [ref] },
        { kind: 'duplicate_row', events: [], grants: [ref] },
      ]),
    ),
    ...batches(own),
  ];
}

/** All usage of a meter, or of a day, left out: an export that never came, or came twice. */
function batches(own: readonly Need[]): Candidate[] {
  const groups = Map.groupBy(own, ({ event }) => event.meter);
  return tried(
    5,
    [...groups.values()]
      .filter((group) => group.length > 1)
      .flatMap((group): Variation[] => {
        const events = group.map(({ event }) => event.eventId);
        return [
          { kind: 'usage_missing', events },
          { kind: 'duplicate_row', events, grants: [] },
        ];
      }),
  );
}
