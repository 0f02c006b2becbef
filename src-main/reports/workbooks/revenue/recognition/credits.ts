// The roll-forward in credits, a line per customer and credit type, added up from Lot credits; and both roll-forwards by plan or pack.
// Must not: take a figure from the book where lots give it, except what is compared.
import { compareText } from '../../../../../src-shared/text-order.ts';
import { entryOf } from '../../../cells.ts';
import { CREDIT_FIELDS, MONEY_FIELDS } from '../../../recognition/lot-movements.ts';
import { movesCredits } from '../../../wallets.ts';
import { amount, header, rounded, SheetDraft, section, text, title } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { Table, type TableColumn } from '../../table.ts';
import { customerColumns } from '../customer-columns.ts';
import { CREDIT_WORDS, type LotRow, type Lots, MONEY_WORDS } from '../lots.ts';

export const CREDITS = 'Credits';
export const PLANS = 'By plan';
const CREDIT_KEYS = ['opening', ...CREDIT_FIELDS] as const;
const MONEY_KEYS = ['opening', ...MONEY_FIELDS] as const;

interface WalletRow {
  readonly customer: string;
  readonly creditType: string;
  readonly rows: readonly LotRow[];
  readonly book: bigint;
}

function walletRows(data: RevenueData, lots: Lots): WalletRow[] {
  const found = new Map<string, { customer: string; creditType: string; rows: LotRow[]; book: bigint }>();
  for (const row of lots.creditRows) {
    const { customer, creditType } = row.lot;
    const make = () => ({ customer, creditType, rows: [], book: 0n });
    entryOf(found, `${customer}|${creditType}`, make).rows.push(row);
  }
  for (const { customer, creditType, kind, credits, month } of data.wallets) {
    if (!movesCredits(kind) || month > data.period.to) continue;
    const wallet = found.get(`${customer}|${creditType}`);
    if (wallet) wallet.book += credits;
  }
  return [...found.entries()].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}

export function creditsTable(data: RevenueData, lots: Lots): Table<WalletRow> {
  const scale = (creditType: string): number => data.book.creditScale(creditType);
  const sum = (key: (typeof CREDIT_KEYS)[number]) => (row: WalletRow) =>
    row.rows.reduce((total, { credits }) => total + credits[key], 0n);
  const closing = ({ rows }: WalletRow): bigint =>
    rows.reduce((total, { credits }) => total + credits.closing, 0n);
  const table: Table<WalletRow> = new Table({
    sheet: CREDITS,
    head: HEADING,
    rows: walletRows(data, lots),
    unit: { key: 'creditType', of: ({ creditType }) => creditType, scale },
    columns: [
      ...customerColumns<WalletRow>(data),
      { key: 'creditType', head: header('Credit type'), cell: ({ creditType }) => text(creditType) },
      ...CREDIT_KEYS.map((key): TableColumn<WalletRow> => {
        return {
          key,
          head: header(key === 'opening' ? 'Opening' : CREDIT_WORDS[key], 'amount'),
          cell: (row) => {
            const block = lots.creditBlocks.get(`${row.customer}|${row.creditType}`)!;
            const formula = `SUM(${lots.credits.range(key, block)})`;
            return amount(
              sum(key)(row),
              scale(row.creditType),
              'body',
              rounded(formula, scale(row.creditType)),
            );
          },
          sum: sum(key),
        };
      }),
      {
        key: 'closing',
        head: header('Closing', 'amount'),
        cell: (row, line) => {
          const formula = `SUM(${table.cell('opening', line)}:${table.cell('voided', line)})`;
          return amount(closing(row), scale(row.creditType), 'body', rounded(formula, scale(row.creditType)));
        },
        sum: closing,
      },
      {
        key: 'book',
        head: header('Closing per the book', 'amount'),
        cell: (row) => amount(row.book, scale(row.creditType), 'book'),
        sum: (row) => row.book,
      },
    ],
  });
  return table;
}

export const creditsSheet = (table: Table<WalletRow>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: CREDITS,
    columns: [{ max: 28 }, { min: 16, max: 40 }],
    empty: 'Nobody has credits.',
    notes: ['Used, expired, rolled out, refunded and voided credits stand in parentheses.'],
  });

