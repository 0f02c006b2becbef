// Decimal places of what a reconciliation counts in: currencies, credit types, quantities of a meter.
import {
  canonicalDecimal,
  currencyScale,
  decimalPlaces,
  formatScaled,
  powerOfTen,
  QUANTITY_SCALE,
} from '../../../src-shared/decimal.ts';
import type { Leg } from '../../../src-shared/reconcile/words.ts';
import type { Session } from '../session.ts';
import type { Line } from './lines.ts';

/** undefined: there is no such unit. */
export function unitScale(session: Session, leg: Leg, unit: string): number | undefined {
  if (leg === 'usage') return unit === '' ? undefined : QUANTITY_SCALE;
  // An old spreadsheet has credits, and the money that is deferred of them.
  const credits = leg === 'spreadsheet' ? session.book().creditTypes.get(unit)?.scale : undefined;
  return credits ?? currencyScale(unit);
}

/** An amount as it is kept on record: without zeros that say nothing, so that it is the same at any scale. */
export function plainAmount(amount: bigint, scale: number): string {
  return canonicalDecimal(formatScaled(amount, scale))!;
}

/** Quantities are read to nine decimals; they are shown, and counted, with as many as those of their meter need. */
export function fitted(
  lines: readonly Line[],
  tolerance: Readonly<Record<string, string>>,
): { lines: Line[]; scaleOf: (unit: string) => number } {
  const places = new Map(
    Object.entries(tolerance).map(([unit, most]) => [unit, decimalPlaces(most)] as const),
  );
  for (const { unit, amount } of lines) {
    const needed = decimalPlaces(plainAmount(amount, QUANTITY_SCALE));
    if (needed > (places.get(unit) ?? -1)) places.set(unit, needed);
  }
  const scaleOf = (unit: string): number => places.get(unit) ?? 0;
  const less = (line: Line): Line => ({
    ...line,
    amount: line.amount / powerOfTen(QUANTITY_SCALE - scaleOf(line.unit)),
  });
  return { lines: lines.map(less), scaleOf };
}
