// Cohorts, and the waterfall over them: what was booked in each month, in which months it was recognised, what is left; cross-footed, and
// held against the lots. Must not: take a figure from anywhere but Cohorts, except what is compared.
import type { Month } from '../../../../../src-shared/calendar.ts';
import type { CohortField, CohortLine } from '../../../recognition/cohorts.ts';
import { COHORT_CREDITS, COHORT_MONEY, remainingOf, shownMonths } from '../../../recognition/cohorts.ts';
import { isWithin } from '../../../recognition/period.ts';
import { amount, header, month, rounded, SheetDraft, section, text, title } from '../../cells.ts';
import type { RevenueData } from '../../revenue-data.ts';
import { type About, HEADING, tableSheet } from '../../sheets.ts';
import type { SpecSheet } from '../../spec.ts';
import { address, columnRange, sheetRef } from '../../spec.ts';
import { Table, type TableColumn } from '../../table.ts';
import type { Lots } from '../lots.ts';

const COHORTS = 'Cohorts';
const WATERFALL = 'Waterfall';

const WORDS: Readonly<Record<CohortField, string>> = {
  sold: 'Credits sold',
  used: 'Used',
  expired: 'Expired',
  refundedCredits: 'Refunded credits',
  voided: 'Voided',
  billed: 'Booked',
  usage: 'Usage revenue',
  breakage: 'Breakage revenue',
  refunded: 'Refunded',
};

export function cohortTable(data: RevenueData, lines: readonly CohortLine[]): Table<CohortLine> {
  const column = (
    key: CohortField,
    scale: (line: CohortLine) => number,
    summed: boolean,
  ): TableColumn<CohortLine> => ({
    key,
    head: header(WORDS[key], 'amount'),
    cell: (line) => amount(line[key], scale(line)),
    ...(summed ? { sum: (line: CohortLine) => line[key] } : {}),
  });
  return new Table({
    sheet: COHORTS,
    head: HEADING,
    rows: lines,
    unit: { key: 'currency', of: ({ currency }) => currency, scale: (unit) => data.book.currencyScale(unit) },
    columns: [
      { key: 'booked', head: header('Booked in', 'date'), cell: ({ booked }) => month(booked) },
      { key: 'month', head: header('Month', 'date'), cell: (line) => month(line.month) },
      { key: 'creditType', head: header('Credit type'), cell: ({ creditType }) => text(creditType) },
      { key: 'currency', head: header('Currency'), cell: ({ currency }) => text(currency) },
      ...COHORT_MONEY.map((key) => column(key, ({ currency }) => data.book.currencyScale(currency), true)),
      ...COHORT_CREDITS.map((key) =>
        column(key, ({ creditType }) => data.book.creditScale(creditType), false),
      ),
    ],
  });
}

export const cohortSheet = (table: Table<CohortLine>, about: About): SpecSheet =>
  tableSheet(table, about, {
    name: COHORTS,
    columns: Array.from({ length: 13 }, () => ({ min: 10 })),
    frozen: 2,
    empty: 'Nothing was sold.',
    filtered: true,
    notes: [
      'What was sold in the booked month did this in the month. Rollovers and reinstatements stay with the lot they come from.',
      'Used and usage revenue are less what voids took back.',
    ],
  });

export interface Waterfall {
  readonly sheet: SpecSheet;
  readonly currencies: readonly WaterfallBlock[];
}

/** What checks compare; formulas are of cells on the sheet. */
export interface WaterfallBlock {
  readonly currency: string;
  readonly remaining: { readonly cell: string; readonly value: bigint };
  /** Recognised in the months of the period that have a column of their own. */
  readonly period: Cell;
  /** Row by row, against the lots that were booked in the month. */
  readonly apart: Cell;
  /** The total of all months' columns less the column of all months. */
  readonly footing: Cell;
}

