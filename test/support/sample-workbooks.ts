// Data of statements and revenue workbooks as a small company would have them, told to the sample ledger. Deterministic.
import type { PlanFact } from '../../src-main/engine/facts.ts';
import type { LedgerLine, MoneySums } from '../../src-main/reports/source.ts';
import type { DeferredSums } from '../../src-main/reports/workbooks/revenue-data.ts';
import { monthSpan, type StatementData } from '../../src-main/reports/workbooks/statement-data.ts';
import { at, BOOK, SampleLedger } from './sample-ledger.ts';

export const TEAM: PlanFact = {
  code: 'team',
  name: 'Team 1000',
  type: 'base',
  creditType: 'credits',
  credits: '1000',
  price: '750.00',
  currency: 'EUR',
  interval: 'P1M',
  expires: 'period_end',
  priority: 100,
  rollover: 'all',
  rolloverThreshold: '0',
  rolloverCap: '25% allocation',
  rolloverTimes: 1,
  rolloverExpires: 'period_end',
  rolloverPriority: null,
  overage: 'charge_now',
  overagePrice: '1.10',
  autoTopUpPack: null,
  autoTopUpBelow: '0',
  autoTopUpLimit: null,
  expectedBreakage: '0',
};

function net(money: readonly MoneySums[], when: (month: string) => boolean): DeferredSums {
  const sums = {
    billed: 0n,
    migrated: 0n,
    usage: 0n,
    breakage: 0n,
    refunded: 0n,
    reinstated: 0n,
    overage: 0n,
  };
  for (const one of money) {
    if (!when(one.month)) continue;
    const basis = one.basisUp - one.basisDown;
    const receivable = one.receivableUp - one.receivableDown;
    if (one.kind === 'charge' && one.chargeKind !== 'overage' && one.chargeKind !== 'credit')
      sums.billed += receivable;
    if (one.kind === 'opening') sums.migrated += basis;
    if (one.kind === 'refund') sums.refunded -= receivable;
    if (one.kind === 'reinstatement') sums.reinstated += basis;
    else sums.usage += one.usageUp - one.usageDown;
    sums.breakage += one.breakageUp - one.breakageDown;
    sums.overage += one.overageUp - one.overageDown;
  }
  const closing = sums.billed + sums.migrated + sums.reinstated - sums.usage - sums.breakage - sums.refunded;
  return {
    customer: money[0]?.customer ?? '',
    currency: money[0]?.currency ?? 'EUR',
    opening: 0n,
    closing,
    ...sums,
  };
}

/** The month's row of the revenue report. */
export function deferredOf(ledger: SampleLedger, month: string): DeferredSums {
  const money = ledger.money();
  const opening = net(money, (other) => other < month).closing;
  const sums = net(money, (other) => other === month);
  return {
    ...sums,
    customer: ledger.customer,
    currency: ledger.currency,
    opening,
    closing: opening + sums.closing,
  };
}

const RATES: StatementData['rates'] = [
  { meter: 'api_calls', creditType: 'credits', units: '5', credits: '1', from: '2025-11-01', own: false },
  { meter: 'api_calls', creditType: 'credits', units: '6', credits: '1', from: '2026-02-15', own: true },
  { meter: 'stored_gb', creditType: 'GB', units: '1', credits: '1', from: '2026-01-01', own: false },
  {
    meter: 'compressed_gb',
    creditType: 'GB',
    units: '1',
    credits: '0.5',
    from: '2026-01-01',
    own: false,
  },
  {
    meter: 'support_hours',
    creditType: 'credits',
    units: '1',
    credits: '10',
    from: '2026-01-01',
    own: false,
  },
];

/** The usage behind a line; late usage is posted where its line is. */
function eventOf(ledger: SampleLedger, eventId: string | null): LedgerLine['event'] {
  const event = ledger.usage.find((one) => one.eventId === eventId);
  const line = ledger.lines.find((one) => one.eventId === eventId);
  if (!event || !line) return null;
  return { quantity: event.quantity, occurredAt: event.occurredAt, postedAt: line.at };
}

