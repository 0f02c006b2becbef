// The tables of customers, their subscriptions and the ends of these (rules §2, §9).
// Must not: work out periods; it only compares first and last days.

import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { addDays } from '../../../../src-shared/calendar.ts';
import type { SubscriptionFact } from '../../../engine/facts.ts';
import type { Load } from '../load.ts';
import { checkOpen, checkOpenInBook } from '../open-dates.ts';
import type { SetupRow } from '../row.ts';
import { readCode, readDate, readFineNumber, readText } from '../values.ts';
import { readBurnOrder } from './counted.ts';
import { checkPriceHasCredits, readCredits, readMoney } from './offers.ts';

/** The word that begins the ids of what voids make (rules §5); a subscription of that name could make the same ids. */
const RESERVED_REF = 'void';

export function readCustomers(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    load.settle(row, 'customer', {
      code: row.take('code', readCode, row.text('code')),
      name: row.take('name', readText, ''),
      email: row.take('email', readText, ''),
      burnOrder: row.take('burn_order', readBurnOrder, null),
      lowBalance: row.take('low_balance', readFineNumber, null),
    });
  }
}

export function readSubscriptions(load: Load, rows: readonly SetupRow[]): void {
  for (const row of rows) {
    const ref = row.take('ref', readCode, row.text('ref'));
    if (ref === RESERVED_REF) {
      row.fail(
        'reserved_ref',
        'ref',
        `${ref} begins the ids of voids`,
        'Give the subscription another reference',
      );
    }
    const plan = load.reference(row, 'plan', 'plans');
    const creditType = plan?.body ? load.known('credit_type', plan.body.creditType) : null;
    const body: SubscriptionFact = {
      ref,
      customer: load.reference(row, 'customer', 'customers')?.code ?? '',
      plan: plan?.code ?? '',
      start: row.take('start', readDate, ''),
      end: row.take('end', readDate, null),
      credits: row.take('credits', readCredits(creditType), null),
      price: row.take('price', readMoney(plan?.body?.currency ?? ''), null),
    };
    if (!row.failed && body.end !== null && body.end < body.start) {
      const message = `${body.end} lies before the start ${body.start}`;
      row.fail('ends_before_start', 'end', message, 'The end is the last day, inclusive');
    }
    if (plan?.body)
      checkPriceHasCredits(row, body.credits ?? plan.body.credits, body.price ?? plan.body.price);
    if (load.settle(row, 'subscription', body) === 'added') checkOpen(load, row, 'start', body.start);
  }
}

/** The last day each subscription has by cancellations, those of this load included as they are read. */
export type LastDays = Map<string, IsoDate>;

export function readCancellations(load: Load, rows: readonly SetupRow[]): LastDays {
  const lastDays: LastDays = new Map();
  const end = (subscription: string, day: IsoDate): void => {
    const standing = lastDays.get(subscription);
    if (standing === undefined || day < standing) lastDays.set(subscription, day);
  };
  for (const body of load.existing.current.cancellation.values()) end(body.subscription, body.end);
  for (const row of rows) {
    const subscription = load.reference(row, 'subscription', 'subscriptions');
    const body = {
      subscription: subscription?.code ?? '',
      end: row.take('end', readDate, ''),
      reason: row.take('reason', readText, ''),
    };
    if (load.settle(row, 'cancellation', body) !== 'added') continue;
    if (!checkOpenInBook(load, row, 'end', body.end) || !subscription?.body) continue;
    if (checkRunning(row, subscription.body, body.end, lastDays)) end(body.subscription, body.end);
  }
  return lastDays;
}

function checkRunning(
  row: SetupRow,
  subscription: SubscriptionFact,
  end: IsoDate,
  lastDays: LastDays,
): boolean {
  const { ref, start } = subscription;
  if (end < start) {
    const message = `${ref} only starts on ${start}`;
    row.fail('ends_before_start', 'end', message, `Its last day can be ${start} or later`);
    return false;
  }
  const standing = lastDayOf(subscription, lastDays);
  if (standing === null || end < standing) return true;
  const message = `${ref} already ends on ${standing}`;
  row.fail('cancellation_not_earlier', 'end', message, 'A cancellation can only give an earlier last day');
  return false;
}

/** The last day of a subscription with cancellations worked in; null while it runs on. */
function lastDayOf(subscription: SubscriptionFact, lastDays: LastDays): IsoDate | null {
  const cancelled = lastDays.get(subscription.ref) ?? null;
  if (subscription.end === null || cancelled === null) return subscription.end ?? cancelled;
  return subscription.end < cancelled ? subscription.end : cancelled;
}

interface Run {
  row: SetupRow | null;
  subscription: SubscriptionFact;
  plan: string;
  lastDay: IsoDate | null;
}

/** A wallet has at most one base subscription at a time; setup refuses two (rules §9). */
export function checkOneBase(load: Load, rows: readonly SetupRow[], lastDays: LastDays): void {
  const rowOf = new Map(rows.map((row) => [row.row, row]));
  const fresh = new Map(load.fresh('subscription').map(({ key, row }) => [key, rowOf.get(row) ?? null]));
  const wallets = new Map<string, Run[]>();
  const refs = new Set([...load.existing.current.subscription.keys(), ...fresh.keys()]);
  for (const ref of refs) {
    const subscription = load.known('subscription', ref);
    const plan = subscription && load.known('plan', subscription.plan);
    if (!subscription || plan?.type !== 'base') continue;
    const isNew = load.standing('subscription', ref) === undefined;
    const run: Run = {
      row: isNew ? (fresh.get(ref) ?? null) : null,
      subscription,
      plan: plan.code,
      lastDay: lastDayOf(subscription, lastDays),
    };
    const wallet = `${subscription.customer}|${plan.creditType}`;
    const runs = wallets.get(wallet);
    if (runs) runs.push(run);
    else wallets.set(wallet, [run]);
  }
  for (const runs of wallets.values()) if (runs.length > 1) checkApart(runs);
}

/** Compares each run with the one before it that lasts longest; the row at fault is the one this load adds. */
function checkApart(runs: Run[]): void {
  runs.sort((a, b) => (a.subscription.start < b.subscription.start ? -1 : 1));
  let longest = runs[0]!;
  for (const run of runs.slice(1)) {
    const overlaps = longest.lastDay === null || run.subscription.start <= longest.lastDay;
    if (overlaps) refuseOverlap(run.row === null ? longest : run, run.row === null ? run : longest);
    if (longest.lastDay !== null && (run.lastDay === null || run.lastDay > longest.lastDay)) longest = run;
  }
}

function refuseOverlap(faulty: Run, other: Run): void {
  const { ref, customer, start } = other.subscription;
  const until = other.lastDay === null ? 'runs on' : `runs to ${other.lastDay}`;
  const message = `${customer} already has a base subscription then: ${ref} on ${other.plan} from ${start} ${until}`;
  const later = other.subscription.start > faulty.subscription.start;
  let hint = `Give ${ref} a last day by a cancellation first`;
  if (later) hint = `Give this one an end before ${start}`;
  else if (other.lastDay !== null) hint = `Start on ${addDays(other.lastDay, 1)} or later`;
  faulty.row?.fail('two_base_subscriptions', 'start', message, `${hint}, or make the plan an add_on`);
}
