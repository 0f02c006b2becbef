// The comparison of an old spreadsheet with the book as a workbook for whoever decides: a summary by cause and month on one page,
// the differences, every balance, what each difference does to it, checks. Must not: read a file or a book.
import type { Month } from '../../../../src-shared/calendar.ts';
import { monthDates } from '../../../../src-shared/calendar.ts';
import { compareText } from '../../../../src-shared/text-order.ts';
import {
  amount,
  count,
  flag,
  header,
  lines,
  month,
  rounded,
  SheetDraft,
  section,
  text,
  title,
} from '../../workbooks/cells.ts';
import { ALL_CHECKS, allOk, type Check, checksIn, checksSheet } from '../../workbooks/checks.ts';
import type { SpecCell, SpecSheet, WorkbookSpec } from '../../workbooks/spec.ts';
import { monthInWords } from '../../workbooks/words.ts';
import { CAUSE_WORDS } from '../cause-words.ts';
import type { ComparedBalance, Comparison, ReportedDifference } from '../compare.ts';
import { notComparedFindings } from '../not-compared.ts';
import type { CauseRow, DifferenceRow } from '../tables.ts';
import { byCause, conclusion, differenceRows, tallyOf } from '../tables.ts';
import {
  type About,
  DIFFERENCE_COLUMNS,
  DIFFERENCES,
  differencesSheet,
  effectsOf,
  effectsSheet,
  LINE_COLUMNS,
  LINES,
  lineCount,
  linesSheet,
  moneySaidOf,
  rangeOf,
} from './details.ts';

export interface ComparisonData {
  readonly book: string;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly comparison: Comparison;
  /** Names of customers by code. */
  readonly names: ReadonlyMap<string, string>;
}

const WIDTH = 9;

export function comparisonWorkbook(data: ComparisonData): WorkbookSpec {
  const { comparison, book, file, names } = data;
  const [from = '', to = from] = [comparison.months[0], comparison.months.at(-1)];
  const about: About = {
    subtitle: `${book} · ${file.name} · ${monthInWords(from)} to ${monthInWords(to)}`,
    footer: `${book} · Spreadsheet and book`,
  };
  const effects = effectsOf(comparison);
  const checks = [...checksOf(comparison), ...moneyChecksOf(comparison, moneySaidOf(effects))];
  return {
    title: `Spreadsheet and book ${from} to ${to}`,
    subject: `${file.name} compared with the book`,
    author: book,
    date: monthDates(to).to,
    sheets: [
      summarySheet(data, checks, about),
      differencesSheet(comparison, effects, about),
      linesSheet(comparison, effects, names, about),
      effectsSheet(comparison, effects, about),
      checksSheet(checks, about.footer, about.subtitle),
    ],
  };
}

function summarySheet(data: ComparisonData, checks: readonly Check[], about: About): SpecSheet {
  const { comparison, file } = data;
  const draft = new SheetDraft();
  draft.add(title('Spreadsheet and book'));
  draft.add(text(about.subtitle, 'subtitle'));
  draft.add();
  const left = notComparedFindings(comparison.notCompared).map(({ message, hint }) => `${message}. ${hint}.`);
  for (const said of [conclusion(comparison), ...left])
    for (const line of lines(said, 100)) draft.add(text(line, 'prose'));
  draft.add();
  addCounts(draft, comparison);
  draft.add(text('Checks', 'label'), flag(allOk(checks), ALL_CHECKS));
  draft.add();
  addCauses(draft, comparison);
  draft.add();
  addMonths(draft, comparison);
  draft.add();
  for (const note of [
    'Amounts are spreadsheet less book: positive where the spreadsheet has more. Deferred revenue is what the credits of the difference defer.',
    'A cause is named only where deriving the book under it gives the spreadsheet’s number exactly, or the spreadsheet’s own rows do not add up.',
    'A difference stands where it begins; what it still does to the last balance is beside it. Of which known adds up to every difference, line by line.',
    `The spreadsheet: ${file.name}, SHA-256 ${file.sha256}`,
  ])
    draft.add(text(note, 'note'));
  return {
    name: 'Summary',
    kind: 'summary',
    columns: [
      { min: 26, max: 30 },
      { min: 12 },
      { min: 13 },
      { min: 13 },
      { min: 13 },
      { min: 10 },
      { min: 13 },
      { min: 13 },
      { min: 20, max: 60 },
    ],
    rows: draft.rows,
    freeze: { rows: 2 },
    landscape: true,
    footer: about.footer,
  };
}

/** Words that stand in the column of results; all that is carried counts as what it was carried from. */
const COUNTS = [
  ['Agree', ['Agrees']],
  ['Differ for a known cause', ['Explained', 'Carried']],
  ['Differ, not explained', ['Not explained', 'Carried, not explained']],
] as const;

