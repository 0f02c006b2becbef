// A small ledger of its own, only for tests of workbooks: it draws in the order lots were made and keeps the sums that the book would
// give. It knows nothing of the engine, so that what workbooks add up is compared with a second bookkeeping.

import type { ChargeKind, LotKind, PostingKind } from '../../src-main/engine/postings.ts';
import type {
  ChargeLine,
  LedgerLine,
  LotMonthSums,
  LotSums,
  MoneySums,
  ReportBook,
  WalletMonthSums,
} from '../../src-main/reports/source.ts';
import type { StatementUsage } from '../../src-main/reports/workbooks/statement-data.ts';
import { type Instant, type Month, openZone } from '../../src-shared/calendar.ts';
import { currencyScale, divideMoney } from '../../src-shared/decimal.ts';

const ZONE = openZone('Europe/Berlin')!;
const SCALES: Readonly<Record<string, number>> = { credits: 2, GB: 0 };

export const BOOK: ReportBook = {
  name: 'Brightwater Labs Ltd',
  currency: 'EUR',
  creditScale: (creditType) => SCALES[creditType] ?? 2,
  currencyScale: (currency) => currencyScale(currency) ?? 2,
  dateAt: ZONE.dateAt,
};

/** Local wall time of the book as an instant: at('2026-01-05T10:00'). */
export function at(local: string): Instant {
  return ZONE.fromLocal(Date.parse(`${local.length === 10 ? `${local}T00:00` : local}Z`));
}

interface Moved {
  at: Instant;
  kind: PostingKind;
  basis?: bigint;
  usage?: bigint;
  breakage?: bigint;
  overageRevenue?: bigint;
  receivable?: bigint;
  unbilled?: bigint;
  chargeKind?: ChargeKind;
  lot?: string;
  creditType?: string;
  credits?: bigint;
}

export class SampleLedger {
  readonly customer: string;
  readonly currency: string;
  readonly lots: LotSums[] = [];
  readonly lines: LedgerLine[] = [];
  readonly charges: ChargeLine[] = [];
  readonly moved: (Moved & { month: Month })[] = [];
  readonly usage: (StatementUsage & { month: Month })[] = [];

  constructor(customer: string, currency = 'EUR') {
    this.customer = customer;
    this.currency = currency;
  }

