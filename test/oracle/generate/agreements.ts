// Random subscriptions, cancellations and grants. At most one base subscription of a wallet is active at a time.
import type { Subscription } from '../model/catalogue.ts';
import { type Calendar, monthOfDate } from '../model/time.ts';
import type { SetupRow, SetupTables } from '../world.ts';
import { bookCurrency, breakageFor, burnOrder, currencyFor, priorityFor, scaleOf } from './catalogue.ts';
import {
  add,
  amount,
  customersOf,
  type Draft,
  dayIn,
  daysAfter,
  facts,
  has,
  newRef,
  openDay,
  price,
} from './draft.ts';

/** Cells that a subscription may have instead of its plan's. */
function overrides(draft: Draft, plan: SetupRow): SetupRow {
  const { choices } = draft;
  if (!has(draft, 'overrides') || plan.credits === '0' || !choices.chance(45)) return {};
  const currency = plan.currency || bookCurrency(draft);
  return {
    credits: choices.chance(60) ? amount(choices, 2, 30, scaleOf(draft, plan.credit_type!)) : '',
    price: choices.chance(60) ? price(choices, 0, 80, currency) : '',
  };
}

function subscriptionRow(draft: Draft, customer: string, plan: SetupRow, start: string): SetupRow {
  const { choices } = draft;
  const ends = has(draft, 'ends') && choices.chance(40);
  const end = ends ? daysAfter(start, choices.pick([choices.between(5, 75), 27, 30, 58, 6, 13])) : '';
  const ref = newRef(draft, 's-');
  return { ref, customer, plan: plan.code!, start, end, credits: '', price: '', ...overrides(draft, plan) };
}

/** Where a base subscription may begin; null while one has no end. */
function baseMayStart(draft: Draft, customer: string, creditType: string, from: string): string | null {
  const { catalogue } = facts(draft);
  const bases = catalogue.subscriptions.filter(
    ({ plan, customer: owner }) => plan.base && owner === customer && plan.creditType === creditType,
  );
  if (bases.some(({ lastDay }) => lastDay === '')) return null;
  const free = bases.map(({ lastDay }) => daysAfter(lastDay, 1));
  return [from, ...free].sort().at(-1)!;
}

/** A first day before the book, at its edges, or late in a month. */
function firstStart(draft: Draft): string {
  const { choices, months } = draft;
  const month = months[0]!;
  if (has(draft, 'earlyStart') && choices.chance(50)) {
    return daysAfter(`${month}-01`, -choices.pick([1, 15, 20, 31, 45, 200, 3]));
  }
  return dayIn(draft, choices.chance(20) && months[1] ? months[1] : month);
}

/** A plan that leaves deficits, followed by one whose automatic top-ups come on top of them. */
function handOver(draft: Draft, customer: string, leaving: SetupRow, meeting: SetupRow): void {
  const { choices, world } = draft;
  const row = subscriptionRow(draft, customer, leaving, firstStart(draft));
  const end = daysAfter(row.start!, choices.between(8, 35));
  add(world.setup, 'subscriptions', { ...row, end });
  add(world.setup, 'subscriptions', subscriptionRow(draft, customer, meeting, daysAfter(end, 1)));
}

export function addFirstSubscriptions(draft: Draft): void {
  const { choices, world } = draft;
  for (const { code: customer = '' } of world.setup.customers ?? []) {
    for (const { code: type = '' } of world.setup.credit_types ?? []) {
      const plans = (world.setup.plans ?? []).filter((plan) => plan.credit_type === type);
      const bases = plans.filter((plan) => plan.type !== 'add_on');
      const meeting = bases.find((plan) => plan.overage === 'auto_top_up');
      const leaving = bases.find((plan) => plan.overage === 'carry_forward');
      if (meeting && leaving && choices.chance(60)) {
        handOver(draft, customer, leaving, meeting);
      } else if (choices.chance(85)) {
        const row = subscriptionRow(draft, customer, choices.pick(bases), firstStart(draft));
        add(world.setup, 'subscriptions', row);
        if (row.end && choices.chance(60)) addSuccessor(draft, world.setup, customer, type);
      }
      const extra = plans.find((plan) => plan.type === 'add_on');
      if (extra && choices.chance(60)) {
        add(world.setup, 'subscriptions', subscriptionRow(draft, customer, extra, firstStart(draft)));
      }
    }
  }
}

/** The next base subscription, on the first day it may start or a little later. */
export function addSuccessor(draft: Draft, tables: SetupTables, customer: string, creditType: string): void {
  const { choices, world } = draft;
  const { firstOpen } = facts(draft);
  const earliest = baseMayStart(draft, customer, creditType, `${firstOpen}-01`);
  if (earliest === null || monthOfDate(earliest) > draft.months.at(-1)!) return;
  const plans = (world.setup.plans ?? []).filter(
    (plan) => plan.type !== 'add_on' && plan.credit_type === creditType,
  );
  const start = choices.chance(60) ? earliest : daysAfter(earliest, choices.between(1, 12));
  const known = [...(world.setup.subscriptions ?? []), ...(tables.subscriptions ?? [])];
  const before = known.findLast((row) => row.customer === customer);
  const others = plans.filter((plan) => plan.code !== before?.plan);
  const plan = others.length > 0 && choices.chance(60) ? choices.pick(others) : choices.pick(plans);
  add(tables, 'subscriptions', subscriptionRow(draft, customer, plan, start));
}

