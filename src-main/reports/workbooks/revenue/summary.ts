// The roll-forward of deferred revenue: a line per customer and currency, each column added up from Activity by a live formula.
// Must not: take a figure from the book where postings give it, except the opening and what is compared.
import { datesOf, periodInWords } from '../../recognition/period.ts';
import { amount, header, rounded, type SheetDraft, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import type { About } from '../sheets.ts';
import { address, rangeOn, type SpecCell } from '../spec.ts';
import { type SummaryFrame, summaryFrame } from '../summary-frame.ts';
import { dateInWords } from '../words.ts';
import { ACTIVITY, ACTIVITY_COLUMNS } from './activity.ts';
import { ENTRIES, type RevenueFigures, type RevenueRow } from './figures.ts';
import { CAME, type Lots, MONEY_WORDS } from './lots.ts';

export const SUMMARY = 'Summary';

/** Columns of the roll-forward that formulas elsewhere name. */
export const SUMMARY_COLUMNS = {
  opening: 4,
  usage: 8,
  closing: 11,
  book: 12,
  before: 13,
  within: 14,
  overage: 15,
} as const;
type Came = keyof typeof CAME;
const MOVEMENTS = ['billed', 'migrated', 'reinstated', 'usage', 'breakage', 'refunded'] as const;

function movementFormula(
  movement: (typeof MOVEMENTS)[number],
  block: readonly [number, number],
  scale: number,
): string {
  const range = (column: number): string => rangeOn(ACTIVITY, column, block);
  const only = (column: number, entry: string): string =>
    `SUMIFS(${range(column)},${range(ACTIVITY_COLUMNS.entry)},"${entry}")`;
  const formula = {
    billed: only(ACTIVITY_COLUMNS.receivable, ENTRIES.billed),
    migrated: only(ACTIVITY_COLUMNS.deferred, ENTRIES.migrated),
    reinstated: only(ACTIVITY_COLUMNS.deferred, ENTRIES.reinstated),
    // What voids took back of usage stands under Reinstated.
    usage: `${only(ACTIVITY_COLUMNS.usage, ENTRIES.reinstated)}-SUM(${range(ACTIVITY_COLUMNS.usage)})`,
    breakage: `-SUM(${range(ACTIVITY_COLUMNS.breakage)})`,
    refunded: only(ACTIVITY_COLUMNS.receivable, ENTRIES.refunded),
  }[movement];
  return rounded(formula, scale);
}

/** Usage revenue of a customer's lots, by whether it was deferred when the period began. */
function usageOf(lots: Lots, { customer, currency }: Pick<RevenueRow, 'customer' | 'currency'>, came: Came) {
  const block = lots.moneyBlocks.get(`${customer}|${currency}`);
  if (!block) return { value: 0n, formula: undefined };
  const rows = lots.moneyRows.slice(block[0] - lots.money.first, block[1] - lots.money.first + 1);
  const value = rows.reduce(
    (sum, row) => (row.before === (came === 'before') ? sum - row.money.usage : sum),
    0n,
  );
  return { value, formula: `-${lots.money.only('usage', [['came', `"${CAME[came]}"`]], block)}` };
}

function rollForwardRow(draft: SheetDraft, data: RevenueData, lots: Lots, row: RevenueRow): void {
  const { currency, customer, block } = row;
  const scale = data.book.currencyScale(currency);
  const line = draft.next;
  draft.add(
    text(customer),
    text(data.customerNames.get(customer) ?? null),
    text(currency),
    amount(row.opening, scale, 'book'),
    ...MOVEMENTS.map((movement) =>
      amount(row[movement], scale, 'body', block ? movementFormula(movement, block, scale) : undefined),
    ),
    amount(row.closing, scale, 'body', rounded(`SUM(D${line}:J${line})`, scale)),
    amount(row.book.closing, scale, 'book'),
    ...(['before', 'within'] as const).map((came) => {
      const { value, formula } = usageOf(lots, row, came);
      return amount(value, scale, 'body', formula && rounded(formula, scale));
    }),
    amount(
      row.overage,
      scale,
      'body',
      block ? rounded(`SUM(${rangeOn(ACTIVITY, ACTIVITY_COLUMNS.overage, block)})`, scale) : undefined,
    ),
  );
}

const NOTES = [
  'Recognised and refunded amounts reduce what is deferred and stand in parentheses. Overage was never deferred.',
  'Of usage revenue: what was deferred when the period began, and what was billed, migrated or reinstated in it. Credits that roll over keep the side they came with.',
];

const heads = (from: string, to: string): SpecCell[] => [
  header('Customer'),
  header('Name'),
  header('Currency'),
  header(`Deferred, ${from}`, 'amount'),
  ...MOVEMENTS.map((movement) => header(MONEY_WORDS[movement], 'amount')),
  header(`Deferred, ${to}`, 'amount'),
  header('Closing per the book', 'amount'),
  header('Usage revenue from the opening balance', 'amount'),
  header('Usage revenue from this period’s billings', 'amount'),
  header('Overage revenue', 'amount'),
];

export function summarySheet(
  data: RevenueData,
  figures: RevenueFigures,
  lots: Lots,
  about: About,
): SummaryFrame {
  const { currencies, rows } = figures;
  const { from, to } = datesOf(data.period);
  return summaryFrame(
    {
      name: SUMMARY,
      title: `Revenue, ${periodInWords(data.period)}`,
      currencies,
      headlines: [`Deferred revenue on ${dateInWords(to)}`, 'Revenue recognised in the period'],
      heads: heads(dateInWords(from), dateInWords(to)),
      columns: [
        { min: 14, max: 28 },
        { min: 20, max: 40 },
        { min: 10 },
        ...Array<{ min: number }>(12).fill({ min: 13 }),
      ],
      rows: rows.length,
      addRow: (draft, index) => rollForwardRow(draft, data, lots, rows[index]!),
      totals: (currency) => totalsOf(lots, rows, currency),
      scale: (currency) => data.book.currencyScale(currency),
      amounts: (currency, row) => headlineAmounts(data, rows, currency, row),
      empty: text('Nothing is deferred and nothing was recognised.', 'prose'),
      notes: NOTES,
    },
    about,
  );
}

function totalsOf(lots: Lots, rows: readonly RevenueRow[], currency: string): bigint[] {
  const own = rows.filter((row) => row.currency === currency);
  const sum = (of: (row: RevenueRow) => bigint): bigint => own.reduce((total, row) => total + of(row), 0n);
  return [
    sum((row) => row.opening),
    ...MOVEMENTS.map((movement) => sum((row) => row[movement])),
    sum((row) => row.closing),
    sum((row) => row.book.closing),
    sum((row) => usageOf(lots, row, 'before').value),
    sum((row) => usageOf(lots, row, 'within').value),
    sum((row) => row.overage),
  ];
}

/** What is deferred at the end, and what was recognised. */
function headlineAmounts(
  data: RevenueData,
  rows: readonly RevenueRow[],
  currency: string,
  total: number,
): SpecCell[] {
  const scale = data.book.currencyScale(currency);
  const own = rows.filter((row) => row.currency === currency);
  const sum = (pick: (row: RevenueRow) => bigint): bigint =>
    own.reduce((value, row) => value + pick(row), 0n);
  const cell = (column: number): string => address(column, total);
  const { opening, closing, overage } = SUMMARY_COLUMNS;
  const [reinstated, usage, breakage] = [opening + 3, opening + 4, opening + 5].map(cell);
  const recognised = rounded(`${cell(overage)}-${usage}-${breakage}-${reinstated}`, scale);
  return [
    amount(
      sum((row) => row.closing),
      scale,
      'headline',
      cell(closing),
    ),
    amount(
      sum((row) => row.overage - row.usage - row.breakage - row.reinstated),
      scale,
      'headline',
      recognised,
    ),
  ];
}