interface PlanRow {
  readonly product: string;
  readonly creditType: string;
  readonly currency: string;
  readonly rows: readonly LotRow[];
}

export interface Plans {
  readonly sheet: SpecSheet;
  readonly money: Table<PlanRow>;
  readonly credits: Table<PlanRow>;
}

/** Money above, credits below: a line for each plan or pack, credit type and currency. */
export function plansSheet(data: RevenueData, lots: Lots, about: About): Plans {
  const groups = Map.groupBy(
    lots.moneyRows,
    ({ product, lot }) => `${product}\u0000${lot.creditType}\u0000${lot.currency}`,
  );
  const rows = [...groups.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, [first, ...others]]): PlanRow => {
      const { creditType, currency } = first!.lot;
      return { product: first!.product, creditType, currency, rows: [first!, ...others] };
    });
  const draft = new SheetDraft();
  draft.add(title('By plan or pack'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  const width = MONEY_KEYS.length + 4;
  draft.addRow(section('Money', width));
  const money = planTable(data, lots, rows, draft.next, 'money');
  for (const row of money.lines()) draft.addRow(row);
  if (rows.length === 0) draft.add(text('No lot stood or moved in the period.', 'note'));
  draft.add();
  draft.addRow(section('Credits', width));
  const credits = planTable(data, lots, rows, draft.next, 'credits');
  for (const row of credits.lines()) draft.addRow(row);
  draft.add();
  draft.add(
    text(
      'Rollovers and reinstatements stand with the plan or pack of the lot they come from; lots of neither with their kind.',
      'note',
    ),
  );
  const sheet: SpecSheet = {
    name: PLANS,
    kind: 'summary',
    columns: [{ min: 16, max: 30 }],
    rows: draft.rows,
    freeze: { rows: 3, columns: 1 },
    landscape: true,
    footer: about.footer,
  };
  return { sheet, money, credits };
}

function planTable(
  data: RevenueData,
  lots: Lots,
  rows: readonly PlanRow[],
  head: number,
  side: 'money' | 'credits',
): Table<PlanRow> {
  const isMoney = side === 'money';
  const source = isMoney ? lots.money : lots.credits;
  const unitOf = (row: PlanRow): string => (isMoney ? row.currency : row.creditType);
  const scale = (unit: string): number =>
    isMoney ? data.book.currencyScale(unit) : data.book.creditScale(unit);
  const keys: readonly string[] = isMoney ? MONEY_KEYS : CREDIT_KEYS;
  const words: Readonly<Record<string, string>> = {
    ...(isMoney ? MONEY_WORDS : CREDIT_WORDS),
    opening: 'Opening',
    closing: 'Closing',
  };
  const sum = (key: string) => (row: PlanRow) =>
    row.rows.reduce((total, one) => total + (one[side] as Readonly<Record<string, bigint>>)[key]!, 0n);
  const table: Table<PlanRow> = new Table({
    sheet: PLANS,
    head,
    rows,
    unit: { key: isMoney ? 'currency' : 'creditType', of: unitOf, scale },
    columns: [
      { key: 'product', head: header('Plan or pack'), cell: ({ product }) => text(product) },
      { key: 'creditType', head: header('Credit type'), cell: ({ creditType }) => text(creditType) },
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      ...[...keys, 'closing'].map((key): TableColumn<PlanRow> => {
        return {
          key,
          head: header(words[key]!, 'amount'),
          cell: (row, line) => {
            const where = ['product', 'creditType', 'currency'].map(
              (one) => [one, `$${table.cell(one, line)}`] as const,
            );
            const formula =
              key === 'closing'
                ? `SUM(${table.cell('opening', line)}:${table.cell(keys.at(-1)!, line)})`
                : source.exactly(key, where);
            return amount(sum(key)(row), scale(unitOf(row)), 'body', rounded(formula, scale(unitOf(row))));
          },
          sum: sum(key),
        };
      }),
    ],
  });
  return table;
}