  #move(moved: Moved): void {
    this.moved.push({ ...moved, month: ZONE.monthAt(moved.at) });
  }

  #line(line: Pick<LedgerLine, 'at' | 'kind' | 'creditType'> & Partial<LedgerLine>): void {
    const { customer, currency } = this;
    const blank = { lot: null, eventId: null, meter: null, credits: 0n, overage: 0n, revenue: 0n, currency };
    this.lines.push({ ...blank, month: ZONE.monthAt(line.at), customer, ...line });
  }

  grant(
    when: Instant,
    lot: string,
    kind: LotKind,
    credits: bigint,
    price: bigint,
    end: Instant | null = null,
    creditType = 'credits',
  ): LotSums {
    const { customer, currency } = this;
    const zero = {
      drawn: 0n,
      expired: 0n,
      rolledOver: 0n,
      refunded: 0n,
      voided: 0n,
      recognized: 0n,
      moved: 0n,
      returned: 0n,
    };
    const made: LotSums = {
      lot,
      customer,
      creditType,
      kind,
      source: sourceOf(lot, kind),
      subscription: null,
      startsAt: when,
      expiresAt: end,
      currency,
      price,
      granted: credits,
      ...zero,
    };
    this.lots.push(made);
    if (kind === 'rollover') return made;
    const opening = kind === 'opening';
    this.#line({
      at: when,
      kind: opening ? 'opening' : kind === 'reinstatement' ? 'reinstatement' : 'grant',
      creditType,
      lot,
      credits,
    });
    const into = { at: when, lot, creditType, credits, basis: price };
    if (opening) this.#move({ ...into, kind: 'opening' });
    else if (kind === 'reinstatement') this.#move({ ...into, kind: 'reinstatement', usage: -price });
    else {
      this.#move({ ...into, kind: 'grant' });
      if (price > 0n)
        this.#charge(
          when,
          lot,
          kind === 'allocation' ? 'plan' : (kind as ChargeKind),
          credits,
          price,
          creditType,
          null,
        );
    }
    return made;
  }

  #charge(
    when: Instant,
    charge: string,
    kind: ChargeKind,
    credits: bigint,
    amount: bigint,
    creditType: string,
    meter: string | null,
  ): void {
    const { customer, currency } = this;
    this.charges.push({
      at: when,
      month: ZONE.monthAt(when),
      charge,
      customer,
      creditType,
      kind,
      meter,
      credits,
      amount,
      currency,
    });
    // What is charged at once was receivable when it was used, as the engine posts it.
    const buys = kind !== 'overage' && kind !== 'credit';
    const lot = buys ? { lot: charge } : {};
    this.#move({
      at: when,
      ...lot,
      creditType,
      kind: 'charge',
      chargeKind: kind,
      receivable: buys ? amount : 0n,
    });
  }

  /** Draws from the lots in the order they were made. What is missing is overage: charged at `overagePrice` a credit, or unfunded. */
  use(
    when: Instant,
    eventId: string,
    meter: string,
    quantity: string,
    need: bigint,
    options: { late?: Instant; creditType?: string; overagePrice?: bigint } = {},
  ): void {
    const { late, creditType = 'credits', overagePrice } = options;
    let missing = need;
    for (const lot of this.lots) {
      if (missing === 0n) break;
      if (
        lot.creditType !== creditType ||
        lot.startsAt > when ||
        (lot.expiresAt !== null && lot.expiresAt <= when)
      )
        continue;
      const remaining = lot.granted - lot.drawn - lot.expired - lot.rolledOver - lot.refunded - lot.voided;
      const take = remaining < missing ? remaining : missing;
      if (take === 0n) continue;
      lot.drawn += take;
      const recognized = divideMoney(lot.price * lot.drawn, lot.granted);
      const revenue = recognized - lot.recognized;
      lot.recognized = recognized;
      missing -= take;
      this.#line({
        at: when,
        kind: 'drawdown',
        creditType,
        lot: lot.lot,
        eventId,
        meter,
        credits: -take,
        revenue,
      });
      const from = { at: when, lot: lot.lot, creditType, credits: -take };
      this.#move({ ...from, kind: 'drawdown', basis: -revenue, usage: revenue });
    }
    if (missing > 0n) {
      const scale = 10n ** BigInt(BOOK.creditScale(creditType));
      const revenue = overagePrice === undefined ? 0n : divideMoney(missing * overagePrice, scale);
      const currency = overagePrice === undefined ? null : this.currency;
      const beyond = { eventId, meter, currency, overage: missing, revenue };
      this.#line({ at: when, kind: 'overage', creditType, ...beyond });
      if (revenue !== 0n) {
        this.#move({ at: when, kind: 'overage', creditType, overageRevenue: revenue, receivable: revenue });
        this.#charge(when, `over:${eventId}:${meter}`, 'overage', missing, revenue, creditType, meter);
      }
    }
    this.usage.push({
      eventId,
      meter,
      creditType,
      quantity,
      need,
      occurredAt: late ?? when,
      late: late !== undefined,
      unfunded: overagePrice === undefined ? missing : 0n,
      month: ZONE.monthAt(when),
    });
  }

  /** Ends a lot: `roll` credits go into a new lot that can be used until `until`, the rest expires. */
  end(lot: LotSums, roll = 0n, until: Instant | null = null): void {
    const when = lot.expiresAt! - 1;
    const remaining = lot.granted - lot.drawn - lot.expired - lot.rolledOver - lot.refunded - lot.voided;
    const { creditType } = lot;
    const deferred = lot.price - lot.recognized - lot.moved - lot.returned;
    if (roll > 0n) {
      const price = divideMoney(deferred * roll, remaining);
      lot.rolledOver += roll;
      lot.moved += price;
      const id = `${lot.lot}+${BOOK.dateAt(lot.expiresAt!)}`;
      this.#line({ at: when, kind: 'rollover_out', creditType, lot: lot.lot, credits: -roll });
      this.#line({ at: when, kind: 'rollover_in', creditType, lot: id, credits: roll });
      const out = { at: when, lot: lot.lot, creditType, credits: -roll };
      this.#move({ ...out, kind: 'rollover_out', basis: -price });
      this.#move({ at: when, lot: id, creditType, credits: roll, kind: 'rollover_in', basis: price });
      this.grant(lot.expiresAt!, id, 'rollover', roll, price, until, creditType);
    }
    const rest = remaining - roll;
    if (rest === 0n) return;
    const breakage = lot.price - lot.recognized - lot.moved - lot.returned;
    lot.expired += rest;
    lot.recognized += breakage;
    this.#line({ at: when, kind: 'expiry', creditType, lot: lot.lot, credits: -rest, revenue: breakage });
    const out = { at: when, lot: lot.lot, creditType, credits: -rest };
    this.#move({ ...out, kind: 'expiry', basis: -breakage, breakage });
  }

  refund(when: Instant, lot: LotSums, credits: bigint, paid: bigint): void {
    const remaining = lot.granted - lot.drawn - lot.expired - lot.rolledOver - lot.refunded - lot.voided;
    const returned = divideMoney(
      (lot.price - lot.recognized - lot.moved - lot.returned) * credits,
      remaining,
    );
    lot.refunded += credits;
    lot.returned += returned;
    this.#line({
      at: when,
      kind: 'refund',
      creditType: lot.creditType,
      lot: lot.lot,
      credits: -credits,
      revenue: returned - paid,
    });
    const out = { at: when, lot: lot.lot, creditType: lot.creditType, credits: -credits };
    this.#move({ ...out, kind: 'refund', basis: -returned, receivable: -paid, breakage: returned - paid });
  }

  walletMonths(): WalletMonthSums[] {
    const sums = new Map<string, WalletMonthSums>();
    for (const { month, creditType, kind, credits, overage } of this.lines) {
      const key = `${month}|${creditType}|${kind}`;
      const sum = sums.get(key) ?? {
        month,
        customer: this.customer,
        creditType,
        kind,
        credits: 0n,
        overage: 0n,
      };
      sum.credits += credits;
      sum.overage += overage;
      sums.set(key, sum);
    }
    return [...sums.values()];
  }

  money(): MoneySums[] {
    const sums = new Map<string, MoneySums>();
    for (const moved of this.moved) {
      const { month, kind, chargeKind = null } = moved;
      const key = `${month}|${kind}|${chargeKind}`;
      const sum = sums.get(key) ?? blankMoney(month, this.customer, this.currency, kind, chargeKind);
      addMoved(sum, moved);
      sums.set(key, sum);
    }
    return [...sums.values()];
  }

  lotMonths(): LotMonthSums[] {
    const sums = new Map<string, LotMonthSums>();
    for (const moved of this.moved) {
      const { month, kind, chargeKind = null, lot = null, creditType = 'credits', credits = 0n } = moved;
      const key = `${month}|${kind}|${chargeKind}|${lot}|${creditType}`;
      const blank = blankMoney(month, this.customer, this.currency, kind, chargeKind);
      const sum = sums.get(key) ?? { ...blank, lot, creditType, credits: 0n };
      sum.credits += credits;
      addMoved(sum, moved);
      sums.set(key, sum);
    }
    return [...sums.values()];
  }

  /** Lots as they are, for a statement at the end of what was told so far. */
  lotSums(): LotSums[] {
    return this.lots.map((lot) => ({ ...lot }));
  }
}

