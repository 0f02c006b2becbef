// What a reconciliation comes to, in one sentence: what signers put their name to.
import { counted } from '../../../src-shared/counted.ts';
import { formatScaled } from '../../../src-shared/decimal.ts';
import type { Reconciliation } from './state.ts';

/** Lines without a reason are counted as well as netted: two that cancel out are not explained by that. */
export function conclusionOf({ totals, open, month }: Reconciliation): string {
  if (open.length === 0) return `All lines of ${month} are matched.`;
  const lines = counted(open.length, 'line is open', 'lines are open');
  const unsaid = open.filter((one) => !one.said);
  if (unsaid.length === 0) return `${lines}, ${open.length === 1 ? 'with' : 'each with'} a reason.`;
  const units = new Set(unsaid.map(({ line }) => line.unit));
  const net = totals
    .filter(({ unit }) => units.has(unit))
    .map(({ unit, scale, unexplained }) => `${inWords(unexplained, scale)} ${unit}`);
  const how = unsaid.length === open.length ? 'none with a reason' : `${unsaid.length} without a reason`;
  return `${lines}, ${how}: net ${net.join(', ')}.`;
}

/** What is below 0 stands in parentheses. */
const inWords = (amount: bigint, scale: number): string =>
  amount < 0n ? `(${formatScaled(-amount, scale)})` : formatScaled(amount, scale);
