// What a reconciliation comes to, in one sentence: what signers put their name to.
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Reconciliation } from './state.ts';

export function conclusionOf({ totals, open, month }: Reconciliation): string {
  if (open.length === 0) return `All lines of ${month} are matched, and both sides agree.`;
  const said = open.filter((one) => one.said).length;
  const lines = `${open.length} ${open.length === 1 ? 'line is' : 'lines are'} open, ${said} with a reason`;
  const left = totals
    .filter(({ unexplained }) => unexplained !== 0n)
    .map(({ unit, scale, unexplained }) => `${inWords(unexplained, scale)} ${unit}`);
  return left.length === 0
    ? `${lines}; nothing is unexplained.`
    : `${lines}; unexplained: ${left.join(', ')}.`;
}

/** What is below 0 stands in parentheses. */
const inWords = (amount: bigint, scale: number): string =>
  amount < 0n ? `(${formatScaled(-amount, scale)})` : formatScaled(amount, scale);
