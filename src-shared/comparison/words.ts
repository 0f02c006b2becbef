// What a parallel run comes to, in the words of the window, the certificate and the command. Must not: judge it.
import { counted } from '../counted.ts';

/** @param run.inARow months up to the last that are closed with every difference explained, of the `enough` that it takes. */
export function parallelVerdict({
  mayEnd,
  inARow,
  enough,
}: {
  readonly mayEnd: boolean;
  readonly inARow: number;
  readonly enough: number;
}): string {
  if (mayEnd)
    return `The spreadsheet may be switched off: the last ${inARow === 1 ? 'month is closed, and every difference in it' : `${inARow} months are closed, and every difference in them`} is explained.`;
  if (enough === 1)
    return 'The spreadsheet is still needed: the last month is not closed without an unexplained difference.';
  return `The spreadsheet is still needed: ${inARow} of the ${counted(enough, 'month')} in a row that it takes ${inARow === 1 ? 'is' : 'are'} closed without an unexplained difference.`;
}