/** The subscriptions that can be given an earlier last day, with the days that are allowed. */
function cancellable(draft: Draft): { subscription: Subscription; from: string }[] {
  const { catalogue, firstOpen } = facts(draft);
  return catalogue.subscriptions.flatMap((subscription) => {
    const { start, end, lastDay } = subscription;
    const from = [`${firstOpen}-01`, start].sort().at(-1)!;
    return lastDay === end && (end === '' || from < end) ? [{ subscription, from }] : [];
  });
}

export function addCancellation(draft: Draft, tables: SetupTables): void {
  const { choices } = draft;
  const candidates = cancellable(draft);
  if (candidates.length === 0) return;
  const { subscription, from } = choices.pick(candidates);
  const { ref, end: setUpEnd, customer, plan } = subscription;
  const later = daysAfter(from, choices.pick([choices.between(0, 40), 9, 0, 27, 30]));
  const end = setUpEnd !== '' && later >= setUpEnd ? from : later;
  add(tables, 'cancellations', { subscription: ref, end, reason: 'leaves' });
  if (plan.base && choices.chance(60)) addSuccessor(draft, tables, customer, plan.creditType);
}

function grantExpiry(draft: Draft, date: string, hasPack: boolean): string {
  const { choices } = draft;
  const kind = choices.below(4);
  if (kind === 0) return '';
  if (kind === 1) return daysAfter(date, choices.pick([choices.between(0, 60), 0, 9, 30]));
  if (kind === 2 && has(draft, 'durations')) return choices.pick(['P30D', 'P1M', 'P1D', 'P2M']);
  return hasPack ? '' : choices.pick(['never', daysAfter(date, 20)]);
}

type GrantKind = 'pack' | 'top_up' | 'promo' | 'opening';

function grantKinds(draft: Draft): GrantKind[] {
  const kinds: GrantKind[] = [];
  if (has(draft, 'grants')) kinds.push('pack', 'top_up');
  if (has(draft, 'promos')) kinds.push('promo');
  if (has(draft, 'openings')) kinds.push('opening');
  return kinds;
}

function boughtCells(draft: Draft, kind: GrantKind, creditType: string): SetupRow {
  const { choices } = draft;
  const currency = currencyFor(draft);
  const credits = amount(choices, 1, 20, scaleOf(draft, creditType));
  const cells = { credit_type: creditType, credits, currency };
  if (kind === 'promo') return { ...cells, kind: choices.pick(['', 'promo']), price: '' };
  const cost = price(choices, kind === 'opening' ? 0 : 1, 40, currency || bookCurrency(draft));
  if (kind === 'opening') return { ...cells, kind, price: cost };
  return { ...cells, kind: choices.pick(['', 'top_up']), price: cost };
}

/** The meters a restricted grant pays for; blank for all. */
function restriction(draft: Draft): string {
  const { choices, world } = draft;
  if (!has(draft, 'restricted') || !choices.chance(50)) return '';
  const meters = (world.setup.meters ?? []).map((row) => row.code!);
  return choices.some(meters, choices.between(1, 2)).join(',');
}

export function addGrant(draft: Draft, tables: SetupTables): void {
  const { choices, world } = draft;
  const kinds = grantKinds(draft);
  if (kinds.length === 0) return;
  const { firstOpen } = facts(draft);
  const date = openDay(draft, firstOpen);
  const kind = choices.pick(kinds);
  const { code: type = '' } = choices.pick(world.setup.credit_types ?? []);
  const packs = (world.setup.packs ?? []).filter((pack) => pack.credit_type === type);
  const terms =
    kind === 'pack'
      ? { kind: choices.pick(['', 'top_up']), pack: choices.pick(packs).code! }
      : boughtCells(draft, kind, type);
  add(tables, 'grants', {
    ref: newRef(draft, 'g-'),
    date,
    customer: choices.pick(customersOf(draft)),
    ...terms,
    expires: grantExpiry(draft, date, kind === 'pack'),
    priority: priorityFor(draft),
    meters: restriction(draft),
    expected_breakage: kind === 'promo' ? '' : breakageFor(draft),
    note: '',
  });
}

/** A customer who comes while the book is running, mostly with a subscription. */
export function addNewcomer(draft: Draft, tables: SetupTables): void {
  const { choices, world } = draft;
  const code = 'dan';
  if (customersOf(draft).includes(code)) return;
  add(tables, 'customers', { code, name: 'Dan', burn_order: burnOrder(draft) });
  const { code: type = '' } = choices.pick(world.setup.credit_types ?? []);
  if (choices.chance(75)) addSuccessor(draft, tables, code, type);
}

/** Instants at which periods and grants of the book begin, up to the end of the story. */
export function boundaries(draft: Draft, calendar: Calendar): number[] {
  const { catalogue } = facts(draft);
  const days = [
    ...catalogue.grants.map((grant) => grant.date),
    ...catalogue.grants.flatMap(({ expires }) => (/^\d/.test(expires) ? [daysAfter(expires, 1)] : [])),
    ...catalogue.adjustments.map((adjustment) => adjustment.date),
    ...draft.months.map((month) => `${month}-01`),
    ...catalogue.subscriptions.flatMap(({ lastDay }) => (lastDay === '' ? [] : [daysAfter(lastDay, 1)])),
  ];
  return days.map((day) => calendar.start(day));
}
