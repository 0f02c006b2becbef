// A comparison as the window shows it: what it comes to, by month and by cause, each difference, every line.
// Must not: work out anything that the comparison does not say.
import type { WireComparison, WireDifference } from '../../../src-shared/comparison/calls.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import { CAUSE_WORDS, placeInSheet } from '../../reports/comparison/cause-words.ts';
import type { ReportedDifference } from '../../reports/comparison/compare.ts';
import { balancesTable, byCause, tallyOf } from '../../reports/comparison/tables.ts';
import type { Session } from '../session.ts';
import type { SheetCompared } from './compare.ts';

export function comparisonView(
  session: Session,
  { legacy, comparison, shape, conclusion }: SheetCompared,
): WireComparison {
  const { balances, differences, months } = comparison;
  const { customers } = session.book();
  const { columns, rows, name, title } = balancesTable(comparison);
  return {
    file: legacy.file,
    shape,
    conclusion,
    ...tallyOf(balances),
    months: months.map((month) => ({ month, ...tallyOf(balances.filter((one) => one.month === month)) })),
    causes: byCause(differences).map(({ cause, of }) => ({
      cause: CAUSE_WORDS[cause].title,
      meaning: CAUSE_WORDS[cause].meaning,
      count: of.length,
      ...amountsOf(of),
    })),
    differences: differences.map((one) => differenceView(one, customers.has(one.customer))),
    lines: {
      name,
      title,
      columns: columns.map((column) => ({ ...column })),
      rows: [...rows].map((row) => [...row]),
    },
  };
}

/** Of one credit type and currency. */
function amountsOf(of: readonly ReportedDifference[]) {
  const { creditType, currency, scale, moneyScale } = of[0]!;
  const sum = (value: (one: ReportedDifference) => bigint): bigint =>
    of.reduce((all, one) => all + value(one), 0n);
  return {
    creditType,
    credits: formatScaled(
      sum(({ amount }) => amount.credits),
      scale,
    ),
    creditsLast: formatScaled(
      sum(({ standing }) => standing.credits),
      scale,
    ),
    currency,
    money: formatScaled(
      sum(({ amount }) => amount.money),
      moneyScale,
    ),
    moneyLast: formatScaled(
      sum(({ standing }) => standing.money),
      moneyScale,
    ),
  };
}

function differenceView(one: ReportedDifference, known: boolean): WireDifference {
  return {
    no: one.no,
    cause: CAUSE_WORDS[one.cause].title,
    explained: one.cause !== 'unexplained',
    customer: one.customer,
    known,
    month: one.month,
    ...amountsOf([one]),
    what: one.sentence,
    correction: one.correction,
    cell: one.place ? placeInSheet(one.place) : null,
    shown: [...one.shown],
    events: one.cause === 'not_in_book' ? [] : one.events.slice(0, 20),
    lots: one.lots.slice(0, 20),
    also: one.alsoPossible.map((cause) => CAUSE_WORDS[cause].title),
  };
}
