// The lots of the revenue workbook: what each deferred, what it was sold for and recognised in the period, what it still defers; and the
// same in credits. Must not: bring a sum that is no formula over its own rows.
import type { IsoDate } from '../../../../src-shared/calendar.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import { lastDay } from '../../cells.ts';
import { deferredOf, remainingOf } from '../../lots.ts';
import type { CreditField, LotMovement, MoneyField } from '../../recognition/lot-movements.ts';
import { CREDIT_FIELDS, lotMovements, MONEY_FIELDS } from '../../recognition/lot-movements.ts';
import { amount, date, header, month, rounded, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../sheets.ts';
import type { SpecSheet } from '../spec.ts';
import { blocksOf, Table, type TableColumn } from '../table.ts';
import { LOT_WORDS } from '../words.ts';

export const LOTS = 'Lots';
const LOT_CREDITS = 'Lot credits';
/** Where what a lot defers comes from; formulas select by these words. */
export const CAME = { before: 'Opening', within: 'Period' } as const;
export const NO_END = 'no end';

export const MONEY_WORDS: Readonly<Record<MoneyField, string>> = {
  billed: 'Billed',
  migrated: 'Migrated',
  reinstated: 'Reinstated',
  rolledIn: 'Rolled in',
  rolledOut: 'Rolled out',
  usage: 'Usage revenue',
  breakage: 'Breakage revenue',
  refunded: 'Refunded',
};
export const CREDIT_WORDS: Readonly<Record<CreditField, string>> = {
  granted: 'Granted',
  rolledIn: 'Rolled in',
  reinstated: 'Reinstated',
  used: 'Used',
  expired: 'Expired',
  rolledOut: 'Rolled out',
  refunded: 'Refunded',
  voided: 'Voided',
};

export interface LotRow extends LotMovement {
  readonly product: string;
  /** Last valid day; null: never ends. */
  readonly end: IsoDate | null;
}
type Blocks = ReadonlyMap<string, readonly [number, number]>;

export interface Lots {
  /** By customer, currency, credit type and lot; blocks by `customer|currency`. */
  readonly money: Table<LotRow>;
  readonly moneyRows: readonly LotRow[];
  readonly moneyBlocks: Blocks;
  /** By customer, credit type and lot; blocks by `customer|credit type`. */
  readonly credits: Table<LotRow>;
  readonly creditRows: readonly LotRow[];
  readonly creditBlocks: Blocks;
}

export function lotsOf(data: RevenueData): Lots {
  const rows = lotMovements(data.lots, data.lotMonths, data.period).map((moved): LotRow => {
    const product = data.products.get(moved.root) || LOT_WORDS[moved.lot.kind];
    return { ...moved, product, end: lastDay(data.book, moved.lot.expiresAt) };
  });
  const order = (...keys: ((row: LotRow) => string)[]): LotRow[] =>
    [...rows].sort((a, b) => {
      for (const key of keys) {
        const found = compareText(key(a), key(b));
        if (found !== 0) return found;
      }
      return 0;
    });
  const { customer, currency, creditType, lot } = {
    customer: (row: LotRow) => row.lot.customer,
    currency: (row: LotRow) => row.lot.currency,
    creditType: (row: LotRow) => row.lot.creditType,
    lot: (row: LotRow) => row.lot.lot,
  };
  const moneyRows = order(customer, currency, creditType, lot);
  const creditRows = order(customer, creditType, lot);
  return {
    money: moneyTable(data, moneyRows),
    moneyRows,
    moneyBlocks: blocksOf(moneyRows, HEADING, (row) => `${customer(row)}|${currency(row)}`),
    credits: creditTable(data, creditRows),
    creditRows,
    creditBlocks: blocksOf(creditRows, HEADING, (row) => `${customer(row)}|${creditType(row)}`),
  };
}

const WHO: readonly TableColumn<LotRow>[] = [
  { key: 'customer', head: header('Customer'), cell: ({ lot }) => text(lot.customer) },
  { key: 'lot', head: header('Lot'), cell: ({ lot }) => text(lot.lot) },
  { key: 'product', head: header('Plan or pack'), cell: ({ product }) => text(product) },
  { key: 'kind', head: header('Kind'), cell: ({ lot }) => text(LOT_WORDS[lot.kind]) },
  { key: 'booked', head: header('Booked in', 'date'), cell: ({ booked }) => month(booked) },
  {
    key: 'end',
    head: header('Valid through', 'date'),
    cell: ({ end }) => (end === null ? text(NO_END) : date(end)),
  },
];

function moneyTable(data: RevenueData, rows: readonly LotRow[]): Table<LotRow> {
  const scale = (currency: string): number => data.book.currencyScale(currency);
  const column = (key: MoneyField | 'opening', words: string): TableColumn<LotRow> => ({
    key,
    head: header(words, 'amount'),
    cell: ({ lot, money }) => amount(money[key], scale(lot.currency)),
    sum: ({ money }) => money[key],
  });
  const table: Table<LotRow> = new Table({
    sheet: LOTS,
    head: HEADING,
    rows,
    unit: { key: 'currency', of: ({ lot }) => lot.currency, scale },
    columns: [
      ...WHO,
      { key: 'creditType', head: header('Credit type'), cell: ({ lot }) => text(lot.creditType) },
      { key: 'currency', head: header('Currency'), cell: ({ lot }) => text(lot.currency) },
      {
        key: 'came',
        head: header('Came with'),
        cell: ({ before }) => text(before ? CAME.before : CAME.within),
      },
      column('opening', 'Opening deferred'),
      ...MONEY_FIELDS.map((field) => column(field, MONEY_WORDS[field])),
      {
        key: 'closing',
        head: header('Closing deferred', 'amount'),
        cell: ({ lot, money }, line) =>
          amount(
            money.closing,
            scale(lot.currency),
            'body',
            rounded(
              `SUM(${table.cell('opening', line)}:${table.cell('refunded', line)})`,
              scale(lot.currency),
            ),
          ),
        sum: ({ money }) => money.closing,
      },
      {
        key: 'book',
        head: header('Closing per the book', 'amount'),
        cell: ({ lot }) => amount(deferredOf(lot), scale(lot.currency), 'book'),
        sum: ({ lot }) => deferredOf(lot),
      },
    ],
  });
  return table;
}

function creditTable(data: RevenueData, rows: readonly LotRow[]): Table<LotRow> {
  const scale = (creditType: string): number => data.book.creditScale(creditType);
  const column = (key: CreditField | 'opening', words: string): TableColumn<LotRow> => ({
    key,
    head: header(words, 'amount'),
    cell: ({ lot, credits }) => amount(credits[key], scale(lot.creditType)),
    sum: ({ credits }) => credits[key],
  });
  const table: Table<LotRow> = new Table({
    sheet: LOT_CREDITS,
    head: HEADING,
    rows,
    unit: { key: 'creditType', of: ({ lot }) => lot.creditType, scale },
    columns: [
      ...WHO,
      { key: 'currency', head: header('Currency'), cell: ({ lot }) => text(lot.currency) },
      { key: 'creditType', head: header('Credit type'), cell: ({ lot }) => text(lot.creditType) },
      column('opening', 'Opening credits'),
      ...CREDIT_FIELDS.map((field) => column(field, CREDIT_WORDS[field])),
      {
        key: 'closing',
        head: header('Closing credits', 'amount'),
        cell: ({ lot, credits }, line) =>
          amount(
            credits.closing,
            scale(lot.creditType),
            'body',
            rounded(
              `SUM(${table.cell('opening', line)}:${table.cell('voided', line)})`,
              scale(lot.creditType),
            ),
          ),
        sum: ({ credits }) => credits.closing,
      },
      {
        key: 'book',
        head: header('Closing per the book', 'amount'),
        cell: ({ lot }) => amount(remainingOf(lot), scale(lot.creditType), 'book'),
        sum: ({ lot }) => remainingOf(lot),
      },
    ],
  });
  return table;
}

const WIDTHS = [{ max: 24 }, { max: 40 }, { max: 22 }];
const EMPTY = 'No lot stood or moved in the period.';

export function lotSheets(lots: Lots, about: About): SpecSheet[] {
  const base = { columns: WIDTHS, frozen: 2, empty: EMPTY, filtered: true };
  return [
    tableSheet(lots.money, about, {
      ...base,
      name: LOTS,
      notes: [
        `Booked in: the month in which the lot was sold; rollovers and reinstatements have that of the lot they come from. ${CAME.before}: deferred when the period began.`,
      ],
    }),
    tableSheet(lots.credits, about, { ...base, name: LOT_CREDITS }),
  ];
}
