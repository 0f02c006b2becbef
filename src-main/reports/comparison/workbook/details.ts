// The detail of a comparison workbook: every balance, every difference, and what each difference does to each balance. Differences and
// sums are formulas over them. Must not: take a figure from anywhere but the comparison.
import {
  amount,
  count,
  flag,
  header,
  month,
  rounded,
  SheetDraft,
  text,
  title,
} from '../../workbooks/cells.ts';
import { columnRange, fixed, type SpecCell, type SpecSheet, sheetRef } from '../../workbooks/spec.ts';
import { CAUSE_WORDS, placeInSheet } from '../cause-words.ts';
import type { ComparedBalance, Comparison, DeferredBalance, ReportedDifference } from '../compare.ts';
import { differenceRows, evidenceInWords, statusInWords } from '../tables.ts';

export const LINES = 'Line by line';
export const DIFFERENCES = 'Differences';
const EFFECTS = 'Effects';
export const HEADING = 4;

export interface About {
  readonly subtitle: string;
  readonly footer: string;
}

/** Rows of a sheet of the detail, all of them. Blank sheets have one row that is empty. */
export const rangeOf = (sheet: string, column: number, rows: number): string =>
  `${sheetRef(sheet)}${fixed(columnRange(column, HEADING + 1, HEADING + Math.max(rows, 1)))}`;

export const LINE_COLUMNS = {
  no: 1,
  creditType: 4,
  month: 5,
  sheet: 6,
  book: 7,
  difference: 8,
  said: 9,
  status: 11,
  currency: 12,
  moneySaid: 16,
} as const;
export const DIFFERENCE_COLUMNS = {
  no: 1,
  cause: 2,
  creditType: 5,
  credits: 6,
  creditsLast: 7,
  currency: 8,
  money: 9,
  moneyLast: 10,
} as const;
const EFFECT_COLUMNS = { no: 1, line: 2, creditType: 5, credits: 6, currency: 7, money: 8 } as const;

type Cells = (SpecCell | null)[];

/** What a difference does to a balance, in one currency; the credits stand with the first. */
export interface Effect {
  readonly difference: ReportedDifference;
  readonly line: number;
  readonly credits: bigint | null;
  readonly currency: string;
  readonly moneyScale: number;
  readonly money: bigint;
}

/** How many rows the lines take: a balance has one for each currency. */
export const lineCount = ({ balances }: Comparison): number =>
  balances.reduce((sum, { deferred }) => sum + deferred.length, 0);

const keyOf = (one: { customer: string; creditType: string }, at: string): string =>
  `${one.customer}|${one.creditType}|${at}`;

/** What each difference does to each balance, in the order of the balances. */
export function effectsOf({ balances, differences }: Comparison): Effect[] {
  const lines = linesOf(balances);
  return differenceRows(differences).flatMap(({ of, isFirst, currency, moneyScale }) =>
    [...of.effects].flatMap(([at, effect]): Effect[] => {
      const line = lines.get(keyOf(of, at));
      if (line === undefined) return [];
      const money = effect.money.get(currency) ?? 0n;
      return [
        { difference: of, line, credits: isFirst ? effect.credits : null, currency, moneyScale, money },
      ];
    }),
  );
}

/** What the differences say of the money of each line: by line and currency. */
export function moneySaidOf(effects: readonly Effect[]): (line: number, currency: string) => bigint {
  const sums = new Map<string, bigint>();
  for (const { line, currency, money } of effects)
    sums.set(`${line}|${currency}`, (sums.get(`${line}|${currency}`) ?? 0n) + money);
  return (line, currency) => sums.get(`${line}|${currency}`) ?? 0n;
}

/** The number of each balance's line. */
const linesOf = (balances: readonly ComparedBalance[]): Map<string, number> =>
  new Map(balances.map((balance, index) => [keyOf(balance, balance.month), index + 1]));

function titled(name: string, about: About): SheetDraft {
  const draft = new SheetDraft();
  draft.add(title(name));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  return draft;
}

