// Data of a revenue workbook as a small company would have it, told to sample ledgers. Deterministic.
import type { MoneySums, OverageSums } from '../../../src-main/reports/source.ts';
import type {
  AdjustmentLine,
  Certificate,
  JournalSums,
  RevenueData,
} from '../../../src-main/reports/workbooks/revenue-data.ts';
import { at, BOOK, SampleLedger } from '../sample-ledger.ts';
import { acmeLedger, deferredOf } from '../sample-workbooks.ts';

const ACCOUNT_OF = {
  basis: 'deferred_revenue',
  usage: 'usage_revenue',
  breakage: 'breakage_revenue',
  overage: 'overage_revenue',
} as const;

function journalOf(money: readonly MoneySums[]): JournalSums[] {
  const sums = new Map<string, JournalSums>();
  const post = (currency: string, account: JournalSums['account'], debit: bigint, credit: bigint): void => {
    const before = sums.get(`${currency}|${account}`) ?? {
      currency,
      account,
      code: null,
      name: null,
      debit: 0n,
      credit: 0n,
    };
    sums.set(`${currency}|${account}`, {
      ...before,
      debit: before.debit + debit,
      credit: before.credit + credit,
    });
  };
  for (const one of money) {
    for (const field of ['basis', 'usage', 'breakage', 'overage'] as const) {
      post(one.currency, ACCOUNT_OF[field], one[`${field}Down`], one[`${field}Up`]);
    }
    post(one.currency, 'receivable', one.receivableUp, one.receivableDown);
    post(one.currency, 'unbilled_receivable', one.unbilledUp, one.unbilledDown);
    if (one.kind === 'opening') post(one.currency, 'migration_clearing', one.basisUp, one.basisDown);
  }
  const codes: Record<string, string> = {
    receivable: '1200',
    deferred_revenue: '2400',
    usage_revenue: '4000',
  };
  return [...sums.values()]
    .filter(({ debit, credit }) => debit !== 0n || credit !== 0n)
    .map((row) => ({ ...row, code: codes[row.account] ?? null }))
    .sort((a, b) => (`${a.currency}|${a.account}` < `${b.currency}|${b.account}` ? -1 : 1));
}

const productOf = (lot: string): string =>
  lot.includes('disk') ? 'DISK' : lot.includes('team') ? 'TEAM' : lot.includes('order') ? 'PACK-500' : '';

function overageOf({ customer, currency, lines }: SampleLedger, month: string): OverageSums[] {
  return lines
    .filter((line) => line.month === month && line.kind === 'overage' && line.revenue !== 0n)
    .map(({ creditType, meter, overage, revenue }) => {
      return { month, customer, creditType, meter: meter!, currency, lines: 1, credits: overage, revenue };
    });
}

/** Acme's refund, and what came back to others. */
function adjustmentsOf(ledgers: readonly SampleLedger[]): AdjustmentLine[] {
  const told = { creditType: 'credits', currency: 'EUR', by: 'anna', recordedAt: at('2026-02-21T09:00') };
  const refund = { date: '2026-02-20', type: 'refund', ref: 'refund-1', customer: 'acme', lot: 'order-1001' };
  const refunded = ledgers.some(({ customer }) => customer === 'acme')
    ? [{ ...refund, credits: 10_000n, paidBack: 7500n, breakage: 500n, reinstated: 0n, expires: null }]
    : [];
  const back = ledgers.flatMap(({ customer, lots }) =>
    lots
      .filter(({ kind }) => kind === 'reinstatement')
      .map(({ lot, granted, price }) => ({
        ...{ date: '2026-02-21', type: 'usage_voided', ref: `${customer}-1`, customer, lot, expires: null },
        ...{ credits: -granted, paidBack: 0n, breakage: 0n, reinstated: price },
      })),
  );
  const why = { refund: 'Bought twice', usage_voided: '=Tested by us' } as Record<string, string>;
  return [...refunded, ...back].map(
    (line) => ({ ...line, ...told, reason: why[line.type] }) as AdjustmentLine,
  );
}

