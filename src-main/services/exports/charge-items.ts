// What there is to invoice of a month, gathered: charges with what they are for and the usage behind them, and overage that waits for the
// end of its period. Must not: make cells, or price anything.
import type { Month } from '../../../src-shared/calendar.ts';
import { formatLocal } from '../../../src-shared/calendar.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import type { ChargeKind } from '../../engine/postings.ts';
import { isOverageCharge } from '../../engine/postings.ts';
import { journalTotals } from '../../reports/journal.ts';
import type { ChargeLine, MoneySums, ReportSource } from '../../reports/source.ts';
import type {
  ChargeEvent,
  ChargeItem,
  ChargesData,
  EventSums,
} from '../../reports/workbooks/charges/data.ts';
import { type OverageEvent, overageEvents } from '../../storage/charges/overage-events.ts';
import { monthStatus } from '../files/month-status.ts';
import type { Session } from '../session.ts';
import { latest } from '../session.ts';
import { rereadable } from '../statements/rereadable.ts';

/** All but the number and what went out before. Within `withSource`, through the month's end. */
export function chargesOf(
  session: Session,
  month: Month,
  source: ReportSource,
  until: number,
): Omit<ChargesData, 'number' | 'replaces' | 'withdrawn'> {
  const { fact } = session.book();
  const words = describer(session);
  const overage = overageOf(session, month, until);
  const now = source
    .charges()
    .filter((line) => line.month === month)
    .map((line): ChargeItem => {
      const { charge, customer, kind, creditType, credits, amount, currency } = line;
      const date = source.book.dateAt(line.at);
      const events = isOverageCharge(kind) ? overage.sums.get(charge) : undefined;
      const item = { customer, charge, kind, date, creditType, credits, amount, currency };
      return { ...item, ...words(line), events: events ?? null, exported: '' };
    });
  const next = [...overage.sums.values()]
    .filter(({ billed }) => !billed)
    .map((own): ChargeItem => {
      const { charge, customer, creditType, meter, currency, credits, amount } = own;
      const item = { customer, charge, kind: 'overage' as const, date: null, creditType, credits };
      const said = words({ charge, kind: 'overage', meter });
      return { ...item, amount, currency, ...said, events: own, exported: '' };
    });
  const money = source.money();
  const { status, seal } = monthStatus(session, month);
  return {
    book: source.book,
    timeZone: fact.timeZone,
    month,
    status,
    seal,
    now: now.sort(inOrder),
    next: next.sort(inOrder),
    events: overage.lines,
    eventCount: overage.count,
    receivable: receivableOf(money, month),
    unbilled: unbilledOf(money),
    names: new Map(
      [...latest(session, 'customer').values()].map(({ code, name }) => [code, name || code] as const),
    ),
  };
}

interface Overage extends EventSums, Pick<OverageEvent, Shared> {
  readonly meter: string;
}
type Shared = 'charge' | 'customer' | 'creditType' | 'currency' | 'billed';

interface AllOverage {
  /** By charge. */
  readonly sums: ReadonlyMap<string, Overage>;
  readonly lines: Iterable<ChargeEvent>;
  readonly count: number;
}

/** The lines of overage, charge by charge, and what each charge's add up to. */
function overageOf(session: Session, month: Month, until: number): AllOverage {
  const { zone } = session.book();
  const read = (): Iterable<OverageEvent> => overageEvents(session.open, month, until);
  const sums = new Map<string, Overage>();
  let count = 0;
  for (const line of read()) {
    const { charge, customer, creditType, meter, currency, billed, credits, amount } = line;
    const before = sums.get(charge) ?? { first: count, count: 0, credits: 0n, amount: 0n };
    sums.set(charge, {
      ...{ charge, customer, creditType, meter, currency, billed, first: before.first },
      count: before.count + 1,
      credits: before.credits + credits,
      amount: before.amount + amount,
      lastPostedOn: zone.dateAt(line.postedAt),
    });
    count++;
  }
  const lines = rereadable(function* (): Generator<ChargeEvent> {
    for (const { billed: due, occurredAt, postedAt, ...line } of read())
      yield {
        ...{ ...line, due },
        used: formatLocal(occurredAt, zone).replace(' ', 'T'),
        postedOn: zone.dateAt(postedAt),
      };
  });
  return { sums, lines, count };
}

const inOrder = (a: ChargeItem, b: ChargeItem): number =>
  compareText(a.customer, b.customer) ||
  compareText(a.date ?? '', b.date ?? '') ||
  compareText(a.charge, b.charge);

/** Debits less credits of the receivable account in the month, but for what was paid back. */
function receivableOf(money: readonly MoneySums[], month: Month): Map<string, bigint> {
  const invoiced = money.filter(({ kind }) => kind !== 'refund');
  const found = new Map<string, bigint>();
  for (const { account, currency, debit, credit } of journalTotals(invoiced, month))
    if (account === 'receivable') found.set(currency, (found.get(currency) ?? 0n) + debit - credit);
  return found;
}

/** The balance of unbilled receivables at the end. */
function unbilledOf(money: readonly MoneySums[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const { account, currency, debit, credit } of journalTotals(money, null))
    if (account === 'unbilled_receivable') found.set(currency, (found.get(currency) ?? 0n) + debit - credit);
  return new Map([...found].filter(([, balance]) => balance !== 0n));
}

/** What a charge is for, in words that fit on an invoice; and the price of a credit where one is told. Ids say whose it is (rules §5). */
function describer(session: Session) {
  const [plans, packs, meters] = [latest(session, 'plan'), latest(session, 'pack'), latest(session, 'meter')];
  const [subscriptions, grants] = [latest(session, 'subscription'), latest(session, 'grant')];
  const packName = (code: string | null | undefined): string =>
    (code && (packs.get(code)?.name || code)) || 'Credits';
  return (line: Pick<ChargeLine, 'charge' | 'meter'> & { kind: ChargeKind }) => {
    const [ref = '', day = ''] = line.charge.split(':');
    const plan = plans.get(subscriptions.get(ref)?.plan ?? '');
    const meter = meters.get(line.meter ?? '')?.name || (line.meter ?? '');
    switch (line.kind) {
      case 'plan':
        return { description: `${plan?.name || plan?.code || ref}, from ${day}`, unitPrice: null };
      case 'top_up':
        return { description: packName(grants.get(ref)?.pack), unitPrice: null };
      case 'auto_top_up':
        return { description: `${packName(plan?.autoTopUpPack)}, automatic`, unitPrice: null };
      case 'overage':
        return { description: `${meter}: overage from ${day}`, unitPrice: plan?.overagePrice ?? null };
      case 'credit':
        return { description: `${meter}: usage ${day} taken back`, unitPrice: null };
    }
  };
}