const frame = (name: string, about: About, width: number) => ({
  name,
  kind: 'detail' as const,
  freeze: { rows: HEADING, columns: 3 },
  printTitles: [HEADING, HEADING] as const,
  landscape: true,
  filter: `A${HEADING}:${columnRange(width, HEADING, HEADING).split(':')[0]}`,
  footer: about.footer,
});

export function linesSheet(
  { balances }: Comparison,
  effects: readonly Effect[],
  names: ReadonlyMap<string, string>,
  about: About,
): SpecSheet {
  const draft = titled(LINES, about);
  draft.add(
    ...[
      header('Line', 'count'),
      header('Customer'),
      header('Name'),
      header('Credit type'),
      header('Month', 'month'),
    ],
    ...['Spreadsheet', 'Book', 'Difference', 'Of which known'].map((head) => header(head, 'amount')),
    ...[header('Adds up'), header('Result'), header('Currency')],
    ...['Spreadsheet, deferred', 'Book, deferred', 'Difference', 'Of which known'].map((head) =>
      header(head, 'amount'),
    ),
    header('Cell'),
  );
  const said = moneySaidOf(effects);
  for (const [index, one] of balances.entries())
    for (const [at, deferred] of one.deferred.entries()) {
      const money = said(index + 1, deferred.currency);
      const where = { no: index + 1, row: draft.next, effects: effects.length };
      draft.addRow(lineCells(one, { ...deferred, said: money }, at === 0, where, names));
    }
  if (balances.length === 0) draft.add(null, text('No balance lies in these months.', 'note'));
  return {
    ...frame(LINES, about, 17),
    columns: [{ min: 5 }, { min: 12, max: 26 }, { min: 14, max: 34 }],
    rows: draft.rows,
  };
}

/** @param deferred with what the differences say of it. @param isFirst the credits and the result stand once, beside the first currency. */
function lineCells(
  one: ComparedBalance,
  { currency, scale, sheet, book, said: money }: DeferredBalance & { readonly said: bigint },
  isFirst: boolean,
  { no, row, effects }: { no: number; row: number; effects: number },
  names: ReadonlyMap<string, string>,
): Cells {
  const off = (one.sheet ?? 0n) - one.book;
  const { line: lines, credits: credit, currency: codes, money: value } = EFFECT_COLUMNS;
  const [line, said, code, amounts] = [lines, credit, codes, value].map((at) =>
    rangeOf(EFFECTS, at, effects),
  );
  const credits = (): Cells => [
    one.sheet === null ? null : amount(one.sheet, one.scale),
    amount(one.book, one.scale),
    amount(off, one.scale, 'body', rounded(`F${row}-G${row}`, one.scale)),
    // What the differences say is what the balances say: that is what the comparison is worth.
    amount(off, one.scale, 'body', rounded(`SUMIFS(${said},${line},A${row})`, one.scale)),
    flag(true, `IF(H${row}=I${row},"OK","CHECK")`),
    text(statusInWords(one)),
  ];
  return [
    ...[count(no), text(one.customer), text(names.get(one.customer) ?? null)],
    ...[text(one.creditType), month(one.month)],
    ...(isFirst ? credits() : Array<null>(6).fill(null)),
    text(currency),
    sheet === null ? null : amount(sheet, scale),
    amount(book, scale),
    sheet === null ? null : amount(sheet - book, scale, 'body', rounded(`M${row}-N${row}`, scale)),
    sheet === null
      ? null
      : amount(money, scale, 'body', rounded(`SUMIFS(${amounts},${line},A${row},${code},L${row})`, scale)),
    text(one.place ? placeInSheet(one.place) : null),
  ];
}

