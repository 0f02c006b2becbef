// The first sheet of a workbook about money: the figures that matter on top, whether all checks agree, a line for each customer and
// currency, and their totals, which the figures on top point at. Must not: know what the columns are.
import { amount, flag, SheetDraft, text, title } from './cells.ts';
import { ALL_CHECKS } from './checks.ts';
import { type About, totalFormula } from './sheets.ts';
import type { SpecCell, SpecColumn, SpecRow, SpecSheet } from './spec.ts';

export interface SummaryTable {
  readonly name: string;
  readonly title: string;
  readonly currencies: readonly string[];
  /** What is said on top of each currency. */
  readonly headlines: readonly string[];
  readonly heads: readonly SpecCell[];
  readonly columns: readonly SpecColumn[];
  readonly rows: number;
  addRow(draft: SheetDraft, index: number): void;
  /** What the columns behind the currency's come to in it, one after the other. */
  totals(currency: string): readonly bigint[];
  scale(currency: string): number;
  /** The amounts beside the headlines of a currency; `row` is that of its totals. */
  amounts(currency: string, row: number): readonly SpecCell[];
  /** Said in place of the lines where there are none. */
  readonly empty: SpecCell;
  readonly notes?: readonly string[];
}

export interface SummaryFrame {
  /** Rows may still be added below. */
  readonly draft: SheetDraft;
  readonly sheet: SpecSheet;
  /** First and last row of the lines; null without any. */
  readonly all: readonly [number, number] | null;
  /** The row of a currency's totals. */
  readonly totals: ReadonlyMap<string, number>;
  /** Fills in the word for all checks. */
  setChecks(ok: boolean): void;
}

export function summaryFrame(table: SummaryTable, about: About): SummaryFrame {
  const draft = new SheetDraft();
  draft.add(title(table.title));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  // Filled in once the totals they point at stand.
  const tops = table.currencies.map(() => table.headlines.map((words) => draft.add(text(words, 'headline'))));
  draft.add();
  const checks = draft.add(text('Checks', 'label'), null, text(null));
  draft.add();
  const heading = draft.addRow(table.heads);
  for (let index = 0; index < table.rows; index++) table.addRow(draft, index);
  const all = table.rows === 0 ? null : ([heading + 1, heading + table.rows] as const);
  const totals = new Map<string, number>();
  if (all)
    for (const currency of table.currencies)
      totals.set(currency, draft.addRow(totalRow(table, currency, all)));
  else draft.add(table.empty);
  for (const note of table.notes ?? []) draft.add(text(note, 'note'));
  for (const [index, currency] of table.currencies.entries()) {
    const row = totals.get(currency);
    if (row === undefined) continue;
    for (const [at, cell] of table.amounts(currency, row).entries()) {
      const words = text(table.headlines[at]!, 'headline');
      draft.rows[tops[index]![at]! - 1] = [words, null, null, cell, text(currency, 'headline')];
    }
  }
  return {
    draft,
    sheet: {
      name: table.name,
      kind: 'summary',
      columns: table.columns,
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

/** Lines begin with customer, name and currency. */
const CURRENCY = 3;

function totalRow(
  { totals, scale }: SummaryTable,
  currency: string,
  all: readonly [number, number],
): SpecRow {
  const places = scale(currency);
  const sums = totals(currency).map((sum, index) =>
    amount(sum, places, 'total', totalFormula(CURRENCY + 1 + index, CURRENCY, all, currency, places)),
  );
  return [text('Total', 'total'), text(null, 'total'), text(currency, 'total'), ...sums];
}
