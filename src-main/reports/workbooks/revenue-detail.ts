// The detail of the revenue workbook: lots with what they still defer, the journal, and the month's postings by customer and kind.
// Must not: bring a sum that is no formula over its own rows.
import type { Account } from '../../engine/facts.ts';
import { deferredOf, remainingOf } from '../lots.ts';
import { amount, date, header, LOT_WORDS, rounded, SheetDraft, text, title } from './cells.ts';
import type { RevenueData } from './revenue-data.ts';
import { MOVED_FIELDS, movedIn, type RevenueFigures } from './revenue-figures.ts';
import { address, columnLetters, columnRange, type SpecCell, type SpecRow, type SpecSheet } from './spec.ts';
import { CHARGE_WORDS } from './statement-summary.ts';

export const LOTS = 'Lots';
export const JOURNAL = 'Journal';
export const ACTIVITY = 'Activity';
export const HEADING = 4;

export interface About {
  readonly subtitle: string;
  readonly footer: string;
}

/** A sheet whose rows were counted beforehand: first and last data row, null without any. */
export interface Detail {
  readonly sheet: SpecSheet;
  readonly all: readonly [number, number] | null;
}

const span = (count: number): Detail['all'] => (count === 0 ? null : [HEADING + 1, HEADING + count]);

function* heading(name: string, about: About, columns: readonly SpecCell[]): Generator<SpecRow> {
  yield [title(name)];
  yield [text(about.subtitle, 'subtitle')];
  yield [];
  yield columns;
}

/** Totals under the amounts of a currency, by SUMIFS over the column that names it. */
export function totalFormula(
  column: number,
  unitColumn: number,
  [first, last]: readonly [number, number],
  currency: string,
  scale: number,
): string {
  return rounded(
    `SUMIFS(${columnRange(column, first, last)},${columnRange(unitColumn, first, last)},"${currency}")`,
    scale,
  );
}

export const LOT_COLUMNS = {
  price: 9,
  recognized: 10,
  moved: 11,
  returned: 12,
  deferred: 13,
  currency: 14,
} as const;
const LOT_HEADER: readonly SpecCell[] = [
  header('Lot'),
  header('Customer'),
  header('Credit type'),
  header('Kind'),
  header('Starts', 'date'),
  header('Valid through', 'date'),
  header('Granted', 'amount'),
  header('Remaining', 'amount'),
  header('Price', 'amount'),
  header('Recognised', 'amount'),
  header('Moved on', 'amount'),
  header('Returned', 'amount'),
  header('Deferred', 'amount'),
  header('Currency'),
];

export function lotsDetail(data: RevenueData, figures: RevenueFigures, about: About): Detail {
  const all = span(data.lots.length);
  function* rows(): Generator<SpecRow> {
    yield* heading('Lots', about, LOT_HEADER);
    let row = HEADING;
    for (const lot of data.lots) {
      row++;
      const credits = (value: bigint): SpecCell => amount(value, data.book.creditScale(lot.creditType));
      const scale = data.book.currencyScale(lot.currency);
      yield [
        text(lot.lot),
        text(lot.customer),
        text(lot.creditType),
        text(LOT_WORDS[lot.kind]),
        date(data.book.dateAt(lot.startsAt)),
        lot.expiresAt === null ? text('no end') : date(data.book.dateAt(lot.expiresAt - 1)),
        credits(lot.granted),
        credits(remainingOf(lot)),
        amount(lot.price, scale),
        amount(lot.recognized, scale),
        amount(lot.moved, scale),
        amount(lot.returned, scale),
        amount(deferredOf(lot), scale, 'body', rounded(`I${row}-J${row}-K${row}-L${row}`, scale)),
        text(lot.currency),
      ];
    }
    if (all) for (const currency of figures.currencies) yield lotTotal(data, currency, all);
  }
  const sheet: SpecSheet = {
    name: LOTS,
    kind: 'detail',
    columns: [{ max: 44 }, { max: 28 }],
    rows: { [Symbol.iterator]: rows },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    filter: `A${HEADING}:N${HEADING}`,
    footer: about.footer,
  };
  return { sheet, all };
}

