// The period's postings that move money, by customer, currency and kind: what the roll-forward adds up.
// Must not: bring a sum that is no formula over its own rows.
import { amount, header, text } from '../cells.ts';
import type { RevenueData } from '../revenue-data.ts';
import { type About, type Detail, HEADING, heading, span, totalFormula } from '../sheets.ts';
import type { SpecCell, SpecRow, SpecSheet } from '../spec.ts';
import { CHARGE_WORDS } from '../words.ts';
import { MOVED_FIELDS, movedIn, type RevenueFigures } from './figures.ts';

export const ACTIVITY = 'Activity';
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
