// The first page of a statement: what is left, whose statement it is, how the balance came about, what it is worth, what was charged,
// and by which rules. Every total is a formula over the detail or over the page itself.
// Must not: bring figures that stand nowhere else.
import { burnOrderInWords, creditsInWords, planInWords } from '../plan-in-words.ts';
import type { ChargeLine } from '../source.ts';
import {
  amount,
  date,
  dateInWords,
  flag,
  header,
  lines,
  monthInWords,
  rounded,
  SheetDraft,
  section,
  text,
  title,
} from './cells.ts';
import { ALL_CHECKS } from './checks.ts';
import type { DeferredSums } from './revenue-data.ts';
import { columnLetters, columnRange, type SpecCell, type SpecSheet, sheetRef } from './spec.ts';
import { type StatementData, statementNumber } from './statement-data.ts';
import { ACTIVITY, ACTIVITY_COLUMNS, type Block } from './statement-detail.ts';
import {
  MOVEMENTS,
  type MovementWord,
  type StatementFigures,
  type WalletFigures,
} from './statement-figures.ts';

export const SUMMARY = 'Summary';
const WIDTH = 6;
const LINE = 135;

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
  readonly charges: { readonly first: number; readonly last: number } | null;
  /** Fills in the word for all checks. */
  setChecks(ok: boolean): void;
}

export const CHARGE_WORDS: Readonly<Record<ChargeLine['kind'], string>> = {
  plan: 'Plan',
  top_up: 'Top-up',
  auto_top_up: 'Automatic top-up',
  overage: 'Overage',
  credit: 'Credit for voided usage',
};
/** Columns of the charges that formulas elsewhere name. */
export const CHARGE_COLUMNS = { kind: 3, amount: 5, currency: 6 } as const;

export function summarySheet(
  data: StatementData,
  figures: StatementFigures,
  blocks: readonly Block[],
  about: { issuer: string; footer: string },
): SummaryDraft {
  const draft = new SheetDraft();
  draft.add(title('Credit statement'));
  draft.add(text(about.issuer, 'subtitle'));
  if (data.status === 'draft')
    draft.add(text(`Draft: ${monthInWords(data.month)} is not closed, figures may change.`, 'subtitle'));
  draft.add();
  // The closing balance comes first; its cells point at tables further down, so they are filled in once those stand.
  draft.add(text(`Balance on ${dateInWords(figures.to)}`, 'headline'));
  const headlines = figures.wallets.map((wallet) => headline(draft, wallet));
  const worth = data.deferred.map((sums) =>
    draft.add(text('Value of unused credits'), null, text(sums.currency)),
  );
  draft.add();
  const checks = identity(draft, data, figures);
  draft.add();
  const wallets = creditsTable(draft, figures, blocks);
  const values = valueTable(draft, data, figures);
  const charges = chargesTable(draft, data);
  terms(draft, data, figures);
  for (const [index, row] of headlines.entries()) {
    const { closing, scale } = figures.wallets[index]!;
    setCell(draft, row, amount(closing, scale, 'headline', wallets[index]!.closing));
  }
  for (const [index, row] of worth.entries()) {
    const { cell, closing, currency } = values[index]!;
    setCell(draft, row, amount(closing, data.book.currencyScale(currency), 'body', cell));
  }
  return {
    sheet: {
      name: SUMMARY,
      kind: 'summary',
      columns: [{ min: 34, max: 46 }, { min: 16 }, { min: 14 }, { min: 14 }, { min: 14 }, { min: 10 }],
      rows: draft.rows,
      footer: about.footer,
    },
    wallets,
    values,
    charges,
    setChecks: (ok) => setCell(draft, checks, flag(ok, ALL_CHECKS)),
  };
}

function setCell(draft: SheetDraft, row: number, cell: SpecCell): void {
  const [label, , ...rest] = draft.rows[row - 1]!;
  draft.rows[row - 1] = [label ?? null, cell, ...rest];
}

function headline(draft: SheetDraft, figures: WalletFigures): number {
  const { wallet, expiring, scale } = figures;
  const row = draft.add(text(wallet.name, 'headline'), null, text(wallet.unit, 'headline'));
  if (expiring) {
    const until = text(`of which can be used until ${dateInWords(expiring.on)}`);
    draft.add(until, amount(expiring.credits, scale), text(wallet.unit));
  }
  if (wallet.deficit !== 0n) {
    draft.add(text('Deficit still to be drawn'), amount(-wallet.deficit, scale), text(wallet.unit));
  }
  return row;
}