function lotTotal(data: RevenueData, currency: string, all: readonly [number, number]): SpecRow {
  const scale = data.book.currencyScale(currency);
  const lots = data.lots.filter((lot) => lot.currency === currency);
  const sum = (column: number, pick: (lot: (typeof lots)[number]) => bigint): SpecCell => {
    const total = lots.reduce((value, lot) => value + pick(lot), 0n);
    return amount(total, scale, 'total', totalFormula(column, LOT_COLUMNS.currency, all, currency, scale));
  };
  const blank = text(null, 'total');
  return [
    text('Total', 'total'),
    ...Array<SpecCell>(7).fill(blank),
    sum(LOT_COLUMNS.price, (lot) => lot.price),
    sum(LOT_COLUMNS.recognized, (lot) => lot.recognized),
    sum(LOT_COLUMNS.moved, (lot) => lot.moved),
    sum(LOT_COLUMNS.returned, (lot) => lot.returned),
    sum(LOT_COLUMNS.deferred, deferredOf),
    text(currency, 'total'),
  ];
}

export const ACCOUNT_WORDS: Readonly<Record<Account, string>> = {
  receivable: 'Receivable',
  unbilled_receivable: 'Unbilled receivable',
  deferred_revenue: 'Deferred revenue',
  usage_revenue: 'Usage revenue',
  breakage_revenue: 'Breakage revenue',
  overage_revenue: 'Overage revenue',
  migration_clearing: 'Migration clearing',
};

export interface JournalDraft extends Detail {
  /** The cell of an account's debit or credit, null where the account was not moved. */
  cell(currency: string, account: Account, side: 'debit' | 'credit'): string | null;
  /** The cell of a currency's total. */
  total(currency: string, side: 'debit' | 'credit'): string | null;
}

const DEBIT = 5;
const CREDIT = 6;

export function journalSheet(data: RevenueData, about: About): JournalDraft {
  const draft = new SheetDraft();
  const columns = [
    header('Currency'),
    header('Account'),
    header('Code'),
    header('Name in your chart'),
    header('Debit', 'amount'),
    header('Credit', 'amount'),
  ];
  for (const row of heading('Journal', about, columns)) draft.addRow(row);
  const places = new Map<string, number>();
  for (const { currency, account, code, name, debit, credit } of data.journal) {
    const scale = data.book.currencyScale(currency);
    const row = draft.add(
      text(currency),
      text(ACCOUNT_WORDS[account]),
      text(code),
      text(name),
      amount(debit, scale),
      amount(credit, scale),
    );
    places.set(`${currency}|${account}`, row);
  }
  const all = span(data.journal.length);
  if (all) {
    for (const currency of new Set(data.journal.map((row) => row.currency))) {
      const scale = data.book.currencyScale(currency);
      const own = data.journal.filter((row) => row.currency === currency);
      const total = (column: number, value: bigint): SpecCell =>
        amount(value, scale, 'total', totalFormula(column, 1, all, currency, scale));
      const debits = own.reduce((sum, row) => sum + row.debit, 0n);
      const credits = own.reduce((sum, row) => sum + row.credit, 0n);
      const blank = text(null, 'total');
      places.set(
        currency,
        draft.add(
          text(currency, 'total'),
          text('Total', 'total'),
          blank,
          blank,
          total(DEBIT, debits),
          total(CREDIT, credits),
        ),
      );
    }
  }
  draft.add();
  draft.add(
    text(
      'Debits and credits of the month apart, as the ledger posted them. Codes come from the accounts table.',
      'note',
    ),
  );
  const cellAt = (key: string, side: 'debit' | 'credit'): string | null => {
    const row = places.get(key);
    return row === undefined ? null : address(side === 'debit' ? DEBIT : CREDIT, row);
  };
  return {
    sheet: {
      name: JOURNAL,
      kind: 'detail',
      columns: [{ min: 10 }, { min: 24 }, { min: 10 }, { min: 24 }, { min: 16 }, { min: 16 }],
      rows: draft.rows,
      freeze: { rows: HEADING },
      printTitles: [HEADING, HEADING],
      footer: about.footer,
    },
    all,
    cell: (currency, account, side) => cellAt(`${currency}|${account}`, side),
    total: (currency, side) => cellAt(currency, side),
  };
}

