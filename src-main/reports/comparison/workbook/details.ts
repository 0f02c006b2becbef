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
import { columnRange, type SpecSheet } from '../../workbooks/spec.ts';
import { CAUSE_WORDS, placeInSheet } from '../cause-words.ts';
import type { ComparedBalance, Comparison, ReportedDifference } from '../compare.ts';
import { evidenceInWords, statusInWords } from '../tables.ts';

export const LINES = 'Line by line';
export const DIFFERENCES = 'Differences';
export const EFFECTS = 'Effects';
export const HEADING = 4;

export interface About {
  readonly subtitle: string;
  readonly footer: string;
}

/** Rows of a sheet of the detail, all of them. Blank sheets have one row that is empty. */
export const rangeOf = (sheet: string, column: number, rows: number): string =>
  `'${sheet}'!${columnRange(column, HEADING + 1, HEADING + Math.max(rows, 1)).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`;

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
export const EFFECT_COLUMNS = { no: 1, line: 2, creditType: 5, credits: 6, money: 8 } as const;

interface Effect {
  readonly difference: ReportedDifference;
  readonly line: number;
  readonly credits: bigint;
  readonly money: bigint;
}

const keyOf = (one: { customer: string; creditType: string }, at: string): string =>
  `${one.customer}|${one.creditType}|${at}`;

/** What each difference does to each balance, in the order of the balances. */
export function effectsOf({ balances, differences }: Comparison): Effect[] {
  const lines = new Map(balances.map((balance, index) => [keyOf(balance, balance.month), index + 1]));
  return differences.flatMap((difference) =>
    [...difference.effects].flatMap(([at, effect]) => {
      const line = lines.get(keyOf(difference, at));
      return line === undefined ? [] : [{ difference, line, ...effect }];
    }),
  );
}

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
  effects: number,
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
    ...['Spreadsheet, deferred', 'Book, deferred', 'Difference'].map((head) => header(head, 'amount')),
    header('Cell'),
  );
  for (const [index, one] of balances.entries())
    draft.addRow(lineCells(one, index + 1, draft.next, effects, names));
  if (balances.length === 0) draft.add(null, text('No balance lies in these months.', 'note'));
  return {
    ...frame(LINES, about, 16),
    columns: [{ min: 5 }, { min: 12, max: 26 }, { min: 14, max: 34 }],
    rows: draft.rows,
  };
}

function lineCells(
  one: ComparedBalance,
  no: number,
  row: number,
  effects: number,
  names: ReadonlyMap<string, string>,
) {
  const off = (one.sheet ?? 0n) - one.book;
  const said = rounded(
    `SUMIFS(${rangeOf(EFFECTS, EFFECT_COLUMNS.credits, effects)},${rangeOf(EFFECTS, EFFECT_COLUMNS.line, effects)},A${row})`,
    one.scale,
  );
  const deferred = one.sheetDeferred;
  return [
    count(no),
    text(one.customer),
    text(names.get(one.customer) ?? null),
    text(one.creditType),
    month(one.month),
    one.sheet === null ? null : amount(one.sheet, one.scale),
    amount(one.book, one.scale),
    amount(off, one.scale, 'body', rounded(`F${row}-G${row}`, one.scale)),
    // What the differences say is what the balances say: that is what the comparison is worth.
    amount(off, one.scale, 'body', said),
    flag(true, `IF(H${row}=I${row},"OK","CHECK")`),
    text(statusInWords(one)),
    text(one.currency),
    deferred === null ? null : amount(deferred, one.moneyScale),
    amount(one.bookDeferred, one.moneyScale),
    deferred === null
      ? null
      : amount(
          deferred - one.bookDeferred,
          one.moneyScale,
          'body',
          rounded(`M${row}-N${row}`, one.moneyScale),
        ),
    text(one.place ? placeInSheet(one.place) : null),
  ];
}

export function differencesSheet(
  comparison: Comparison,
  effects: readonly Effect[],
  about: About,
): SpecSheet {
  const { balances, differences } = comparison;
  const lines = new Map(balances.map((balance, index) => [keyOf(balance, balance.month), index + 1]));
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
  for (const one of differences) {
    const sum = (column: number, line: number | undefined, scale: number): string =>
      line === undefined
        ? '0'
        : rounded(
            `SUMIFS(${rangeOf(EFFECTS, column, effects.length)},${rangeOf(EFFECTS, EFFECT_COLUMNS.no, effects.length)},A${draft.next},${rangeOf(EFFECTS, EFFECT_COLUMNS.line, effects.length)},${line})`,
            scale,
          );
    const [begins, ends] = [
      lines.get(keyOf(one, one.month)),
      lines.get(keyOf(one, lastOf(one, balances) ?? last)),
    ];
    const { credits, money } = EFFECT_COLUMNS;
    draft.add(
      ...[count(one.no), text(CAUSE_WORDS[one.cause].title), text(one.customer)],
      ...[month(one.month), text(one.creditType)],
      amount(one.amount.credits, one.scale, 'body', sum(credits, begins, one.scale)),
      amount(one.standing.credits, one.scale, 'body', sum(credits, ends, one.scale)),
      text(one.currency),
      amount(one.amount.money, one.moneyScale, 'body', sum(money, begins, one.moneyScale)),
      amount(one.standing.money, one.moneyScale, 'body', sum(money, ends, one.moneyScale)),
      ...[wrap(one.sentence), wrap(one.correction)],
      wrap(evidenceInWords(one)),
      wrap(one.alsoPossible.map((cause) => CAUSE_WORDS[cause].title).join(', ') || null),
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
      ...[{ max: 50 }, { max: 38 }, { max: 26 }, { max: 13 }],
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
  for (const { difference: one, line, credits, money } of effects)
    draft.add(
      ...[
        count(one.no),
        count(line),
        text(one.customer),
        month(comparison.balances[line - 1]!.month),
        text(one.creditType),
      ],
      ...[amount(credits, one.scale), text(one.currency), amount(money, one.moneyScale)],
    );
  if (effects.length === 0) draft.add(null, null, text('No balance differs.', 'note'));
  return {
    ...frame(EFFECTS, about, 8),
    columns: [{ min: 10 }, { min: 6 }, { min: 12, max: 26 }],
    rows: draft.rows,
  };
}
