// A comparison as the window shows it: what it comes to, by month and by cause, each difference, every line.
// Must not: work out anything that the comparison does not say.
import type { WireComparison, WireDifference } from '../../../src-shared/comparison/calls.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { CAUSE_WORDS, placeInSheet } from '../../reports/comparison/cause-words.ts';
import type { ComparedBalance, ReportedDifference } from '../../reports/comparison/compare.ts';
import type { DifferenceRow } from '../../reports/comparison/tables.ts';
import { balancesTable, byCause, differenceRows, tallyOf } from '../../reports/comparison/tables.ts';
import type { Session } from '../session.ts';
import type { SheetCompared } from './compare.ts';

export function comparisonView(
  session: Session,
  { legacy, comparison, shape, conclusion, data }: SheetCompared,
): WireComparison {
  const { balances, differences, months } = comparison;
  const { customers } = session.book();
  const wallets = Map.groupBy(balances, walletOf);
  const { columns, rows, name, title } = balancesTable(comparison);
  return {
    file: legacy.file,
    shape,
    conclusion,
    notCompared: [...data.not_compared],
    ...tallyOf(balances),
    months: months.map((month) => ({ month, ...tallyOf(balances.filter((one) => one.month === month)) })),
    causes: byCause(differences).map(({ cause, creditType, currency, rows }) => {
      const of = rows.filter(({ isFirst }) => isFirst).map((row) => row.of);
      return {
        cause: CAUSE_WORDS[cause].title,
        meaning: CAUSE_WORDS[cause].meaning,
        count: of.length,
        ...creditsOf(creditType, rows[0]!.of.scale, of),
        ...moneyOf(currency, rows),
      };
    }),
    differences: differences.map((one) =>
      differenceView(one, wallets.get(walletOf(one)) ?? [], customers.has(one.customer)),
    ),
    lines: {
      name,
      title,
      columns: columns.map((column) => ({ ...column })),
      rows: [...rows].map((row) => [...row]),
    },
  };
}

const sum = <T>(of: readonly T[], value: (one: T) => bigint): bigint =>
  of.reduce((all, one) => all + value(one), 0n);

function creditsOf(creditType: string, scale: number, of: readonly ReportedDifference[]) {
  const text = (value: (one: ReportedDifference) => bigint): string => formatScaled(sum(of, value), scale);
  return {
    creditType,
    credits: text(({ amount }) => amount.credits),
    creditsLast: text(({ standing }) => standing.credits),
  };
}

function moneyOf(currency: string, rows: readonly DifferenceRow[]) {
  const scale = rows[0]!.moneyScale;
  return {
    currency,
    money: formatScaled(
      sum(rows, ({ money }) => money),
      scale,
    ),
    moneyLast: formatScaled(
      sum(rows, ({ moneyLast }) => moneyLast),
      scale,
    ),
  };
}

const walletOf = (one: { customer: string; creditType: string }): string =>
  `${one.customer}|${one.creditType}`;

/** Where it begins and at the end. @param wallet the balances of its wallet, oldest first. */
function balancesOf(one: ReportedDifference, wallet: readonly ComparedBalance[]): WireDifference['balances'] {
  const own = wallet.filter(({ month }) => month >= one.month);
  const text = (value: bigint): string => formatScaled(value, one.scale);
  return [...new Set([own[0], own.at(-1)])]
    .filter((balance) => balance !== undefined)
    .map(({ month, sheet, book }) => ({
      month,
      sheet: sheet === null ? null : text(sheet),
      book: text(book),
    }));
}

function differenceView(
  one: ReportedDifference,
  wallet: readonly ComparedBalance[],
  known: boolean,
): WireDifference {
  return {
    no: one.no,
    cause: CAUSE_WORDS[one.cause].title,
    explained: one.cause !== 'unexplained',
    customer: one.customer,
    known,
    month: one.month,
    balances: balancesOf(one, wallet),
    ...creditsOf(one.creditType, one.scale, [one]),
    deferred: differenceRows([one]).map((row) => moneyOf(row.currency, [row])),
    what: one.sentence,
    correction: one.correction,
    cell: one.place ? placeInSheet(one.place) : null,
    shown: [...one.shown],
    events: one.cause === 'not_in_book' ? [] : one.events.slice(0, 20),
    lots: one.lots.slice(0, 20),
    also: one.alsoPossible.map((cause) => CAUSE_WORDS[cause].title),
  };
}