/** As lot ids are made: `<source>+<date>`, `void:<event>:<source>`. */
function sourceOf(lot: string, kind: LotKind): string | null {
  if (kind === 'rollover') return lot.slice(0, lot.lastIndexOf('+'));
  return kind === 'reinstatement' ? lot.split(':').slice(2).join(':') : null;
}

function addMoved(sum: MoneySums, moved: Moved): void {
  const post = (
    field: 'basis' | 'usage' | 'breakage' | 'overage' | 'receivable' | 'unbilled',
    value = 0n,
  ): void => {
    if (value > 0n) sum[`${field}Up`] += value;
    else sum[`${field}Down`] -= value;
  };
  post('basis', moved.basis);
  post('usage', moved.usage);
  post('breakage', moved.breakage);
  post('overage', moved.overageRevenue);
  post('receivable', moved.receivable);
  post('unbilled', moved.unbilled);
}

/** Of a sum of money, before anything is added to it. */
export const NOTHING_MOVED = {
  basisUp: 0n,
  basisDown: 0n,
  usageUp: 0n,
  usageDown: 0n,
  breakageUp: 0n,
  breakageDown: 0n,
  overageUp: 0n,
  overageDown: 0n,
  receivableUp: 0n,
  receivableDown: 0n,
  unbilledUp: 0n,
  unbilledDown: 0n,
};

function blankMoney(
  month: Month,
  customer: string,
  currency: string,
  kind: PostingKind,
  chargeKind: ChargeKind | null,
): MoneySums {
  return {
    month,
    customer,
    currency,
    kind,
    chargeKind,
    ...NOTHING_MOVED,
  };
}
