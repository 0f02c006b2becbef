// Walks one wallet through time, instant by instant, in the order of rules §7.
import { byId } from './burn-order.ts';
import type { CreditType } from './catalogue.ts';
import { adjust, reinstate, reverse } from './corrections.ts';
import { meetNeed, payDeficits } from './drawing.ts';
import { catalogueLots, receive } from './granting.ts';
import type { Facts } from './history.ts';
import { hasEnded, type Lot, remaining } from './lots.ts';
import { endLots } from './rollover.ts';
import { type Instant, isoUtc } from './time.ts';
import { type Charge, move, type RatedEvent, type Wallet } from './wallet.ts';

interface Agenda {
  lots: Lot[];
  voids: { event: RatedEvent; at: Instant }[];
}

function nextInstant(wallet: Wallet, agenda: Agenda, after: Instant): Instant {
  const { calendar } = wallet.facts;
  const instants = [
    ...agenda.lots.map((lot) => lot.startsAt),
    ...agenda.voids.map(({ at }) => at),
    ...wallet.events.map((event) => event.postedAt),
    ...wallet.adjustments.map((adjustment) => calendar.start(adjustment.date)),
    ...wallet.lots.map((lot) => lot.startsAt),
    ...wallet.lots.map((lot) => (lot.expiresAt === null ? Infinity : lot.expiresAt - 1)),
  ];
  return Math.min(...instants.filter((instant) => instant > after));
}

/** Voids by event id, then the lots that start, by id. True if there was any. */
function begin(wallet: Wallet, agenda: Agenda, at: Instant): boolean {
  const voids = agenda.voids.filter((entry) => entry.at === at).sort((a, b) => byId(a.event, b.event));
  const comeBack = new Map<Lot, RatedEvent>();
  for (const { event } of voids) {
    for (const lot of reverse(wallet, event, at)) comeBack.set(lot, event);
  }
  const rolledIn = wallet.lots.some((lot) => lot.startsAt === at);
  const starting = [...agenda.lots.filter((lot) => lot.startsAt === at), ...comeBack.keys()].sort(byId);
  for (const lot of starting) {
    const event = comeBack.get(lot);
    if (event) reinstate(wallet, lot, event, at);
    else receive(wallet, lot, at);
  }
  return voids.length > 0 || rolledIn || starting.length > 0;
}

function happen(wallet: Wallet, agenda: Agenda, at: Instant): void {
  const began = begin(wallet, agenda, at);
  const { calendar } = wallet.facts;
  const adjustments = wallet.adjustments
    .filter((adjustment) => calendar.start(adjustment.date) === at)
    .filter((adjustment) => wallet.lots.some((lot) => lot.id === adjustment.lot))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const events = wallet.events.filter((event) => event.postedAt === at).sort(byId);
  if (began || adjustments.length > 0 || events.length > 0) payDeficits(wallet, at);
  for (const adjustment of adjustments) adjust(wallet, adjustment, at);
  for (const event of events) meetNeed(wallet, event, at);
  endLots(wallet, at);
  const stuck = wallet.lots.find((lot) => hasEnded(lot, at + 1) && !remaining(lot).isZero());
  if (stuck) throw new Error(`${stuck.id} still has credits at its end, ${isoUtc(at)}`);
}

/** Overage is charged when its period or its day is over. */
function chargeOverage(wallet: Wallet, until: Instant): void {
  for (const { unbilled, ...charge } of wallet.overageCharges.values()) {
    if (charge.at >= until) continue;
    wallet.charges.push(charge);
    if (!unbilled) continue;
    const { at, amount, currency } = charge;
    const lines = { receivable: amount, unbilled_receivable: amount.negative() };
    move(wallet, { at, cause: 'invoiced', currency, lines });
  }
}

export interface WalletPlan {
  facts: Facts;
  customer: string;
  creditType: CreditType;
  events: RatedEvent[];
}

/** Everything that happens in one wallet before `until`. */
export function walkWallet({ facts, customer, creditType, events }: WalletPlan, until: Instant): Wallet {
  const { catalogue, calendar } = facts;
  const own = catalogue.customers.get(customer) ?? [];
  const wallet: Wallet = {
    facts,
    customer,
    creditType,
    burnOrder: own.length > 0 ? own : creditType.burnOrder,
    events: events.filter((event) => event.postedAt < until),
    adjustments: catalogue.adjustments,
    lots: [],
    postings: [],
    movements: [],
    charges: [],
    overageCharges: new Map(),
    deficits: [],
    drawdowns: [],
    shortfalls: new Map(),
    bought: new Map(),
  };
  const agenda: Agenda = {
    lots: catalogueLots(facts, customer, creditType.code, until),
    voids: events.flatMap((event) =>
      event.voided?.mode === 'reverse' ? [{ event, at: calendar.start(event.voided.date) }] : [],
    ),
  };
  let at = nextInstant(wallet, agenda, -Infinity);
  while (at < until) {
    happen(wallet, agenda, at);
    at = nextInstant(wallet, agenda, at);
  }
  const charges: Charge[] = wallet.charges;
  chargeOverage(wallet, until);
  charges.sort(byId);
  return wallet;
}