export function differencesSheet(
  comparison: Comparison,
  effects: readonly Effect[],
  about: About,
): SpecSheet {
  const { balances, differences } = comparison;
  const lines = linesOf(balances);
  const draft = titled(DIFFERENCES, about);
  draft.add(
    ...[
      header('No.', 'count'),
      header('Cause'),
      header('Customer'),
      header('Begins in', 'month'),
      header('Credit type'),
    ],
    ...[header('Credits', 'amount'), header('In the last balance', 'amount'), header('Currency')],
    ...[header('Deferred revenue', 'amount'), header('In the last balance', 'amount')],
    ...['What happened', 'What to do', 'What shows it', 'Also possible'].map((head) => header(head)),
  );
  const last = comparison.months.at(-1) ?? '';
  const { no, line, currency, credits, money } = EFFECT_COLUMNS;
  const column = (at: number): string => rangeOf(EFFECTS, at, effects.length);
  for (const { of: one, ...row } of differenceRows(differences)) {
    const at = draft.next;
    const sum = (of: number, balance: number | undefined, scale: number, more = ''): string =>
      balance === undefined
        ? '0'
        : rounded(`SUMIFS(${column(of)},${column(no)},A${at},${column(line)},${balance}${more})`, scale);
    const [begins, ends] = [
      lines.get(keyOf(one, one.month)),
      lines.get(keyOf(one, lastOf(one, balances) ?? last)),
    ];
    const creditsAt = (value: bigint, balance: number | undefined): Cells[number] =>
      row.isFirst ? amount(value, one.scale, 'body', sum(credits, balance, one.scale)) : null;
    const moneyAt = (value: bigint, balance: number | undefined): Cells[number] =>
      amount(
        value,
        row.moneyScale,
        'body',
        sum(money, balance, row.moneyScale, `,${column(currency)},H${at}`),
      );
    draft.add(
      ...[count(one.no), text(CAUSE_WORDS[one.cause].title), text(one.customer)],
      ...[month(one.month), text(one.creditType)],
      ...[creditsAt(one.amount.credits, begins), creditsAt(one.standing.credits, ends)],
      text(row.currency),
      ...[moneyAt(row.money, begins), moneyAt(row.moneyLast, ends)],
      ...(row.isFirst
        ? [
            ...[wrap(one.sentence), wrap(one.correction)],
            wrap(evidenceInWords(one)),
            wrap(one.alsoPossible.map((cause) => CAUSE_WORDS[cause].title).join(', ') || null),
          ]
        : [wrap('As above, in another currency.')]),
    );
  }
  if (differences.length === 0) draft.add(null, text('No balance differs.', 'note'));
  return {
    ...frame(DIFFERENCES, about, 14),
    columns: [
      { min: 4 },
      { min: 16, max: 22 },
      { min: 12, max: 20 },
      ...Array<{ min: number; max: number }>(7).fill({ min: 9, max: 12 }),
      ...[{ max: 56 }, { max: 40 }, { max: 40 }, { max: 13 }],
    ],
    rows: draft.rows,
  };
}

const wrap = (value: string | null) => ({ value, format: 'wrap' as const });

/** The last month that the difference's own wallet is compared in. */
function lastOf(one: ReportedDifference, balances: readonly ComparedBalance[]): string | undefined {
  return balances.findLast(
    ({ customer, creditType }) => customer === one.customer && creditType === one.creditType,
  )?.month;
}

export function effectsSheet(comparison: Comparison, effects: readonly Effect[], about: About): SpecSheet {
  const draft = titled(EFFECTS, about);
  draft.add(
    ...[
      header('Difference', 'count'),
      header('Line', 'count'),
      header('Customer'),
      header('Month', 'month'),
      header('Credit type'),
    ],
    ...[header('Credits', 'amount'), header('Currency'), header('Deferred revenue', 'amount')],
  );
  for (const { difference: one, line, credits, currency, moneyScale, money } of effects)
    draft.add(
      ...[
        count(one.no),
        count(line),
        text(one.customer),
        month(comparison.balances[line - 1]!.month),
        text(one.creditType),
      ],
      credits === null ? null : amount(credits, one.scale),
      ...[text(currency), amount(money, moneyScale)],
    );
  if (effects.length === 0) draft.add(null, null, text('No balance differs.', 'note'));
  return {
    ...frame(EFFECTS, about, 8),
    columns: [{ min: 10 }, { min: 6 }, { min: 12, max: 26 }],
    rows: draft.rows,
  };
}
