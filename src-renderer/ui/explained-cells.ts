// How the cells of reports explain themselves: which figure each column is. For the grids of every screen.
// Must not: know a screen.
import type { Figure, Subject } from '../../src-shared/explain/subject.ts';
import { figure, isMoney, lotSubject } from '../../src-shared/explain/subject.ts';
import { explain } from './explained.tsx';
import type { ColumnLook, Looks, RowReader } from './grid/rows.ts';

const figureOf =
  (name: Figure, month: (row: RowReader) => string | null): NonNullable<ColumnLook['link']> =>
  (_, row) =>
    explain(
      figure(name, row.get(isMoney(name) ? 'currency' : 'credit_type') ?? '', {
        month: month(row),
        customer: row.get('customer'),
      }),
    );

/** Columns that are figures of the row's customer, unit and month. */
export function figureCells(
  columns: Readonly<Record<string, Figure>>,
  month: (row: RowReader) => string | null = (row) => row.get('month'),
): Looks {
  return Object.fromEntries(
    Object.entries(columns).map(([key, name]) => [key, { link: figureOf(name, month), whole: true }]),
  );
}

/** The report `revenue`. */
export const REVENUE_CELLS = figureCells({
  opening_deferred: 'opening_deferred',
  billed: 'billed',
  migrated: 'migrated',
  usage_revenue: 'usage_revenue',
  breakage_revenue: 'breakage_revenue',
  refunded: 'refunded',
  reinstated: 'reinstated',
  closing_deferred: 'deferred',
  overage_revenue: 'overage_revenue',
});

/** The report `wallets`. */
export const WALLET_CELLS = figureCells({
  opening: 'opening_balance',
  granted: 'granted',
  rolled_in: 'rolled_in',
  reinstated: 'credits_reinstated',
  drawn: 'drawn',
  expired: 'expired',
  rolled_out: 'rolled_out',
  refunded: 'credits_refunded',
  voided: 'voided',
  closing: 'balance',
  overage: 'overage',
});

/** Totals of what fits a filter: `of` says what a column comes to in a credit type or a currency. */
export function totalCells<K extends string>(
  columns: readonly K[],
  of: (column: K, unit: string) => Subject,
): Looks {
  const total =
    (column: K): NonNullable<ColumnLook['total']> =>
    (_, row) => {
      const unit = row.get(column === 'revenue' ? 'currency' : 'credit_type');
      return unit === null ? null : explain(of(column, unit));
    };
  return Object.fromEntries(columns.map((column) => [column, { total: total(column) }]));
}

const entryOf =
  (name: 'debit' | 'credit'): NonNullable<ColumnLook['link']> =>
  (_, row) =>
    explain(figure(name, row.get('currency') ?? '', { month: row.get('month'), of: row.get('account') }));

/** The report `journal`. */
export const JOURNAL_CELLS: Looks = {
  debit: { link: entryOf('debit') },
  credit: { link: entryOf('credit') },
};

const LOT_COLUMNS =
  'granted drawn expired rolled_over refunded voided remaining price recognized moved returned deferred';

/** The report `lots`, as lots stand at the end of a month; null: of the last one. */
export function lotCells(month: string | null): Looks {
  const link: ColumnLook['link'] = (_, row) => explain(lotSubject(row.get('lot') ?? '', month));
  return Object.fromEntries(LOT_COLUMNS.split(' ').map((key) => [key, { link }]));
}

const chargeLink: ColumnLook['link'] = (_, row) =>
  explain({ kind: 'charge', charge: row.get('charge') ?? '' });

/** The report `charges`. */
export const CHARGE_CELLS: Looks = { credits: { link: chargeLink }, amount: { link: chargeLink } };
