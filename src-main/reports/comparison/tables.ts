// A comparison as tables, for csv, json and grids: the differences with their causes, and every balance line by line.
// Must not: work out anything.
import { counted } from '../../../src-shared/counted.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Column, ReportTable } from '../../../src-shared/report-table.ts';
import { compareText } from '../../../src-shared/text-order.ts';
import { CAUSE_WORDS, placeInSheet } from './cause-words.ts';
import type { Cause } from './causes/variation.ts';
import { CAUSES } from './causes/variation.ts';
import type { ComparedBalance, Comparison, ReportedDifference } from './compare.ts';

/** How a balance stands, in words; what is carried from an earlier month says whether it was explained. */
export function statusInWords({ status, open }: Pick<ComparedBalance, 'status' | 'open'>): string {
  if (status === 'agrees') return 'Agrees';
  if (status === 'carried') return open ? 'Carried, not explained' : 'Carried';
  return open ? 'Not explained' : 'Explained';
}

const column = (key: string, title: string, type: Column['type'], sum = false): Column => ({
  key,
  title,
  type,
  ...(sum ? { sum } : {}),
});

const DIFFERENCES: readonly Column[] = [
  column('no', 'No.', 'text'),
  column('cause', 'Cause', 'text'),
  column('customer', 'Customer', 'text'),
  column('month', 'Month', 'month'),
  column('credit_type', 'Credit type', 'text'),
  column('credits', 'Credits', 'credits', true),
  column('credits_last', 'Credits in the last balance', 'credits', true),
  column('currency', 'Currency', 'text'),
  column('money', 'Deferred revenue', 'money', true),
  column('money_last', 'Deferred revenue in the last balance', 'money', true),
  column('what', 'What happened', 'text'),
  column('correction', 'What to do', 'text'),
  column('cell', 'Cell', 'text'),
  column('evidence', 'What shows it', 'text'),
  column('also', 'Also possible', 'text'),
];

/** A difference in one currency: where it has money of several, the first carries the credits. */
export interface DifferenceRow {
  readonly of: ReportedDifference;
  readonly isFirst: boolean;
  readonly currency: string;
  readonly moneyScale: number;
  readonly money: bigint;
  readonly moneyLast: bigint;
}

export function differenceRows(differences: readonly ReportedDifference[]): DifferenceRow[] {
  return differences.flatMap((of): DifferenceRow[] => {
    const { amount, standing, currencies } = of;
    const own = currencies.filter(({ code }) =>
      [...of.effects.values()].some(({ money }) => money.has(code)),
    );
    return (own.length === 0 ? currencies.slice(0, 1) : own).map(({ code, scale }, index) => ({
      of,
      isFirst: index === 0,
      currency: code,
      moneyScale: scale,
      money: amount.money.get(code) ?? 0n,
      moneyLast: standing.money.get(code) ?? 0n,
    }));
  });
}

export function differencesTable({ differences }: Comparison): ReportTable {
  return {
    name: 'differences',
    title: 'Differences',
    columns: DIFFERENCES,
    rows: differenceRows(differences).map(({ of: one, isFirst, currency, moneyScale, money, moneyLast }) => [
      String(one.no),
      CAUSE_WORDS[one.cause].title,
      one.customer,
      one.month,
      one.creditType,
      isFirst ? formatScaled(one.amount.credits, one.scale) : null,
      isFirst ? formatScaled(one.standing.credits, one.scale) : null,
      currency,
      formatScaled(money, moneyScale),
      formatScaled(moneyLast, moneyScale),
      one.sentence,
      one.correction,
      one.place ? placeInSheet(one.place) : null,
      evidenceInWords(one),
      one.alsoPossible.map((cause) => CAUSE_WORDS[cause].title).join(', ') || null,
    ]),
  };
}

const BALANCES: readonly Column[] = [
  column('customer', 'Customer', 'text'),
  column('credit_type', 'Credit type', 'text'),
  column('month', 'Month', 'month'),
  column('sheet', 'Spreadsheet', 'credits', true),
  column('book', 'Book', 'credits', true),
  column('difference', 'Difference', 'credits', true),
  column('status', 'Result', 'text'),
  column('currency', 'Currency', 'text'),
  column('sheet_deferred', 'Spreadsheet, deferred', 'money', true),
  column('book_deferred', 'Book, deferred', 'money', true),
  column('cell', 'Cell', 'text'),
];

