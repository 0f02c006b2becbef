// The roll-forward of deferred revenue: a line per customer and currency, each column added up from Activity by a live formula.
// Must not: take a figure from the book where postings give it, except the opening and what is compared.
import {
  amount,
  dateInWords,
  flag,
  header,
  monthDates,
  monthInWords,
  rounded,
  SheetDraft,
  text,
  title,
} from '../cells.ts';
import { ALL_CHECKS } from '../checks.ts';
import type { RevenueData } from '../revenue-data.ts';
import { address, columnLetters, type SpecCell, type SpecSheet } from '../spec.ts';
import { ACTIVITY, ACTIVITY_COLUMNS } from './activity.ts';
import { ENTRIES, type RevenueFigures, type RevenueRow } from './figures.ts';
import { type About, rangeOn, totalFormula } from './sheets.ts';

export const SUMMARY = 'Summary';

/** Columns of the roll-forward that formulas elsewhere name. */
export const SUMMARY_COLUMNS = { currency: 3, opening: 4, closing: 11, overage: 12, book: 13 } as const;
const MOVEMENTS = ['billed', 'migrated', 'reinstated', 'usage', 'breakage', 'refunded'] as const;
const WORDS = {
  billed: 'Billed',
  migrated: 'Migrated',
  reinstated: 'Reinstated',
  usage: 'Usage revenue',
  breakage: 'Breakage revenue',
  refunded: 'Refunded',
} as const;

export interface SummaryDraft {
  readonly sheet: SpecSheet;
  readonly all: readonly [number, number] | null;
  /** The row of a currency's totals. */
  readonly totals: ReadonlyMap<string, number>;
  setChecks(ok: boolean): void;
}

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

function rollForwardRow(draft: SheetDraft, data: RevenueData, row: RevenueRow): void {
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
    amount(
      row.overage,
      scale,
      'body',
      block ? rounded(`SUM(${rangeOn(ACTIVITY, ACTIVITY_COLUMNS.overage, block)})`, scale) : undefined,
    ),
    amount(row.book.closing, scale, 'book'),
  );
}

export function summarySheet(data: RevenueData, figures: RevenueFigures, about: About): SummaryDraft {
  const { currencies, rows } = figures;
  const { from, to } = monthDates(data.month);
  const draft = new SheetDraft();
  draft.add(title(`Revenue, ${monthInWords(data.month)}`));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  // Filled in once the totals they point at stand.
  const headlines = currencies.map(() => {
    draft.add(text(`Deferred revenue on ${dateInWords(to)}`, 'headline'));
    return draft.add(text(`Revenue recognised in ${monthInWords(data.month)}`, 'headline'));
  });
  draft.add();
  const checks = draft.add(text('Checks', 'label'), null, text(null));
  draft.add();
  draft.add(
    header('Customer'),
    header('Name'),
    header('Currency'),
    header(`Deferred, ${dateInWords(from)}`, 'amount'),
    ...MOVEMENTS.map((movement) => header(WORDS[movement], 'amount')),
    header(`Deferred, ${dateInWords(to)}`, 'amount'),
    header('Overage revenue', 'amount'),
    header('Closing per the book', 'amount'),
  );
  const heading = draft.next - 1;
  for (const row of rows) rollForwardRow(draft, data, row);
  const all = rows.length === 0 ? null : ([heading + 1, heading + rows.length] as const);
  const totals = new Map<string, number>();
  if (all)
    for (const currency of currencies) totals.set(currency, totalRow(draft, data, rows, currency, all));
  if (!all) draft.add(text('Nothing is deferred and nothing was recognised.', 'prose'));
  draft.add(
    text(
      'Recognised and refunded amounts reduce what is deferred and stand in parentheses. Overage was never deferred.',
      'note',
    ),
  );
  for (const [index, currency] of currencies.entries())
    fillHeadlines(draft, data, rows, currency, headlines[index]!, totals.get(currency));
  return {
    sheet: {
      name: SUMMARY,
      kind: 'summary',
      columns: [
        { min: 14, max: 28 },
        { min: 20, max: 40 },
        { min: 10 },
        ...Array<{ min: number }>(10).fill({ min: 13 }),
      ],
      rows: draft.rows,
      freeze: { rows: heading, columns: 1 },
      printTitles: [heading, heading],
      landscape: true,
      footer: about.footer,
    },
    all,
    totals,
    setChecks: (ok) => {
      draft.rows[checks - 1] = [text('Checks', 'label'), null, flag(ok, ALL_CHECKS)];
    },
  };
}

function totalRow(
  draft: SheetDraft,
  data: RevenueData,
  rows: readonly RevenueRow[],
  currency: string,
  all: readonly [number, number],
): number {
  const scale = data.book.currencyScale(currency);
  const own = rows.filter((row) => row.currency === currency);
  const total = (column: number, pick: (row: RevenueRow) => bigint): SpecCell => {
    const value = own.reduce((sum, row) => sum + pick(row), 0n);
    return amount(
      value,
      scale,
      'total',
      totalFormula(column, SUMMARY_COLUMNS.currency, all, currency, scale),
    );
  };
  return draft.add(
    text('Total', 'total'),
    text(null, 'total'),
    text(currency, 'total'),
    total(SUMMARY_COLUMNS.opening, (row) => row.opening),
    ...MOVEMENTS.map((movement, index) => total(SUMMARY_COLUMNS.opening + 1 + index, (row) => row[movement])),
    total(SUMMARY_COLUMNS.closing, (row) => row.closing),
    total(SUMMARY_COLUMNS.overage, (row) => row.overage),
    total(SUMMARY_COLUMNS.book, (row) => row.book.closing),
  );
}

function fillHeadlines(
  draft: SheetDraft,
  data: RevenueData,
  rows: readonly RevenueRow[],
  currency: string,
  second: number,
  total: number | undefined,
): void {
  if (total === undefined) return;
  const scale = data.book.currencyScale(currency);
  const own = rows.filter((row) => row.currency === currency);
  const sum = (pick: (row: RevenueRow) => bigint): bigint =>
    own.reduce((value, row) => value + pick(row), 0n);
  const put = (row: number, value: bigint, formula: string): void => {
    const [label] = draft.rows[row - 1]!;
    draft.rows[row - 1] = [
      label!,
      null,
      null,
      amount(value, scale, 'headline', formula),
      text(currency, 'headline'),
    ];
  };
  const cell = (column: number): string => address(column, total);
  put(
    second - 1,
    sum((row) => row.closing),
    cell(SUMMARY_COLUMNS.closing),
  );
  const [usage, breakage] = [SUMMARY_COLUMNS.opening + 4, SUMMARY_COLUMNS.opening + 5].map(cell);
  const reinstated = `${columnLetters(SUMMARY_COLUMNS.opening + 3)}${total}`;
  const recognised = sum((row) => row.overage - row.usage - row.breakage - row.reinstated);
  put(
    second,
    recognised,
    rounded(`${cell(SUMMARY_COLUMNS.overage)}-${usage}-${breakage}-${reinstated}`, scale),
  );
}