/** @returns the row that says whether all checks agree. */
function identity(draft: SheetDraft, data: StatementData, figures: StatementFigures): number {
  const { customer, month, reissue } = data;
  draft.addRow(section('Statement', WIDTH));
  const line = (label: string, value: SpecCell): number => draft.add(text(label, 'label'), value);
  line('Number', text(statementNumber(month, customer.code, reissue)));
  if (reissue > 0) line('Replaces', text(statementNumber(month, customer.code, reissue - 1)));
  line('Customer', text(customer.name));
  line('Account', text(customer.code));
  line('From', date(figures.from));
  line('Through', date(figures.to));
  line('Time zone', text(`${data.timeZone} (a day begins at 00:00 there)`));
  line('Currency', text(data.deferred.map(({ currency }) => currency).join(', ') || data.book.currency));
  line('Status', text(data.status === 'final' ? 'Final' : 'Draft'));
  return line('Checks', text(null));
}

function creditsTable(
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
    ...wallets.map(({ book, scale }, index) =>
      amount(book.opening, scale, 'body', activityCell(blocks[index]!.first)),
    ),
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
const activityCell = (row: number): string =>
  `${sheetRef(ACTIVITY)}${columnLetters(ACTIVITY_COLUMNS.balance)}${row}`;
const activityRange = (column: number, { first, last }: Block): string =>
  `${sheetRef(ACTIVITY)}${columnRange(column, first, last)}`;

function movementFormula(word: MovementWord, sign: 1 | -1, block: Block, scale: number): string {
  const column = sign > 0 ? ACTIVITY_COLUMNS.in : ACTIVITY_COLUMNS.out;
  const sum = `SUMIFS(${activityRange(column, block)},${activityRange(ACTIVITY_COLUMNS.entry, block)},"${word}")`;
  return rounded(sign > 0 ? sum : `-${sum}`, scale);
}

export function overageFormula(block: Block, scale: number): string {
  return rounded(`SUM(${activityRange(ACTIVITY_COLUMNS.overage, block)})`, scale);
}

const VALUE_ROWS: readonly { label: string; pick: (sums: DeferredSums) => bigint }[] = [
  { label: 'Bought', pick: ({ billed }) => billed },
  { label: 'Brought from earlier records', pick: ({ migrated }) => migrated },
  { label: 'Given back for voided usage', pick: ({ reinstated }) => reinstated },
  { label: 'Used', pick: ({ usage }) => -usage },
  { label: 'Expired or lapsed', pick: ({ breakage }) => -breakage },
  { label: 'Refunded', pick: ({ refunded }) => -refunded },
];

function valueTable(
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

function chargesTable(draft: SheetDraft, data: StatementData): SummaryDraft['charges'] {
  const { charges, book } = data;
  draft.addRow(section(`Charges dated in ${monthInWords(data.month)}`, WIDTH));
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

function terms(draft: SheetDraft, data: StatementData, figures: StatementFigures): void {
  draft.addRow(section('Terms', WIDTH));
  const paragraph = (content: string): void => {
    for (const line of lines(content, LINE)) draft.add(text(line, 'prose'));
  };
  for (const { plan, subscription, from, to, credits, price } of data.plans) {
    const span =
      to === null ? `since ${dateInWords(from)}` : `from ${dateInWords(from)} through ${dateInWords(to)}`;
    draft.add(text(`${plan.name === '' ? plan.code : plan.name} (${subscription}, ${span})`, 'label'));
    const told = { ...plan, credits: credits ?? plan.credits, price: price ?? plan.price };
    const wallet = data.wallets.find((one) => one.creditType === plan.creditType);
    paragraph(planInWords(told, creditsInWords(plan.creditType, wallet?.name, wallet?.unit)).join(' '));
  }
  for (const { wallet } of figures.wallets) {
    const which = figures.wallets.length > 1 ? `${wallet.name}: ` : '';
    paragraph(`${which}${burnOrderInWords(wallet.burnOrder)}`);
  }
  if (figures.late.length > 0) {
    const months = [
      ...new Set(figures.late.map((event) => monthInWords(data.book.dateAt(event.occurredAt)))),
    ];
    const events = figures.late.length === 1 ? '1 event' : `${figures.late.length} events`;
    paragraph(
      `Late usage: ${events} of ${months.join(', ')} came in after that month was closed and are counted here (see Rates).`,
    );
  }
  if (figures.unfunded.length > 0) {
    paragraph('Some usage found no credits and is not charged; it is listed on the sheet Rates as unfunded.');
  }
  draft.add();
  const sealed = data.seal === null ? 'not sealed' : `seal ${data.seal.slice(0, 16)}`;
  draft.add(
    text(
      `Made by Drawdown from the book "${data.book.name}" as of the end of ${monthInWords(data.month)}; ${sealed}.`,
      'note',
    ),
  );
}