export function balancesTable({ balances }: Comparison): ReportTable {
  return {
    name: 'balances',
    title: 'Line by line',
    columns: BALANCES,
    rows: balances.flatMap((one) =>
      one.deferred.map(({ currency, scale, sheet, book }, index) => [
        one.customer,
        one.creditType,
        one.month,
        ...(index === 0
          ? [
              one.sheet === null ? null : formatScaled(one.sheet, one.scale),
              formatScaled(one.book, one.scale),
              formatScaled((one.sheet ?? 0n) - one.book, one.scale),
              statusInWords(one),
            ]
          : [null, null, null, null]),
        currency,
        sheet === null ? null : formatScaled(sheet, scale),
        formatScaled(book, scale),
        one.place ? placeInSheet(one.place) : null,
      ]),
    ),
  };
}

/** What shows a difference: cells, rates, events with their files, lots; a few of each. */
export function evidenceInWords({
  shown,
  events,
  lots,
}: Pick<ReportedDifference, 'shown' | 'events' | 'lots'>): string {
  const named = (id: string): boolean => shown.some((line) => line.includes(id));
  const [more, others] = [events.filter((id) => !named(id)), lots.filter((id) => !named(id))];
  return [
    ...shown,
    ...more.slice(0, 2),
    ...(more.length > 2 ? [`${more.length - 2} more events`] : []),
    ...others.slice(0, 3),
  ].join('; ');
}

/** How the balances of one month, or of all, stand. */
export interface Tally {
  readonly balances: number;
  readonly agree: number;
  readonly explained: number;
  readonly unexplained: number;
}

export function tallyOf(balances: readonly ComparedBalance[]): Tally {
  const unexplained = balances.filter(({ open }) => open).length;
  const agree = balances.filter(({ status }) => status === 'agrees').length;
  return { balances: balances.length, agree, explained: balances.length - agree - unexplained, unexplained };
}

/** Differences of one cause in one credit type and currency. */
export interface CauseRow {
  readonly cause: Cause;
  readonly creditType: string;
  readonly currency: string;
  readonly rows: readonly DifferenceRow[];
}

/** In the order of the causes. */
export function byCause(differences: readonly ReportedDifference[]): CauseRow[] {
  const groups = Map.groupBy(
    differenceRows(differences),
    ({ of, currency }) => `${String(CAUSES.indexOf(of.cause)).padStart(2, '0')}|${of.creditType}|${currency}`,
  );
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, rows]) => {
      const [{ of, currency }] = rows as [DifferenceRow];
      return { cause: of.cause, creditType: of.creditType, currency, rows };
    });
}

/** What it all comes to, in some sentences. */
export function conclusion({ balances, differences, notCompared }: Comparison): string {
  const { balances: all, agree, explained, unexplained } = tallyOf(balances);
  if (all === 0) return 'Nothing could be compared: no balance of the spreadsheet lies in these months.';
  const known = differences.filter(({ cause }) => cause !== 'unexplained');
  const open = differences.length - known.length;
  const several = known.filter(({ alsoPossible }) => alsoPossible.length > 0).length;
  const which = notCompared.length === 0 ? 'of the spreadsheet' : 'that could be compared';
  return [
    agree === all
      ? `${all === 1 ? `The only balance ${which} agrees` : `All ${all} balances ${which} agree`} with the book.`
      : [
          `${agree} of ${counted(all, 'balance')} ${agree === 1 || all === 1 ? 'agrees' : 'agree'}`,
          ...(explained === 0
            ? []
            : [
                `; ${counted(explained, 'differs', 'differ')} for ${known.length === 1 ? 'one cause that is known' : `${known.length} causes that are known`}`,
              ]),
          unexplained === 0
            ? ', and nothing is left unexplained.'
            : `; ${counted(unexplained, 'holds', 'hold')} ${open === 1 ? 'one difference' : `${open} differences`} that none of the usual causes gives.`,
        ].join(''),
    ...(several === 0
      ? []
      : [
          `Of the causes ${several} could be another as well, which is said with ${several === 1 ? 'it' : 'them'}.`,
        ]),
  ].join(' ');
}