export function statementOf(
  ledger: SampleLedger,
  month: string,
  change: Partial<StatementData> = {},
): StatementData {
  const creditTypes = [...new Set(ledger.lots.map((lot) => lot.creditType))].sort();
  const names: Record<string, { name: string; unit: string }> = {
    credits: { name: 'Credits', unit: 'credits' },
    GB: { name: 'Storage', unit: 'GB' },
  };
  return {
    book: BOOK,
    timeZone: 'Europe/Berlin',
    customer: { code: ledger.customer, name: 'Acme Ltd' },
    ...monthSpan(month),
    status: 'final',
    issue: { number: 'ST-2026-02-000012', revision: 0, replaces: null, changes: '' },
    letterhead: null,
    seal: '5f1e0c4a7be2d9930018f6c2b5a4d3e2f1908172635445362718293a4b5c6d7e',
    wallets: creditTypes.map((creditType) => ({
      creditType,
      name: names[creditType]?.name ?? creditType,
      unit: names[creditType]?.unit ?? '',
      burnOrder: ['priority', 'expiry', 'start'],
      deficit: 0n,
    })),
    before: ledger.walletMonths().filter((sums) => sums.month < month),
    during: ledger.walletMonths().filter((sums) => sums.month === month),
    lots: ledger.lotSums(),
    lines: ledger.lines
      .filter((line) => line.month === month)
      .map((line) => ({ ...line, event: eventOf(ledger, line.eventId) }))
      .sort(
        (a, b) => (a.creditType < b.creditType ? -1 : a.creditType > b.creditType ? 1 : 0) || a.at - b.at,
      ),
    charges: ledger.charges.filter((charge) => charge.month === month),
    deferred: [deferredOf(ledger, month)],
    usage: ledger.usage.filter((event) => event.month === month),
    rates: RATES,
    meters: [
      { code: 'api_calls', name: 'API calls', unit: 'calls' },
      { code: 'support_hours', name: 'Support', unit: 'hours' },
      { code: 'stored_gb', name: 'Stored', unit: 'GB' },
      { code: 'compressed_gb', name: 'Stored, compressed', unit: 'GB' },
    ],
    plans: [
      { subscription: 'acme-team', from: '2026-01-01', to: null, plan: TEAM, credits: null, price: null },
    ],
    ...change,
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Acme in January and February 2026: two wallets, rollover, expiry, top-up, refund, overage, late and unfunded usage. */
export function acmeLedger(events = 40): SampleLedger {
  const ledger = new SampleLedger('acme');
  tellJanuary(ledger);
  tellFebruary(ledger, events);
  return ledger;
}

function tellJanuary(ledger: SampleLedger): void {
  const january = ledger.grant(
    at('2026-01-01'),
    'acme-team:2026-01-01',
    'allocation',
    100_000n,
    75_000n,
    at('2026-02-01'),
  );
  const storage = ledger.grant(
    at('2026-01-01'),
    'acme-disk:2026-01-01',
    'allocation',
    5000n,
    10_000n,
    at('2026-02-01'),
    'GB',
  );
  ledger.use(at('2026-01-02T10:00'), 'disk-1', 'stored_gb', '800', 800n, { creditType: 'GB' });
  ledger.use(at('2026-01-05T10:00'), 'disk-2', 'compressed_gb', '100', 50n, { creditType: 'GB' });
  for (let day = 2; day <= 30; day++) {
    ledger.use(
      at(`2026-01-${two(day)}T09:30`),
      `jan-${two(day)}`,
      'api_calls',
      String(day * 7 + 0.5),
      BigInt(day * 140 + 10),
    );
  }
  ledger.end(january, 25_000n, at('2026-03-01'));
  ledger.end(storage, 4150n, at('2026-03-01'));
}

function tellFebruary(ledger: SampleLedger, events: number): void {
  // Told in the order of time, as the book would derive it.
  const actions: [when: string, act: (when: number) => void][] = [];
  const plan = (when: string, act: (when: number) => void): number => actions.push([when, act]);
  plan('2026-02-01T00:00', (when) => {
    ledger.grant(when, 'acme-team:2026-02-01', 'allocation', 100_000n, 75_000n, at('2026-03-01'));
    ledger.grant(when, 'acme-disk:2026-02-01', 'allocation', 5000n, 10_000n, at('2026-03-01'), 'GB');
    ledger.use(when, 'late-0007', 'api_calls', '61.5', 1230n, { late: at('2026-01-30T16:20') });
  });
  plan('2026-02-10T10:00', (when) =>
    ledger.use(when, 'disk-3', 'stored_gb', '1000', 1000n, { creditType: 'GB' }),
  );
  plan('2026-02-12T00:00', (when) => ledger.grant(when, 'promo-feb', 'promo', 5000n, 0n, at('2026-04-01')));
  plan('2026-02-14T00:00', (when) =>
    ledger.grant(when, 'order-1001', 'top_up', 50_000n, 40_000n, at('2027-02-14')),
  );
  plan('2026-02-20T00:00', (when) => ledger.refund(when, ledger.lots.at(-1)!, 10_000n, 7500n));
  for (let n = 1; n <= events; n++) {
    const support = n % 9 === 0;
    const when = `2026-02-${two(1 + Math.floor(((n - 1) * 26) / events))}T${two(8 + (n % 12))}:15`;
    const id = `evt-${String(n).padStart(6, '0')}`;
    // However many events there are, together they need about the same.
    const need = BigInt(Math.floor(96_000 / events) + (n % 7) * Math.floor(800 / events));
    const quantity = support ? String(Number(need) / 1000) : String(Number(need) / 20);
    plan(when, (time) =>
      ledger.use(time, id, support ? 'support_hours' : 'api_calls', quantity, need, { overagePrice: 110n }),
    );
  }
  plan('2026-02-27T20:00', (when) =>
    ledger.use(when, 'burst-1', 'api_calls', '9000', 180_000n, { overagePrice: 110n }),
  );
  plan('2026-02-28T00:00', (when) =>
    ledger.grant(when, 'order-1002', 'top_up', 50_000n, 40_000n, at('2027-02-28')),
  );
  plan('2026-02-28T09:00', (when) => ledger.use(when, 'evt-last', 'api_calls', '640', 12_800n));
  plan('2026-02-28T21:00', (when) =>
    ledger.use(when, 'disk-4', 'stored_gb', '9000', 9000n, { creditType: 'GB' }),
  );
  actions.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [when, act] of actions) act(at(when));
  for (const lot of [...ledger.lots]) {
    if (lot.expiresAt === at('2026-03-01')) ledger.end(lot);
  }
}

export function acmeStatement(events = 40): StatementData {
  return statementOf(acmeLedger(events), '2026-02');
}
