// The tables of a statement's first page: how the balance came about, what unused credits are worth, what was charged.
// Every total is a formula over Activity or over the page itself.
// Must not: bring figures that stand nowhere else.
import { amount, date, header, rounded, type SheetDraft, section, text } from '../cells.ts';
import type { DeferredSums } from '../revenue-data.ts';
import { columnLetters, columnRange, type SpecCell, type SpecSheet, sheetRef } from '../spec.ts';
import { duringInWords, type StatementData } from '../statement-data.ts';
import { CHARGE_WORDS, dateInWords } from '../words.ts';
import { ACTIVITY_COLUMNS, type Block, type Stretch } from './activity.ts';
import { MOVEMENTS, type MovementWord, type StatementFigures } from './figures.ts';
import type { OverageTable } from './outlook.ts';

export const SUMMARY = 'Summary';
/** How the heading of the charges begins. */
export const CHARGES = 'Charges dated';
/** Columns that the lines of sections are drawn over. */
export const WIDTH = 6;

/** Where things stand on the page, for the checks. */
export interface SummaryDraft {
  readonly sheet: SpecSheet;
  /** Per wallet, in order: the cells of its column. */
  readonly wallets: readonly {
    opening: string;
    closing: string;
    movements: ReadonlyMap<MovementWord, string>;
  }[];
  /** Per currency, in order: the cell with the value at the end, and its amount. */
  readonly values: readonly { currency: string; cell: string; closing: bigint }[];
  /** Per currency: the cell with what overage comes to, and its amount. */
  readonly overage: OverageTable['totals'];
  readonly charges: { readonly first: number; readonly last: number } | null;
  /** Fills in the word for all checks. */
  setChecks(ok: boolean): void;
}

/** Columns of the charges that formulas elsewhere name. */
export const CHARGE_COLUMNS = { kind: 3, amount: 5, currency: 6 } as const;

export function creditsTable(
  draft: SheetDraft,
  figures: StatementFigures,
  blocks: readonly Block[],
): SummaryDraft['wallets'] {
  const { wallets } = figures;
  draft.addRow(section('Credits', Math.max(WIDTH, wallets.length + 1)));
  draft.add(
    header(null),
    ...wallets.map(({ wallet }) => header(walletHeading(wallet.name, wallet.unit), 'amount')),
  );
  const opening = draft.add(
    text(`Opening balance, ${dateInWords(figures.from)}`),
    ...wallets.map(({ book, scale }, index) => amount(book.opening, scale, 'body', blocks[index]!.opening)),
  );
  const rows = new Map<MovementWord, number>();
  for (const { word, sign } of MOVEMENTS) {
    const cells = wallets.map(({ month, scale }, index): SpecCell => {
      const formula = movementFormula(word, sign, blocks[index]!, scale);
      return amount(month.of(word), scale, 'body', formula);
    });
    rows.set(word, draft.add(text(word), ...cells));
  }
  const closing = draft.next;
  draft.add(
    text(`Closing balance, ${dateInWords(figures.to)}`, 'total'),
    ...wallets.map(({ closing: value, scale }, index) => {
      const range = columnRange(index + 2, opening, closing - 1);
      return amount(value, scale, 'total', rounded(`SUM(${range})`, scale));
    }),
  );
  draft.add(
    text('Overage: used beyond the credits'),
    ...wallets.map(({ month, scale }, index) =>
      amount(month.overage, scale, 'body', overageFormula(blocks[index]!, scale)),
    ),
  );
  draft.add(text('Amounts in parentheses are taken from the balance.', 'note'));
  draft.add();
  return wallets.map((_, index) => {
    const letters = columnLetters(index + 2);
    const movements = new Map([...rows].map(([word, row]) => [word, `${letters}${row}`]));
    return { opening: `${letters}${opening}`, closing: `${letters}${closing}`, movements };
  });
}

const walletHeading = (name: string, unit: string): string =>
  name.toLowerCase() === unit.toLowerCase() || unit === '' ? name : `${name} (${unit})`;
function movementFormula(word: MovementWord, sign: 1 | -1, block: Block, scale: number): string {
  const column = sign > 0 ? ACTIVITY_COLUMNS.in : ACTIVITY_COLUMNS.out;
  const sums = block.stretches.map(
    (stretch) =>
      `SUMIFS(${activityRange(column, stretch)},${activityRange(ACTIVITY_COLUMNS.entry, stretch)},"${word}")`,
  );
  if (sign > 0) return rounded(sums.join('+'), scale);
  return rounded(`-${sums.join('-')}`, scale);
}