const CERTIFICATE: Certificate = {
  months: [
    {
      month: '2026-02',
      close: {
        postings: 412,
        seal: '5f1e0c4a7be2d9930018f6c2b5a4d3e2f1908172635445362718293a4b5c6d7e',
        previousSeal: '',
        by: 'anna',
        recordedAt: at('2026-03-02T11:30'),
      },
    },
  ],
  reopenings: [
    {
      month: '2026-02',
      reason: 'Late file of the storage team',
      oldSeal: 'ab1e0c4a7be2d9930018f6c2b5a4d3e2f1908172635445362718293a4b5c6d7e',
      by: 'ben',
      recordedAt: at('2026-03-02T10:00'),
    },
  ],
  imports: [
    {
      batch: 4,
      file: 'usage-2026-02.csv',
      sha256: '0c4a7be2d9930018f6c2b5a4d3e2f1908172635445362718293a4b5c6d7e5f1e',
      accepted: 410,
      duplicates: 3,
      late: 1,
      rejected: 0,
      posted: 409,
      control: [{ meter: null, what: 'rows', told: '413', found: '410' }],
      reason: 'Three rows twice',
      by: 'ben',
      recordedAt: at('2026-03-01T08:15'),
    },
  ],
};

/** February 2026 of a company with some customers, one of them in yen. */
export function companyRevenue(customers = 12): RevenueData {
  const month = '2026-02';
  const ledgers = Array.from({ length: customers }, (_, index) => {
    const code = index === 0 ? 'acme' : `cust-${String(index).padStart(3, '0')}`;
    if (index === 0) return acmeLedger();
    const ledger = new SampleLedger(code, index === 3 ? 'JPY' : index === 6 ? 'KWD' : 'EUR');
    if (index % 4 === 1) ledger.grant(at('2026-01-01'), `${code}-old`, 'opening', 12_345n, 9_876n);
    const lot = ledger.grant(
      at('2026-01-01'),
      `${code}-team:2026-01-01`,
      'allocation',
      100_000n,
      75_000n,
      at('2026-02-01'),
    );
    ledger.use(at('2026-01-20T10:00'), `${code}-1`, 'api_calls', '100', BigInt(20_000 + index * 777));
    ledger.end(lot, index % 3 === 0 ? 10_000n : 0n, at('2026-03-01'));
    ledger.grant(
      at('2026-02-01'),
      `${code}-team:2026-02-01`,
      'allocation',
      100_000n,
      75_000n,
      at('2026-03-01'),
    );
    ledger.use(at('2026-02-20T10:00'), `${code}-2`, 'api_calls', '250', BigInt(30_000 + index * 1234), {
      overagePrice: 110n,
    });
    if (index % 5 === 2)
      ledger.grant(at('2026-02-21'), `void:${code}-1:${code}-old`, 'reinstatement', 100n, 75n);
    return ledger;
  });
  const money = ledgers.flatMap((ledger) => ledger.money());
  const accountOpening = new Map<string, bigint>();
  for (const one of money) {
    if (one.month < month)
      accountOpening.set(
        one.currency,
        (accountOpening.get(one.currency) ?? 0n) + one.basisUp - one.basisDown,
      );
  }
  return {
    book: BOOK,
    timeZone: 'Europe/Berlin',
    period: { kind: 'month', from: month, to: month },
    status: 'final',
    seal: null,
    deferred: ledgers.map((ledger) => deferredOf(ledger, month)),
    journal: journalOf(money.filter((one) => one.month === month)),
    lots: ledgers.flatMap((ledger) => ledger.lotSums()),
    lotMonths: ledgers.flatMap((ledger) => ledger.lotMonths()),
    wallets: ledgers.flatMap((ledger) => ledger.walletMonths()),
    overage: ledgers.flatMap((ledger) => overageOf(ledger, month)),
    adjustments: adjustmentsOf(ledgers),
    certificate: CERTIFICATE,
    products: new Map(ledgers.flatMap(({ lots }) => lots.map(({ lot }) => [lot, productOf(lot)] as const))),
    accounts: new Map([['deferred_revenue', { code: '2400', name: 'Customer prepayments' }]]),
    localTime: (instant) => new Date(instant + 3_600_000).toISOString().slice(0, 16),
    money,
    accountOpening,
    customerNames: new Map(
      ledgers.map(({ customer }) => [
        customer,
        customer === 'acme' ? 'Acme Ltd' : `Customer ${customer.slice(5)} GmbH & Co. KG`,
      ]),
    ),
  };
}
