// ReportSources made by hand for the report tests: a book of euros, yen and two credit types, and rows with defaults.
import type {
  LedgerLine,
  LotSums,
  MoneySums,
  ReportSource,
  WalletMonthSums,
} from '../../src-main/reports/source.ts';
import type { ReportTable } from '../../src-shared/report-table.ts';

const SCALES: Record<string, number> = { credits: 2, drinks: 0, EUR: 2, JPY: 0 };

export function sourceOf(given: Partial<ReportSource>): ReportSource {
  return {
    book: {
      name: 'Acme',
      currency: 'EUR',
      creditScale: (creditType) => SCALES[creditType]!,
      currencyScale: (currency) => SCALES[currency]!,
      // One hour east of UTC, so that a date taken from the instant itself would be a day early.
      dateAt: (instant) => new Date(instant + 3_600_000).toISOString().slice(0, 10),
    },
    through: '2026-03',
    month: null,
    lots: () => [],
    walletMonths: () => [],
    money: () => [],
    lotMonths: () => [],
    overage: () => [],
    ledger: () => [],
    charges: () => [],
    deficits: () => [],
    exceptions: () => [],
    ...given,
  };
}

/** The first instant of a date in that zone. */
export function start(date: string): number {
  return Date.parse(`${date}T00:00:00+01:00`);
}

export function lot(given: Partial<LotSums> & Pick<LotSums, 'lot'>): LotSums {
  return {
    customer: 'anna',
    creditType: 'drinks',
    kind: 'top_up',
    source: null,
    subscription: null,
    startsAt: start('2026-01-05'),
    expiresAt: null,
    currency: 'EUR',
    price: 0n,
    granted: 0n,
    drawn: 0n,
    expired: 0n,
    rolledOver: 0n,
    refunded: 0n,
    voided: 0n,
    recognized: 0n,
    moved: 0n,
    returned: 0n,
    ...given,
  };
}

export function moved(
  given: Partial<WalletMonthSums> & Pick<WalletMonthSums, 'kind' | 'month'>,
): WalletMonthSums {
  return { customer: 'anna', creditType: 'drinks', credits: 0n, overage: 0n, ...given };
}

/** Money of postings of one kind, in minor units: a negative number is a negative part. */
export function sums(
  place: Partial<MoneySums> & Pick<MoneySums, 'kind'>,
  parts: Partial<Record<'basis' | 'usage' | 'breakage' | 'overage' | 'receivable' | 'unbilled', number>>,
): MoneySums {
  const up = (part: number | undefined): bigint => BigInt(Math.max(part ?? 0, 0));
  const down = (part: number | undefined): bigint => BigInt(Math.max(-(part ?? 0), 0));
  return {
    month: '2026-01',
    customer: 'anna',
    currency: 'EUR',
    chargeKind: null,
    basisUp: up(parts.basis),
    basisDown: down(parts.basis),
    usageUp: up(parts.usage),
    usageDown: down(parts.usage),
    breakageUp: up(parts.breakage),
    breakageDown: down(parts.breakage),
    overageUp: up(parts.overage),
    overageDown: down(parts.overage),
    receivableUp: up(parts.receivable),
    receivableDown: down(parts.receivable),
    unbilledUp: up(parts.unbilled),
    unbilledDown: down(parts.unbilled),
    ...place,
  };
}

export function line(given: Partial<LedgerLine> & Pick<LedgerLine, 'kind'>): LedgerLine {
  return {
    at: Date.UTC(2026, 0, 5, 7, 15),
    month: '2026-01',
    customer: 'anna',
    creditType: 'drinks',
    lot: null,
    eventId: null,
    meter: null,
    credits: 0n,
    overage: 0n,
    revenue: 0n,
    currency: null,
    ...given,
  };
}

/** A table as the csv would show it, blanks empty. */
export function csv(table: ReportTable): string[] {
  const lines = [table.columns.map((column) => column.key).join(',')];
  for (const row of table.rows) {
    if (row.length !== table.columns.length) throw new Error(`a row has ${row.length} cells`);
    lines.push(row.map((cell) => cell ?? '').join(','));
  }
  return lines;
}

/** The rows alone. */
export function rows(table: ReportTable): string[] {
  return csv(table).slice(1);
}