/** Columns of Activity that formulas elsewhere name. */
export const ACTIVITY_COLUMNS = {
  currency: 3,
  entry: 4,
  deferred: 6,
  usage: 7,
  breakage: 8,
  overage: 9,
  receivable: 10,
  unbilled: 11,
  clearing: 12,
} as const;
const ACTIVITY_HEADER: readonly SpecCell[] = [
  header('Customer'),
  header('Name'),
  header('Currency'),
  header('Entry'),
  header('Charge'),
  header('Deferred revenue', 'amount'),
  header('Usage revenue', 'amount'),
  header('Breakage revenue', 'amount'),
  header('Overage revenue', 'amount'),
  header('Receivable', 'amount'),
  header('Unbilled', 'amount'),
  header('Migration clearing', 'amount'),
];

export interface ActivityDraft extends Detail {
  /** The row of a currency's totals. */
  readonly totals: ReadonlyMap<string, number>;
}

function* activityRows(
  data: RevenueData,
  figures: RevenueFigures,
  about: About,
  all: Detail['all'],
): Generator<SpecRow> {
  yield* heading('Activity', about, ACTIVITY_HEADER);
  for (const { customer, currency, moved } of figures.rows) {
    const scale = data.book.currencyScale(currency);
    for (const one of moved) {
      yield [
        text(customer),
        text(data.customerNames.get(customer) ?? null),
        text(currency),
        text(one.entry),
        text(one.charge === null ? null : CHARGE_WORDS[one.charge]),
        ...MOVED_FIELDS.map((field) => amount(one[field], scale)),
      ];
    }
  }
  if (!all) {
    yield [text('No postings with money.', 'note')];
    return;
  }
  for (const currency of figures.currencies) yield activityTotal(data, figures, currency, all);
  yield [
    text(
      'Deferred revenue and revenue: credits positive. Receivables and clearing: debits positive. Both sides of a customer are equal.',
      'note',
    ),
  ];
}

function activityTotal(
  data: RevenueData,
  figures: RevenueFigures,
  currency: string,
  all: readonly [number, number],
): SpecRow {
  const scale = data.book.currencyScale(currency);
  const blank = text(null, 'total');
  return [
    text('Total', 'total'),
    blank,
    text(currency, 'total'),
    blank,
    blank,
    ...MOVED_FIELDS.map((field) => {
      const formula = totalFormula(ACTIVITY_COLUMNS[field], ACTIVITY_COLUMNS.currency, all, currency, scale);
      return amount(movedIn(figures, currency, field), scale, 'total', formula);
    }),
  ];
}

export function activityDetail(data: RevenueData, figures: RevenueFigures, about: About): ActivityDraft {
  const all = span(figures.rows.reduce((sum, row) => sum + row.moved.length, 0));
  const sheet: SpecSheet = {
    name: ACTIVITY,
    kind: 'detail',
    columns: [{ max: 28 }, { max: 40 }],
    rows: { [Symbol.iterator]: () => activityRows(data, figures, about, all) },
    freeze: { rows: HEADING, columns: 1 },
    printTitles: [HEADING, HEADING],
    landscape: true,
    footer: about.footer,
  };
  const totals = new Map(
    all ? figures.currencies.map((currency, index) => [currency, all[1] + 1 + index] as const) : [],
  );
  return { sheet, all, totals };
}

/** 'Activity'!J5:J80 */
export function rangeOn(sheet: string, column: number, [first, last]: readonly [number, number]): string {
  return `'${sheet}'!${columnRange(column, first, last)}`;
}

export const cellOn = (sheet: string, column: number, row: number): string =>
  `'${sheet}'!${columnLetters(column)}${row}`;
