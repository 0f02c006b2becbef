// What an old credit spreadsheet of any layout says of a month, as an outside table: one row for each balance, read as the comparison
// reads it, with the cause of a difference where one was found. Must not: keep anything.
import type { Month } from '../../../../src-shared/calendar.ts';
import { formatScaled } from '../../../../src-shared/decimal.ts';
import type { Result } from '../../../../src-shared/findings/finding.ts';
import { done, refused } from '../../../../src-shared/findings/finding.ts';
import type { ReconcileCode } from '../../../../src-shared/findings/reconcile.ts';
import type { OutsideTable } from '../../../import/outside/read.ts';
import { CAUSE_WORDS, placeInSheet } from '../../../reports/comparison/cause-words.ts';
import type { ComparedBalance, Comparison } from '../../../reports/comparison/compare.ts';
import { monthDates } from '../../../reports/workbooks/cells.ts';
import { compareWithSheet } from '../../comparison/compare.ts';
import type { Session } from '../../session.ts';

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
  return done({ month: wanted, table: tableOf(balances, wanted, comparison) });
}

function tableOf(balances: readonly ComparedBalance[], month: Month, comparison: Comparison): OutsideTable {
  const rows = balances.map((one, index) => {
    const { customer, creditType, scale, place } = one;
    const amount = formatScaled(one.sheet!, scale);
    const where = place === null ? '' : placeInSheet(place);
    const text = causesIn(comparison, one);
    const item = { measure: '' as const, party: customer, unit: creditType, amount, text, place: where };
    return {
      line: index + 1,
      items: [{ ...item, reference: `${customer} balance`, date: monthDates(month).to }],
      cells: [customer, creditType, amount, where],
    };
  });
  return {
    header: ['Customer', 'Credit type', 'Balance', 'Place'],
    rows,
    leftOut: comparison.unclear.length,
  };
}

/** What makes the balance another than the book's, as far as that was found. */
function causesIn({ differences }: Comparison, { customer, creditType, month }: ComparedBalance): string {
  const own = differences.filter(
    (one) =>
      one.customer === customer &&
      one.creditType === creditType &&
      (one.effects.get(month)?.credits ?? 0n) !== 0n,
  );
  return [...new Set(own.map(({ cause }) => CAUSE_WORDS[cause].title))].join(', ');
}
