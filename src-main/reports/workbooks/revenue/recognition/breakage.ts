// The breakage analysis: of what was sold in each month, how many credits were used, expired or are still in force, and what that made of
// the money. Must not: take a figure from anywhere but Cohorts.
import { compareText } from '../../../../../src-shared/text-order.ts';
import type { CohortField, CohortLine } from '../../../recognition/cohorts.ts';
import { COHORT_CREDITS, COHORT_MONEY, remainingOf } from '../../../recognition/cohorts.ts';
import { amount, header, month, percent, rounded, text } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { blocksOf, Table, type TableColumn } from '../../table.ts';

const BREAKAGE = 'Breakage';

export interface CohortRow extends Record<CohortField, bigint> {
  readonly key: string;
  readonly booked: string;
  readonly creditType: string;
  readonly currency: string;
  readonly block: readonly [number, number];
}

const keyOf = ({ creditType, currency, booked }: CohortLine): string => `${creditType}|${currency}|${booked}`;
const inForce = (row: CohortRow): bigint =>
  row.sold - row.used - row.expired - row.refundedCredits - row.voided;

/** `lines` as they stand on Cohorts. */
export function cohortRows(lines: readonly CohortLine[]): CohortRow[] {
  const blocks = blocksOf(lines, HEADING, keyOf);
  const rows = [...Map.groupBy(lines, keyOf)].map(([key, own]): CohortRow => {
    const { booked, creditType, currency } = own[0]!;
    const sum = (field: CohortField): bigint => own.reduce((total, line) => total + line[field], 0n);
    const sums = Object.fromEntries([...COHORT_CREDITS, ...COHORT_MONEY].map((field) => [field, sum(field)]));
    const block = blocks.get(key)!;
    return { key, booked, creditType, currency, block, ...(sums as Record<CohortField, bigint>) };
  });
  return rows.sort((a, b) => compareText(a.key, b.key));
}

const WORDS: Readonly<Record<CohortField, string>> = {
  sold: 'Sold',
  used: 'Used',
  expired: 'Expired',
  refundedCredits: 'Refunded',
  voided: 'Voided',
  billed: 'Booked',
  usage: 'Usage revenue',
  breakage: 'Breakage revenue',
  refunded: 'Paid back',
};

/** Credits are totalled by credit type, money on the waterfall. */
export function breakageTable(
  data: RevenueData,
  rows: readonly CohortRow[],
  cohorts: Table<CohortLine>,
): Table<CohortRow> {
  const credits = (row: CohortRow): number => data.book.creditScale(row.creditType);
  const money = (row: CohortRow): number => data.book.currencyScale(row.currency);
  const column = (
    key: CohortField,
    scale: (row: CohortRow) => number,
    summed: boolean,
  ): TableColumn<CohortRow> => ({
    key,
    head: header(WORDS[key], 'amount'),
    cell: (row) =>
      amount(row[key], scale(row), 'body', rounded(`SUM(${cohorts.range(key, row.block)})`, scale(row))),
    ...(summed ? { sum: (row: CohortRow) => row[key] } : {}),
  });
  const share = (key: 'used' | 'expired', words: string): TableColumn<CohortRow> => ({
    key: `${key}Share`,
    head: header(words, 'amount'),
    cell: (row, line) => {
      const [part, sold] = [table.cell(key, line), table.cell('sold', line)];
      return percent(row[key], row.sold, `IF(${sold}=0,0,ROUND(${part}/${sold},4))`);
    },
  });
  const table: Table<CohortRow> = new Table({
    sheet: BREAKAGE,
    head: HEADING,
    rows,
    unit: {
      key: 'creditType',
      of: ({ creditType }) => creditType,
      scale: (unit) => data.book.creditScale(unit),
    },
    columns: [
      { key: 'booked', head: header('Booked in', 'date'), cell: ({ booked }) => month(booked) },
      { key: 'creditType', head: header('Credit type'), cell: ({ creditType }) => text(creditType) },
      ...COHORT_CREDITS.map((key) => column(key, credits, true)),
      {
        key: 'inForce',
        head: header('In force', 'amount'),
        cell: (row, line) => {
          const formula = `${table.cell('sold', line)}-SUM(${table.cell('used', line)}:${table.cell('voided', line)})`;
          return amount(inForce(row), credits(row), 'body', rounded(formula, credits(row)));
        },
        sum: inForce,
      },
      share('used', 'Used, of sold'),
      share('expired', 'Expired, of sold'),
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      ...COHORT_MONEY.map((key) => column(key, money, false)),
      {
        key: 'remaining',
        head: header('Still deferred', 'amount'),
        cell: (row, line) => {
          const formula = `${table.cell('billed', line)}-SUM(${table.cell('usage', line)}:${table.cell('refunded', line)})`;
          return amount(remainingOf(row), money(row), 'body', rounded(formula, money(row)));
        },
      },
    ],
  });
  return table;
}

export const breakageSheet = (table: Table<CohortRow>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: BREAKAGE,
    columns: Array.from({ length: 16 }, () => ({ min: 11 })),
    frozen: 2,
    empty: 'Nothing was sold.',
    notes: [
      'By the month in which credits were sold, given or brought, up to the end of the period. In force: neither used nor gone.',
      'Used is less what voids took back. Credits that roll over stay in the month in which they were sold.',
    ],
  });