const countIf = (rows: number, words: readonly string[], more = ''): string =>
  words.map((word) => `COUNTIFS(${rangeOf(LINES, LINE_COLUMNS.status, rows)},"${word}"${more})`).join('+');

function addCounts(draft: SheetDraft, comparison: Comparison): void {
  const { balances } = comparison;
  const { agree, explained, unexplained } = tallyOf(balances);
  const first = draft.next;
  for (const [index, [words, statuses]] of COUNTS.entries())
    draft.add(
      text(words, 'label'),
      count([agree, explained, unexplained][index]!, 'body', countIf(lineCount(comparison), statuses)),
    );
  draft.add(
    text('Balances compared', 'total'),
    count(balances.length, 'total', `SUM(B${first}:B${first + 2})`),
  );
}

function addCauses(draft: SheetDraft, { differences }: Comparison): void {
  draft.addRow(section('What differs, by cause', WIDTH));
  draft.add(
    ...[
      header('Cause'),
      header('Differences', 'count'),
      header('Credit type'),
      header('Credits', 'amount'),
      header('In the last balance', 'amount'),
    ],
    ...[
      header('Currency'),
      header('Deferred revenue', 'amount'),
      header('In the last balance', 'amount'),
      header('What it means'),
    ],
  );
  const total = differenceRows(differences).length;
  const column = (at: number): string => rangeOf(DIFFERENCES, at, total);
  const { cause: causes, creditType: types, currency: currencies, ...at } = DIFFERENCE_COLUMNS;
  for (const { cause, creditType, currency, rows } of byCause(differences)) {
    const row = draft.next;
    // EXACT, as codes may hold what criteria take for a wildcard.
    const only = `(${column(causes)}=$A${row})*EXACT(${column(types)},$C${row})*EXACT(${column(currencies)},$F${row})`;
    const first = rows.filter(({ isFirst }) => isFirst);
    const sum = (of: number, value: bigint, scale: number): SpecCell =>
      amount(value, scale, 'body', rounded(`SUMPRODUCT(${only}*${column(of)})`, scale));
    const credits = (of: number, value: (one: ReportedDifference) => bigint): SpecCell =>
      sum(
        of,
        first.reduce((all, one) => all + value(one.of), 0n),
        rows[0]!.of.scale,
      );
    const money = (of: number, value: (one: DifferenceRow) => bigint): SpecCell =>
      sum(
        of,
        rows.reduce((all, one) => all + value(one), 0n),
        rows[0]!.moneyScale,
      );
    draft.add(
      text(CAUSE_WORDS[cause].title),
      // A difference counts where its credits stand.
      count(first.length, 'body', `SUMPRODUCT(${only}*(${column(at.credits)}<>""))`),
      text(creditType),
      credits(at.credits, (one) => one.amount.credits),
      credits(at.creditsLast, (one) => one.standing.credits),
      text(currency),
      money(at.money, (one) => one.money),
      money(at.moneyLast, (one) => one.moneyLast),
      text(CAUSE_WORDS[cause].meaning),
    );
  }
  if (differences.length === 0) draft.add(text('Nothing differs.', 'note'));
  addCauseTotals(draft, byCause(differences));
}

/** A total for each credit type and currency of the causes above: nothing is added across them. */
function addCauseTotals(draft: SheetDraft, causes: readonly CauseRow[]): void {
  const [first, last] = [draft.next - causes.length, draft.next - 1];
  const range = (letter: string): string => `$${letter}$${first}:$${letter}$${last}`;
  const groups = Map.groupBy(causes, ({ creditType, currency }) => `${creditType}|${currency}`);
  for (const [, group] of [...groups].sort(([a], [b]) => compareText(a, b))) {
    const row = draft.next;
    const only = `EXACT(${range('C')},$C${row})*EXACT(${range('F')},$F${row})`;
    const rows = group.flatMap((one) => one.rows);
    const whole = rows.filter(({ isFirst }) => isFirst);
    const { of, moneyScale, currency } = rows[0]!;
    const total = (letter: string, value: bigint, scale: number): SpecCell =>
      amount(value, scale, 'total', rounded(`SUMPRODUCT(${only}*${range(letter)})`, scale));
    const sum = <T>(all: readonly T[], value: (one: T) => bigint): bigint =>
      all.reduce((so, one) => so + value(one), 0n);
    draft.add(
      text('Total', 'total'),
      count(whole.length, 'total', `SUMPRODUCT(${only}*${range('B')})`),
      text(of.creditType, 'total'),
      total(
        'D',
        sum(whole, (one) => one.of.amount.credits),
        of.scale,
      ),
      total(
        'E',
        sum(whole, (one) => one.of.standing.credits),
        of.scale,
      ),
      text(currency, 'total'),
      total(
        'G',
        sum(rows, (one) => one.money),
        moneyScale,
      ),
      total(
        'H',
        sum(rows, (one) => one.moneyLast),
        moneyScale,
      ),
    );
  }
}