export function waterfallSheet(
  data: RevenueData,
  lots: Lots,
  cohorts: Table<CohortLine>,
  lines: readonly CohortLine[],
  about: About,
): Waterfall {
  const { to } = data.period;
  const { months, early } = shownMonths(lines, to);
  const draft = new SheetDraft();
  draft.add(title('Waterfall'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  const currencies = cohorts.units.map((currency) =>
    addBlock(draft, { data, lots, cohorts, lines, currency, months, early }),
  );
  if (cohorts.units.length === 0) draft.add(text('Nothing was sold.', 'note'));
  draft.add(
    text(
      'Each line is what was sold in a month: when it was recognised (usage and breakage, less what voids took back), what was paid back, what is left.',
      'note',
    ),
  );
  draft.add(text('Credits that roll over or come back stay in the month in which they were sold.', 'note'));
  const sheet: SpecSheet = {
    name: WATERFALL,
    kind: 'summary',
    columns: [{ min: 10 }],
    rows: draft.rows,
    freeze: { rows: 3, columns: 1 },
    landscape: true,
    footer: about.footer,
  };
  return { sheet, currencies };
}

interface Making {
  readonly data: RevenueData;
  readonly lots: Lots;
  readonly cohorts: Table<CohortLine>;
  readonly lines: readonly CohortLine[];
  readonly currency: string;
  readonly months: readonly Month[];
  /** Months lie before the ones shown. */
  readonly early: boolean;
}

interface Cell {
  readonly value: bigint;
  readonly formula: string;
}

/** Where the columns of a block stand. */
interface Columns {
  /** First and last of recognition; months begin at `months`. */
  readonly begin: number;
  readonly months: number;
  readonly end: number;
  readonly recognised: number;
  readonly refunded: number;
  readonly remaining: number;
  readonly inLots: number;
}

const BOOKED = 2;

function columnsOf({ months, early }: Making): Columns {
  const begin = BOOKED + 1;
  const first = early ? begin + 1 : begin;
  const end = first + months.length - 1;
  return { begin, months: first, end, ...rest(end) };
}
const rest = (end: number) => ({
  recognised: end + 1,
  refunded: end + 2,
  remaining: end + 3,
  inLots: end + 4,
});

function addBlock(draft: SheetDraft, making: Making): WaterfallBlock {
  const { data, currency, months, early } = making;
  const scale = data.book.currencyScale(currency);
  const columns = columnsOf(making);
  draft.addRow(section(currency, columns.inLots));
  const heads = draft.add(
    header('Booked in'),
    header('Booked', 'amount'),
    ...(early ? [header('Earlier', 'amount')] : []),
    ...months.map((one) => header(one, 'month')),
    ...['Recognised', 'Refunded', 'Remaining', 'Remaining in lots'].map((one) => header(one, 'amount')),
  );
  const own = making.lines.filter((line) => line.currency === currency);
  const top = draft.next;
  const totals = new Array<bigint>(columns.inLots + 1).fill(0n);
  let apart = 0n;
  for (const [booked, mine] of [...Map.groupBy(own, (line) => line.booked)].sort()) {
    const cells = rowCells(making, mine, { booked, columns, heads, row: draft.next });
    draft.add(
      month(booked),
      ...cells.map(({ value, formula }, index) => {
        totals[BOOKED + index]! += value;
        const role = BOOKED + index === columns.inLots ? 'book' : 'body';
        return amount(value, scale, role, rounded(formula, scale));
      }),
    );
    const [left, inLots] = [cells.at(-2)!.value, cells.at(-1)!.value];
    apart += left > inLots ? left - inLots : inLots - left;
  }
  const bottom = draft.next - 1;
  const total = draft.add(
    text('Total', 'total'),
    ...totals.slice(BOOKED).map((value, index) => {
      const formula = `SUM(${columnRange(BOOKED + index, top, bottom)})`;
      return amount(value, scale, 'total', rounded(formula, scale));
    }),
  );
  draft.add();
  return checkedOf(making, columns, totals, { top, bottom, total, apart });
}

interface Row {
  readonly booked: Month;
  readonly columns: Columns;
  /** The row of the heads, and its own. */
  readonly heads: number;
  readonly row: number;
}

/** What was booked in a month, from the second column on. */
function rowCells(making: Making, mine: readonly CohortLine[], at: Row): Cell[] {
  const { lots, currency, months, early } = making;
  const { booked, columns, heads, row } = at;
  const of = amountsOf(making, mine, row);
  const head = (column: number): string => address(column, heads).replace(/(\d+)/, '$$$1');
  const inLots = lots.moneyRows.filter((one) => one.booked === booked && one.lot.currency === currency);
  const where = [
    ['booked', `$A${row}`],
    ['currency', `"${currency}"`],
  ] as const;
  const span = `${address(columns.begin, row)}:${address(columns.end, row)}`;
  const left = [BOOKED, columns.recognised, columns.refunded].map((column) => address(column, row));
  return [
    of.only('billed'),
    ...(early ? [of.recognised((line) => line.month < months[0]!, `"<"&${head(columns.months)}`)] : []),
    ...months.map((one, index) => of.recognised((line) => line.month === one, head(columns.months + index))),
    {
      value: mine.reduce((sum, line) => sum + line.usage + line.breakage, 0n),
      formula: `SUM(${span})`,
    },
    of.only('refunded'),
    { value: mine.reduce((sum, line) => sum + remainingOf(line), 0n), formula: left.join('-') },
    {
      value: inLots.reduce((sum, { money }) => sum + money.closing, 0n),
      formula: lots.money.all ? lots.money.only('closing', where) : '0',
    },
  ];
}

/** The amounts of one booked month and currency, as values and as formulas over Cohorts. */
function amountsOf({ cohorts, currency }: Making, mine: readonly CohortLine[], row: number) {
  const where = [
    ['booked', `$A${row}`],
    ['currency', `"${currency}"`],
  ] as const;
  return {
    only: (field: CohortField): Cell => ({
      value: mine.reduce((sum, line) => sum + line[field], 0n),
      formula: cohorts.only(field, where),
    }),
    recognised: (of: (line: CohortLine) => boolean, criterion: string): Cell => {
      const months = [...where, ['month', criterion] as const];
      return {
        value: mine.filter(of).reduce((sum, line) => sum + line.usage + line.breakage, 0n),
        formula: `${cohorts.only('usage', months)}+${cohorts.only('breakage', months)}`,
      };
    },
  };
}

interface Places {
  readonly top: number;
  readonly bottom: number;
  readonly total: number;
  readonly apart: bigint;
}

function checkedOf(
  { data, currency, months }: Making,
  columns: Columns,
  totals: readonly bigint[],
  { top, bottom, total, apart }: Places,
): WaterfallBlock {
  const on = sheetRef(WATERFALL);
  const at = (column: number): string => `${on}${address(column, total)}`;
  const range = (column: number): string => `${on}${columnRange(column, top, bottom)}`;
  const sum = (from: number, to: number): Cell => ({
    value: totals.slice(from, to + 1).reduce((all, one) => all + one, 0n),
    formula: `SUM(${at(from)}:${address(to, total)})`,
  });
  const first = months.findIndex((one) => isWithin(data.period, one));
  const across = sum(columns.begin, columns.end);
  return {
    currency,
    remaining: { cell: at(columns.remaining), value: totals[columns.remaining]! },
    period: sum(columns.months + first, columns.end),
    apart: {
      formula: `SUMPRODUCT(ABS(${range(columns.remaining)}-${range(columns.inLots)}))`,
      value: apart,
    },
    footing: {
      formula: `${across.formula}-${at(columns.recognised)}`,
      value: across.value - totals[columns.recognised]!,
    },
  };
}