export function overageFormula({ stretches }: Block, scale: number): string {
  const sums = stretches.map((stretch) => `SUM(${activityRange(ACTIVITY_COLUMNS.overage, stretch)})`);
  return rounded(sums.join('+'), scale);
}

const activityRange = (column: number, { sheet, first, last }: Stretch): string =>
  `${sheetRef(sheet)}${columnRange(column, first, last)}`;

const VALUE_ROWS: readonly { label: string; pick: (sums: DeferredSums) => bigint }[] = [
  { label: 'Bought', pick: ({ billed }) => billed },
  { label: 'Brought from earlier records', pick: ({ migrated }) => migrated },
  { label: 'Given back for voided usage', pick: ({ reinstated }) => reinstated },
  { label: 'Used', pick: ({ usage }) => -usage },
  { label: 'Expired or lapsed', pick: ({ breakage }) => -breakage },
  { label: 'Refunded', pick: ({ refunded }) => -refunded },
];

export function valueTable(
  draft: SheetDraft,
  data: StatementData,
  figures: StatementFigures,
): SummaryDraft['values'] {
  const { deferred, book } = data;
  if (deferred.length === 0) return [];
  draft.addRow(section('Value of unused credits', Math.max(WIDTH, deferred.length + 1)));
  draft.add(header(null), ...deferred.map(({ currency }) => header(currency, 'amount')));
  const row = (label: string, pick: (sums: DeferredSums) => bigint): number =>
    draft.add(text(label), ...deferred.map((sums) => amount(pick(sums), book.currencyScale(sums.currency))));
  const opening = row(`On ${dateInWords(figures.from)}, at the start`, (sums) => sums.opening);
  for (const { label, pick } of VALUE_ROWS) row(label, pick);
  const closing = draft.next;
  const closings = deferred.map((sums) =>
    VALUE_ROWS.reduce((total, { pick }) => total + pick(sums), sums.opening),
  );
  draft.add(
    text(`On ${dateInWords(figures.to)}, at the end`, 'total'),
    ...deferred.map(({ currency }, index) => {
      const scale = book.currencyScale(currency);
      return amount(
        closings[index]!,
        scale,
        'total',
        rounded(`SUM(${columnRange(index + 2, opening, closing - 1)})`, scale),
      );
    }),
  );
  draft.add();
  return deferred.map(({ currency }, index) => ({
    currency,
    cell: `${columnLetters(index + 2)}${closing}`,
    closing: closings[index]!,
  }));
}

export function chargesTable(draft: SheetDraft, data: StatementData): SummaryDraft['charges'] {
  const { charges, book } = data;
  draft.addRow(section(`${CHARGES} ${duringInWords(data)}`, WIDTH));
  if (charges.length === 0) {
    draft.add(text('None.'));
    draft.add();
    return null;
  }
  draft.add(
    header('Charge'),
    header('Date', 'date'),
    header('Kind'),
    header('Credits', 'amount'),
    header('Amount', 'amount'),
    header('Currency'),
  );
  const first = draft.next;
  for (const charge of charges) {
    draft.add(
      text(charge.charge),
      date(book.dateAt(charge.at)),
      text(CHARGE_WORDS[charge.kind]),
      amount(charge.credits, book.creditScale(charge.creditType)),
      amount(charge.amount, book.currencyScale(charge.currency)),
      text(charge.currency),
    );
  }
  const last = draft.next - 1;
  for (const currency of new Set(charges.map((charge) => charge.currency))) {
    const scale = book.currencyScale(currency);
    const sum = charges.reduce(
      (total, charge) => (charge.currency === currency ? total + charge.amount : total),
      0n,
    );
    const ranges = [
      columnRange(CHARGE_COLUMNS.currency, first, last),
      columnRange(CHARGE_COLUMNS.amount, first, last),
    ];
    const formula = rounded(`SUMIFS(${ranges[1]},${ranges[0]},"${currency}")`, scale);
    const blank = text(null, 'total');
    draft.add(
      text('Total', 'total'),
      blank,
      blank,
      blank,
      amount(sum, scale, 'total', formula),
      text(currency, 'total'),
    );
  }
  draft.add();
  return { first, last };
}
