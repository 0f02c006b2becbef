// What an old credit spreadsheet of any layout says of a month, as an outside table: its balances in credits and in deferred revenue,
// read as the comparison reads them, with the cause of a difference where one was found. Must not: keep anything.
import type { Month } from '../../../../src-shared/calendar.ts';
import { monthDates } from '../../../../src-shared/calendar.ts';
import { formatScaled } from '../../../../src-shared/decimal.ts';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../../src-shared/findings/reconcile.ts';
import type { OutsideItem, OutsideTable } from '../../../import/outside/read.ts';
import type { Amounts } from '../../../reports/comparison/amounts.ts';
import { CAUSE_WORDS, placeInSheet } from '../../../reports/comparison/cause-words.ts';
import type { ComparedBalance, Comparison } from '../../../reports/comparison/compare.ts';
import { compareWithSheet } from '../../comparison/compare.ts';
import type { Session } from '../../session.ts';
import { deferredReference, isMoney } from '../book-lines.ts';

export interface SpreadsheetBalances {
  readonly month: Month;
  readonly table: OutsideTable;
}

/**
 * @param month null: the only one that it has balances of.
 * @param names what names in the spreadsheet are: codes of the book, blank for none of its customers.
 * Refused: `layout_unclear` where it is no credit spreadsheet, names that may be customers, several months.
 */
export async function spreadsheetBalances(
  session: Session,
  path: string,
  month: Month | null,
  names: Readonly<Record<string, string>>,
): Promise<Result<SpreadsheetBalances>> {
  // From its first month on: a cause is found where it begins.
  const compared = await compareWithSheet(session, { path, to: month, customers: names });
  if (!compared.ok) return compared;
  const { comparison } = compared.value;
  const said = comparison.balances.filter(({ sheet }) => sheet !== null);
  const months = [...new Set(said.map((one) => one.month))].sort();
  const wanted = month ?? (months.length > 1 ? null : (months[0] ?? null));
  if (wanted === null && months.length > 1)
    return refused({
      code: 'month_unclear' satisfies ReconcileCode,
      message: `It has balances of ${months.length} months, from ${months[0]} to ${months.at(-1)}`,
      hint: 'Say which month it is to be compared with (command: --month YYYY-MM)',
    });
  const balances = said.filter((one) => one.month === wanted);
  if (wanted === null || balances.length === 0)
    return refused({
      code: 'nothing_outside' satisfies ReconcileCode,
      message: `It has no balance${wanted === null ? '' : ` of ${wanted}`}`,
      hint: 'Look whether it is the right file and month',
    });
  return done({ month: wanted, table: tableOf(session, balances, wanted, comparison) }, compared.notes);
}

/** A row for each balance in credits, and one for what is deferred of it in each currency that the sheet says it in. */
function tableOf(
  session: Session,
  balances: readonly ComparedBalance[],
  month: Month,
  comparison: Comparison,
): OutsideTable {
  const items = balances.flatMap((one): OutsideItem[] => {
    const { customer, creditType, scale, place } = one;
    const own = differencesIn(comparison, one);
    const common = {
      party: customer,
      date: monthDates(month).to,
      place: place === null ? '' : placeInSheet(place),
    };
    const causes = (isIn: (effect: Amounts) => boolean): string =>
      [
        ...new Set(own.filter(({ effect }) => isIn(effect)).map(({ cause }) => CAUSE_WORDS[cause].title)),
      ].join(', ');
    const credits: OutsideItem = {
      ...{ ...common, measure: '', unit: creditType, reference: `${customer} balance` },
      ...{ amount: formatScaled(one.sheet!, scale), beside: formatScaled(one.book, scale) },
      text: causes((effect) => effect.credits !== 0n),
    };
    const deferred = one.deferred.flatMap(({ currency, sheet, book, scale: cents }): OutsideItem[] => {
      if (sheet === null || !isMoney(session, currency)) return [];
      return [
        {
          ...{
            ...common,
            measure: 'closing',
            unit: currency,
            reference: deferredReference(customer, creditType),
          },
          ...{ amount: formatScaled(sheet, cents), beside: formatScaled(book, cents) },
          text: causes((effect) => (effect.money.get(currency) ?? 0n) !== 0n),
        },
      ];
    });
    return [credits, ...deferred];
  });
  return {
    header: ['Customer', 'Unit', 'Balance', 'Place'],
    rows: items.map((item, index) => ({
      line: index + 1,
      items: [item],
      cells: [item.party ?? '', item.unit, item.amount, item.place ?? ''],
    })),
    leftOut: comparison.notCompared.filter(({ unsaid }) => unsaid === 'credit_type').length,
  };
}

/** What makes the balance another than the book's, as far as that was found, with what it does to the balance. */
function differencesIn(
  { differences }: Comparison,
  { customer, creditType, month }: ComparedBalance,
): { cause: Comparison['differences'][number]['cause']; effect: Amounts }[] {
  return differences.flatMap(({ cause, effects, ...one }) => {
    const effect =
      one.customer === customer && one.creditType === creditType ? effects.get(month) : undefined;
    return effect ? [{ cause, effect }] : [];
  });
}
