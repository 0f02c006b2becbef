// What a statement says beside postings: names, rates, plans and usage of one customer in a statement's days, from facts and rows.
// Must not: add up postings (the report source does) or make cells.
import type { Instant, IsoDate } from '../../../src-shared/calendar.ts';
import { addDays } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { Book } from '../../engine/book.ts';
import type { MeterFact, PlanFact, SubscriptionFact } from '../../engine/facts.ts';
import type { Rate } from '../../engine/rating.ts';
import { needOf, rateInForce } from '../../engine/rating.ts';
import type { DeficitSum, LedgerLine } from '../../reports/source.ts';
import type {
  StatementPlan,
  StatementRate,
  StatementSpan,
  StatementUsage,
  StatementWallet,
} from '../../reports/workbooks/statement-data.ts';
import { liveUsage } from '../deriving/derive.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { rereadable } from '../statements/rereadable.ts';
import type { StatementOf } from '../statements/spans.ts';

/** The facts that every statement looks at, read once for all customers. */
export interface StatementFacts {
  readonly names: ReadonlyMap<string, { name: string }>;
  readonly creditTypes: ReadonlyMap<string, { name: string; unit: string }>;
  readonly meters: ReadonlyMap<string, MeterFact>;
  readonly plans: ReadonlyMap<string, PlanFact>;
  readonly subscriptions: ReadonlyMap<string, readonly SubscriptionFact[]>;
  /** Last days that cancellations gave, by subscription. */
  readonly lastDays: ReadonlyMap<string, IsoDate>;
}

export function statementFacts(session: Session): StatementFacts {
  const subscriptions = new Map<string, SubscriptionFact[]>();
  for (const one of latest(session, 'subscription').values()) {
    const of = subscriptions.get(one.customer);
    if (of) of.push(one);
    else subscriptions.set(one.customer, [one]);
  }
  const lastDays = new Map<string, IsoDate>();
  for (const { subscription, end } of latest(session, 'cancellation').values()) {
    const standing = lastDays.get(subscription);
    if (standing === undefined || end < standing) lastDays.set(subscription, end);
  }
  return {
    names: latest(session, 'customer'),
    creditTypes: latest(session, 'credit_type'),
    meters: latest(session, 'meter'),
    plans: latest(session, 'plan'),
    subscriptions,
    lastDays,
  };
}

/** First and last instant of a span. */
function instantsOf({ zone }: Book, { from, to }: StatementSpan): { from: Instant; to: Instant } {
  return { from: zone.startOf(from), to: zone.startOf(addDays(to, 1)) - 1 };
}

/** Usage posted in the span that counts and has a rate, in the order of posting; read again each time. */
export function statementUsage(
  session: Session,
  book: Book,
  { customer, span }: StatementOf,
  unfundedLines: Iterable<LedgerLine>,
): Iterable<StatementUsage> {
  const { from, to } = instantsOf(book, span);
  const { excluded } = book.customers.get(customer)!;
  const unfunded = unfundedCredits(unfundedLines);
  return rereadable(function* () {
    for (const event of liveUsage(session, book, customer, from - 1, to)) {
      const { eventId, meter, quantity, occurredAt, postedAt } = event;
      const rate = excluded.has(eventId)
        ? null
        : rateInForce(book.rates.candidates(meter, customer), occurredAt);
      if (!rate) continue;
      yield {
        eventId,
        meter,
        creditType: rate.creditType.code,
        quantity,
        need: needOf(quantity, rate),
        occurredAt,
        late: postedAt !== occurredAt,
        unfunded: unfunded.get(eventId) ?? 0n,
      };
    }
  });
}

/** By event; what voids took back is less. */
function unfundedCredits(lines: Iterable<LedgerLine>): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { eventId, overage } of lines)
    if (eventId !== null) found.set(eventId, (found.get(eventId) ?? 0n) + overage);
  return found;
}

export function statementWallets(
  facts: StatementFacts,
  book: Book,
  customer: string,
  creditTypes: Iterable<string>,
  deficits: readonly DeficitSum[],
): StatementWallet[] {
  return [...new Set(creditTypes)].sort(compareText).map((code) => {
    const { name, unit } = facts.creditTypes.get(code)!;
    const compiled = book.creditTypes.get(code)!;
    return {
      creditType: code,
      name: name || code,
      unit: unit || code,
      burnOrder: book.customers.get(customer)!.burnOrder ?? compiled.burnOrder,
      deficit: deficits.find(({ creditType }) => creditType === code)?.credits ?? 0n,
    };
  });
}

/** Rates that hold on some day of the span, for meters that draw on the customer's wallets; and those of its late usage. */
export function statementRates(
  facts: StatementFacts,
  book: Book,
  customer: string,
  span: StatementSpan,
  usage: Iterable<StatementUsage>,
  creditTypes: ReadonlySet<string>,
): StatementRate[] {
  const { from, to } = instantsOf(book, span);
  const found = new Set<Rate>();
  for (const meter of facts.meters.keys()) {
    const candidates = book.rates.candidates(meter, customer);
    const changes = candidates.map(({ startsAt }) => startsAt).filter((at) => at > from && at <= to);
    for (const at of [from, ...changes]) keep(found, rateInForce(candidates, at), creditTypes);
  }
  for (const { meter, occurredAt, late } of usage) {
    if (late) keep(found, rateInForce(book.rates.candidates(meter, customer), occurredAt), creditTypes);
  }
  return [...found]
    .map(({ fact }) => ({
      meter: fact.meter,
      creditType: fact.creditType,
      units: fact.units,
      credits: fact.credits,
      from: fact.from,
      own: fact.customer !== null,
    }))
    .sort(
      (a, b) => compareText(a.meter, b.meter) || compareText(a.from, b.from) || Number(a.own) - Number(b.own),
    );
}

function keep(found: Set<Rate>, rate: Rate | null, creditTypes: ReadonlySet<string>): void {
  if (rate && creditTypes.has(rate.creditType.code)) found.add(rate);
}

/** Plans of subscriptions that run on some day of the span, in the order of their start. */
export function statementPlans(
  facts: StatementFacts,
  customer: string,
  { from: first, to: last }: StatementSpan,
): StatementPlan[] {
  return (facts.subscriptions.get(customer) ?? [])
    .map((subscription): StatementPlan => {
      const cancelled = facts.lastDays.get(subscription.ref) ?? null;
      const { end } = subscription;
      return {
        subscription: subscription.ref,
        from: subscription.start,
        to: end === null || (cancelled !== null && cancelled < end) ? cancelled : end,
        plan: facts.plans.get(subscription.plan)!,
        credits: subscription.credits,
        price: subscription.price,
      };
    })
    .filter(({ from, to }) => from <= last && (to === null || to >= first))
    .sort((a, b) => compareText(a.from, b.from) || compareText(a.subscription, b.subscription));
}