function addMonths(draft: SheetDraft, comparison: Comparison): void {
  const { balances, months } = comparison;
  const rows = lineCount(comparison);
  draft.addRow(section('Month by month', WIDTH));
  draft.add(
    header('Month', 'month'),
    ...['Compared', 'Agree', 'Known cause', 'Not explained'].map((head) => header(head, 'count')),
  );
  const first = draft.next;
  for (const at of months) {
    const {
      agree,
      explained,
      unexplained,
      balances: all,
    } = tallyOf(balances.filter((one) => one.month === at));
    const row = draft.next;
    const only = `,${rangeOf(LINES, LINE_COLUMNS.month, rows)},$A${row}`;
    draft.add(
      month(at),
      count(all, 'body', `SUM(C${row}:E${row})`),
      ...[agree, explained, unexplained].map((value, index) =>
        count(value, 'body', countIf(rows, COUNTS[index]![1], only)),
      ),
    );
  }
  const { agree, explained, unexplained, balances: all } = tallyOf(balances);
  draft.add(
    text('Total', 'total'),
    ...[all, agree, explained, unexplained].map((value, index) => {
      const letter = 'BCDE'[index]!;
      return count(
        value,
        'total',
        months.length === 0 ? '0' : `SUM(${letter}${first}:${letter}${draft.next - 1})`,
      );
    }),
  );
}

/** From the lines and the differences, each beside what the comparison itself added up. */
function checksOf(comparison: Comparison): Check[] {
  const { balances, differences, months } = comparison;
  const types = [...new Set(balances.map(({ creditType }) => creditType))].sort(compareText);
  const last = months.at(-1) ?? '';
  const rows = lineCount(comparison);
  return types.flatMap((creditType): Check[] => {
    const own = balances.filter((one) => one.creditType === creditType);
    const scale = own[0]!.scale;
    const only = `EXACT(${rangeOf(LINES, LINE_COLUMNS.creditType, rows)},"${creditType.replaceAll('"', '""')}")`;
    const sum = (of: readonly ComparedBalance[], value: (one: ComparedBalance) => bigint): bigint =>
      of.reduce((all, one) => all + value(one), 0n);
    const atEnd = own.filter((one) => one.month === last);
    const column = (index: number): string =>
      rounded(`SUMPRODUCT(${only}*${rangeOf(LINES, index, rows)})`, scale);
    const ended = `(${rangeOf(LINES, LINE_COLUMNS.month, rows)}=${dateFormula(last)})`;
    const standing = differences.filter(
      (one) => one.creditType === creditType && atEnd.some(({ customer }) => customer === one.customer),
    );
    const check = checksIn(creditType, scale);
    return [
      check(
        'Known effects are the differences, all months',
        column(LINE_COLUMNS.said),
        sum(own, off),
        sum(own, off),
      ),
      check(
        'Spreadsheet less book, all months',
        column(LINE_COLUMNS.difference),
        sum(own, off),
        sum(own, ({ sheet }) => sheet ?? 0n) - sum(own, ({ book }) => book),
      ),
      check(
        `Differences still in the balances of ${monthInWords(last)}`,
        rounded(`SUMPRODUCT(${only}*${ended}*${rangeOf(LINES, LINE_COLUMNS.difference, rows)})`, scale),
        sum(atEnd, off),
        standing.reduce((all, one) => all + (one.effects.get(last)?.credits ?? 0n), 0n),
      ),
    ];
  });
}

/** For each currency that the spreadsheet says what it defers in. */
function moneyChecksOf(comparison: Comparison, said: ReturnType<typeof moneySaidOf>): Check[] {
  const lines = comparison.balances.flatMap(({ deferred }, index) =>
    deferred.flatMap(({ currency, scale, sheet, book }) =>
      sheet === null ? [] : [{ currency, scale, off: sheet - book, said: said(index + 1, currency) }],
    ),
  );
  const rows = lineCount(comparison);
  return [...Map.groupBy(lines, ({ currency }) => currency)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([currency, own]): Check => {
      const only = `EXACT(${rangeOf(LINES, LINE_COLUMNS.currency, rows)},"${currency}")`;
      const { scale } = own[0]!;
      return {
        what: 'Known effects are the differences in deferred revenue, all months',
        unit: currency,
        scale,
        formula: rounded(`SUMPRODUCT(${only}*${rangeOf(LINES, LINE_COLUMNS.moneySaid, rows)})`, scale),
        computed: own.reduce((sum, one) => sum + one.said, 0n),
        book: own.reduce((sum, one) => sum + one.off, 0n),
      };
    });
}

const off = ({ sheet, book }: ComparedBalance): bigint => (sheet ?? 0n) - book;
const dateFormula = (at: Month): string => `DATE(${Number(at.slice(0, 4))},${Number(at.slice(5, 7))},1)`;
